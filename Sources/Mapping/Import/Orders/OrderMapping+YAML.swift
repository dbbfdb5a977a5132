public import Diagnostics
import Model
import Tabular

extension OrderMapping {
  /// Reads a mapping of `kind: orders`; fails with `configuration` and all its mistakes.
  public static func read(_ bytes: [UInt8], file: String) throws -> OrderMapping {
    try YAMLFile.read(bytes, file: file) { OrderMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  /// Reads a mapping of the catalogue.
  public static func read(_ file: MappingFile) throws -> OrderMapping { try read(file.bytes, file: file.shownPath) }

  /// All mistakes of a mapping of `kind: orders`; none when it can be used.
  public static func check(_ bytes: [UInt8], file: String) -> [Diagnostic] {
    YAMLFile.check(bytes, file: file) { OrderMapping(group: $0, digest: SHA256Digest(of: bytes)) }
  }

  private init?(group: YAMLGroup, digest: SHA256Digest) {
    if let kind = group.requiredValue("kind"), let text = kind.text(), text != "orders" {
      kind.mistake(.mappingWrongKind, facts: ["found": text, "wanted": "orders"])
    }
    self.init(name: group.requiredText("name") ?? "", digest: digest)
    readFile(group)
    readZone(group)
    var defaults = FieldDefaults()
    defaults.form.read(group)
    if let patterns = DatePattern.list(group.value("dates")) { defaults.dates = patterns }
    if let fields = group.requiredGroup("order") { readOrder(fields, defaults) }
    for kind in OrderGroup.allCases {
      if let fields = group.group(kind.name) { readGroup(kind, fields, defaults) }
    }
    readTags(group.value("tags"))
    if let value = group.value("group"), let grouping = value.choice(Grouping.self) {
      self.grouping = grouping
      if shape != .table {
        value.mistake(.mappingConflict, facts: ["reason": "a record is a whole order: group is for tables"])
      }
    }
    group.finish()
  }

  private mutating func readFile(_ group: YAMLGroup) {
    recognisedBy = group.texts("recognised_by")
    ignored = Set(group.texts("ignore").map { $0.lowercased() })
    guard let file = group.requiredGroup("file") else { return }
    shape = file.requiredChoice("format", Shape.self) ?? .table
    recordPath = file.text("record")
    (encoding, delimiter) = (file.encoding(), file.delimiter())
    if shape == .xml, recordPath == nil {
      file.mistakes.add(
        .mappingMissingKey, at: file.position, field: "record", facts: ["key": "record"])
    }
    file.finish()
  }

  private mutating func readZone(_ group: YAMLGroup) {
    guard let value = group.value("zone") else { return }
    if value.text() == "workspace" { zone = .workspace } else if let rules = value.zone() { zone = .named(rules) }
  }

  private mutating func readOrder(_ group: YAMLGroup, _ defaults: FieldDefaults) {
    order = OrderMapping.rules(group, OrderFields.order, prefix: "", isTable: shape == .table, defaults)
    for member in group.members where member.value.isGroup {
      guard let place = OrderFields.place(of: member.key, in: OrderFields.order),
        let rule = member.value.group()
      else { continue }
      if let sum = rule.value("sum") { readSum(sum, place: place) }
      if let plus = rule.value("plus") { readAddition(plus, place: place) }
    }
    group.finish()
    guard let id = order.first(where: { $0.place == OrderRecord.Place.orderID }), !id.sources.isEmpty else {
      group.mistakes.add(.mappingMissingKey, at: group.position, field: "order_id", facts: ["key": "order_id"])
      return
    }
  }

  /// `sum: items.line_total`: the order's value is the sum of its lines'.
  private mutating func readSum(_ value: YAMLValue, place: Int) {
    let names = OrderGroup.allCases.flatMap { group in
      group.fields.filter { $0.kind == .amount }.map { (group, $0.name, "\(group.name).\($0.name)") }
    }
    guard let text = value.choice(among: names.map { $0.2 }), let found = names.first(where: { $0.2 == text }),
      let linePlace = OrderFields.place(of: found.1, in: found.0.fields)
    else { return }
    guard OrderFields.order[place].kind == .amount else {
      value.mistake(.mappingConflict, facts: ["reason": "only an amount can be a sum"])
      return
    }
    sums.append(SumRule(place: place, group: found.0, linePlace: linePlace))
  }

  /// `plus: subtotal_discount`: what the source states lacks these amounts of the same order.
  private mutating func readAddition(_ value: YAMLValue, place: Int) {
    let amounts = OrderFields.order.enumerated().filter { $0.offset != place && $0.element.kind == .amount }
    let names = (value.oneOrMore() ?? []).compactMap { $0.choice(among: amounts.map(\.element.name)) }
    guard OrderFields.order[place].kind == .amount else {
      value.mistake(.mappingConflict, facts: ["reason": "only to an amount others can be added"])
      return
    }
    additions.append(
      AdditionRule(place: place, others: amounts.filter { names.contains($0.element.name) }.map(\.offset)))
  }

  private mutating func readGroup(_ kind: OrderGroup, _ group: YAMLGroup, _ defaults: FieldDefaults) {
    var each = Each.order
    if let value = group.value("each"), let text = value.text() {
      switch (shape, text) {
      case (_, "order"): each = .order
      case (.table, "row"): each = .row
      case (.table, _):
        value.mistake(.mappingConflict, facts: ["reason": "in a table, each is row or order"])
      case (_, _): each = .path(text.split(separator: "/").map(String.init))
      }
    }
    let prefix = shape == .table ? kind.prefix : ""
    let fields = OrderMapping.rules(group, kind.fields, prefix: prefix, isTable: shape == .table, defaults)
    var rest = group.texts("rest")
    if each == .row, group.bool("same_names") ?? false { rest.append(prefix + "*") }
    if !rest.isEmpty, each != .row || !kind.fields.contains(where: { $0.kind == .json }) {
      if group.has("rest") {
        group.mistakes.add(
          .mappingConflict, at: group.position, field: "rest",
          facts: ["reason": "rest is for items and payments that come from rows"])
      }
      rest = []
    }
    group.finish()
    groups.append(GroupRule(group: kind, each: each, fields: fields, rest: rest))
  }

  /// The rules of all fields of a list that a group of keys names. `same_names: true` adds the others under their own
  /// names.
  static func rules(
    _ group: YAMLGroup, _ fields: [OrderField], prefix: String, isTable: Bool, _ defaults: FieldDefaults
  ) -> [FieldRule] {
    let takesSameNames = group.bool("same_names") ?? false
    var rules: [FieldRule] = []
    for (place, field) in fields.enumerated() {
      if let value = group.value(field.name) {
        rules += [FieldRule(field: field, place: place, line: fields, value: value, defaults: defaults)]
          .compactMap { $0 }
      } else if takesSameNames, !(isTable && (field.kind == .json || isOfOrder(prefix, field))) {
        var rule = FieldRule(field: field, place: place)
        rule.take(from: [prefix + field.name])
        rule.form = defaults.form
        rule.dates = defaults.dates
        rules.append(rule)
      }
    }
    return rules
  }

  /// `payment_method` and `payment_status` are the order's own: no line of a payment takes them.
  private static func isOfOrder(_ prefix: String, _ field: OrderField) -> Bool {
    !prefix.isEmpty && OrderFields.place(of: prefix + field.name, in: OrderFields.order) != nil
  }

  private mutating func readTags(_ value: YAMLValue?) {
    guard let value else { return }
    if value.isScalar {
      tags = TagRule(sources: [value.text() ?? ""], separator: nil)
      return
    }
    guard let group = value.group() else { return }
    let separator = group.text("split")
    tags = TagRule(sources: group.texts("from"), separator: separator?.first)
    group.finish()
  }
}

extension YAMLGroup {
  /// The encoding of a text file, under `encoding`; nil where nothing is said.
  func encoding() -> TextEncoding? {
    guard let value = value("encoding"), let text = value.text() else { return nil }
    let encoding = TextEncoding(named: text)
    if encoding == nil { value.mistake(.mappingConflict, facts: ["reason": "there is no encoding \(text)"]) }
    return encoding
  }

  /// What stands between the fields of a text file, under `delimiter`; nil where nothing is said.
  func delimiter() -> UInt8? {
    guard let value = value("delimiter"), let text = value.text() else { return nil }
    if text == "tab" { return UInt8(ascii: "\t") }
    if text.utf8.count == 1, let byte = text.utf8.first, ReadOptions.isDelimiter(byte) { return byte }
    value.mistake(.mappingConflict, facts: ["reason": "the delimiter is one character but no quote, or tab"])
    return nil
  }
}
