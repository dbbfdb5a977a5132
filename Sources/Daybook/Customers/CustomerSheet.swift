import Model
public import Reporting
import Store

/// A customer as a page to be printed: the same as `customers show`, from top to bottom.
extension ShowCustomer.Result {
  /// The page. Fails with `rejected` where the sum of the orders is too large.
  public func document() throws -> ReportDocument {
    var document = ReportDocument(
      name: "customer", title: "Customer \(customer.email)", sections: [try about(), orderSection, caseSection])
    document.facts = [
      .init("email", "E-mail", .text(customer.email)), .init("orders", "Orders", .count(orders.count)),
      .init("cases", "Cases", .count(cases.count)),
    ]
    return document
  }

  private func about() throws -> ReportDocument.Section {
    var section = ReportDocument.Section(id: "about", title: "Customer")
    section.cards = try Dictionary(grouping: orders, by: \.currency).sorted { $0.key < $1.key }.map {
      currency, orders in
      var sum = MoneySum()
      for order in orders { sum.add(order.total.e4) }
      return .init(
        "Orders in \(currency)", .amount(try sum.amount(of: "the orders in \(currency)")),
        details: ["\(orders.count) of them"])
    }
    var table = ReportTable(
      id: "fields", caption: "What is known of it", columns: [.init("field", "Field"), .init("value", "Value")])
    for (field, value) in zip(CustomerFields.own, customer.values) where !(field.kind == .flag && value.number == 0) {
      guard let text = field.shown(value) else { continue }
      table.add([.text(field.name.readable), text])
    }
    for email in emails.dropFirst() { table.add([.text("also"), .text(email)]) }
    if let tags = customer.tags { table.add([.text("tags"), .text(tags)]) }
    section.tables = [table]
    guard !addresses.isEmpty else { return section }
    var places = ReportTable(
      id: "addresses", caption: "Addresses", columns: [.init("kind", "For"), .init("address", "Address")])
    for address in addresses {
      places.add([
        .text(address.kind.rawValue), .text(address.texts.compactMap { $0 }.joined(separator: ", ")),
      ])
    }
    section.tables.append(places)
    return section
  }

  private var orderSection: ReportDocument.Section {
    var section = ReportDocument.Section(id: "orders", title: "Orders")
    var table = ReportTable(
      id: "order-list", caption: "Orders, the newest first",
      columns: [
        .init("order", "Order"), .init("made_at", "Made at"), .init("stage", "Stage"), .init("total", "Total"),
        .init("currency", "Currency"),
      ])
    for order in orders {
      table.add([
        .text(order.orderID), .instant(order.createdAt), .text(order.stage), .amount(order.total),
        .text(order.currency),
      ])
    }
    section.tables = [table]
    return section
  }

  private var caseSection: ReportDocument.Section {
    var section = ReportDocument.Section(id: "cases", title: "Cases")
    var table = ReportTable(
      id: "case-list", caption: "Cases, the one in which something last happened first",
      columns: [
        .init("case", "Case"), .init("status", "Status"), .init("order", "Order"), .init("last_event_at", "Last event"),
        .init("subject", "Subject"),
      ])
    for one in cases {
      table.add([
        .text(one.caseID), .text(one.status), .text(orNone: one.orderID), .instant(one.lastEventAt),
        .text(orNone: one.subject),
      ])
    }
    section.tables = [table]
    return section
  }
}
