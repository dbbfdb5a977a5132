import Diagnostics
public import Model
public import ServiceLevels
public import Store

/// Where the clocks of a case come from: every span that was counted or skipped, and why.
public struct CaseExplanation: Sendable {
  /// What the case amounts to.
  public let figures: CaseFigures
  /// The calendar by which its time counts.
  public let calendar: BusinessCalendar
  /// Its clocks in their order, each with its whole time in spans without gaps.
  public let clocks: [(clock: Clock, spans: [ClockSpan])]

  /// Explains a case as of an instant.
  ///
  /// Throws a ``Failure`` with exit code `rejected` where there is no such case, it is hidden with its order, or it was
  /// not opened by then.
  public init(of id: String, asOf: Instant, rules: ServiceRules, in connection: StoreConnection) throws {
    _ = try connection.caseRecord(id)
    var found: CaseFacts?
    var unknown = UnknownRules()
    try connection.forEachClockCase(asOf: asOf, only: id) { record, events, _ in
      found = rules.facts(of: record, events: events, unknown: &unknown)
    }
    guard let facts = found, let figures = CaseFigures(facts, asOf: asOf) else {
      throw Failure(.rejected, .caseNotOpened, facts: ["case": id, "instant": asOf.description])
    }
    self.figures = figures
    calendar = facts.calendar
    clocks = figures.clocks.map { ($0, $0.spans(in: facts.calendar)) }
  }
}
