/// What the events of a case make of it. This is the only place that says how events change a case's status.
public struct CaseState: Sendable, Hashable {
  /// The status now.
  public private(set) var status = CaseStatus.new
  /// The priority now; nil when none was ever set.
  public private(set) var priority: String?
  /// The agent who has it; nil for nobody.
  public private(set) var assignee: String?
  /// The team that has it; nil for none.
  public private(set) var team: String?
  /// When its first event happened.
  public private(set) var openedAt: Instant?
  /// When its last event happened.
  public private(set) var lastEventAt: Instant?
  /// When the customer last wrote.
  public private(set) var lastCustomerMessageAt: Instant?
  /// When the merchant last replied.
  public private(set) var lastReplyAt: Instant?
  /// Disputes that were opened and not closed.
  public private(set) var openDisputes = 0

  /// A case before its first event, with the priority and the team it was opened with.
  public init(priority: String? = nil, team: String? = nil) {
    self.priority = priority
    self.team = team
  }

  /// The state after all of some events, in whatever order they are given.
  public init(priority: String? = nil, team: String? = nil, events: some Sequence<CaseEvent>) {
    self.init(priority: priority, team: team)
    let ordered = events.sorted()
    var statusSetAt = Set<Instant>()
    for event in ordered where event.kind == .status { statusSetAt.insert(event.at) }
    for event in ordered { apply(event, statusIsSet: statusSetAt.contains(event.at)) }
  }

  /// Takes the next event. `statusIsSet` says that a status event stands at the same instant: it wins over what
  /// messages do.
  ///
  /// Without one, a customer's message turns Open, Waiting and Closed into Reply Received, and a reply sets Waiting
  /// (METRICS section 1).
  public mutating func apply(_ event: CaseEvent, statusIsSet: Bool) {
    apply(event.kind, event.value, at: event.at, isReply: event.isReply, statusIsSet: statusIsSet)
  }

  /// The same of what an event says, for loops that do not carry whole events about.
  public mutating func apply(
    _ kind: CaseEventKind, _ value: String?, at: Instant, isReply: Bool, statusIsSet: Bool
  ) {
    if openedAt == nil { openedAt = at }
    lastEventAt = at
    switch kind {
    case .customerMessage:
      lastCustomerMessageAt = at
      if !statusIsSet, status != .new { status = .replyReceived }
    case .merchantMessage:
      guard isReply else { return }
      lastReplyAt = at
      if !statusIsSet { status = .waiting }
    case .status:
      if let set = value.flatMap(CaseStatus.init(name:)) { status = set }
    case .priority: priority = value
    case .assign: assignee = value
    case .team: team = value.flatMap { $0.isEmpty ? nil : $0 }
    case .disputeOpen: openDisputes += 1
    case .disputeClose: openDisputes = max(0, openDisputes - 1)
    case .internalAction: break
    }
  }

  /// Whether the customer wrote after the merchant last replied or last read.
  public func isUnread(readAt: Instant?) -> Bool {
    guard let lastCustomerMessageAt else { return false }
    return lastCustomerMessageAt > max(readAt ?? .distantPast, lastReplyAt ?? .distantPast)
  }
}

extension Instant {
  fileprivate static let distantPast = Instant(milliseconds: .min)
}
