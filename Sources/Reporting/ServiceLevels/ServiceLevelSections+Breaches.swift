import Model
import ServiceLevels
import Store

extension ServiceLevelSections {
  /// Clocks of the period that are or were over their target, each leading to its explanation.
  var breaches: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "breaches", title: "Breaches",
      note: """
        Clocks of the period that went over their target, the latest first. A case leads to what was counted and what was \
        skipped; daybook cases explain CASE shows it for every case.
        """)
    var table = ReportTable(
      id: "breached", caption: "Breached: \(ServiceLevelSections.said(lists.breaches, "latest"))",
      columns: [
        .init("case", "Case"), .init("metric", "Clock"), .init("breached_at", "Breached"), .init("over", "Over by"),
        .init("elapsed", "Elapsed"), .init("target", "Target"), .init("state", "State"), .init("stopped_at", "Stopped"),
        .init("team", "Team"), .init("assignee", "Assignee then"), .init("replier", "Replier"),
        .init("priority", "Priority"), .init("policy", "Policy"),
      ], audience: .people)
    for row in lists.breaches.entries {
      table.add([
        linked(row), .text(row.clock.metric.title), .instant(orNone: row.clock.breachedAt), .seconds(row.overSeconds),
        .seconds(row.clock.elapsedSeconds), .seconds(orNone: row.clock.targetSeconds),
        .text(row.clock.stoppedAt == nil ? "running late" : "breached"), .instant(orNone: row.clock.stoppedAt),
        .text(orNone: row.team), .text(orNone: row.clock.assigneeAtBreach), .text(orNone: row.clock.replier),
        .text(orNone: row.clock.priority), .text(orNone: row.clock.policy),
      ])
    }
    section.tables = [table]
    return section
  }

  /// A case's id, leading to the explanation of its clock where there is one.
  func linked(_ row: ListedClock) -> ReportValue {
    let place = explained.firstIndex { $0.caseID == row.caseID && $0.clock == row.clock }
    return place.map { .link(row.caseID, table: "why-\($0 + 1)") } ?? .text(row.caseID)
  }

  /// Spans that an explanation shows at most.
  private static let mostSpans = 40

  /// What was counted and skipped of the clocks that are listed.
  var explanations: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "explanations", title: "Why clocks were late",
      note: """
        Every span of the listed clocks that was counted or skipped, by the clock of the case's calendar. The sum at the end \
        is the time that was judged.
        """)
    section.tables = explained.enumerated().map { number, explanation in
      var table = ReportTable(
        id: "why-\(number + 1)", caption: ServiceLevelSections.caption(explanation),
        columns: [
          .init("from", "From"), .init("to", "To"), .init("counted", "Counted"), .init("skipped", "Skipped"),
          .init("sum", "Sum"), .init("why", "Why"),
        ], audience: .people)
      var sum: Int64 = 0
      for (index, span) in explanation.spans.enumerated() {
        if span.isCounted { sum += span.seconds }
        // The end of a long course matters: it says what the sum is.
        guard index < ServiceLevelSections.mostSpans - 1 || index == explanation.spans.count - 1 else { continue }
        table.add([
          .text(ServiceLevelSections.wall(span.start, explanation.calendars)),
          .text(ServiceLevelSections.wall(span.end, explanation.calendars)),
          span.isCounted ? .seconds(span.seconds) : .none, span.isCounted ? .none : .seconds(span.seconds),
          .seconds(sum), .text(span.reason.words),
        ])
      }
      return table
    }
    return section
  }

  private static func caption(_ explanation: ClockExplanation) -> String {
    let clock = explanation.clock
    let target = clock.targetSeconds.map { " of \(ReportValue.seconds($0).shown)" } ?? ""
    var words =
      "\(explanation.caseID), \(clock.metric.title): \(ReportValue.seconds(clock.elapsedSeconds).shown)\(target)"
    if let at = clock.breachedAt { words += ", over since \(wall(at, explanation.calendars))" }
    words += " (calendar \(explanation.calendars.ids.joined(separator: ", then "))"
    if let policy = clock.policy { words += ", policy \(policy)" }
    words += ", priority \(clock.priority ?? Policy.defaultPriority)"
    if let rules = explanation.rules { words += ", rules \(rules)" }
    words += ")"
    let left = explanation.spans.count - mostSpans
    return left > 0 ? words + "; \(left) spans before the last one are left out" : words
  }

  private static func wall(_ instant: Instant, _ calendars: CalendarCourse) -> String {
    let time = calendars.calendar(at: instant).zone(at: instant).wall(at: Instant(seconds: instant.seconds))
    return String(time.description.map { $0 == "T" ? " " : $0 })
  }

  /// By which rules clocks were judged, and which cases changed after a report had shown them.
  var judgement: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "judgement", title: "Judged by",
      note: """
        A clock keeps the rules with which a report first showed it as finished; clocks that run go by the present ones. \
        daybook sla restate shows what the present ones would change. Cases whose past changed later, by events that came \
        late or were taken back, are judged anew by the same rules; those that were merged later are left out.
        """)
    section.tables = [rulesTable, restatedTable]
    return section
  }

  private var rulesTable: ReportTable {
    var table = ReportTable(
      id: "rules", caption: "Rules by which clocks were judged",
      columns: [
        .init("rules", "Rules"), .init("present", "Present"), .init("clocks", "Clocks"),
        .init("tzdata", "Time zone data"),
        .init("policies", "Policies"), .init("calendars", "Calendars"), .init("sha256", "SHA-256"),
      ])
    for (number, clocks) in lists.rules.sorted(by: { ($0.number ?? .max) < ($1.number ?? .max) }) {
      let version = number.flatMap { judge.history.version($0) }
      let files =
        version?.files
        ?? Dictionary(
          judge.rules.documents.files.map { ($0.name, SHA256Digest(of: $0.content)) }, uniquingKeysWith: { $1 })
      func short(_ digest: SHA256Digest?) -> String { String((digest?.description ?? "none").prefix(12)) }
      let calendars = files.keys.filter { $0.hasPrefix("sla/calendars/") }.sorted().map { path in
        "\(path.dropFirst("sla/calendars/".count).dropLast(".yaml".count)) \(short(files[path]))"
      }
      table.add([
        number.map { .count(Int($0)) } ?? .text("not kept"), .count(number == judge.present ? 1 : 0),
        .count(clocks), .text(orNone: number == nil ? judge.rules.documents.tzdata : version?.tzdata),
        .text(short(files["sla/policies.yaml"])), .text(calendars.joined(separator: ", ")),
        .text((version?.digest ?? judge.rules.documents.digest).description),
      ])
    }
    return table
  }

  private var restatedTable: ReportTable {
    var table = ReportTable(
      id: "restated-cases",
      caption: lists.restatedCount > lists.restated.count
        ? "Cases restated by late events: the \(lists.restated.count) latest of \(ReportValue.grouped(lists.restatedCount))"
        : "Cases restated by late events: \(lists.restatedCount)",
      columns: [
        .init("case", "Case"), .init("batch", "Batch"), .init("changed_at", "Changed"), .init("events", "Events"),
        .init("first_at", "First of them"),
      ], audience: .people)
    for late in lists.restated { table.add(CaseListing.row(of: late)) }
    return table
  }
}
