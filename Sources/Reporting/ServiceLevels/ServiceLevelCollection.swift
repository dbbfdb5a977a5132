public import Model
public import ServiceLevels

/// Takes the figures of cases one by one and makes the parts of the report of them.
public struct ServiceLevelCollection: Sendable {
  /// Names of the calendars that cases used.
  public private(set) var calendars: Set<String> = []
  private let asOf: Instant
  private let scope: ReportScope
  private var builder: ServiceReportBuilder
  private var lastCalendar: String?
  private var late = ClockChoice(most: ServiceLevelSections.mostListed) { $0.precedes($1, by: \.overSeconds) }
  private var atRisk = ClockChoice(most: ServiceLevelSections.mostListed) { $0.precedes($1, by: \.nearness) }

  /// Nothing yet.
  public init(asOf: Instant, scope: ReportScope) {
    self.asOf = asOf
    self.scope = scope
    builder = ServiceReportBuilder(scope: scope)
  }

  /// Takes a case. Merged and deleted ones are only counted.
  public mutating func add(_ figures: CaseFigures) {
    builder.add(figures)
    guard !figures.isCancelled else { return }
    if lastCalendar != figures.calendar {
      calendars.insert(figures.calendar)
      lastCalendar = figures.calendar
    }
    for clock in figures.clocks where clock.stoppedAt == nil {
      if clock.state == .runningBreached {
        late.add(OpenClock(figures: figures, clock: clock))
      } else if clock.isAtRisk(percent: scope.atRiskPercent, withinSeconds: scope.atRiskSeconds) {
        atRisk.add(OpenClock(figures: figures, clock: clock))
      }
    }
  }

  /// The figures, the parts for people, and the table of all figures for machines.
  public func finished() -> (report: ServiceReport, sections: [ReportDocument.Section], figures: ReportTable) {
    let report = builder.report()
    let sections = ServiceLevelSections(report: report, late: late, atRisk: atRisk).all
    return (report, sections, MetricTables.all(report))
  }
}

/// The first few of many clocks in some order, and how many there are.
struct ClockChoice: Sendable {
  private let most: Int
  private let precedes: @Sendable (OpenClock, OpenClock) -> Bool
  /// Those chosen, in order.
  private(set) var clocks: [OpenClock] = []
  /// All of them.
  private(set) var count = 0

  init(most: Int, _ precedes: @escaping @Sendable (OpenClock, OpenClock) -> Bool) {
    self.most = most
    self.precedes = precedes
  }

  mutating func add(_ clock: OpenClock) {
    count += 1
    if clocks.count == most, let last = clocks.last {
      guard precedes(clock, last) else { return }
      clocks.removeLast()
    }
    clocks.insert(clock, at: clocks.firstIndex { precedes(clock, $0) } ?? clocks.count)
  }
}

/// A clock that goes on.
struct OpenClock: Sendable {
  let caseID: String
  let team: String?
  let assignee: String?
  let status: CaseStatus
  let clock: Clock

  init(figures: CaseFigures, clock: Clock) {
    caseID = figures.caseID
    team = figures.team
    assignee = figures.assignee
    status = figures.status
    self.clock = clock
  }

  /// Business seconds beyond the target now in force; the whole time where there is none any more.
  var overSeconds: Int64 { clock.elapsedSeconds - (clock.targetSeconds ?? 0) }

  /// How near the target is: the greater, the less business time is left.
  var nearness: Int64 { clock.elapsedSeconds - (clock.targetSeconds ?? .max / 2) }

  /// Whether it comes first: the greater figure does, then the smaller id of the case.
  func precedes(_ other: OpenClock, by figure: (OpenClock) -> Int64) -> Bool {
    let (mine, theirs) = (figure(self), figure(other))
    if mine != theirs { return mine > theirs }
    return (caseID, clock.metric.rawValue) < (other.caseID, other.clock.metric.rawValue)
  }
}

