import ArgumentParser
import Daybook
import Diagnostics
import Model
import Reporting
import ServiceLevels

/// `daybook cases explain CASE`.
struct CasesExplain: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain a case's clocks: every span counted or skipped, and why.",
    discussion: """
      Times are shown by the clock of the case's calendar; with --json they are in UTC.

      Examples:
        daybook cases explain C-2003
        daybook cases explain C-2003 --as-of 2026-09-30 --json
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Option(
    help: ArgumentHelp(
      "Up to when: an instant, a time in the workspace's zone, or a date for the end of that day. Default: now.",
      valueName: "time"))
  var asOf: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let explanation = try ExplainCase(id, asOf: asOf).run(in: try console.session())
    if console.wantsJSON {
      try console.print(explanation.json)
    } else {
      try console.print(explanation.text)
    }
    return .done
  }
}

extension CaseExplanation {
  /// The case, its clocks and their spans as data.
  fileprivate var json: JSONValue {
    let clocks = JSONValue(self.clocks) { clock, spans, rules in
      var sum: Int64 = 0
      return [
        "metric": .text(clock.metric.rawValue), "state": .text(clock.state.rawValue),
        "started_at": JSONValue(clock.startedAt), "stopped_at": JSONValue(clock.stoppedAt),
        "fulfilled_by": JSONValue(clock.fulfilledBy?.rawValue), "replier": JSONValue(clock.replier),
        "elapsed_seconds": .integer(clock.elapsedSeconds), "target_seconds": JSONValue(clock.targetSeconds),
        "breached_at": JSONValue(clock.breachedAt), "due_at": JSONValue(clock.dueAt),
        "breach_after": JSONValue(clock.breachAfter), "priority": JSONValue(clock.priority),
        "policy": JSONValue(clock.policy), "rules": JSONValue(rules),
        "spans": JSONValue(spans) {
          if $0.isCounted { sum += $0.seconds }
          return [
            "from": JSONValue($0.start), "to": JSONValue($0.end), "seconds": .integer($0.seconds),
            "counted": JSONValue($0.isCounted), "sum": .integer(sum), "reason": .text($0.reason.words),
          ]
        },
      ]
    }
    let isClosed = figures.status == .closed
    return [
      "schema": "daybook.case_clocks/1", "case": .text(figures.caseID), "as_of": JSONValue(figures.asOf),
      "status": .text(figures.status.rawValue), "priority": JSONValue(figures.priority),
      "policy": JSONValue(figures.policy), "calendar": .text(calendars.calendar(at: figures.asOf).id),
      "zone": .text(calendars.calendar(at: figures.asOf).zone(at: figures.asOf).identifier),
      "cycles": JSONValue(figures.clocks.filter { $0.metric == .firstReply || $0.metric == .nextReply }) {
        [
          "metric": .text($0.metric.rawValue), "start": JSONValue($0.startedAt), "stop": JSONValue($0.stoppedAt),
          "fulfilled_by": JSONValue($0.fulfilledBy?.rawValue), "agent": JSONValue($0.replier),
          "elapsed": .integer($0.elapsedSeconds), "breached_at": JSONValue($0.breachedAt),
          "state": .text($0.state.rawValue),
        ]
      },
      "wait": figures.clock(.wait).map {
        [
          "elapsed": .integer($0.elapsedSeconds), "breached_at": JSONValue($0.breachedAt),
          "state": .text($0.state.rawValue),
        ]
      } ?? .null,
      "first_resolution": JSONValue(figures.clock(.firstResolution).flatMap(finished)),
      "full_resolution": JSONValue(figures.clock(.fullResolution).flatMap(finished)),
      "full_resolution_calendar": JSONValue(
        isClosed ? figures.closedAt.last.map { $0.seconds - figures.openedAt.seconds } : nil),
      "reopens": .integer(Int64(figures.reopenedAt.count)),
      "customer_messages": .integer(Int64(figures.customerMessages.count)),
      "merchant_messages": .integer(Int64(figures.replyCount)),
      "touches_internal": .integer(Int64(figures.internalCount)), "age_calendar": JSONValue(figures.ageSeconds),
      "waiting_on": JSONValue(figures.waitingOn?.rawValue),
      "disputes": JSONValue(figures.disputes) {
        [
          "opened": JSONValue($0.openedAt), "by": JSONValue($0.openedBy), "reason": JSONValue($0.reason),
          "closed": JSONValue($0.closedAt), "calendar_seconds": .integer($0.seconds),
        ]
      },
      "handling": JSONValue(figures.handling) {
        ["assignee": JSONValue($0.assignee), "seconds": .integer($0.seconds)]
      },
      "clocks": clocks,
    ]
  }

  private func finished(_ clock: Clock) -> Int64? { clock.stoppedAt == nil ? nil : clock.elapsedSeconds }

  /// The case, its clocks and their spans for people.
  fileprivate var text: String {
    let zone = calendars.calendar(at: figures.asOf).zone(at: figures.asOf).identifier
    var text = printable(
      "case \(figures.caseID) as of \(figures.asOf): \(figures.status.rawValue), "
        + "priority \(figures.priority ?? "none"), policy \(figures.policy ?? "none")")
    text += "\nbusiness hours \(printable(calendars.ids.joined(separator: ", then "))), times by the clock of \(zone)\n"
    for (clock, spans, rules) in clocks {
      text += "\n" + headline(clock, rules) + "\n"
      var table = TextTable(
        ("from", .left), ("to", .left), ("counted", .right), ("skipped", .right), ("sum", .right), ("why", .left))
      var sum: Int64 = 0
      for span in spans {
        if span.isCounted { sum += span.seconds }
        let length = ReportValue.seconds(span.seconds).shown
        table.add(
          wall(span.start), wall(span.end), span.isCounted ? length : "", span.isCounted ? "" : length,
          ReportValue.seconds(sum).shown, span.reason.words)
      }
      text += table.text
    }
    return text
  }

  private func headline(_ clock: Clock, _ rules: Int64?) -> String {
    var words = "\(clock.metric.rawValue): \(clock.standing)"
    if let policy = clock.policy { words += ", judged by policy \(policy) at priority \(clock.priority ?? "normal")" }
    if let rules { words += " (rules \(rules))" }
    if clock.isPaused { words += ", paused" }
    if let breachedAt = clock.breachedAt { words += ", over since \(wall(breachedAt))" }
    if let fulfilledBy = clock.fulfilledBy {
      words += ", stopped by \(fulfilledBy.rawValue)" + (clock.replier.map { " of \($0)" } ?? "")
    }
    if let breachAfter = clock.breachAfter { words += ", late after \(wall(breachAfter))" }
    return printable(words)
  }

  /// What the calendar's clock shows.
  private func wall(_ instant: Instant) -> String {
    let time = calendars.calendar(at: instant).zone(at: instant).wall(at: Instant(seconds: instant.seconds))
    return String(time.description.map { $0 == "T" ? " " : $0 })
  }
}

extension Clock {
  /// How far it is, in words: `15m of 1h 00m, met`. Without a target nothing is met.
  var standing: String {
    let elapsed = ReportValue.seconds(elapsedSeconds).shown
    guard let targetSeconds else { return "\(elapsed) without target, \(state == .met ? "stopped" : state.rawValue)" }
    return "\(elapsed) of \(ReportValue.seconds(targetSeconds).shown), \(state.rawValue)"
  }
}
