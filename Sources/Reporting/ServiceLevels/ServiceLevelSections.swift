import Model
import ServiceLevels

/// The parts of the report for people.
struct ServiceLevelSections {
  let report: ServiceReport
  let lists: ServiceLevelLists
  let explained: [ClockExplanation]
  let judge: CaseJudge
  let asOf: Instant

  var all: [ReportDocument.Section] {
    [summary, weeks, teams, people, priorities, open, breaches, flow, hours, exceptions, judgement]
      + (explained.isEmpty ? [] : [explanations])
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
        ] + trend(metric), tone: tone)
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

  /// The attainment of the last two weeks in which such clocks started.
  private func trend(_ metric: Metric) -> [String] {
    let weeks = rows(metric, .week).suffix(2)
    guard let last = weeks.last, weeks.count == 2, let before = weeks.first else { return [] }
    func shown(_ row: MetricRow) -> String { together(ReportValue.basisPoints(orNone: row.figures.attainment).shown) }
    return ["week of \(last.group ?? ""): \(shown(last)), week before: \(shown(before))"]
  }

  private var weeks: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "weeks", title: "Week by week",
      note: "Each clock counts in the week in which it started (shown by its Monday).")
    section.charts = judged.map { metric -> any Chart in
      let title = "\(metric.title): attainment by week"
      return rows(metric, .week).count > ServiceLevelSections.mostBars
        ? weekLine(metric, title: title + " in percent") : attainmentChart(metric, by: .week, title: title)
    }
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
      note: """
        By who wrote the reply that stopped the clock, and by who had the case when a clock was breached. The time of \
        assignees is the business time of the resolution clock while they had the case; together it is all of that clock.
        """)
    section.charts =
      judged.filter { $0 == .firstReply || $0 == .nextReply }
      .map { partsChart($0, by: .replier, title: "\($0.title) by replier") } + [assigneeChart]
    section.tables = [
      assigneeTable,
      MetricTables.by(.replier, report, caption: "By replier", group: "Replier", metrics: judged),
      MetricTables.by(.assignee, report, caption: "Breached clocks by assignee", group: "Assignee", metrics: judged),
    ]
    return section
  }

  private var assigneeTable: ReportTable {
    var table = ReportTable(
      id: "assignees", caption: "Time by assignee",
      columns: [
        .init("assignee", "Assignee"), .init("cases", "Cases"), .init("seconds", "Business time"),
        .init("share_bp", "Share"), .init("mean_seconds", "Mean a case"),
      ])
    let whole = report.handling.reduce(0) { $0 + $1.seconds }
    for row in report.handling {
      table.add([
        .text(row.assignee ?? "nobody"), .count(row.cases), .seconds(row.seconds),
        whole == 0 ? .none : .basisPoints(Int(Int128(row.seconds) * 10_000 / Int128(whole))),
        .seconds(row.seconds / Int64(max(row.cases, 1))),
      ])
    }
    return table
  }

  private var assigneeChart: BarChart {
    let (shown, said) = ServiceLevelSections.most(report.handling) { Int($0.seconds) }
    return BarChart(
      id: "chart-assignees", title: "Business time by assignee" + said, series: [(.first, "business time")],
      bars: shown.map {
        .init($0.assignee ?? "nobody", [Int($0.seconds)], shown: ReportValue.seconds($0.seconds).shown)
      })
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
  private func together(_ seconds: Int64?) -> String { together(ReportValue.seconds(orNone: seconds).shown) }

  private func together(_ text: String) -> String { String(text.map { $0 == " " ? "\u{A0}" : $0 }) }

  private static func tone(_ attainment: Int?) -> ReportDocument.Card.Tone {
    guard let attainment else { return .neutral }
    return attainment >= 9500 ? .good : attainment >= 8000 ? .fair : .poor
  }

  private func rows(_ metric: Metric, _ dimension: ReportDimension) -> [MetricRow] {
    report.rows.filter { $0.metric == metric && $0.dimension == dimension }
  }

  /// Many weeks are a line: each that has an attainment, by its Monday.
  private func weekLine(_ metric: Metric, title: String) -> any Chart {
    let weeks = rows(metric, .week).compactMap { row in
      row.group.flatMap { CivilDate($0) }.flatMap { day in row.figures.attainment.map { (day: day, percent: $0 / 100) }
      }
    }
    return LineChart(
      id: "chart-week-\(metric.rawValue)", title: title, days: weeks.map(\.day),
      lines: [(.first, "attainment", weeks.map(\.percent))])
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

  /// Bars that a chart shows at most.
  private static let mostBars = 25

  /// The entries with the greatest figures in the order they had, and what the title says where that are not all.
  private static func most<Entry>(_ entries: [Entry], _ figure: (Entry) -> Int) -> ([Entry], said: String) {
    guard entries.count > mostBars else { return (entries, "") }
    let kept = entries.indices.sorted { left, right in
      let (first, second) = (figure(entries[left]), figure(entries[right]))
      return first == second ? left < right : first > second
    }
    return (kept.prefix(mostBars).sorted().map { entries[$0] }, ": the \(mostBars) greatest of \(entries.count)")
  }

  private func partsChart(_ metric: Metric, by dimension: ReportDimension, title: String) -> BarChart {
    let (shown, said) = ServiceLevelSections.most(rows(metric, dimension)) { $0.figures.count }
    return BarChart(
      id: "chart-\(dimension.rawValue)-\(metric.rawValue)", title: title + said, series: MetricFigures.partSeries,
      bars: shown.map { row in
        let shown = ReportValue.basisPoints(orNone: row.figures.attainment).shown
        return .init(row.group ?? "none", row.figures.parts, shown: "\(row.figures.count), \(shown)")
      })
  }
}
