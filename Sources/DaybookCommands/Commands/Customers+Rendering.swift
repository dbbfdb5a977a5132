import Changes
import Daybook
import Diagnostics
import Model
import Store

extension CustomerSummary {
  /// Given and family name.
  var name: String { [text("first_name"), text("last_name")].compactMap { $0 }.joined(separator: " ") }

  fileprivate var members: [JSONValue.Member] {
    let own = zip(CustomerFields.own, values).map { field, value in
      JSONValue.Member(field.name, field.kind == .flag ? JSONValue(value.number == 1) : JSONValue(value.text))
    }
    return own + [.init("tags", JSONValue(tags)), .init("orders", JSONValue(orders))]
  }

  /// The customer as data.
  var json: JSONValue { .object(members) }
}

extension ShowCustomer.Result {
  /// The page as data.
  var json: JSONValue {
    let addresses = JSONValue(self.addresses) { address in
      .object(
        [.init("kind", .text(address.kind.rawValue))]
          + zip(CustomerFields.address, address.texts).map { JSONValue.Member($0, JSONValue($1)) })
    }
    let cases = JSONValue(self.cases) {
      [
        "case": .text($0.caseID), "status": .text($0.status), "subject": JSONValue($0.subject),
        "order": JSONValue($0.orderID), "last_event_at": JSONValue($0.lastEventAt),
      ]
    }
    return [
      "schema": "daybook.customer/1", "customer": customer.json, "emails": JSONValue(emails, JSONValue.text),
      "addresses": addresses, "orders": JSONValue(orders) { $0.json([]) }, "cases": cases,
    ]
  }

  /// The page for people.
  var text: String {
    var lines: [String] = []
    for (field, value) in zip(CustomerFields.own, customer.values) {
      if field.kind == .flag {
        if value.number == 1 { lines.append("\(field.name): yes") }
      } else if let text = value.text {
        lines.append("\(field.name): \(text)")
      }
    }
    if emails.count > 1 { lines.append("also: \(emails.dropFirst().joined(separator: ", "))") }
    if let tags = customer.tags { lines.append("tags: \(tags)") }
    for address in addresses {
      lines.append("\(address.kind.rawValue): \(address.texts.compactMap { $0 }.joined(separator: ", "))")
    }
    var orderTable = TextTable(
      ("order", .left), ("made at", .left), ("stage", .left), ("total", .right), ("", .left))
    for order in orders {
      orderTable.add(
        order.orderID, order.createdAt.description, order.stage, order.total.description, order.currency)
    }
    var caseTable = TextTable(
      ("case", .left), ("status", .left), ("order", .left), ("last event", .left), ("subject", .left))
    for one in cases {
      caseTable.add(one.caseID, one.status, one.orderID ?? "", one.lastEventAt.description, one.subject ?? "")
    }
    let head = lines.map { printable($0) + "\n" }.joined()
    let orderText = orders.isEmpty ? "no orders\n" : orderTable.text
    return head + "\n" + orderText + (cases.isEmpty ? "\nno cases\n" : "\n" + caseTable.text)
  }
}

extension Console {
  /// Shows what an erasure did.
  func report(erasure summary: ChangeSummary, _ files: PurgeCleaning.Result) throws -> ExitCode {
    let details = summary.details.map { JSONValue.Member($0.name, JSONValue($0.count)) }
    if wantsJSON {
      try print(
        .object(
          [.init("schema", "daybook.erasure/1"), .init("batch", JSONValue(summary.batch))] + details + files.members))
    } else {
      let counts = summary.details.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
      let batch = summary.batch.map(String.init) ?? "?"
      try print("erased as batch \(batch): \(counts); it cannot be undone. Money stays as it was.\n" + files.text)
    }
    return .done
  }
}