/// One row a case and one row a clock, from which every figure of the report can be worked out again.
enum CaseListing {
  static let cases = ReportTable(
    id: "cases", caption: "Cases",
    columns: [
      .init("case", "Case"), .init("order", "Order"), .init("team", "Team"), .init("priority", "Priority"),
      .init("policy", "Policy"), .init("calendar", "Calendar"), .init("status", "Status"),
      .init("waiting_on", "Waiting on"), .init("assignee", "Assignee"), .init("opened_at", "Opened"),
      .init("first_closed_at", "First closed"), .init("last_closed_at", "Last closed"), .init("reopened", "Re-opened"),
      .init("customer_messages", "Customer messages"), .init("replies", "Replies"),
      .init("internal_actions", "Internal actions"), .init("unread", "Unread"),
      .init("age_calendar_seconds", "Age"), .init("frt_seconds", "First reply"), .init("frt_state", "First reply"),
      .init("wait_seconds", "Resolution"), .init("wait_state", "Resolution"), .init("res1_seconds", "First close"),
      .init("resf_seconds", "Last close"), .init("open_disputes", "Open disputes"),
    ], audience: .machines)

  static func row(of figures: CaseFigures, orderID: String?) -> [ReportValue] {
    let (first, wait) = (figures.clock(.firstReply), figures.clock(.wait))
    return [
      .text(figures.caseID), .text(orNone: orderID), .text(orNone: figures.team), .text(orNone: figures.priority),
      .text(orNone: figures.policy), .text(figures.calendar), .text(figures.status.rawValue),
      .text(orNone: figures.waitingOn?.rawValue), .text(orNone: figures.assignee), .instant(figures.openedAt),
      .instant(orNone: figures.closedAt.first), .instant(orNone: figures.closedAt.last),
      .count(figures.reopenedAt.count), .count(figures.customerMessages.count), .count(figures.replyCount),
      .count(figures.internalCount), .count(figures.isUnread ? 1 : 0), .seconds(orNone: figures.ageSeconds),
      .seconds(orNone: first?.elapsedSeconds), .text(orNone: first?.state.rawValue),
      .seconds(orNone: wait?.elapsedSeconds), .text(orNone: wait?.state.rawValue),
      .seconds(orNone: finished(figures.clock(.firstResolution))),
      .seconds(orNone: finished(figures.clock(.fullResolution))),
      .count(figures.disputes.filter { $0.closedAt == nil }.count),
    ]
  }

  static let cycles = ReportTable(
    id: "cycles", caption: "Clocks",
    columns: [
      .init("case", "Case"), .init("cycle", "Number"), .init("metric", "Metric"), .init("state", "State"),
      .init("measured", "Measured"), .init("paused", "Paused"), .init("at_risk", "At risk"),
      .init("started_at", "Started"), .init("stopped_at", "Stopped"), .init("fulfilled_by", "Fulfilled by"),
      .init("closed_without_reply", "Closed without reply"), .init("elapsed_seconds", "Elapsed"),
      .init("target_seconds", "Target"), .init("breached_at", "Breached"), .init("due_at", "Due"),
      .init("breach_after", "Breached after"), .init("team", "Team"), .init("replier", "Replier"),
      .init("assignee_at_breach", "Assignee at breach"), .init("priority", "Priority"), .init("policy", "Policy"),
      .init("week", "Week"),
    ], audience: .machines)

  static func row(of clock: Clock, number: Int, _ figures: CaseFigures, _ scope: ReportScope) -> [ReportValue] {
    let started = scope.date(of: clock.startedAt)
    let isAtRisk = clock.isAtRisk(percent: scope.atRiskPercent, withinSeconds: scope.atRiskSeconds)
    return [
      .text(figures.caseID), .count(number), .text(clock.metric.rawValue), .text(clock.state.rawValue),
      .count(clock.isMeasured ? 1 : 0), .count(clock.isPaused ? 1 : 0), .count(isAtRisk ? 1 : 0),
      .instant(clock.startedAt), .instant(orNone: clock.stoppedAt), .text(orNone: clock.fulfilledBy?.rawValue),
      .count(clock.isClosedWithoutReply ? 1 : 0), .seconds(clock.elapsedSeconds),
      .seconds(orNone: clock.targetSeconds), .instant(orNone: clock.breachedAt), .instant(orNone: clock.dueAt),
      .instant(orNone: clock.breachAfter), .text(orNone: figures.team), .text(orNone: clock.replier),
      .text(orNone: clock.assigneeAtBreach),
      .text(orNone: clock.metric.isOfWholeCase ? figures.priority : clock.priority), .text(orNone: clock.policy),
      .date(started.adding(days: 1 - started.weekday)),
    ]
  }

  private static func finished(_ clock: Clock?) -> Int64? { clock?.stoppedAt == nil ? nil : clock?.elapsedSeconds }
}
