import Diagnostics
import Model
import Tabular

/// Reads the parts of a mapping of costs: columns, texts, amounts, conditions. It keeps the list of columns that they
/// name.
final class CostYAML {
  /// All columns named so far.
  var columns = CostColumnList()
  /// Whether columns are numbers, since the file has no header.
  var isPositional = false
  /// How amounts are written where a rule does not say.
  var money = MoneyForm()

  // MARK: Columns

  /// The place of one column, or of several in order of preference.
  func column(_ value: YAMLValue, isAmount: Bool = false) -> Int? {
    let names = (value.oneOrMore() ?? []).compactMap { $0.text() }
    guard !names.isEmpty else { return nil }
    if isPositional {
      guard let positions = positions(names, value) else { return nil }
      return columns.place(of: .at(positions), isAmount: isAmount)
    }
    return columns.place(of: .first(names), isAmount: isAmount)
  }

  /// The place of all columns of some names.
  func everyColumn(_ value: YAMLValue) -> Int? {
    let names = (value.oneOrMore() ?? []).compactMap { $0.text() }
    guard !names.isEmpty else { return nil }
    if isPositional { return positions(names, value).map { columns.place(of: .at($0)) } }
    return columns.place(of: .every(names))
  }

  /// The place of a column that a key of a group of conditions names.
  func column(named name: String, _ value: YAMLValue) -> Int? {
    if isPositional { return positions([name], value).map { columns.place(of: .at($0)) } }
    return columns.place(of: .first([name]))
  }

  private func positions(_ names: [String], _ value: YAMLValue) -> [Int]? {
    let numbers = names.compactMap(Int.init).filter { (1...100_000).contains($0) }
    guard numbers.count == names.count else {
      value.mistake(
        .mappingWrongType,
        facts: [
          "key": value.name, "wanted": "the number of a column, since the file has no header",
          "found": "'\(names.joined(separator: ", "))'",
        ])
      return nil
    }
    return numbers.map { $0 - 1 }
  }

  // MARK: Texts

  /// A text: a column, a list of columns, or a group of keys.
  func text(_ value: YAMLValue) -> TextRule? {
    var rule = TextRule()
    guard value.isGroup else {
      rule.column = column(value)
      return rule.column == nil ? nil : rule
    }
    guard let group = value.group() else { return nil }
    if let from = group.value("from") { rule.column = column(from) }
    if let all = group.value("all") {
      rule.joined = (all.list() ?? []).compactMap { column($0) }
    }
    rule.constant = group.text("constant")
    rule.expression = group.value("match").flatMap { $0.expression() }
    rule.prefixes = group.texts("strip")
    rule.letterCase = group.choice("case", TextRule.LetterCase.self)
    if let value = group.value("leading_zeros") { rule.dropsLeadingZeros = value.choice(among: ["drop"]) != nil }
    if let lookup = group.group("values") {
      rule.values = lookup.allMembers().map { (TextPattern($0.key), $0.value.isNone ? "" : $0.value.text() ?? "") }
    }
    if let value = group.value("carry") { rule.isCarried = value.bool() ?? false }
    if let value = group.value("numbered") { rule.isNumbered = value.bool() ?? false }
    group.finish()
    let sources = [rule.column != nil, !rule.joined.isEmpty, rule.constant != nil].count { $0 }
    if sources != 1, !(rule.constant != nil && sources == 2) {
      value.mistake(.mappingConflict, facts: ["reason": "\(value.name) needs from, all or constant"])
    }
    return rule
  }

  // MARK: Amounts

  /// An amount: a column, a list of columns, or a group of keys.
  func number(_ value: YAMLValue) -> NumberRule? {
    guard value.isGroup else {
      return column(value, isAmount: true).map { NumberRule(source: .column($0), form: money) }
    }
    guard let group = value.group() else { return nil }
    let rule = number(group)
    group.finish()
    return rule
  }

  /// An amount whose keys stand in a group among others.
  func number(_ group: YAMLGroup) -> NumberRule? {
    var sources: [NumberRule.Source] = []
    if let from = group.value("from") ?? group.value("column"), let place = column(from, isAmount: true) {
      sources.append(.column(place))
    }
    if let sum = group.value("sum"), let place = everyColumn(sum) { sources.append(.sum(place)) }
    let debit = group.value("debit").flatMap { column($0, isAmount: true) }
    let credit = group.value("credit").flatMap { column($0, isAmount: true) }
    if let debit, let credit { sources.append(.debitCredit(debit, credit)) }
    if (debit == nil) != (credit == nil) {
      group.mistakes.add(
        .mappingConflict, at: group.position, facts: ["reason": "debit and credit need each other"])
    }
    if let constant = group.value("constant"), let amount = amount(constant) { sources.append(.constant(amount)) }
    let isSaid = ["from", "column", "sum", "debit", "credit", "constant"].contains(where: group.has)
    guard sources.count == 1, let source = sources.first else {
      if sources.count > 1 || !isSaid {
        group.mistakes.add(
          .mappingConflict, at: group.position,
          facts: ["reason": "an amount needs one of from, sum, debit with credit, and constant"])
      }
      return nil
    }
    var rule = NumberRule(source: source, form: form(group))
    rule.isNegated = group.bool("negate") ?? false
    if let sign = group.group("sign") { rule.sign = signColumn(sign) }
    return rule
  }

