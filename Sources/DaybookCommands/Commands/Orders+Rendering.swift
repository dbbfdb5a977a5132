import Changes
import Daybook
import Diagnostics
import Model
import Store

extension OrderSummary {
  /// The order as data.
  var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("order", .text(orderID)), .init("created_at", JSONValue(createdAt)), .init("stage", .text(stage)),
      .init("total", JSONValue(total)), .init("currency", .text(currency)), .init("email", JSONValue(email)),
      .init("batch", .integer(batch)),
    ]
    if let correspondence {
      members.append(.init("messages", JSONValue(correspondence.messages)))
      members.append(.init("unread_cases", JSONValue(correspondence.unreadCases)))
    }
    return .object(members)
  }
}

extension OrderField {
  /// A value as it is read: amounts as decimals, instants in ISO 8601; nil for blank.
  fileprivate func text(_ value: FieldValue) -> String? {
    switch value {
    case .none: nil
    case .text(let text): text
    case .number(let number):
      switch kind {
      case .amount: Amount(e4: number).description
      case .instant: Instant(milliseconds: number).description
      case .flag: number == 0 ? "no" : "yes"
      case .rate: OrderField.rate(number)
      default: String(number)
      }
    }
  }

  /// Millionths as a decimal without needless zeros.
  private static func rate(_ millionths: Int64) -> String {
    let digits = String(millionths.magnitude % 1_000_000)
    let padded = String(repeating: "0", count: 6 - digits.count) + digits
    let places = padded.prefix(padded.count - padded.reversed().prefix { $0 == "0" }.count)
    let whole = (millionths < 0 ? "-" : "") + String(millionths.magnitude / 1_000_000)
    return places.isEmpty ? whole : "\(whole).\(places)"
  }

  fileprivate func json(_ value: FieldValue) -> JSONValue {
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
    lines.append("cost entries: \(dependents.costs), cases: \(dependents.cases)")
    return lines.map { printable($0) + "\n" }.joined()
  }
}

extension Console {
  /// Shows an order.
  func show(_ order: ShowOrder.Result) throws -> ExitCode {
    if wantsJSON { try print(order.json) } else { try print(order.text) }
    return .done
  }
}
