import Model
import ServiceLevels

extension ServiceLevelSections {
  /// Open cases by age, and the clocks that are over their target now.
  var open: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "open", title: "Open cases", note: "Age is calendar time since the opening.")
    let sides = WaitingOn.allCases
    let tones: [Tone] = [.second, .first, .unmeasured]
    section.charts = [
      BarChart(
        id: "chart-ageing", title: "Open cases by age and by who has to act",
        series: zip(tones, sides).map { ($0, $1 == .unspecified ? "not said" : $1.rawValue) },
        bars: AgeingRow.buckets.enumerated().map { index, bucket in
          let values = sides.map { side in
            report.ageing.filter { $0.waitingOn == side }.reduce(0) { $0 + $1.counts[index] }
          }
          return .init(bucket, values, shown: "\(values.reduce(0, +))")
        })
    ]
    section.tables = [ageingTable, riskTable, lateTable, unreadTable]
    return section
  }

  private var ageingTable: ReportTable {
    var columns: [ReportTable.Column] = [.init("team", "Team"), .init("waiting_on", "Waiting on")]
    let keys = ["under_1d", "1_3d", "3_7d", "7_14d", "14_30d", "over_30d"]
    columns += zip(keys, AgeingRow.buckets).map { ReportTable.Column($0, $1) } + [.init("total", "Together")]
    var table = ReportTable(id: "ageing", caption: "Open cases by age", columns: columns)
    for row in report.ageing {
      table.add(
        [.text(row.team ?? "none"), .text(row.waitingOn.rawValue)] + row.counts.map(ReportValue.count)
          + [.count(row.counts.reduce(0, +))])
    }
    return table
  }

  private var lateTable: ReportTable {
    var table = ReportTable(
      id: "late", caption: "Running late: \(ServiceLevelSections.said(lists.late, "latest"))",
      columns: [
        .init("case", "Case"), .init("metric", "Clock"), .init("over", "Over by"), .init("elapsed", "Elapsed"),
        .init("target", "Target"), .init("breached_at", "Since"), .init("status", "Status"), .init("team", "Team"),
        .init("assignee", "Assignee"), .init("priority", "Priority"),
      ], audience: .people)
    for row in lists.late.entries {
      table.add([
        linked(row), .text(row.clock.metric.title), .seconds(row.overSeconds),
        .seconds(row.clock.elapsedSeconds), .seconds(orNone: row.clock.targetSeconds),
        .instant(orNone: row.clock.breachedAt), .text(row.status.rawValue), .text(orNone: row.team),
        .text(orNone: row.assignee), .text(orNone: row.clock.priority),
      ])
    }
    return table
  }

  private var riskTable: ReportTable {
    var table = ReportTable(
      id: "at-risk", caption: "At risk: \(ServiceLevelSections.said(lists.atRisk, "nearest"))",
      columns: [
        .init("case", "Case"), .init("metric", "Clock"), .init("left", "Left"), .init("elapsed", "Elapsed"),
        .init("target", "Target"), .init("due_at", "Due"), .init("breach_after", "Late after"),
        .init("status", "Status"), .init("team", "Team"), .init("assignee", "Assignee"),
        .init("priority", "Priority"),
      ], audience: .people)
    for row in lists.atRisk.entries {
      table.add([
        .text(row.caseID), .text(row.clock.metric.title), .seconds(-row.overSeconds),
        .seconds(row.clock.elapsedSeconds), .seconds(orNone: row.clock.targetSeconds),
        .instant(orNone: row.clock.dueAt), .instant(orNone: row.clock.breachAfter), .text(row.status.rawValue),
        .text(orNone: row.team), .text(orNone: row.assignee), .text(orNone: row.clock.priority),
      ])
    }
    return table
  }

  private var unreadTable: ReportTable {
    var table = ReportTable(
      id: "unread", caption: "Unread: \(ServiceLevelSections.said(lists.unread, "longest"))",
      columns: [
        .init("case", "Case"), .init("since", "Customer wrote"), .init("waited", "Calendar time"),
        .init("status", "Status"), .init("team", "Team"), .init("assignee", "Assignee"), .init("priority", "Priority"),
      ], audience: .people)
    for row in lists.unread.entries {
      table.add([
        .text(row.caseID), .instant(row.lastMessageAt), .seconds(asOf.seconds - row.lastMessageAt.seconds),
        .text(row.status.rawValue), .text(orNone: row.team), .text(orNone: row.assignee), .text(orNone: row.priority),
      ])
    }
    return table
  }

  /// How many there are, and how many of them are shown.
  static func said<Entry>(_ choice: Choice<Entry>, _ which: String) -> String {
    choice.count > choice.entries.count
      ? "the \(choice.entries.count) \(which) of \(ReportValue.grouped(choice.count))" : "\(choice.count)"
  }

  /// Customers' messages by weekday and hour.
  var hours: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "hours", title: "When customers write",
      note: "Customers' messages by weekday and hour, by the clock of each case's calendar.")
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let hours = (0..<24).map { ($0 < 10 ? "0" : "") + String($0) }
    section.charts = [
      Heatmap(
        id: "chart-hours", title: "Customers' messages by weekday and hour", rows: names, columns: hours,
        values: report.heatmap)
    ]
    var table = ReportTable(
      id: "hours-of-messages", caption: "Customers' messages by weekday and hour",
      columns: [.init("weekday", "Day")] + hours.map { .init("h\($0)", $0) } + [.init("total", "Together")])
    for (name, counts) in zip(names, report.heatmap) {
      table.add([.text(name)] + counts.map(ReportValue.count) + [.count(counts.reduce(0, +))])
    }
    section.tables = [table]
    return section
  }

  /// Re-opened, unread, disputed and cancelled cases.
  var exceptions: ReportDocument.Section {
    let rate = ReportValue.basisPoints(orNone: report.reopening.rate).shown
    var section = ReportDocument.Section(
      id: "exceptions", title: "Re-opened, disputed, left out", note: "Of the closed cases \(rate) were re-opened.")
    var counts = ReportTable(
      id: "counts", caption: "Cases", columns: [.init("what", "What"), .init("count", "Count")])
    for status in CaseStatus.allCases {
      counts.add([.text("status \(status.rawValue)"), .count(report.statuses[status] ?? 0)])
    }
    counts.add([.text("unread"), .count(report.unreadCount)])
    counts.add([.text("closed in the period"), .count(report.reopening.closedCases)])
    counts.add([.text("of these re-opened"), .count(report.reopening.reopenedCases)])
    counts.add([.text("merged or deleted (in no figure)"), .count(report.cancelled.count)])
    counts.add([.text("of these breached"), .count(report.cancelled.breached)])
    var disputes = ReportTable(
      id: "disputes", caption: "Disputes by reason (calendar time)",
      columns: [
        .init("reason", "Reason"), .init("count", "Count"), .init("open", "Open"),
        .init("oldest_open_calendar_seconds", "Oldest open"),
        .init("longest_closed_calendar_seconds", "Longest closed"), .init("sum_calendar_seconds", "Together"),
      ])
    for row in report.disputes {
      disputes.add([
        .text(row.reason ?? "none"), .count(row.count), .count(row.open), .seconds(orNone: row.oldestOpenSeconds),
        .seconds(orNone: row.longestClosedSeconds), .seconds(row.sumSeconds),
      ])
    }
    section.tables = [counts, disputes]
    return section
  }
}
