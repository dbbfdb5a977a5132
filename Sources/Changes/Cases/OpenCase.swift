import Diagnostics
public import Model
public import Store

/// Opens a case, with or without an order: a message of the merchant to a customer, or what a customer said by telephone.
public struct OpenCase: Sendable {
  /// Its id; nil: one of Daybook's own.
  public var id: String?
  /// What is said.
  public var text: CaseText
  /// Who says it: what the merchant says goes out by mail.
  public var from = CaseParty.merchant
  /// What is said of the case: its order, subject, team, priority, calendar and policy.
  public var details: [CaseDetail: String] = [:]
  /// Who has it.
  public var assignee: String?
  /// What may be said beside it.
  public var options: CaseWork.Options

  /// A case that is opened with a text.
  public init(_ text: CaseText, options: CaseWork.Options = CaseWork.Options()) {
    self.text = text
    self.options = options
  }

  /// Opens it at the identity's instant. Opened once more with the same words about the same thing by the same person it is
  /// a repeat, as long as nothing has happened in the case since.
  ///
  /// Throws a ``Diagnostics/Failure`` as ``CaseWork/run(onCase:in:identity:mailroom:options:)`` does, with `rejected` where
  /// the order is not in the store, and where the id is taken.
  public func run(
    in store: Store, identity: RunIdentity, mailroom: CaseMailroom? = nil
  ) throws -> CaseActionResult {
    let writes = from == .merchant && !options.withoutMail
    let desk = CaseDesk(store, identity: identity, mailroom: mailroom)
    return try desk.act("open") { connection in
      let id = try newID(connection)
      var plan = CasePlan(cases: [id])
      let order = try details[.order].map { try connection.liveOrderKey($0) }
      let actor = options.actor ?? (from == .merchant ? identity.operator : from.rawValue)
      let sending = CaseSending(
        mailroom: writes ? mailroom : nil, identity: identity, actor: actor, options: options)
      let (body, reply) = try sending.prepared(
        text, opening: id, subject: details[.subject], orderID: details[.order], orderKey: order, connection)
      func event(_ kind: CaseEventKind, body: String? = nil, value: String? = nil) -> (Int64, CaseEvent) {
        (0, CaseEvent(at: identity.startedAt, seq: 0, kind: kind, actor: actor, body: body, value: value))
      }
      let first = event(from == .merchant ? .merchantMessage : .customerMessage, body: body)
      if !options.again, let twin = try twin(of: first.1, connection) {
        plan.cases = [twin.record.id]
        plan.repeated = Diagnostic(
          .error, .caseRepeated,
          facts: [
            "case": twin.record.id, "what": "beginning", "user": twin.by, "at": twin.at.description,
            "batch": String(twin.batch),
          ])
        return plan
      }
      plan.opening = CasePlan.Opening(
        id: id, details: CaseDetail.allCases.compactMap { detail in details[detail].map { (detail, $0) } })
      plan.events = [first] + [assignee.map { event(.assign, value: $0) }].compactMap { $0 }
      plan.reply = reply
      plan.occasions = [.opened]
      if let priority = details[.priority] { plan.warnings = try CaseWork.warnings(of: priority, connection) }
      if let team = details[.team] { plan.warnings += try CaseWork.warnings(ofTeam: team, connection) }
      return plan
    }
  }

  private func newID(_ connection: StoreConnection) throws -> String {
    if let id {
      guard try !connection.hasCase(id) else { throw Failure(.rejected, .caseIDTaken, facts: ["case": id]) }
      return id
    }
    let number = try connection.lastBatch() + 1
    var id = "D-\(number)"
    var suffix = 1
    while try connection.hasCase(id) {
      suffix += 1
      id = "D-\(number)-\(suffix)"
    }
    return id
  }

  /// A case in which nothing happened but that it was opened with the same words about the same thing.
  private func twin(
    of event: CaseEvent, _ connection: StoreConnection
  ) throws -> (record: CaseRecord, by: String, at: Instant, batch: Int64)? {
    for record in try connection.casesOpened(
      about: details[.order], subject: details[.subject], kind: event.kind, actor: event.actor, body: event.body)
    {
      let events = try connection.events(ofCase: record.key)
      guard let batch = events.first?.batch, events.allSatisfy({ $0.batch == batch }) else { continue }
      let begun = try connection.batch(batch)
      return (record, begun.operator, begun.appliedAt, batch)
    }
    return nil
  }
}
