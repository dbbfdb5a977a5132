import Diagnostics
import Model
import Store

/// Prepares what is said in a case: templates are filled and mail is addressed from what its customer may see, and from
/// nothing else.
struct CaseSending {
  let mailroom: CaseMailroom?
  let identity: RunIdentity
  let actor: String
  let options: CaseWork.Options

  /// What the customer's side has of a case.
  private struct Known {
    var order: CaseOrder?
    var shipment: (carrier: String?, trackingNumber: String?)?
    var thread: [CaseEvent] = []
    var mail: [(recipient: String, messageID: String)] = []
    /// Whether the case is about to be opened.
    var isNew = false
  }

  /// The text, and the mail where one is to be written.
  func prepared(
    _ text: CaseText, _ record: CaseRecord, _ connection: StoreConnection
  ) throws -> (body: String, reply: CasePlan.Reply?) {
    let known = try connection.forCustomer { view in
      Known(
        order: try view.order(record.orderKey), shipment: try view.lastShipment(ofOrder: record.orderKey),
        thread: try view.thread(of: record.key), mail: try view.mail(ofCase: record.key))
    }
    return try prepared(text, record.id, record.subject, record.orderID, known)
  }

  /// The same for a case that is about to be opened.
  func prepared(
    _ text: CaseText, opening id: String, subject: String?, orderID: String?, orderKey: Int64?,
    _ connection: StoreConnection
  ) throws -> (body: String, reply: CasePlan.Reply?) {
    let known = try connection.forCustomer { view in
      Known(order: try view.order(orderKey), shipment: try view.lastShipment(ofOrder: orderKey), isNew: true)
    }
    return try prepared(text, id, subject, orderID, known)
  }

  private func prepared(
    _ text: CaseText, _ id: String, _ caseSubject: String?, _ orderID: String?, _ known: Known
  ) throws -> (body: String, reply: CasePlan.Reply?) {
    let address = try mailroom == nil ? nil : recipient(id, known)
    var body: String
    var subject = options.subject
    switch text {
    case .plain(let words): body = words
    case .template(let template, let words):
      var fields = fields(id, caseSubject, orderID, known)
      fields[.customerEmail] = address?.address ?? known.order?.email
      fields[.text] = words
      let filled = try template.filled(fields, caseID: id)
      body = filled.body
      subject = subject ?? filled.subject
    }
    guard let address else { return (body, nil) }
    let about = caseSubject.flatMap { $0.isEmpty ? nil : $0 } ?? orderID.map { "Your order \($0)" } ?? "Your message"
    let isAnswer = known.thread.contains { $0.kind == .customerMessage }
    let shown = subject ?? (isAnswer ? "Re: \(about)" : about)
    guard !MailHeader.isUnsafe(shown) else {
      throw Failure(.rejected, .caseUnsafeHeader, facts: ["field": "subject", "option": "subject"])
    }
    return (
      body, CasePlan.Reply(recipient: address, subject: shown, references: known.mail.map(\.messageID), body: body)
    )
  }

  /// Where the mail goes: where it was said to, else to the order's address, to that from which the customer last wrote,
  /// or to that of the last mail.
  private func recipient(_ id: String, _ known: Known) throws -> MailAddress {
    if let named = options.recipient {
      guard let address = MailAddress(named) else {
        throw Failure(.usage, .caseBadAddress, facts: ["address": named])
      }
      return address
    }
    if let email = known.order?.email, !email.isEmpty {
      let name = known.order?.name
      guard name.map({ !MailHeader.isUnsafe($0) }) ?? true else {
        throw Failure(.rejected, .caseUnsafeHeader, facts: ["field": "customer's name", "option": "to"])
      }
      guard let address = MailAddress(name: name, address: email) else {
        throw Failure(.rejected, .caseBadAddress, facts: ["address": email])
      }
      return address
    }
    let writers = known.thread.reversed().filter { $0.kind == .customerMessage }.compactMap(\.actor)
    let found =
      writers.lazy.compactMap { MailAddress($0) }.first ?? known.mail.last.flatMap { MailAddress($0.recipient) }
    guard let found else {
      let subject = known.isNew ? "the new case" : "case \(id)"
      throw Failure(.rejected, .caseNoRecipient, facts: ["case": id, "subject": subject])
    }
    return found
  }

  private func fields(_ id: String, _ subject: String?, _ orderID: String?, _ known: Known) -> [CaseField: String] {
    var fields: [CaseField: String] = [.caseID: id, .agent: actor]
    fields[.subject] = subject
    fields[.orderID] = orderID
    fields[.carrier] = known.shipment?.carrier
    fields[.trackingNumber] = known.shipment?.trackingNumber
    if let order = known.order {
      fields[.customerName] = order.name
      fields[.orderTotal] = "\(order.total.amount) \(order.total.currency)"
      if let zone = mailroom?.zone { fields[.orderDate] = zone.wall(at: order.createdAt).date.description }
    }
    return fields
  }
}
