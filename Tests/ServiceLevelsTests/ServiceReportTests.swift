import Model
import ServiceLevels
import Testing

@Suite("The report")
struct ServiceReportTests {
  /// A case with a first reply after so many minutes of Monday, 5 January 2026, from 10:00 on; none when nil.
  private func figures(
    _ id: String, replyAfter minutes: Int?, team: String? = "a", by replier: String = "ana", closedAt: String? = nil,
    cancelledAt: String? = nil, asOf: String = "20T00:00"
  ) throws -> CaseFigures {
    var course = try Course()
    try course.add("05T10:00", .customerMessage)
    if let minutes {
      try course.add(
        "05T1\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)", .merchantMessage, by: replier)
    }
    if let closedAt { try course.add(closedAt, .status, "Closed") }
    var facts = course.facts
    facts.id = id
    facts.team = team
    facts.cancelledAt = try cancelledAt.map { try Course.at($0) }
    return try #require(CaseFigures(facts, asOf: Course.at(asOf)))
  }

  private let scope = ReportScope(zone: .utc)

  @Test("percentiles of none, one and two by nearest rank; an empty group has no rates")
  func percentiles() throws {
    let none = MetricFigures([])
    #expect(none.p50 == nil)
    #expect(none.maximumSeconds == nil)
    #expect(none.meanSeconds == nil)
    #expect(none.attainment == nil)
    #expect(none.attainmentOfFinished == nil)
    func figures(_ minutes: [Int]) throws -> MetricFigures {
      MetricFigures(try minutes.map { try #require(self.figures("c", replyAfter: $0).clock(.firstReply)) })
    }
    let one = try figures([10])
    #expect([one.p50, one.p90, one.p95, one.maximumSeconds] == [600, 600, 600, 600])
    let two = try figures([20, 10])
    #expect([two.p50, two.p90, two.p95, two.maximumSeconds] == [600, 1200, 1200, 1200])
    #expect(two.meanSeconds == 900)
    #expect(two.sumSeconds == 1800)
    let ten = try figures([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    #expect([ten.p50, ten.p90, ten.p95] == [300, 540, 600])
  }

  @Test("both denominators: the finished alone, and with those that are over their target and go on")
  func denominators() throws {
    let cases = [
      try figures("1", replyAfter: 10), try figures("2", replyAfter: 20), try figures("3", replyAfter: 90),
      try figures("4", replyAfter: nil),
    ]
    let report = ServiceReportBuilder.report(of: cases, scope: scope)
    let row = try #require(report.figures(.firstReply))
    #expect([row.count, row.finished, row.met, row.breached, row.running, row.runningBreached] == [4, 3, 2, 1, 0, 1])
    #expect(row.attainmentOfFinished == 6666)
    #expect(row.attainment == 5000)
    // No resolution target in these policies: finished clocks count as met beside, never in the headline.
    let resolution = try #require(report.figures(.firstResolution))
    #expect(resolution.notMeasured == 4)
    #expect(resolution.attainment == nil)
  }

  @Test("cancelled cases are outside of every denominator and are counted apart")
  func cancelled() throws {
    let cases = [
      try figures("1", replyAfter: 10), try figures("2", replyAfter: nil, cancelledAt: "05T10:30"),
      try figures("3", replyAfter: nil, cancelledAt: "05T12:30"),
    ]
    let report = ServiceReportBuilder.report(of: cases, scope: scope)
    #expect(report.caseCount == 1)
    #expect(report.figures(.firstReply)?.count == 1)
    #expect(report.cancelled.count == 2)
    #expect(report.cancelled.breached == 1)
    #expect(report.days.reduce(0) { $0 + $1.opened } == 1)
  }

  @Test("the parts of a table sum to the whole, whatever the order of the cases", arguments: 0..<20)
  func parts(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    var cases: [CaseFigures] = []
    for number in 0..<30 {
      let minutes = Bool.random(using: &generator) ? Int.random(in: 1...300, using: &generator) : nil
      let closed = Bool.random(using: &generator) ? "0\(Int.random(in: 6...9, using: &generator))T10:00" : nil
      cases.append(
        try figures(
          "c\(number)", replyAfter: minutes, team: ["a", "b", nil].randomElement(using: &generator) ?? nil,
          by: ["ana", "ben"].randomElement(using: &generator) ?? "ana", closedAt: closed, asOf: "12T12:00"))
    }
    let report = ServiceReportBuilder.report(of: cases, scope: scope)
    for metric in Metric.allCases {
      guard let whole = report.figures(metric) else { continue }
      #expect(whole.count == whole.finished + whole.running + whole.runningBreached)
      for dimension in ReportDimension.allCases where dimension != .assignee {
        let rows = report.rows.filter { $0.metric == metric && $0.dimension == dimension }
        #expect(rows.reduce(0) { $0 + $1.figures.count } == whole.count)
        #expect(rows.reduce(0) { $0 + $1.figures.met } == whole.met)
        #expect(rows.reduce(0) { $0 + $1.figures.sumSeconds } == whole.sumSeconds)
      }
      let breaches = report.rows.filter { $0.metric == metric && $0.dimension == .assignee }
      #expect(breaches.reduce(0) { $0 + $1.figures.count } == whole.breached + whole.runningBreached)
      // The aggregate can be had again from the cases' own clocks.
      #expect(MetricFigures(cases.flatMap(\.clocks).filter { $0.metric == metric }) == whole)
    }
    for (before, day) in zip(report.days, report.days.dropFirst()) {
      #expect(day.backlog == before.backlog + day.opened + day.reopened - day.closed)
    }
    let open = cases.filter { $0.status != .closed }.count
    #expect(report.days.last?.backlog == open)
    #expect(report.ageing.reduce(0) { $0 + $1.counts.reduce(0, +) } == open)
    #expect(report.statuses.values.reduce(0, +) == cases.count)
    #expect(report.heatmap.joined().reduce(0, +) == cases.reduce(0) { $0 + $1.customerMessages.count })
    #expect(ServiceReportBuilder.report(of: cases.shuffled(using: &generator), scope: scope) == report)
  }

  @Test("a period takes clocks by their start, or by their stop, and days with the backlog from before")
  func period() throws {
    let cases = [
      try figures("1", replyAfter: 10, closedAt: "07T10:00"), try figures("2", replyAfter: nil, closedAt: "08T10:00"),
      try figures("3", replyAfter: nil),
    ]
    let days = try Sample.date("2026-01-07")...Sample.date("2026-01-08")
    let cohort = ServiceReportBuilder.report(of: cases, scope: ReportScope(zone: .utc, period: days))
    #expect(cohort.figures(.wait) == nil)
    #expect(cohort.days.map(\.backlog) == [2, 1])
    #expect(cohort.days.map(\.net) == [-1, -1])
    #expect(cohort.heatmap.joined().reduce(0, +) == 0)
    #expect(cohort.reopening.closedCases == 2)
    let stopped = ServiceReportBuilder.report(
      of: cases, scope: ReportScope(zone: .utc, period: days, attribution: .stop))
    #expect(stopped.figures(.wait)?.count == 2)
    #expect(stopped.figures(.firstReply)?.count == 1)
    #expect(stopped.figures(.firstReply)?.closedWithoutReply == 1)
    #expect(stopped.figures(.wait, .week, "2026-01-05")?.count == 2)
  }

  @Test("a case stands on the local date of the report's zone")
  func localDates() throws {
    var course = try Course()
    try course.add("05T23:30", .customerMessage)
    let figures = try course.figures(asOf: "06T12:00")
    let zone = try TimeZoneRules(identifier: "Europe/Berlin")
    let report = ServiceReportBuilder.report(of: [figures], scope: ReportScope(zone: zone))
    #expect(report.days.map(\.date) == [try Sample.date("2026-01-06")])
    // The heatmap goes by the zone of the case's calendar, here UTC: Monday, 23 o'clock.
    #expect(report.heatmap[0][23] == 1)
  }

  @Test("ages lie in the bucket that begins with them")
  func ageing() throws {
    for (asOf, bucket) in [("06T09:59:59", 0), ("06T10:00", 1), ("08T10:00", 2), ("12T10:00", 3), ("19T10:00", 4)] {
      let report = ServiceReportBuilder.report(of: [try figures("c", replyAfter: nil, asOf: asOf)], scope: scope)
      #expect(report.ageing.map(\.counts).first?.firstIndex(of: 1) == bucket)
      #expect(report.ageing.first?.waitingOn == .merchant)
    }
  }

  @Test("disputes by reason, re-opened cases and unread threads")
  func rest() throws {
    var course = try Course()
    try course.add("05T09:00", .disputeOpen, "late")
    try course.add("05T10:00", .disputeClose)
    try course.add("05T11:00", .disputeOpen, "late")
    try course.add("05T11:30", .disputeOpen)
    try course.add("05T12:00", .status, "Closed")
    try course.add("05T13:00", .customerMessage)
    let report = ServiceReportBuilder.report(of: [try course.figures(asOf: "05T14:00")], scope: scope)
    #expect(report.disputes.map(\.reason) == [nil, "late"])
    #expect(report.disputes.map(\.count) == [1, 2])
    #expect(report.disputes.map(\.open) == [1, 1])
    #expect(report.disputes.map(\.oldestOpenSeconds) == [9000, 10_800])
    #expect(report.disputes.map(\.longestClosedSeconds) == [nil, 3600])
    #expect(report.disputes.map(\.sumSeconds) == [9000, 14_400])
    #expect([report.reopening.closedCases, report.reopening.reopenedCases] == [1, 1])
    #expect(report.reopening.rate == 10_000)
    #expect(ServiceReportBuilder.report(of: [], scope: scope).reopening.rate == nil)
    #expect(report.unreadCount == 1)
  }
}
