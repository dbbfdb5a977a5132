import Diagnostics
import Model

/// Reads `where:` into conditions and ranges of days.
struct ExportFilter {
  private(set) var conditions: [ExportCondition] = []
  private(set) var dateRanges: [ExportLayout.DateRange] = []

  mutating func read(_ group: YAMLGroup, _ fields: ExportFields) {
    if let created = group.group("created") {
      readDates(created, field: "created_at")
      created.finish()
    }
    for name in ["stage", "currency", "channel"] {
      guard let value = group.value(name), let field = fields.all.first(where: { $0.name == name }) else { continue }
      readAnyOf(value, field)
    }
    if let total = group.group("total") {
      if let field = fields.all.first(where: { $0.name == "total" }) { readBounds(total, field) }
      total.finish()
    }
    for value in group.list("fields") {
      guard let condition = value.group() else { continue }
      readCondition(condition, fields)
      condition.finish()
    }
    group.finish()
  }

  private mutating func readCondition(_ group: YAMLGroup, _ fields: ExportFields) {
    let named = group.requiredValue("field")
    // What may stand here depends on the field, but every key is known, so that none is reported as unknown.
    let tests = ["is", "in", "prefix", "min", "max", "from", "to", "empty"].filter { group.value($0) != nil }
    guard let field = named.flatMap(fields.field) else { return }
    guard !tests.isEmpty else {
      group.mistakes.add(.layoutConditionWithoutTest, at: group.position, facts: ["field": field.name])
      return
    }
    for test in tests {
      guard let value = group.value(test) else { continue }
      guard ExportFilter.tests(of: field.kind).contains(test) else {
        value.mistake(
          .layoutTestDoesNotFit,
          facts: [
            "test": test, "field": field.name, "kind": field.kind.rawValue,
            "tests": ExportFilter.tests(of: field.kind).joined(separator: ", "),
          ])
        continue
      }
      switch test {
      case "is", "in": readAnyOf(value, field)
      case "prefix": if let text = value.text() { add(field, .prefix(text)) }
      case "empty": if let wanted = value.bool() { add(field, .isEmpty(wanted)) }
      default: break
      }
    }
    if ExportFilter.tests(of: field.kind).contains("min") { readBounds(group, field) }
    if field.kind == .instant { readDates(group, field: field.name) }
  }

  private static func tests(of kind: ExportField.Kind) -> [String] {
    switch kind {
    case .identifier, .text: ["is", "in", "prefix", "empty"]
    case .stage, .currency: ["is", "in"]
    case .money, .quantity, .rate, .integer: ["is", "in", "min", "max", "empty"]
    case .flag: ["is"]
    case .instant: ["from", "to", "empty"]
    case .decimal, .json: ["empty"]
    }
  }

  private mutating func add(_ field: ExportField, _ test: ExportCondition.Test) {
    conditions.append(ExportCondition(field: field.name, test: test))
  }

  private mutating func readAnyOf(_ value: YAMLValue, _ field: ExportField) {
    let values = (value.oneOrMore() ?? []).compactMap { ExportFilter.comparable($0, field.kind) }
    if !values.isEmpty { add(field, .anyOf(values)) }
    if value.isList, value.list()?.isEmpty == true { value.mistake(.layoutEmptyList, facts: ["key": value.name]) }
  }

  private mutating func readBounds(_ group: YAMLGroup, _ field: ExportField) {
    let least = group.value("min").flatMap { ExportFilter.number($0, field.kind) }
    let most = group.value("max").flatMap { ExportFilter.number($0, field.kind) }
    if let least { add(field, .atLeast(least)) }
    if let most { add(field, .atMost(most)) }
    if let least, let most, least > most { group.value("max")?.mistake(.layoutEmptyRange) }
  }

  private mutating func readDates(_ group: YAMLGroup, field: String) {
    let from = group.value("from").flatMap(ExportFilter.date)
    let to = group.value("to").flatMap(ExportFilter.date)
    if let from, let to, from > to { group.value("to")?.mistake(.layoutEmptyRange) }
    if from != nil || to != nil { dateRanges.append(.init(field: field, from: from, to: to)) }
  }

  private static func date(_ value: YAMLValue) -> CivilDate? {
    guard let text = value.text() else { return nil }
    if let date = CivilDate(text) { return date }
    value.mistake(.layoutDate, facts: ["value": text])
    return nil
  }

  /// A value as the store keeps it.
  private static func comparable(_ value: YAMLValue, _ kind: ExportField.Kind) -> ExportCondition.Value? {
    switch kind {
    case .stage: return value.choice(among: OrderStage.allCases.map(\.rawValue)).map { .text($0) }
    case .currency:
      guard let text = value.text() else { return nil }
      if let currency = Currency(text) { return .text(currency.description) }
      value.mistake(.layoutCurrency, facts: ["value": text])
      return nil
    case .flag: return value.bool().map { .number($0 ? 1 : 0) }
    case .money, .quantity, .rate, .integer, .instant: return number(value, kind).map { .number($0) }
    case .identifier, .text, .decimal, .json: return value.text().map { .text($0) }
    }
  }

  private static func number(_ value: YAMLValue, _ kind: ExportField.Kind) -> Int64? {
    if kind == .integer { return value.int().map(Int64.init) }
    guard let text = value.text() else { return nil }
    do {
      let amount = try Amount(text)
      guard kind == .rate else { return amount.e4 }
      // Rates are kept in millionths.
      let (rate, overflow) = amount.e4.multipliedReportingOverflow(by: 100)
      if !overflow { return rate }
    } catch {
      // Said below, as for a rate that is too large.
    }
    value.mistake(.layoutAmount, facts: ["value": text])
    return nil
  }
}
