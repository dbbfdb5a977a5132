import Diagnostics
import Mapping
public import Model
public import Store

/// Work on one case from the command line: each is a batch of kind `cases` of its own.
public enum CaseWork: Sendable, Hashable {
  /// A message to the customer, by mail where there is a mailroom; the case waits for the customer afterwards.
  case reply(CaseText)
  /// An internal action, for the merchant's people only.
  case note(CaseText)
  /// Another status.
  case status(CaseStatus)
  /// Another priority.
  case priority(String)
  /// Another agent; nil: nobody.
  case assign(String?)
  /// Another team; nil: none.
  case team(String?)
  /// A dispute, with its reason and who opened it.
  case disputeOpen(reason: String, by: CaseParty)
  /// The end of a dispute.
  case disputeClose

  /// What may be said beside it.
  public struct Options: Sendable, Hashable {
    /// Who did it; nil for the operator.
    public var actor: String?
    /// Where a reply goes; nil: the customer's address, as the order, the customer's messages or earlier mail have it.
    public var recipient: String?
    /// The subject of a reply's mail; nil: that of the template or of the case.
    public var subject: String?
    /// No mail: the reply goes another way.
    public var withoutMail = false
    /// Says the same as the last event once more.
    public var again = false

    /// Nothing beside it.
    public init(actor: String? = nil) { self.actor = actor }
  }

  /// Does the work at the identity's instant.
  ///
  /// Said once more it changes nothing: what is set already is unchanged, and a message that the case has as its last one
  /// is a repeat. Throws a ``Diagnostics/Failure`` with `rejected` where there is no such case, its order is deleted, or it
  /// was merged; where a reply has no address to go to; and for what its text and subject cannot be.
  public func run(
    onCase id: String, in store: Store, identity: RunIdentity, mailroom: CaseMailroom? = nil,
    options: Options = Options()
  ) throws -> CaseActionResult {
    let desk = CaseDesk(store, identity: identity, mailroom: options.withoutMail ? nil : mailroom)
    return try desk.act(name) { connection in
      let record = try connection.caseRecord(id)
      if let into = record.mergedInto { throw Failure(.rejected, .caseMerged, facts: ["case": id, "into": into]) }
      return try plan(record, identity, desk.mailroom, options, connection)
    }
  }

  /// What it is called in the audit log.
  var name: String {
    switch self {
    case .reply: "reply"
    case .note: "note"
    case .status: "status"
    case .priority: "priority"
    case .assign: "assign"
    case .team: "team"
    case .disputeOpen: "dispute open"
    case .disputeClose: "dispute close"
    }
  }

  private func plan(
    _ record: CaseRecord, _ identity: RunIdentity, _ mailroom: CaseMailroom?, _ options: Options,
    _ connection: StoreConnection
  ) throws -> CasePlan {
    var plan = CasePlan(cases: [record.id])
    let actor = options.actor ?? identity.operator
    func event(_ kind: CaseEventKind, body: String? = nil, value: String? = nil, by: String? = nil) {
      let event = CaseEvent(
        at: identity.startedAt, seq: 0, kind: kind, actor: by ?? actor, body: body, value: value)
      plan.events = [(record.key, event)]
    }
    switch self {
    case .reply(let text):
      let sending = CaseSending(mailroom: mailroom, identity: identity, actor: actor, options: options)
      let (body, reply) = try sending.prepared(text, record, connection)
      event(.merchantMessage, body: body)
      plan.reply = reply
    case .note(let text):
      let sending = CaseSending(mailroom: nil, identity: identity, actor: actor, options: options)
      event(.internalAction, body: try sending.prepared(text, record, connection).body)
    case .status(let status):
      if record.status != status { event(.status, value: status.rawValue) }
    case .priority(let priority):
      guard record.priority != priority else { break }
      event(.priority, value: priority)
      plan.warnings = try CaseWork.warnings(of: priority, connection)
    case .assign(let agent):
      if record.assignee != agent { event(.assign, value: agent) }
    case .team(let team):
      guard record.team != team else { break }
      event(.team, value: team)
      plan.warnings = try team.map { try CaseWork.warnings(ofTeam: $0, connection) } ?? []
    case .disputeOpen(let reason, let party):
      event(.disputeOpen, value: reason, by: party == .customer ? party.rawValue : nil)
    case .disputeClose:
      guard record.openDisputes > 0 else {
        throw Failure(.rejected, .caseNoDispute, facts: ["case": record.id])
      }
      event(.disputeClose)
    }
    if let said = plan.events.first?.event, !options.again {
      plan.repeated = try repeated(said, record, connection)
    }
    return plan
  }

  /// A message, an internal action or a dispute that the case has as its last event.
  private func repeated(
    _ event: CaseEvent, _ record: CaseRecord, _ connection: StoreConnection
  ) throws -> Diagnostic? {
    guard [.merchantMessage, .internalAction, .disputeOpen].contains(event.kind),
      let last = try connection.lastEvent(ofCase: record.key), last.stored.event.kind == event.kind,
      last.stored.event.actor == event.actor, last.stored.event.body == event.body,
      last.stored.event.value == event.value
    else { return nil }
    let what = event.kind == .merchantMessage ? "reply" : event.kind == .disputeOpen ? "dispute" : "internal action"
    return Diagnostic(
      .error, .caseRepeated,
      facts: [
        "case": record.id, "what": what, "user": last.by, "at": last.at.description,
        "batch": String(last.stored.batch),
      ])
  }

  /// A priority that nobody had before is probably a slip.
  static func warnings(of priority: String, _ connection: StoreConnection) throws -> [Diagnostic] {
    let known = Set(try connection.casePriorities()).union(["low", "normal", "high", "urgent"]).sorted()
    guard !known.contains(priority), let nearest = nearestName(to: priority, among: known) else { return [] }
    return [Diagnostic(.warning, .caseNewPriority, facts: ["priority": priority, "nearest": nearest])]
  }

  /// So is a team that no case was ever with, where it reads like another one.
  static func warnings(ofTeam team: String, _ connection: StoreConnection) throws -> [Diagnostic] {
    let known = try connection.caseTeams()
    guard !known.contains(team), let nearest = nearestName(to: team, among: known) else { return [] }
    return [Diagnostic(.warning, .caseNewTeam, facts: ["team": team, "nearest": nearest])]
  }
}
