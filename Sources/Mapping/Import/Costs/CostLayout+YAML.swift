import Diagnostics
import Model
import Tabular

extension CostLayout {
  /// The keys that make a mapping more than the plain sheet of amounts.
  static let keys = [
    "recognised_by", "file", "join", "rows", "skip", "currency", "date", "invoice", "reference", "description",
    "row_total", "identity", "by_name_only", "controls", "lookalikes", "decimal_mark", "grouping", "scale",
    "decimals", "symbols", "signs", "blank", "on_deleted", "on_unmatched", "on_ambiguous",
  ]

  /// Reads what stands in a mapping of costs; mistakes are written down.
  init(_ group: YAMLGroup) {
    let point = UInt8(ascii: ".")
    guard group.value("decimal_mark")?.text() == "either" else {
      self.init(group, mark: nil)
      return
    }
    self.init(group, mark: point)
    // Mistakes are said once.
    if group.mistakes.isEmpty { withCommas = [CostLayout(group, mark: UInt8(ascii: ","))] }
  }

  /// `mark` is the decimal mark where the mapping leaves it to the file.
  private init(_ group: YAMLGroup, mark: UInt8?) {
    let yaml = CostYAML()
    readFile(group.group("file"))
    if case .none = header { yaml.isPositional = true }
    yaml.money = yaml.form(group, mark: mark)
    money = yaml.money
    readRecognition(group.value("recognised_by"), isByNameOnly: group.bool("by_name_only") ?? false)
    for value in group.list("lookalikes") { readLookAlike(value) }
    readJoin(group, yaml)
    amounts = (group.value("amounts")?.list() ?? []).compactMap { AmountRule(value: $0, yaml) }
    readRows(group, yaml)
    for value in group.list("skip") { skipped.append(yaml.conditions(value)) }
    currency = group.value("currency").flatMap { yaml.text($0) }
    invoice = group.value("invoice").flatMap { yaml.text($0) }
    reference = group.value("reference").flatMap { yaml.text($0) }
    description = group.value("description").flatMap { yaml.text($0) }
    date = group.value("date").flatMap { DateRule(value: $0, yaml) }
    rowTotal = (group.value("row_total")?.oneOrMore() ?? []).compactMap { yaml.number($0) }
    identity = group.group("identity").flatMap { IdentityRule(group: $0, yaml) }
    controls = group.list("controls").compactMap { ControlRule(value: $0, yaml) }
    onDeleted = group.choice("on_deleted", CostMapping.Treatment.self) ?? .error
    onUnmatched = group.choice("on_unmatched", CostMapping.Treatment.self) ?? .error
    onAmbiguous = group.choice("on_ambiguous", CostMapping.Treatment.self) ?? .error
    columns = yaml.columns
  }

  private mutating func readFile(_ group: YAMLGroup?) {
    guard let group else { return }
    if let value = group.value("encoding"), let text = value.text() {
      encoding = TextEncoding(named: text)
      if encoding == nil {
        value.mistake(
          .mappingUnknownValue,
          facts: [
            "key": "encoding", "value": text,
            "nearest": nearestName(to: text, among: TextEncoding.allCases.map(\.rawValue)) ?? "",
            "known": TextEncoding.allCases.map(\.rawValue).joined(separator: ", "),
          ])
      }
    }
    if let value = group.value("delimiter"), let text = value.text() {
      delimiter = text == "tab" ? UInt8(ascii: "\t") : text.utf8.count == 1 ? text.utf8.first : nil
      if delimiter == nil {
        value.mistake(.mappingConflict, facts: ["reason": "the delimiter is one character, or tab"])
      }
    }
    sheet = group.text("sheet")
    if let value = group.value("header"), let text = value.text() {
      if let row = Int(text), row > 0 {
        header = .row(row)
      } else if let choice = value.choice(among: ["search", "none"]) {
        header = choice == "none" ? .none : .search
      }
    }
    if let group = group.group("records") { readRecords(group) }
    skippedRows = group.int("skip_rows", in: 0...1000) ?? 0
    footerRows = group.int("footer_rows", in: 0...1000) ?? 0
    group.finish()
  }

  private mutating func readRecords(_ group: YAMLGroup) {
    var records = Records()
    if let tag = group.text("header") { header = .record(tag) }
    records.rows = group.texts("rows")
    records.others = group.texts("others")
    if records.rows.isEmpty {
      group.mistakes.add(.mappingMissingKey, at: group.position, field: "rows", facts: ["key": "rows"])
    }
    group.finish()
    self.records = records
  }

