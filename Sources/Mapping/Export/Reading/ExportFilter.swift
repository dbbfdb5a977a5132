import Diagnostics
import Model

/// Reads conditions: `where:`, and `if:` of a value.
struct ExportFilter {
  let scope: ExportNames

  /// The keys that are no fields.
  static let words = ["any", "all", "not", "tag", "open_case", "sql"] + having.map(\.key)

  /// What an order can have some of.
  static let having: [(key: String, rows: ExportRows)] = [
    ("items", .item), ("payments", .payment), ("coupons", .coupon), ("shipments", .shipment), ("costs", .costEntry),
    ("cases", .case),
  ]

  /// All conditions of a group; they hold together.
  func read(_ group: YAMLGroup) -> [ExportCondition] {
    group.allMembers().flatMap { member -> [ExportCondition] in
      switch member.key {
      case "any": return [.any(each(member.value).map(ExportFilter.together))]
      case "all": return each(member.value).map(ExportFilter.together)
      case "not": return (member.value.group().map(read)).map { [.not(ExportFilter.together($0))] } ?? []
      case "sql":
        return (member.value.oneOrMore() ?? []).compactMap { scope.sql($0, .flag) }
          .map { .field($0.name, .anyOf([.number(1)])) }
      case "tag", "open_case": return ofOrder(member) ? [label(member)].compactMap { $0 } : []
      default:
        if let rows = ExportFilter.having.first(where: { $0.key == member.key })?.rows {
          return ofOrder(member) ? [having(rows, member.value)].compactMap { $0 } : []
        }
        let found = scope.field(member.key, at: member.position, group.mistakes, beside: ExportFilter.words)
        return found.map { tests(of: $0, member) } ?? []
      }
    }
  }

  static func together(_ conditions: [ExportCondition]) -> ExportCondition {
    conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private func each(_ value: YAMLValue) -> [[ExportCondition]] {
    (value.list() ?? []).compactMap { $0.group().map(read) }
  }

  private func ofOrder(_ member: YAMLGroup.Member) -> Bool {
    if scope.hasOrder { return true }
    member.value.mistakes.add(
      .layoutNotOfOrder, at: member.position, field: member.key,
      facts: ["key": member.key, "rows": scope.rows.rawValue])
    return false
  }

  private func label(_ member: YAMLGroup.Member) -> ExportCondition? {
    guard member.key == "open_case" else {
      let tags = (member.value.oneOrMore() ?? []).compactMap { $0.text() }
      return tags.isEmpty ? nil : .tag(tags)
    }
    let open = ExportCondition.has(
      .case, [.not(.field("case_status", .anyOf([.text(CaseStatus.closed.rawValue)])))])
    return member.value.bool().map { $0 ? open : .not(open) }
  }

  /// `items: yes`, `items: no`, or `items: {item_sku: A}`: at least one of which that holds.
  private func having(_ rows: ExportRows, _ value: YAMLValue) -> ExportCondition? {
    if value.isScalar { return value.bool().map { $0 ? .has(rows, []) : .not(.has(rows, [])) } }
    return value.group().map { .has(rows, ExportFilter(scope: scope.inner(rows)).read($0)) }
  }
}

/// Tests of one field.
extension ExportFilter {
  /// The tests that a kind of field can have.
  static func tests(of kind: ExportField.Kind) -> [String] {
    switch kind {
    case .identifier, .text: ["is", "in", "not", "starts", "ends", "contains", "empty", "ignore_case"]
    case .stage, .currency: ["is", "in", "not", "empty"]
    case .money, .quantity, .rate, .integer: ["is", "in", "not", "min", "max", "above", "below", "empty"]
    case .flag: ["is", "empty"]
    case .instant, .date: ["from", "to", "before", "empty"]
    case .decimal, .json: ["empty"]
    }
  }

  private func tests(of field: ExportField, _ member: YAMLGroup.Member) -> [ExportCondition] {
    let value = member.value
    guard value.isGroup else {
      if field.kind == .instant || field.kind == .date {
        return ExportDays(period: value).map { [.field(field.name, .days($0))] } ?? []
      }
      guard ExportFilter.tests(of: field.kind).contains("is") else {
        refuse("is", field, value)
        return []
      }
      return anyOf(field, value, false).map { [$0] } ?? []
    }
    guard let group = value.group() else { return [] }
    let allowed = ExportFilter.tests(of: field.kind)
    // A key of another kind of field is a test that does not fit; only others are unknown.
    let known = Set(ExportField.Kind.allCases.flatMap(ExportFilter.tests))
    for member in group.members where known.contains(member.key) && !allowed.contains(member.key) {
      _ = group.has(member.key)
      refuse(member.key, field, member.value)
    }
    for key in allowed { _ = group.has(key) }
    group.finish()
    var found = comparisons(of: field, group, allowed)
    if let days = ExportDays(bounds: group), allowed.contains("from") { found.append(.field(field.name, .days(days))) }
    if found.isEmpty, group.mistakes.isEmpty {
      group.mistakes.add(
        .layoutConditionWithoutTest, at: value.position, field: field.name,
        facts: ["field": field.name, "tests": allowed.joined(separator: ", ")])
    }
    return found
  }

