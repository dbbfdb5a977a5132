import Changes
import Daybook
import Diagnostics
import Model
import Store

extension OrderSummary {
  /// The order as data, with further fields under their names.
  func json(_ names: [String]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("order", .text(orderID)), .init("created_at", JSONValue(createdAt)), .init("stage", .text(stage)),
      .init("total", JSONValue(total)), .init("currency", .text(currency)), .init("email", JSONValue(email)),
      .init("batch", .integer(batch)),
    ]
    if let correspondence {
      members.append(.init("messages", JSONValue(correspondence.messages)))
      members.append(.init("unread_cases", JSONValue(correspondence.unreadCases)))
    }
    let further = zip(names, fields).map { JSONValue.Member($0, JSONValue($1)) }
    if !names.isEmpty { members.append(.init("fields", .object(further))) }
    return .object(members)
  }
}

extension OrderField {
  /// A value as it is read: amounts as decimals, instants in ISO 8601; nil for blank.
  func text(_ value: FieldValue) -> String? {
    switch value {
    case .none: nil
    case .text(let text): text
    case .number(let number):
      switch kind {
      case .amount: Amount(e4: number).description
      case .instant: Instant(milliseconds: number).description
      case .flag: number == 0 ? "no" : "yes"
      case .rate: Rate.text(millionths: number)
      default: String(number)
      }
    }
  }

  func json(_ value: FieldValue) -> JSONValue {
    if kind == .flag, let number = value.number { return .boolean(number != 0) }
    if kind == .integer, let number = value.number { return .integer(number) }
    return JSONValue(text(value))
  }
}

extension ShowOrder.Result {
  private static func members(_ values: [FieldValue], _ fields: [OrderField]) -> [JSONValue.Member] {
    zip(fields, values).filter { !$1.isNone }.map { JSONValue.Member($0.name, $0.json($1)) }
  }

  /// The order as data: fields that are not blank under their documented names.
  var json: JSONValue {
    let groups = OrderGroup.allCases.map { group in
      JSONValue.Member(
        group.name, JSONValue(record[group]) { .object(ShowOrder.Result.members($0, group.fields)) })
    }
    let stages = JSONValue(self.stages) {
      [
        "before": JSONValue($0.before), "after": .text($0.after), "at": JSONValue($0.at), "user": .text($0.operator),
        "batch": .integer($0.batch),
      ]
    }
    return .object(
      [.init("schema", "daybook.order/1"), .init("batch", .integer(order.batch))]
        + ShowOrder.Result.members(record.values, OrderFields.order) + groups
        + [
          .init("tags", JSONValue(record.tags, JSONValue.text)), .init("stages", stages),
          .init("costs", JSONValue(dependents.costs)), .init("cases", JSONValue(dependents.cases)),
          .init("actual", costs?.actualJSON ?? .null), .init("chargebacks", JSONValue(chargebacks, \.json)),
          .init("notes", JSONValue(notes, \.json)), .init("case_list", JSONValue(cases, \.listedJSON)),
          .init("deleted", deletion?.json ?? .null),
        ])
  }

  /// The order for people.
  var text: String {
    var lines: [String] = []
    if let deletion {
      let reason = deletion.reason.map { " because \($0)" } ?? ""
      lines.append("deleted by batch \(deletion.batch) at \(deletion.deletedAt) by \(deletion.operator)\(reason)")
    }
    for (field, value) in zip(OrderFields.order, record.values) {
      if let text = field.text(value), !(field.kind == .flag && value.number == 0) {
        lines.append("\(field.name): \(text)")
      }
    }
    for group in OrderGroup.allCases {
      for (index, line) in record[group].enumerated() {
        let values = zip(group.fields, line).compactMap { field, value in
          field.text(value).map { "\(field.name) \($0)" }
        }
        lines.append("\(group.name.dropLast()) \(index + 1): \(values.joined(separator: ", "))")
      }
    }
    if !record.tags.isEmpty { lines.append("tags: \(record.tags.joined(separator: ", "))") }
    for change in stages {
      let way = change.before.map { "\($0) -> \(change.after)" } ?? change.after
      lines.append("stage: \(way) at \(change.at) by \(change.operator) (batch \(change.batch))")
    }
    lines += remarks
    lines.append("cost entries: \(dependents.costs), cases: \(dependents.cases)")
    return lines.map { printable($0) + "\n" }.joined()
  }
}

extension ShowOrder.Result {
  /// Costs, chargebacks, notes and cases, a line each.
  fileprivate var remarks: [String] {
    let known = CostKind.allCases.compactMap { kind in
      costs?.actual[kind].map { "actual \(kind.rawValue): \(Amount(e4: $0))" }
    }
    return known + chargebacks.map(\.text)
      + notes.map { "note at \($0.at) by \($0.author) (batch \($0.batch)): \($0.body)" }
      + cases.map { "case \($0.id): \($0.status.rawValue), \($0.subject ?? "no subject")" }
  }
}

extension Console {
  /// Shows an order.
  func show(_ order: ShowOrder.Result) throws -> ExitCode {
    if wantsJSON { try print(order.json) } else { try print(order.text) }
    return .done
  }
}
