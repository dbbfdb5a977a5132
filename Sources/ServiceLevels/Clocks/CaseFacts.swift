public import Model

/// A policy from an instant on.
public struct PolicyInForce: Sendable, Equatable {
  /// The first instant at which it applies; nil when it always has.
  public var from: Instant?
  /// The policy.
  public var policy: Policy

  /// A policy from an instant on.
  public init(_ policy: Policy, from: Instant? = nil) {
    self.policy = policy
    self.from = from
  }
}

/// Everything that the clocks of a case are reckoned from.
public struct CaseFacts: Sendable {
  /// The case.
  public var id: String
  /// The team it was opened with; team events change it.
  public var team: String?
  /// The priority it was opened with; priority events change it.
  public var priority: String?
  /// When it was opened; nil when that is its first event.
  public var openedAt: Instant?
  /// The calendars by which its time counts.
  public var calendars: CalendarCourse
  /// The policies it has been under, in whatever order; the latest that applies at an instant is in force. None: no
  /// targets.
  public var policies: [PolicyInForce]
  /// What happened, in whatever order.
  public var events: [CaseEvent]
  /// When it was merged or deleted; nil when it was not, or was restored.
  public var cancelledAt: Instant?
  /// When somebody last marked it as read.
  public var readAt: Instant?

  /// A case.
  public init(
    id: String, team: String? = nil, priority: String? = nil, openedAt: Instant? = nil, calendars: CalendarCourse,
    policies: [PolicyInForce], events: [CaseEvent], cancelledAt: Instant? = nil, readAt: Instant? = nil
  ) {
    self.id = id
    self.team = team
    self.priority = priority
    self.openedAt = openedAt
    self.calendars = calendars
    self.policies = policies
    self.events = events
    self.cancelledAt = cancelledAt
    self.readAt = readAt
  }

  /// A case with one calendar.
  public init(
    id: String, team: String? = nil, priority: String? = nil, openedAt: Instant? = nil, calendar: BusinessCalendar,
    policies: [PolicyInForce], events: [CaseEvent], cancelledAt: Instant? = nil, readAt: Instant? = nil
  ) {
    self.init(
      id: id, team: team, priority: priority, openedAt: openedAt, calendars: CalendarCourse(calendar),
      policies: policies, events: events, cancelledAt: cancelledAt, readAt: readAt)
  }
}
