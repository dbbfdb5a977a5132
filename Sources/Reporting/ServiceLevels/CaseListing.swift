import Model
import ServiceLevels
import Store

/// The rows from which every figure of the report can be worked out again.
struct CaseListing {
  let scope: ReportScope
  let judge: CaseJudge

  /// The tables, in the order of their numbers.
  static let tables = [
    casesTable, cyclesTable, momentsTable, handlingTable, disputesTable, cancelledTable, restatedTable,
  ]
  /// The number of the table of cases whose past was changed.
  static let restated = 6

  private static let casesTable = ReportTable(
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

  private static let cyclesTable = ReportTable(
    id: "cycles", caption: "Clocks",
    columns: [
      .init("case", "Case"), .init("cycle", "Number"), .init("metric", "Metric"), .init("state", "State"),
      .init("measured", "Measured"), .init("paused", "Paused"), .init("at_risk", "At risk"),
      .init("started_at", "Started"), .init("stopped_at", "Stopped"), .init("fulfilled_by", "Fulfilled by"),
      .init("closed_without_reply", "Closed without reply"), .init("elapsed_seconds", "Elapsed"),
      .init("target_seconds", "Target"), .init("breached_at", "Breached"), .init("due_at", "Due"),
      .init("breach_after", "Breached after"), .init("team", "Team"), .init("replier", "Replier"),
      .init("assignee_at_breach", "Assignee at breach"), .init("priority", "Priority"), .init("policy", "Policy"),
      .init("week", "Week"), .init("rules", "Rules"),
    ], audience: .machines)

  private static let momentsTable = ReportTable(
    id: "moments", caption: "Moments",
    columns: [.init("case", "Case"), .init("what", "What"), .init("date", "Day"), .init("hour", "Hour")],
    audience: .machines)

  private static let handlingTable = ReportTable(
    id: "handling", caption: "Time by case and assignee",
    columns: [.init("case", "Case"), .init("assignee", "Assignee"), .init("seconds", "Business time")],
    audience: .machines)

  private static let disputesTable = ReportTable(
    id: "dispute-list", caption: "Disputes",
    columns: [
      .init("case", "Case"), .init("reason", "Reason"), .init("opened_by", "Opened by"), .init("opened_at", "Opened"),
      .init("closed_by", "Closed by"), .init("closed_at", "Closed"), .init("calendar_seconds", "Calendar time"),
    ], audience: .machines)

  private static let cancelledTable = ReportTable(
    id: "cancelled", caption: "Merged and deleted cases",
    columns: [
      .init("case", "Case"), .init("team", "Team"), .init("opened_at", "Opened"), .init("breached", "Breached before"),
    ], audience: .machines)

  private static let restatedTable = ReportTable(
    id: "restated", caption: "Cases restated by late events",
    columns: [
      .init("case", "Case"), .init("batch", "Batch"), .init("changed_at", "Changed"), .init("events", "Events"),
      .init("first_at", "First of them"),
    ], audience: .machines)

  /// Gives the rows of a case, each with the number of its table.
  func forEachRow(
    of figures: CaseFigures, orderID: String?, _ body: (Int, [ReportValue]) throws -> Void
  ) throws {
    let id = ReportValue.text(figures.caseID)
    guard !figures.isCancelled else {
      let isBreached = figures.clocks.contains { $0.breachedAt != nil }
      return try body(
        5, [id, .text(orNone: figures.team), .instant(figures.openedAt), .count(isBreached ? 1 : 0)])
    }
    try body(0, CaseListing.row(of: figures, orderID: orderID))
    for (number, clock) in figures.clocks.enumerated() where scope.contains(clock) {
      try body(1, row(of: clock, number: number + 1, figures))
    }
    func moment(_ what: String, _ instant: Instant) throws {
      try body(2, [id, .text(what), .date(scope.date(of: instant)), .none])
    }
    try moment("opened", figures.openedAt)
    for instant in figures.closedAt { try moment("closed", instant) }
    for instant in figures.reopenedAt { try moment("reopened", instant) }
    for wall in figures.customerMessages {
      try body(2, [id, .text("customer_message"), .date(wall.date), .count(Int(wall.secondOfDay) / 3600)])
    }
    if figures.clock(.wait).map(scope.contains) ?? false {
      for share in figures.handling { try body(3, [id, .text(orNone: share.assignee), .seconds(share.seconds)]) }
    }
    for dispute in figures.disputes where scope.contains(scope.date(of: dispute.openedAt)) {
      try body(
        4,
        [
          id, .text(orNone: dispute.reason), .text(orNone: dispute.openedBy), .instant(dispute.openedAt),
          .text(orNone: dispute.closedBy), .instant(orNone: dispute.closedAt), .seconds(dispute.seconds),
        ])
    }
  }

  /// The row of a case whose past was changed.
  static func row(of late: LateCase) -> [ReportValue] {
    [
      .text(late.caseID), .count(Int(late.batch)), .instant(late.changedAt), .count(late.events),
      .instant(late.firstAt),
    ]
  }

  private static func row(of figures: CaseFigures, orderID: String?) -> [ReportValue] {
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

  private func row(of clock: Clock, number: Int, _ figures: CaseFigures) -> [ReportValue] {
    let started = scope.date(of: clock.startedAt)
    let isAtRisk = clock.isAtRisk(percent: scope.atRiskPercent, withinSeconds: scope.atRiskSeconds)
    let rules = judge.number(ofClockStoppedAt: clock.stoppedAt)
    return [
      .text(figures.caseID), .count(number), .text(clock.metric.rawValue), .text(clock.state.rawValue),
      .count(clock.isMeasured ? 1 : 0), .count(clock.isPaused ? 1 : 0), .count(isAtRisk ? 1 : 0),
      .instant(clock.startedAt), .instant(orNone: clock.stoppedAt), .text(orNone: clock.fulfilledBy?.rawValue),
      .count(clock.isClosedWithoutReply ? 1 : 0), .seconds(clock.elapsedSeconds),
      .seconds(orNone: clock.targetSeconds), .instant(orNone: clock.breachedAt), .instant(orNone: clock.dueAt),
      .instant(orNone: clock.breachAfter), .text(orNone: figures.team), .text(orNone: clock.replier),
      .text(orNone: clock.assigneeAtBreach),
      .text(orNone: clock.metric.isOfWholeCase ? figures.priority : clock.priority), .text(orNone: clock.policy),
      .date(started.adding(days: 1 - started.weekday)), rules.map { .count(Int($0)) } ?? .none,
    ]
  }

  private static func finished(_ clock: Clock?) -> Int64? { clock?.stoppedAt == nil ? nil : clock?.elapsedSeconds }
}