  private func amount(_ value: YAMLValue) -> Int64? {
    guard let text = value.text() else { return nil }
    do {
      return try Amount(text).e4
    } catch {
      value.mistake(.mappingWrongType, facts: ["key": value.name, "wanted": "an amount", "found": "'\(text)'"])
      return nil
    }
  }

  private func signColumn(_ group: YAMLGroup) -> NumberRule.SignColumn? {
    let place = group.requiredValue("from").flatMap { column($0) }
    let plus = group.texts("plus").map { TextPattern($0) }
    let minus = group.texts("minus").map { TextPattern($0) }
    group.finish()
    guard let place else { return nil }
    if plus.isEmpty, minus.isEmpty {
      group.mistakes.add(
        .mappingConflict, at: group.position, facts: ["reason": "sign needs plus and minus: the texts that mean them"])
    }
    return NumberRule.SignColumn(column: place, plus: plus, minus: minus)
  }

  /// The form of an amount: that of the mapping, and what the group says otherwise. `mark` is that of a mapping which
  /// leaves it to the file.
  func form(_ group: YAMLGroup, mark: UInt8? = nil) -> MoneyForm {
    var form = money
    if let mark {
      form.number.decimalMark = mark
      form.number.grouping = mark == UInt8(ascii: ".") ? UInt8(ascii: ",") : UInt8(ascii: ".")
      form.number.readScale(group)
      if let value = group.value("grouping") {
        value.mistake(.mappingConflict, facts: ["reason": "decimal_mark: either says what groups digits, too"])
      }
    } else {
      form.number.read(group)
    }
    if let value = group.value("decimals") { form.number.isRounding = value.choice(among: ["round"]) != nil }
    if group.has("symbols") { form.symbols = group.texts("symbols").map { Array($0.utf8) } }
    if group.has("blank") { form.blanks = group.texts("blank").map { Array($0.utf8) } }
    if let signs = group.group("signs") {
      form.signs = signs.allMembers().compactMap { member in
        member.value.choice(among: ["plus", "minus"]).map { (Array(member.key.utf8), $0 == "minus") }
      }
    }
    return form
  }

  // MARK: Conditions

  /// `when`: columns with what must stand in them.
  func conditions(_ value: YAMLValue?) -> [RowCondition] {
    guard let value, let group = value.group() else { return [] }
    return group.allMembers().compactMap { member in
      guard let place = column(named: member.key, member.value) else { return nil }
      return test(member.value).map { RowCondition(column: place, test: $0) }
    }
  }

  private func test(_ value: YAMLValue) -> RowCondition.Test? {
    func patterns(_ value: YAMLValue) -> [TextPattern]? {
      let texts = (value.oneOrMore() ?? []).compactMap { $0.isNone ? "" : $0.text() }
      if let text = texts.first(where: { $0.dropFirst().dropLast().contains("*") }) {
        value.mistake(
          .mappingConflict, facts: ["reason": "in '\(text)' the * must stand at the beginning or the end"])
      }
      return texts.isEmpty ? nil : texts.map { TextPattern($0) }
    }
    guard value.isGroup else { return value.isNone ? .anyOf([TextPattern("")]) : patterns(value).map { .anyOf($0) } }
    guard let group = value.group() else { return nil }
    defer { group.finish() }
    if let sign = group.choice("sign", RowCondition.Sign.self) { return .sign(sign, form(group)) }
    if let not = group.value("not") { return patterns(not).map { .noneOf($0) } }
    if group.members.isEmpty {
      value.mistake(.mappingConflict, facts: ["reason": "a condition is a text, a list of texts, not or sign"])
    }
    return nil
  }
}

extension YAMLValue {
  /// A regular expression.
  func expression() -> Regex<AnyRegexOutput>? {
    guard let text = text() else { return nil }
    do {
      return try Regex(text)
    } catch {
      mistake(.mappingBadPattern, facts: ["pattern": text, "what": "regular expression", "reason": "\(error)"])
      return nil
    }
  }
}
