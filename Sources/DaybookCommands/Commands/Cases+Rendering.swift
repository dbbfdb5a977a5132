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
      "open_disputes": JSONValue(openDisputes), "merged_into": JSONValue(mergedInto), "change": .integer(batch),
    ]
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

  /// The event for people: a head line, then the text indented. `mergedCase` is where it happened, if that was elsewhere.
  fileprivate func text(in mergedCase: String? = nil) -> String {
    let what: String
    switch kind {
    case .customerMessage: what = "customer wrote"
    case .merchantMessage: what = "merchant wrote"
    case .internalAction: what = "[internal] note"
    case .status: what = "status set to \(value ?? "")"
    case .priority: what = "priority set to \(value ?? "")"
    case .assign: what = value.map { "assigned to \($0)" } ?? "assigned to nobody"
    case .team: what = value.map { "given to team \($0)" } ?? "taken from its team"
    case .disputeOpen: what = "dispute opened" + (value.map { ": \($0)" } ?? "")
    case .disputeClose: what = "dispute closed" + (value.map { ": \($0)" } ?? "")
    }
    let by = actor.map { " (\(isolated(printable($0))))" } ?? ""
    let elsewhere = mergedCase.map { "  in case \(printable($0))" } ?? ""
    let width = outputWidth() - 4
    let lines = (body ?? "").split(omittingEmptySubsequences: false) { $0.isNewline }
      .flatMap { wrapped(printable(String($0)), width: width) }
    return "\(at)  \(isolated(printable(what)))\(by)\(elsewhere)\n"
      + (body == nil ? "" : lines.map { "    " + isolated($0) + "\n" }.joined())
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
          .init("merged_case", JSONValue(stored.mergedCase)),
        ])
    }
    return ["schema": "daybook.case/1", "case": record.json, "order": order?.json ?? .null, "thread": thread]
  }

  /// The case, its order and its thread for people.
  var text: String {
    var lines = ["case \(record.id): \(record.status.rawValue)" + (record.isUnread ? ", unread" : "")]
    if let into = record.mergedInto { lines.append("merged into case \(into)") }
    if record.openDisputes > 0 { lines.append("open disputes: \(record.openDisputes)") }
    if let subject = record.subject { lines.append(subject) }
    let facts = [
      ("team", record.team), ("assignee", record.assignee), ("priority", record.priority), ("policy", record.policy),
      ("calendar", record.calendar),
    ]
    let said = facts.compactMap { name, value in value.map { "\(name) \($0)" } }
    if !said.isEmpty { lines.append(said.joined(separator: ", ")) }
    lines.append(orderLine(order, id: record.orderID))
    return lines.map { isolated(printable($0)) + "\n" }.joined() + "\n"
      + thread.map { $0.event.text(in: $0.mergedCase) }.joined()
  }
}

extension ShowCase.CustomerResult {
  /// What the customer may see as data.
  var json: JSONValue {
    [
      "schema": "daybook.case_for_customer/1", "case": .text(found.id), "subject": JSONValue(found.subject),
      "status": .text(found.status.rawValue), "order_id": JSONValue(found.orderID), "order": order?.json ?? .null,
      "thread": JSONValue(thread) { .object($0.members) },
    ]
  }

  /// What the customer may see, as text.
  var text: String {
    let lines =
      ["case \(found.id): \(found.status.rawValue)"] + [found.subject].compactMap { $0 }
      + [orderLine(order, id: found.orderID)]
    return lines.map { isolated(printable($0)) + "\n" }.joined() + "\n" + thread.map { $0.text() }.joined()
  }
}

private func orderLine(_ order: CaseOrder?, id: String?) -> String {
  order?.line ?? id.map { "order \($0): not in the store" } ?? "no order"
}