  private mutating func readRecognition(_ value: YAMLValue?, isByNameOnly: Bool) {
    recognition.isByNameOnly = isByNameOnly || value == nil
    guard let value else { return }
    guard value.isGroup else {
      recognition.columns = CostLayout.alternatives(value)
      return
    }
    guard let group = value.group() else { return }
    if let columns = group.value("columns") { recognition.columns = CostLayout.alternatives(columns) }
    recognition.without = group.texts("without")
    if let width = group.value("width") {
      let bounds = (width.oneOrMore() ?? []).compactMap { $0.int(in: 1...100_000) }
      if let first = bounds.first, let last = bounds.last, first <= last { recognition.width = first...last }
    }
    if let cells = group.group("cells") {
      for member in cells.allMembers() {
        guard let position = Int(member.key), position > 0 else {
          member.value.mistake(
            .mappingWrongType,
            facts: ["key": "cells", "wanted": "the number of a column", "found": "'\(member.key)'"])
          continue
        }
        let texts = (member.value.oneOrMore() ?? []).compactMap { $0.text() }
        recognition.cells.append((position - 1, texts.map { TextPattern($0) }))
      }
    }
    group.finish()
  }

  /// A list of columns of which each may be a list of ways to write it.
  private static func alternatives(_ value: YAMLValue) -> [[String]] {
    (value.oneOrMore() ?? []).map { ($0.oneOrMore() ?? []).compactMap { $0.text() } }.filter { !$0.isEmpty }
  }

  private mutating func readLookAlike(_ value: YAMLValue) {
    guard let group = value.group() else { return }
    let columns = group.texts("columns")
    let name = group.requiredText("is")
    let advice = group.requiredText("use")
    if columns.isEmpty {
      group.mistakes.add(.mappingMissingKey, at: group.position, field: "columns", facts: ["key": "columns"])
    }
    group.finish()
    if let name, let advice { lookAlikes.append(LookAlike(columns: columns, name: name, advice: advice)) }
  }

  /// `order` is the short form of a join.
  private mutating func readJoin(_ group: YAMLGroup, _ yaml: CostYAML) {
    if let order = group.value("order"), let text = yaml.text(order) { join.append((.orderID, text)) }
    for value in group.list("join") {
      guard let key = value.group() else { continue }
      for kind in JoinKind.allCases {
        guard let value = key.value(kind.rawValue), let text = yaml.text(value) else { continue }
        join.append((kind, text))
      }
      key.finish()
    }
    if join.isEmpty, !group.has("join") {
      group.mistakes.add(.mappingMissingKey, at: group.position, field: "join", facts: ["key": "join"])
    }
  }

  private mutating func readRows(_ group: YAMLGroup, _ yaml: CostYAML) {
    guard let value = group.value("rows") else {
      // A sheet whose rows are all costs of orders needs no rules; its amounts say what they are.
      rows = [RowRule(conditions: [], rowClass: .orderCost)]
      return
    }
    let values = value.list() ?? []
    for (index, value) in values.enumerated() {
      guard let rule = RowRule(value: value, isLast: index == values.count - 1, yaml) else { continue }
      if rule.amounts == nil, [.orderCost, .unallocated, .unmatched].contains(rule.rowClass), amounts.isEmpty {
        value.mistake(.mappingMissingKey, facts: ["key": "amounts"])
      }
      rows.append(rule)
    }
  }
}

extension RowRule {
  fileprivate init?(value: YAMLValue, isLast: Bool, _ yaml: CostYAML) {
    guard let group = value.group() else { return nil }
    defer { group.finish() }
    let when = group.value("when")
    let rowClass: CostClass?
    if let otherwise = group.value("otherwise") {
      rowClass = otherwise.choice(CostClass.self)
      if !isLast || when != nil {
        otherwise.mistake(.mappingConflict, facts: ["reason": "otherwise is the last rule and has no when"])
      }
    } else {
      rowClass = group.requiredChoice("class", CostClass.self)
      if isLast {
        value.mistake(
          .mappingConflict, facts: ["reason": "the last rule must say what all other rows are: otherwise: unmatched"])
      } else if when == nil {
        value.mistake(.mappingMissingKey, facts: ["key": "when"])
      }
    }
    let conditions = yaml.conditions(when)
    let amounts = group.value("amounts").map { ($0.list() ?? []).compactMap { AmountRule(value: $0, yaml) } }
    guard let rowClass else { return nil }
    if amounts != nil, rowClass == .notACost {
      value.mistake(.mappingConflict, facts: ["reason": "rows that are not a cost have no amounts"])
    }
    self.init(conditions: conditions, rowClass: rowClass, amounts: amounts)
  }
}

extension AmountRule {
  fileprivate init?(value: YAMLValue, _ yaml: CostYAML) {
    guard let group = value.group() else { return nil }
    defer { group.finish() }
    let isOfPairs = group.has("pairs")
    let kind = group.requiredValue("kind").flatMap { AmountRule.kind($0, mayPassOver: isOfPairs, yaml) }
    let effect = group.choice("effect", CostMapping.Rule.self) ?? .add
    if let pairs = group.group("pairs") {
      let text = pairs.requiredValue("text").flatMap { yaml.everyColumn($0) }
      let amount = pairs.requiredValue("amount").flatMap { yaml.everyColumn($0) }
      let form = yaml.form(pairs)
      let isNegated = pairs.bool("negate") ?? false
      pairs.finish()
      guard let kind, let text, let amount else { return nil }
      self.init(kind: kind, source: .pairs(text: text, amount: amount, form, isNegated: isNegated), effect: effect)
      return
    }
    guard let number = yaml.number(group), let kind else { return nil }
    self.init(kind: kind, source: .number(number), effect: effect)
  }

