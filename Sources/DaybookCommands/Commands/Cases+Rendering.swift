import Daybook
import Model
import Store

extension CaseRecord {
  /// The case as data.
  var json: JSONValue {
    [
      "case": .text(id), "order": JSONValue(orderID), "subject": JSONValue(subject), "status": .text(status.rawValue),
      "waiting_on": JSONValue(status.waitingOn?.rawValue), "unread": JSONValue(isUnread), "team": JSONValue(team),
      "assignee": JSONValue(assignee), "priority": JSONValue(priority), "calendar": JSONValue(calendar),
      "policy": JSONValue(policy), "opened_at": JSONValue(openedAt), "last_event_at": JSONValue(lastEventAt),
      "last_customer_message_at": JSONValue(lastCustomerMessageAt), "last_reply_at": JSONValue(lastReplyAt),
      "open_disputes": JSONValue(openDisputes), "change": .integer(batch),
    ]
  }
}

extension [CaseRecord] {
  /// The cases for people.
  var table: String {
    var table = TextTable(
      ("case", .left), ("status", .left), ("unread", .left), ("customer wrote", .left), ("team", .left),
      ("assignee", .left), ("priority", .left), ("order", .left), ("subject", .left))
    for record in self {
      table.add(
        record.id, record.status.rawValue, record.isUnread ? "unread" : "",
        record.lastCustomerMessageAt?.description ?? "", record.team ?? "", record.assignee ?? "",
        record.priority ?? "", record.orderID ?? "", record.subject ?? "")
    }
    return table.text
  }
}

extension CaseOrder {
  /// The order's main details as data.
  var json: JSONValue {
    [
      "order": .text(id), "created_at": JSONValue(createdAt), "stage": .text(stage.rawValue),
      "currency": .text(total.currency.description), "total": JSONValue(total.amount), "email": JSONValue(email),
      "name": JSONValue(name), "shipping_country": JSONValue(shippingCountry),
      "payment_status": JSONValue(paymentStatus),
    ]
  }

  /// The order's main details in a line.
  var line: String {
    let facts = [
      stage.rawValue, "\(total.amount) \(total.currency)", "placed \(createdAt)", name, email,
      shippingCountry.map { "to \($0)" }, paymentStatus,
    ]
    return "order \(id): " + facts.compactMap { $0 }.joined(separator: ", ")
  }
}

extension CaseEvent {
  /// The event as data.
  fileprivate var members: [JSONValue.Member] {
    [
      .init("at", JSONValue(at)), .init("kind", .text(kind.rawValue)), .init("actor", JSONValue(actor)),
      .init("value", JSONValue(value)), .init("body", JSONValue(body)),
    ]
  }

  /// The event for people: a head line, then the text indented.
  fileprivate var text: String {
    let what: String
    switch kind {
    case .customerMessage: what = "customer wrote"
    case .merchantMessage: what = "merchant wrote"
    case .internalAction: what = "[internal] note"
    case .status: what = "status set to \(value ?? "")"
    case .priority: what = "priority set to \(value ?? "")"
    case .assign: what = value.map { "assigned to \($0)" } ?? "assigned to nobody"
    case .disputeOpen: what = "dispute opened" + (value.map { ": \($0)" } ?? "")
    case .disputeClose: what = "dispute closed" + (value.map { ": \($0)" } ?? "")
    }
    let head = printable("\(at)  \(what)" + (actor.map { " (\($0))" } ?? "")) + "\n"
    let lines = (body ?? "").split(omittingEmptySubsequences: false) { $0.isNewline }
    return head + (body == nil ? "" : lines.map { "    " + printable(String($0)) + "\n" }.joined())
  }
}

extension ShowCase.Result {
  /// The case, its order and its thread as data.
  var json: JSONValue {
    let thread = JSONValue(self.thread) { stored in
      .object(
        stored.event.members + [
          .init("internal", JSONValue(stored.event.kind == .internalAction)),
          .init("entry_id", JSONValue(stored.entryID)), .init("batch", .integer(stored.batch)),
        ])
    }
    return ["schema": "daybook.case/1", "case": record.json, "order": order?.json ?? .null, "thread": thread]
  }

  /// The case, its order and its thread for people.
  var text: String {
    var lines = ["case \(record.id): \(record.status.rawValue)" + (record.isUnread ? ", unread" : "")]
    if let subject = record.subject { lines.append(subject) }
    let facts = [
      ("team", record.team), ("assignee", record.assignee), ("priority", record.priority), ("policy", record.policy),
      ("calendar", record.calendar),
    ]
    let said = facts.compactMap { name, value in value.map { "\(name) \($0)" } }
    if !said.isEmpty { lines.append(said.joined(separator: ", ")) }
    lines.append(orderLine(order, id: record.orderID))
    return lines.map { printable($0) + "\n" }.joined() + "\n" + thread.map(\.event.text).joined()
  }
}

extension ShowCase.CustomerResult {
  /// What the customer may see as data.
  var json: JSONValue {
    [
      "schema": "daybook.case_for_customer/1", "case": .text(id), "subject": JSONValue(subject),
      "status": .text(status.rawValue), "order_id": JSONValue(orderID), "order": order?.json ?? .null,
      "thread": JSONValue(thread) { .object($0.members) },
    ]
  }

  /// What the customer may see, as text.
  var text: String {
    let lines = ["case \(id): \(status.rawValue)"] + [subject].compactMap { $0 } + [orderLine(order, id: orderID)]
    return lines.map { printable($0) + "\n" }.joined() + "\n" + thread.map(\.text).joined()
  }
}

private func orderLine(_ order: CaseOrder?, id: String?) -> String {
  order?.line ?? id.map { "order \($0): not in the store" } ?? "no order"
}