  private func comparisons(of field: ExportField, _ group: YAMLGroup, _ allowed: [String]) -> [ExportCondition] {
    let ignoringCase = allowed.contains("ignore_case") && group.bool("ignore_case") ?? false
    var found: [ExportCondition] = []
    func add(_ test: ExportCondition.Test) { found.append(.field(field.name, test, ignoringCase: ignoringCase)) }
    for key in allowed {
      guard let value = group.value(key) else { continue }
      switch key {
      case "is", "in": if let condition = anyOf(field, value, ignoringCase) { found.append(condition) }
      case "not": if let condition = anyOf(field, value, ignoringCase) { found.append(.not(condition)) }
      case "starts": if let text = part(value) { add(.starts(text)) }
      case "ends": if let text = part(value) { add(.ends(text)) }
      case "contains": if let text = part(value) { add(.contains(text)) }
      case "empty": if let wanted = value.bool() { add(.isEmpty(wanted)) }
      case "min": if let number = ExportFilter.number(value, field.kind) { add(.atLeast(number)) }
      case "max": if let number = ExportFilter.number(value, field.kind) { add(.atMost(number)) }
      case "below": if let number = ExportFilter.number(value, field.kind) { add(.below(number)) }
      case "above": if let number = ExportFilter.number(value, field.kind) { add(.atLeast(number + 1)) }
      default: break
      }
    }
    if let least = group.value("min"), let most = group.value("max"), allowed.contains("min") {
      let ends = [least, most].compactMap { ExportFilter.number($0, field.kind, silently: true) }
      if ends.count == 2, ends[0] > ends[1] { most.mistake(.layoutEmptyRange) }
    }
    return found
  }

  private func refuse(_ test: String, _ field: ExportField, _ value: YAMLValue) {
    value.mistake(
      .layoutTestDoesNotFit,
      facts: [
        "test": test, "field": field.name, "kind": field.kind.rawValue,
        "tests": ExportFilter.tests(of: field.kind).joined(separator: ", "),
      ])
  }

  private func part(_ value: YAMLValue) -> String? {
    guard let text = value.text() else { return nil }
    if text.isEmpty { value.mistake(.layoutEmptyList, facts: ["key": value.name]) }
    return text.isEmpty ? nil : text
  }

  private func anyOf(_ field: ExportField, _ value: YAMLValue, _ ignoringCase: Bool) -> ExportCondition? {
    let values = (value.oneOrMore() ?? []).compactMap { ExportFilter.comparable($0, field.kind) }
    if value.isList, value.list()?.isEmpty == true { value.mistake(.layoutEmptyList, facts: ["key": value.name]) }
    return values.isEmpty ? nil : .field(field.name, .anyOf(values), ignoringCase: ignoringCase)
  }

  /// A value as the store keeps it.
  private static func comparable(_ value: YAMLValue, _ kind: ExportField.Kind) -> ExportCondition.Value? {
    switch kind {
    case .stage: return value.choice(OrderStage.self).map { .text($0.rawValue) }
    case .currency:
      guard let text = value.text() else { return nil }
      if let currency = Currency(text) { return .text(currency.description) }
      value.mistake(.layoutCurrency, facts: ["value": text])
      return nil
    case .flag: return value.bool().map { .number($0 ? 1 : 0) }
    case .money, .quantity, .rate, .integer: return number(value, kind).map { .number($0) }
    default: return value.text().map { .text($0) }
    }
  }

  private static func number(_ value: YAMLValue, _ kind: ExportField.Kind, silently: Bool = false) -> Int64? {
    guard let text = silently && !value.isScalar ? nil : value.text() else { return nil }
    if kind == .integer {
      return silently ? Int64(text) : value.int(in: Int.min...(Int.max - 1)).map(Int64.init)
    }
    do {
      let amount = try Amount(text)
      // Rates are kept in millionths.
      let (number, overflow) = amount.e4.multipliedReportingOverflow(by: kind == .rate ? 100 : 1)
      if !overflow, number < Int64.max { return number }
    } catch {
      // Said below, as for a number that is too large.
    }
    if !silently { value.mistake(.layoutAmount, facts: ["value": text]) }
    return nil
  }
}
