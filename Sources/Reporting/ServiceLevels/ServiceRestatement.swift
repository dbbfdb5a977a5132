public import Model
public import ServiceLevels
public import Store

/// What it would change to judge finished clocks by the present rules instead of those that judged them.
public struct ServiceRestatement: Sendable {
  /// The present rules.
  public var rules: ServiceRules
  /// The first instant at which the clocks stopped; nil from the beginning.
  public var from: Instant?
  /// The first instant that is left out; nil up to the last report.
  public var before: Instant?

  /// A restatement of clocks that stopped in some time.
  public init(rules: ServiceRules, from: Instant? = nil, before: Instant? = nil) {
    self.rules = rules
    self.from = from
    self.before = before
  }

  /// Why a clock is judged otherwise.
  public enum Reason: String, Sendable, CaseIterable, Codable {
    /// The policy of the case, or which one it is.
    case policy
    /// The calendar of business hours.
    case calendar
    /// The time zone data.
    case tzdata
  }

  /// A finished clock before and after.
  public struct Difference: Sendable {
    /// The case.
    public let caseID: String
    /// What the clock measures.
    public let metric: Metric
    /// When it started.
    public let startedAt: Instant
    /// When it stopped.
    public let stoppedAt: Instant?
    /// The number of the rules that judged it.
    public let rules: Int64?
    /// As it was judged; nil where it was not measured at all.
    public let before: Clock?
    /// As the present rules judge it.
    public let after: Clock?
    /// Why they differ.
    public let reasons: [Reason]
  }

  /// How much there is to restate.
  public struct Counts: Sendable {
    /// Finished clocks of the time that other rules than the present ones judged.
    public var clocks = 0
    /// Those of them that the present rules judge otherwise.
    public var changed = 0
    /// Their cases.
    public var cases = 0
    /// The first instant that the restatement leaves out; nil where no report has shown anything yet.
    public var before: Instant?
  }

  /// Gives every clock that is judged otherwise, by case, and says how many there are.
  public func forEachDifference(
    in connection: StoreConnection, now: Instant, _ body: (Difference) throws -> Void
  ) throws -> Counts {
    let judge = try CaseJudge(rules: rules, in: connection)
    var counts = Counts()
    guard let reported = judge.history.reportedUntil else { return counts }
    let end = min(
      before ?? Instant(milliseconds: reported.milliseconds + 1), Instant(milliseconds: reported.milliseconds + 1))
    counts.before = end
    let asOf = max(now, reported)
    try connection.forEachClockCase(asOf: asOf) { record, events, _ in
      guard let old = judge.figures(of: record, events: events, asOf: asOf), !old.isCancelled,
        let new = judge.figuresNow(of: record, events: events, asOf: asOf)
      else { return }
      var isChanged = false
      for (before, after) in ServiceRestatement.pairs(old.clocks, new.clocks) {
        guard let clock = before ?? after, let stop = clock.stoppedAt, stop < end, from.map({ stop >= $0 }) ?? true,
          let then = judge.earlierRules(ofClockStoppedAt: stop)
        else { continue }
        counts.clocks += 1
        guard before.map(Judgement.init) != after.map(Judgement.init) else { continue }
        let facts = (
          judge.facts(of: record, events: events, stoppedAt: stop),
          judge.facts(of: record, events: events, stoppedAt: nil)
        )
        counts.changed += 1
        isChanged = true
        try body(
          Difference(
            caseID: record.id, metric: clock.metric, startedAt: clock.startedAt, stoppedAt: stop,
            rules: judge.number(ofClockStoppedAt: stop), before: before, after: after,
            reasons: reasons(clock, before, facts.0, facts.1, then, asOf: asOf)))
      }
      if isChanged { counts.cases += 1 }
    }
    return counts
  }

  /// What is judged of a clock.
  private struct Judgement: Equatable {
    let elapsed: Int64
    let target: Int64?
    let isMeasured: Bool
    let breachedAt: Instant?
    let state: ClockState
    let policy: String?

    init(_ clock: Clock) {
      elapsed = clock.elapsedSeconds
      target = clock.targetSeconds
      isMeasured = clock.isMeasured
      breachedAt = clock.breachedAt
      state = clock.state
      policy = clock.policy
    }
  }

  /// The same clocks of two judgements; what only one of them measures stands alone. Both come in the same order.
  private static func pairs(_ old: [Clock], _ new: [Clock]) -> [(Clock?, Clock?)] {
    var pairs: [(Clock?, Clock?)] = []
    var rest = new[...]
    for clock in old {
      if let place = rest.firstIndex(where: { isSame($0, clock) }) {
        pairs += rest[..<place].map { (nil, $0) }
        pairs.append((clock, rest[place]))
        rest = rest[(place + 1)...]
      } else {
        pairs.append((clock, nil))
      }
    }
    return pairs + rest.map { (nil, $0) }
  }

  private static func isSame(_ one: Clock, _ other: Clock) -> Bool {
    one.metric == other.metric && one.startedAt == other.startedAt && one.stoppedAt == other.stoppedAt
  }

  /// What of the rules is different for the case, and makes the difference.
  private func reasons(
    _ clock: Clock, _ before: Clock?, _ old: CaseFacts, _ new: CaseFacts, _ then: ServiceRules, asOf: Instant
  ) -> [Reason] {
    let zones = Set((old.calendars.versions + new.calendars.versions).map(\.zone))
    func data(_ rules: ServiceRules) -> [RulesDocuments.Part] {
      rules.documents.zones.filter { zones.contains($0.name) }
    }
    let isOtherZone = data(then) != data(rules)
    let isOtherCalendar = old.calendars.ids != new.calendars.ids || old.calendars.versions != new.calendars.versions
    let isOtherPolicy = old.policies != new.policies
    var reasons: [Reason] = []
    if isOtherPolicy { reasons.append(.policy) }
    if isOtherCalendar { reasons.append(.calendar) }
    if isOtherZone { reasons.append(.tzdata) }
    guard isOtherPolicy, isOtherCalendar || isOtherZone else { return reasons }
    // Both changed: what alone changes nothing is no reason.
    func isChanged(_ facts: CaseFacts) -> Bool {
      let found = CaseFigures(facts, asOf: asOf)?.clocks.first { ServiceRestatement.isSame($0, clock) }
      return found.map(Judgement.init) != before.map(Judgement.init)
    }
    var onlyPolicy = new
    onlyPolicy.calendars = old.calendars
    var onlyCalendar = new
    onlyCalendar.policies = old.policies
    switch (isChanged(onlyPolicy), isChanged(onlyCalendar)) {
    case (true, false): return [.policy]
    case (false, true): return reasons.filter { $0 != .policy }
    default: return reasons
    }
  }
}
