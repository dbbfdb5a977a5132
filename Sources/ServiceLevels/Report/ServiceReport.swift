public import Model

/// What a report is about.
public struct ReportScope: Sendable {
  /// The zone of the report's days and weeks.
  public var zone: TimeZoneRules
  /// The first and last local date, both included; nil for everything.
  public var period: ClosedRange<CivilDate>?
  /// By which end a clock belongs to the period.
  public var attribution: Attribution
  /// A running clock is at risk from this part of its target on, in percent.
  public var atRiskPercent: Int64
  /// A running clock is at risk when it has no more than this left, in business seconds.
  public var atRiskSeconds: Int64

  /// By which end a clock belongs to a period.
  public enum Attribution: String, Sendable, CaseIterable, Codable {
    /// Its start: the cohort, all clocks that started in the period, finished or not.
    case start
    /// Its stop: only finished clocks.
    case stop
  }

  /// A scope.
  public init(
    zone: TimeZoneRules, period: ClosedRange<CivilDate>? = nil, attribution: Attribution = .start,
    atRiskPercent: Int64 = 80, atRiskSeconds: Int64 = 0
  ) {
    self.zone = zone
    self.period = period
    self.attribution = attribution
    self.atRiskPercent = atRiskPercent
    self.atRiskSeconds = atRiskSeconds
  }

  /// The local date of an instant.
  public func date(of instant: Instant) -> CivilDate { zone.wall(at: instant).date }

  /// Whether a clock belongs to the period.
  public func contains(_ clock: Clock) -> Bool { contains(startedAt: clock.startedAt, stoppedAt: clock.stoppedAt) }

  /// Whether a clock with these ends belongs to the period.
  public func contains(startedAt: Instant, stoppedAt: Instant?) -> Bool {
    guard let instant = attribution == .start ? startedAt : stoppedAt else { return false }
    return period == nil || contains(date(of: instant))
  }

  /// Whether a local date lies in the period.
  public func contains(_ date: CivilDate) -> Bool { period?.contains(date) ?? true }
}

/// How service levels were kept, as plain values. Merged and deleted cases are only in `cancelled`.
public struct ServiceReport: Sendable, Equatable {
  /// Figures by metric and group, in the order dimension, group (none first), metric.
  public var rows: [MetricRow] = []
  /// Merged and deleted cases.
  public var cancelled = CancelledCases()
  /// Cases opened up to the instant of the report, whatever the period.
  public var caseCount = 0
  /// Those cases by status, every status once.
  public var statuses: [CaseStatus: Int] = [:]
  /// Open cases by age, in the order of teams (none first) and of `WaitingOn`; groups without cases are left out.
  public var ageing: [AgeingRow] = []
  /// Each local day of the period, else from the first opening to the last event.
  public var days: [DayRow] = []
  /// Customers' messages in the period by local weekday (Monday first) and hour, 7 x 24, by the zone of each case's
  /// calendar.
  public var heatmap = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)
  /// Re-opened and closed cases.
  public var reopening = Reopening()
  /// Disputes opened in the period by reason (none first).
  public var disputes: [DisputeRow] = []
  /// The resolution clocks' business time by who had the cases (nobody first); together exactly all of it.
  public var handling: [HandlingRow] = []
  /// Open or closed cases whose customer wrote after the merchant last replied or read.
  public var unreadCount = 0

  /// The figures of a metric for a group; nil when there are none.
  public func figures(_ metric: Metric, _ dimension: ReportDimension = .all, _ group: String? = nil) -> MetricFigures? {
    rows.first { $0.metric == metric && $0.dimension == dimension && $0.group == group }?.figures
  }
}

/// What clocks are grouped by.
public enum ReportDimension: String, Sendable, CaseIterable, Codable {
  /// All clocks together.
  case all
  /// The case's team.
  case team
  /// Who wrote the reply that stopped the clock; clocks without one are the group without a name.
  case replier
  /// Who had the case when the clock was breached: breached clocks only.
  case assignee
  /// The case's priority when a reply clock stopped, or now; of clocks of the whole case always the one now, as in
  /// the shared answers.
  case priority
  /// The policy in force then.
  case policy
  /// The Monday of the week in which the clock started.
  case week
}

/// The figures of a metric for a group.
public struct MetricRow: Sendable, Equatable {
  /// What the group is one of.
  public var dimension: ReportDimension
  /// The group; nil where the clocks have none, and for all.
  public var group: String?
  /// The metric.
  public var metric: Metric
  /// The figures.
  public var figures: MetricFigures
}

/// Merged and deleted cases, which are outside every denominator.
public struct CancelledCases: Sendable, Equatable {
  /// How many there are.
  public var count = 0
  /// How many of them had a clock over its target before.
  public var breached = 0
}

/// Open cases of a team and of one side that has to act, by calendar age.
public struct AgeingRow: Sendable, Equatable {
  /// The team; nil for none.
  public var team: String?
  /// Who has to act.
  public var waitingOn: WaitingOn
  /// Cases in each of `AgeingRow.buckets`.
  public var counts: [Int]

  /// The names of the buckets; each takes its lower bound in.
  public static let buckets = ["<1d", "1-3d", "3-7d", "7-14d", "14-30d", ">=30d"]

  /// The bucket of an age in calendar seconds.
  static func bucket(ofSeconds seconds: Int64) -> Int {
    [1, 3, 7, 14, 30].firstIndex { seconds < $0 * 86_400 } ?? 5
  }
}

/// What happened on a local day. `backlog` = the backlog of the day before + `opened` + `reopened` - `closed`.
public struct DayRow: Sendable, Equatable {
  /// The day.
  public var date: CivilDate
  /// Cases opened.
  public var opened = 0
  /// Closes; a case closed twice counts twice.
  public var closed = 0
  /// Re-opens.
  public var reopened = 0
  /// Cases opened and not closed at 24:00, or at the instant of the report.
  public var backlog = 0

  /// How much the backlog grew.
  public var net: Int { opened + reopened - closed }
}

/// How often closed cases come back.
public struct Reopening: Sendable, Equatable {
  /// Cases closed at least once in the period.
  public var closedCases = 0
  /// Those of them that were re-opened at least once.
  public var reopenedCases = 0

  /// The rate in basis points, cut off; nil when none was closed.
  public var rate: Int? { MetricFigures.basisPoints(reopenedCases, of: closedCases) }
}

/// The business time of resolution clocks while one agent had the cases.
public struct HandlingRow: Sendable, Equatable {
  /// The agent; nil for nobody.
  public var assignee: String?
  /// Cases that the agent had.
  public var cases = 0
  /// Business seconds.
  public var seconds: Int64 = 0

  mutating func add(_ share: Handling) {
    cases += 1
    seconds += share.seconds
  }
}

/// Disputes with one reason, in calendar seconds.
public struct DisputeRow: Sendable, Equatable {
  /// The reason; nil where none was given.
  public var reason: String?
  /// Disputes opened.
  public var count = 0
  /// Those still open.
  public var open = 0
  /// The age of the oldest open one; nil without one.
  public var oldestOpenSeconds: Int64?
  /// The longest of the closed ones; nil without one.
  public var longestClosedSeconds: Int64?
  /// The time of all of them together, open ones so far.
  public var sumSeconds: Int64 = 0
}
