import Diagnostics
public import Model
public import ServiceLevels
public import Store

/// Where the clocks of a case come from: every span that was counted or skipped, and why.
public struct CaseExplanation: Sendable {
  /// What the case amounts to.
  public let figures: CaseFigures
  /// The calendars by which its time counts.
  public let calendars: CalendarCourse
  /// Its clocks in their order, each with its whole time in spans without gaps, and the number of the rules that judged it
  /// (nil while no report has used them).
  public let clocks: [(clock: Clock, spans: [ClockSpan], rules: Int64?)]

  /// Explains a case as of an instant.
  ///
  /// Throws a ``Failure`` with exit code `rejected` where there is no such case, it is hidden with its order, or it was
  /// not opened by then.
  public init(of id: String, asOf: Instant, rules: ServiceRules, in connection: StoreConnection) throws {
    _ = try connection.caseRecord(id)
    let judge = try CaseJudge(rules: rules, in: connection)
    var found: CaseExplanation?
    try connection.forEachClockCase(asOf: asOf, only: id) { record, events, _ in
      found = CaseExplanation(of: record, events: events, asOf: asOf, by: judge)
    }
    guard let found else {
      throw Failure(.rejected, .caseNotOpened, facts: ["case": id, "instant": asOf.description])
    }
    self = found
  }

  /// Explains a case of which everything is known; nil when it was not opened by then.
  init?(of record: ClockCase, events: [CaseEvent], asOf: Instant, by judge: CaseJudge) {
    guard let figures = judge.figures(of: record, events: events, asOf: asOf) else { return nil }
    self.figures = figures
    let whole = figures.clock(.wait)?.stoppedAt
    calendars = judge.facts(of: record, events: events, stoppedAt: whole).calendars
    clocks = figures.clocks.map { clock in
      let calendars = judge.facts(of: record, events: events, stoppedAt: clock.stoppedAt).calendars
      return (clock, clock.spans(in: calendars), judge.number(ofClockStoppedAt: clock.stoppedAt))
    }
  }
}

extension ClockSpan.Reason {
  /// Why the time counts or not, for people.
  public var words: String {
    switch self {
    case .ran(.open): "open"
    case .ran(.closed): "closed"
    case .ran(.holiday(let name)): "holiday" + (name.map { ": \($0)" } ?? "")
    case .ran(.breakTime): "break"
    case .ran(.outside): "no version of the calendar"
    case .paused(let status): "paused: \(status.rawValue)"
    }
  }
}
