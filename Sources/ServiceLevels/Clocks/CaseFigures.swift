public import Model

/// What the facts of a case amount to as of an instant.
public struct CaseFigures: Sendable, Equatable {
  /// The case.
  public var caseID: String
  /// The instant up to which events were looked at.
  public var asOf: Instant
  /// The team that has it now.
  public var team: String?
  /// The priority now; nil when none was ever set.
  public var priority: String?
  /// The policy in force now.
  public var policy: String?
  /// The calendar by which its time counts now.
  public var calendar: String
  /// When it was opened.
  public var openedAt: Instant
  /// The status now.
  public var status: CaseStatus
  /// Who has it now.
  public var assignee: String?
  /// Whether it was merged or deleted.
  public var isCancelled: Bool
  /// Whether the customer wrote after the merchant last replied or read.
  public var isUnread: Bool
  /// Its clocks: reply cycles in the order of their start, then updates, wait and resolutions.
  public var clocks: [Clock]
  /// When it went from another status to Closed.
  public var closedAt: [Instant]
  /// When it went from Closed to another status.
  public var reopenedAt: [Instant]
  /// Each message of the customer, by the clock of the zone of the calendar then in force.
  public var customerMessages: [WallTime]
  /// When the customer last wrote.
  public var lastCustomerMessageAt: Instant?
  /// How many replies it got.
  public var replyCount: Int
  /// How many internal actions it has.
  public var internalCount: Int
  /// Its disputes in the order of their opening.
  public var disputes: [Dispute]
  /// The waiting time by who had the case, in the order of first assignment; together exactly the wait clock.
  public var handling: [Handling]

  /// Calendar seconds since the opening; nil when closed.
  public var ageSeconds: Int64? { status == .closed ? nil : asOf.seconds - openedAt.seconds }

  /// Who has to act; `unspecified` where the status does not say, nil when closed.
  public var waitingOn: WaitingOn? {
    if status == .closed { return nil }
    switch status.waitingOn {
    case .merchant: return .merchant
    case .customer: return .customer
    case nil: return .unspecified
    }
  }

  /// Whether the first clock of a metric belongs to the period of a report.
  public func belongs(_ metric: Metric, to scope: ReportScope) -> Bool {
    for place in clocks.indices where clocks[place].metric == metric {
      return scope.contains(startedAt: clocks[place].startedAt, stoppedAt: clocks[place].stoppedAt)
    }
    return false
  }

  /// The first clock of a metric; of `frt`, `wait`, `res1` and `resf` there is at most one.
  public func clock(_ metric: Metric) -> Clock? {
    for place in clocks.indices where clocks[place].metric == metric { return clocks[place] }
    return nil
  }
}

/// Who has to act in an open case.
public enum WaitingOn: String, Sendable, CaseIterable, Codable {
  /// The merchant.
  case merchant
  /// The customer.
  case customer
  /// The status does not say.
  case unspecified
}

/// A dispute within a case.
public struct Dispute: Sendable, Equatable {
  /// When it was opened.
  public var openedAt: Instant
  /// Who opened it.
  public var openedBy: String?
  /// Why.
  public var reason: String?
  /// When it was closed; nil while open.
  public var closedAt: Instant?
  /// Who closed it.
  public var closedBy: String?
  /// Calendar seconds from opening to close, or so far.
  public var seconds: Int64
}

/// Waiting time while one agent had a case.
public struct Handling: Sendable, Equatable {
  /// The agent; nil for nobody.
  public var assignee: String?
  /// Business seconds of the wait clock.
  public var seconds: Int64
}