  /// A kind, or the column that tells it: `{from: Fee Type, values: {Storage: other}, otherwise: fulfillment}`. Of pairs,
  /// those that `values` does not name may be passed over.
  private static func kind(_ value: YAMLValue, mayPassOver: Bool, _ yaml: CostYAML) -> Kind? {
    guard value.isGroup else { return value.choice(CostKind.self).map { .fixed($0) } }
    guard let group = value.group() else { return nil }
    let place = group.value("from").flatMap { yaml.column($0) }
    let choices = (group.requiredGroup("values")?.allMembers() ?? []).compactMap { member in
      member.value.choice(CostKind.self).map { (TextPattern(member.key), $0) }
    }
    let otherwise =
      mayPassOver ? group.choice("otherwise", CostKind.self) : group.requiredChoice("otherwise", CostKind.self)
    group.finish()
    guard otherwise != nil || mayPassOver else { return nil }
    return .byText(column: place ?? -1, choices, otherwise: otherwise)
  }
}

extension IdentityRule {
  fileprivate init?(group: YAMLGroup, _ yaml: CostYAML) {
    sum = (group.requiredValue("sum")?.oneOrMore() ?? []).compactMap { yaml.number($0) }
    less = (group.value("less")?.oneOrMore() ?? []).compactMap { yaml.number($0) }
    let equals = group.requiredValue("equals").flatMap { yaml.number($0) }
    let same = (group.value("same")?.list() ?? []).compactMap { yaml.column($0) }
    conditions = yaml.conditions(group.value("when"))
    if group.has("same"), same.count != 2 {
      group.mistakes.add(
        .mappingConflict, at: group.position, facts: ["reason": "same names the two columns that must be equal"])
    }
    if let value = group.value("on_break") { isWarning = value.choice(among: ["error", "warning"]) == "warning" }
    self.same = same.count == 2 ? (same[0], same[1]) : nil
    group.finish()
    guard let equals else { return nil }
    self.equals = equals
  }
}

extension ControlRule {
  fileprivate init?(value: YAMLValue, _ yaml: CostYAML) {
    guard let group = value.group() else { return nil }
    let name = group.requiredText("name")
    let isCount = group.bool("count") ?? false
    sum = group.value("sum").flatMap { yaml.number($0) }
    if isCount == group.has("sum") {
      group.mistakes.add(
        .mappingConflict, at: group.position, facts: ["reason": "a control needs either sum or count: true"])
    }
    conditions = yaml.conditions(group.value("when"))
    self.group = group.value("by").flatMap { yaml.column($0) }
    let stated = group.requiredValue("stated").flatMap { ControlRule.stated($0, yaml) }
    advice = group.text("advice")
    group.finish()
    guard let name, let stated else { return nil }
    self.name = name
    self.stated = stated
  }

  private static func stated(_ value: YAMLValue, _ yaml: CostYAML) -> Stated? {
    guard value.isGroup else { return yaml.number(value).map { .rows($0, []) } }
    guard let group = value.group() else { return nil }
    defer { group.finish() }
    if let tag = group.text("record") {
      // Records without a header of their own go by position.
      let wasPositional = yaml.isPositional
      yaml.isPositional = true
      defer { yaml.isPositional = wasPositional }
      let place = group.value("by").flatMap { yaml.column($0) }
      return yaml.number(group).map { .record(tag: tag, number: $0, group: place) }
    }
    guard let number = yaml.number(group) else { return nil }
    if case .constant(let amount) = number.source { return .constant(amount) }
    return .rows(number, yaml.conditions(group.value("when")))
  }
}

extension DateRule {
  fileprivate init?(value: YAMLValue, _ yaml: CostYAML) {
    patterns = [.iso]
    guard value.isGroup else {
      guard let place = yaml.column(value) else { return nil }
      column = place
      return
    }
    guard let group = value.group() else { return nil }
    let place = group.requiredValue("from").flatMap { yaml.column($0) }
    if let list = DatePattern.list(group.value("dates")) { patterns = list }
    if let list = DatePattern.list(group.value("either")) { either = list }
    if let value = group.value("zone"), let text = value.text() {
      do {
        zone = try TimeZoneRules(identifier: text)
      } catch {
        value.mistake(.unknownZone, facts: ["zone": text])
      }
    }
    group.finish()
    guard let place else { return nil }
    column = place
  }
}
