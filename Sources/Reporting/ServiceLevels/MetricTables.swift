import ServiceLevels

/// Figures of metrics as tables: all of them for machines, one dimension at a time for people.
enum MetricTables {
  /// Every figure of every group.
  static func all(_ report: ServiceReport) -> ReportTable {
    var table = ReportTable(
      id: "figures", caption: "Figures",
      columns: [
        .init("dimension", "By"), .init("group", "Group"), .init("metric", "Metric"), .init("count", "Count"),
        .init("finished", "Finished"), .init("met", "Met"), .init("breached", "Breached"),
        .init("running", "Running"), .init("running_breached", "Late"), .init("at_risk", "At risk"),
        .init("closed_without_reply", "Closed without reply"), .init("not_measured", "Not measured"),
        .init("met_not_measured", "Met, not measured"), .init("attainment_bp", "Attainment"),
        .init("attainment_of_finished_bp", "Attainment of finished"), .init("p50_seconds", "Median"),
        .init("p90_seconds", "P90"), .init("p95_seconds", "P95"), .init("max_seconds", "Longest"),
        .init("mean_seconds", "Mean"), .init("sum_seconds", "Sum"),
      ], audience: .machines)
    for row in report.rows {
      let figures = row.figures
      table.add([
        .text(row.dimension.rawValue), .text(orNone: row.group), .text(row.metric.rawValue), .count(figures.count),
        .count(figures.finished), .count(figures.met), .count(figures.breached), .count(figures.running),
        .count(figures.runningBreached), .count(figures.atRisk), .count(figures.closedWithoutReply),
        .count(figures.notMeasured), .count(figures.metNotMeasured), .basisPoints(orNone: figures.attainment),
        .basisPoints(orNone: figures.attainmentOfFinished), .seconds(orNone: figures.p50),
        .seconds(orNone: figures.p90), .seconds(orNone: figures.p95), .seconds(orNone: figures.maximumSeconds),
        .seconds(orNone: figures.meanSeconds), .seconds(figures.sumSeconds),
      ])
    }
    return table
  }

  /// The figures of one dimension, to be read; of all metrics, or of those that are given.
  static func by(
    _ dimension: ReportDimension, _ report: ServiceReport, caption: String, group: String,
    metrics: [Metric] = Metric.allCases
  ) -> ReportTable {
    var columns: [ReportTable.Column] = [
      .init("metric", "Clock"), .init("count", "Count"), .init("met", "Met"), .init("breached", "Breached"),
      .init("running", "Running"), .init("late", "Late"), .init("attainment", "Attainment"),
      .init("of_finished", "Of finished"), .init("p50", "Median"), .init("p90", "90th"), .init("p95", "95th"),
      .init("max", "Longest"), .init("without_reply", "Unanswered"), .init("unmeasured", "No target"),
    ]
    if dimension == .all {
      columns += [
        .init("finished", "Finished"), .init("at_risk", "At risk"), .init("mean", "Mean"), .init("sum", "Sum"),
      ]
    } else {
      columns.insert(.init("group", group), at: 0)
    }
    var table = ReportTable(id: "by-\(dimension.rawValue)", caption: caption, columns: columns, audience: .people)
    for row in report.rows where row.dimension == dimension && metrics.contains(row.metric) {
      let figures = row.figures
      let values: [ReportValue] = [
        .text(row.metric.title), .count(figures.count), .count(figures.met), .count(figures.breached),
        .count(figures.running), .count(figures.runningBreached), .basisPoints(orNone: figures.attainment),
        figures.measured == 0 ? .none : .basisPoints(orNone: figures.attainmentOfFinished),
        .seconds(orNone: figures.p50), .seconds(orNone: figures.p90), .seconds(orNone: figures.p95),
        .seconds(orNone: figures.maximumSeconds), .count(figures.closedWithoutReply), .count(figures.notMeasured),
      ]
      if dimension == .all {
        table.add(
          values + [
            .count(figures.finished), .count(figures.atRisk), .seconds(orNone: figures.meanSeconds),
            .seconds(figures.sumSeconds),
          ])
      } else {
        table.add([.text(row.group ?? "none")] + values)
      }
    }
    return table
  }
}

extension Metric {
  /// What people call it.
  var title: String {
    switch self {
    case .firstReply: "First reply"
    case .nextReply: "Next reply"
    case .update: "News"
    case .wait: "Resolution"
    case .firstResolution: "To first close"
    case .fullResolution: "To last close"
    }
  }
}

extension MetricFigures {
  /// Clocks with a target that were stopped in time.
  var metOfMeasured: Int { met - metNotMeasured }
  /// Clocks with a target.
  var measured: Int { count - notMeasured }
  /// The clocks as parts of a whole: met, breached, running, late, without target.
  var parts: [Int] {
    [metOfMeasured, breached, running - (notMeasured - metNotMeasured), runningBreached, notMeasured]
  }

  static let partSeries: [(tone: Tone, label: String)] = [
    (.met, "met"), (.breached, "breached"), (.running, "running in time"), (.late, "running late"),
    (.unmeasured, "no target"),
  ]
}
