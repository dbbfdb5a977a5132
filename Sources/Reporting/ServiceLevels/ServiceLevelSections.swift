import Model
import ServiceLevels

/// The parts of the report for people.
struct ServiceLevelSections {
  let report: ServiceReport
  let late: ClockChoice
  let atRisk: ClockChoice

  var all: [ReportDocument.Section] {
    [summary, weeks, teams, people, priorities, flow, open, hours, exceptions]
  }

  /// Metrics that have targets somewhere, in their order.
  private var judged: [Metric] {
    Metric.allCases.filter { (report.figures($0)?.measured ?? 0) > 0 }
  }

  private var summary: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "summary", title: "At a glance",
      note: """
        Attainment is the share of clocks with a target that met it; late ones that still run are missed, and clocks \
        without a target count in no share. All times are business time. Green is 95% or more, amber 80% or more. \
        Unanswered clocks were stopped by closing the case.
        """)
    section.cards = judged.map { metric in
      let figures = report.figures(metric) ?? MetricFigures()
      let tone = ServiceLevelSections.tone(figures.attainment)
      return ReportDocument.Card(
        metric.title, .basisPoints(orNone: figures.attainment),
        details: [
          "\(figures.metOfMeasured) of \(figures.metOfMeasured + figures.breached + figures.runningBreached) in time",
          "median \(together(figures.p50)), 90% within \(together(figures.p90))",
          "\(figures.running) running, \(figures.runningBreached) late, \(figures.atRisk) at risk",
        ], tone: tone)
    }
    let openCases = report.caseCount - (report.statuses[.closed] ?? 0)
    section.cards.append(
      ReportDocument.Card(
        "Open cases", .count(openCases),
        details: [
          "\(report.statuses[.new] ?? 0) new, \(report.statuses[.replyReceived] ?? 0) with a reply received",
          "\(report.statuses[.open] ?? 0) open, \(report.statuses[.waiting] ?? 0) waiting for the customer",
          "\(report.unreadCount) unread",
        ]))
    section.charts = [
      BarChart(
        id: "chart-summary", title: "Clocks by what became of them", series: MetricFigures.partSeries,
        bars: judged.map { metric in
          let figures = report.figures(metric) ?? MetricFigures()
          return .init(metric.title, figures.parts, shown: "\(figures.count)")
        })
    ]
    section.tables = [MetricTables.by(.all, report, caption: "All clocks", group: "")]
    return section
  }

  private var weeks: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "weeks", title: "Week by week",
      note: "Each clock counts in the week in which it started (shown by its Monday).")
    section.charts = judged.map { attainmentChart($0, by: .week, title: "\($0.title): attainment by week") }
    section.tables = [MetricTables.by(.week, report, caption: "By week", group: "Week of", metrics: judged)]
    return section
  }

  private var teams: ReportDocument.Section {
    var section = ReportDocument.Section(id: "teams", title: "Teams")
    section.charts = judged.map { partsChart($0, by: .team, title: "\($0.title) by team") }
    section.tables = [MetricTables.by(.team, report, caption: "By team", group: "Team", metrics: judged)]
    return section
  }

  private var people: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "people", title: "People",
      note: "By who wrote the reply that stopped the clock, and by who had the case when a clock was breached.")
    section.charts = judged.filter { $0 == .firstReply || $0 == .nextReply }
      .map { partsChart($0, by: .replier, title: "\($0.title) by replier") }
    section.tables = [
      MetricTables.by(.replier, report, caption: "By replier", group: "Replier", metrics: judged),
      MetricTables.by(.assignee, report, caption: "Breached clocks by assignee", group: "Assignee", metrics: judged),
    ]
    return section
  }

  private var priorities: ReportDocument.Section {
    var section = ReportDocument.Section(id: "priorities", title: "Priorities and policies")
    section.charts = judged.map { partsChart($0, by: .priority, title: "\($0.title) by priority") }
    section.tables = [
      MetricTables.by(.priority, report, caption: "By priority", group: "Priority", metrics: judged),
      MetricTables.by(.policy, report, caption: "By policy", group: "Policy", metrics: judged),
    ]
    return section
  }

  private var flow: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "flow", title: "Backlog and flow",
      note: "The backlog of a day is that of the day before plus opened and re-opened cases less closed ones.")
    let days = report.days.map(\.date)
    section.charts = [
      LineChart(
        id: "chart-backlog", title: "Open cases at the end of each day", days: days,
        lines: [(.first, "backlog", report.days.map(\.backlog))]),
      LineChart(
        id: "chart-flow", title: "Opened and closed cases by day", days: days,
        lines: [
          (.first, "opened or re-opened", report.days.map { $0.opened + $0.reopened }),
          (.second, "closed", report.days.map(\.closed)),
        ]),
    ]
    var table = ReportTable(
      id: "days", caption: "By day",
      columns: [
        .init("date", "Day"), .init("opened", "Opened"), .init("reopened", "Re-opened"), .init("closed", "Closed"),
        .init("net", "Net"), .init("backlog", "Backlog"),
      ])
    for day in report.days {
      table.add([
        .date(day.date), .count(day.opened), .count(day.reopened), .count(day.closed), .count(day.net),
        .count(day.backlog),
      ])
    }
    section.tables = [table]
    return section
  }

  /// A length of time whose parts stay on one line.
  private func together(_ seconds: Int64?) -> String {
    String(ReportValue.seconds(orNone: seconds).shown.map { $0 == " " ? "\u{A0}" : $0 })
  }

  private static func tone(_ attainment: Int?) -> ReportDocument.Card.Tone {
    guard let attainment else { return .neutral }
    return attainment >= 9500 ? .good : attainment >= 8000 ? .fair : .poor
  }

  private func rows(_ metric: Metric, _ dimension: ReportDimension) -> [MetricRow] {
    report.rows.filter { $0.metric == metric && $0.dimension == dimension }
  }

  private func attainmentChart(_ metric: Metric, by dimension: ReportDimension, title: String) -> BarChart {
    BarChart(
      id: "chart-\(dimension.rawValue)-\(metric.rawValue)", title: title, series: [(.met, "attainment")],
      bars: rows(metric, dimension).map { row in
        let judged = row.figures.metOfMeasured + row.figures.breached + row.figures.runningBreached
        let shown = ReportValue.basisPoints(orNone: row.figures.attainment).shown
        return .init(
          row.group ?? "none", [row.figures.attainment ?? 0],
          shown: "\(shown) (\(row.figures.metOfMeasured)/\(judged))")
      }, full: 10_000)
  }

  private func partsChart(_ metric: Metric, by dimension: ReportDimension, title: String) -> BarChart {
    BarChart(
      id: "chart-\(dimension.rawValue)-\(metric.rawValue)", title: title, series: MetricFigures.partSeries,
      bars: rows(metric, dimension).map { row in
        let shown = ReportValue.basisPoints(orNone: row.figures.attainment).shown
        return .init(row.group ?? "none", row.figures.parts, shown: "\(row.figures.count), \(shown)")
      })
  }
}
