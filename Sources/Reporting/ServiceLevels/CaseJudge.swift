public import Model
public import ServiceLevels
public import Store

/// Judges cases: finished clocks by the rules with which a report first showed them or with which they were restated, all
/// others by the present rules.
public final class CaseJudge {
  /// The present rules.
  public let rules: ServiceRules
  /// By which rules finished clocks are judged.
  public let history: RulesHistory
  /// The number under which the present rules are kept; nil while they are not.
  public let present: Int64?
  /// What cases name that the present rules do not have.
  public private(set) var unknown = UnknownRules()

  /// Rules of before by number, each once.
  private var earlier: [Int64: ServiceRules] = [:]
  /// Which of these a version of before is, since rules may come back after a while; the present ones have none.
  private var sameAs: [Int64: Int64] = [:]
  private var unknownThen: [Int64: UnknownRules] = [:]
  private let desktop = CaseDesktop()

  /// A judge by the present rules alone, as if no report had ever been made.
  public init(rules: ServiceRules) {
    self.rules = rules
    history = .none
    present = nil
  }

  /// A judge by the present rules and those that the store keeps.
  ///
  /// Throws a ``Diagnostics/Failure`` where kept rules cannot be read.
  public init(rules: ServiceRules, in connection: StoreConnection) throws {
    self.rules = rules
    history = try connection.rulesHistory()
    present = try connection.latestRules(rules.documents)
    let digest = rules.documents.digest
    var numbers: [SHA256Digest: Int64] = [:]
    for version in history.versions where version.digest != digest {
      if let same = numbers[version.digest] {
        sameAs[version.number] = same
      } else if let documents = try connection.rulesDocuments(version.number) {
        numbers[version.digest] = version.number
        sameAs[version.number] = version.number
        earlier[version.number] = try ServiceRules(documents)
      }
    }
  }

  /// The number of the rules that judge a clock: those of then, else the present ones; nil while these are not kept.
  public func number(ofClockStoppedAt stop: Instant?) -> Int64? {
    stop.flatMap { history.rules(ofClockStoppedAt: $0) } ?? present
  }

  /// The figures of a case; nil when it was not opened by then.
  public func figures(of record: ClockCase, events: [CaseEvent], asOf: Instant) -> CaseFigures? {
    let facts = rules.facts(of: record, events: events, unknown: &unknown)
    guard !earlier.isEmpty else { return CaseFigures(facts, asOf: asOf, on: desktop) }
    return CaseFigures(facts, asOf: asOf, earlier: earlierRules(of: record, events: events), on: desktop)
  }

  /// The figures of a case by the present rules alone.
  func figuresNow(of record: ClockCase, events: [CaseEvent], asOf: Instant) -> CaseFigures? {
    CaseFigures(rules.facts(of: record, events: events, unknown: &unknown), asOf: asOf, on: desktop)
  }

  /// A case under the rules that judge a clock.
  func facts(of record: ClockCase, events: [CaseEvent], stoppedAt stop: Instant?) -> CaseFacts {
    facts(of: record, events: events, stop.flatMap(earlierNumber))
  }

  /// The rules that judge a clock, where they are not the present ones.
  func earlierRules(ofClockStoppedAt stop: Instant) -> ServiceRules? { earlierNumber(stop).flatMap { earlier[$0] } }

  private func earlierNumber(_ stop: Instant) -> Int64? {
    history.rules(ofClockStoppedAt: stop).flatMap { sameAs[$0] }
  }

  private func facts(of record: ClockCase, events: [CaseEvent], _ number: Int64?) -> CaseFacts {
    guard let number, let rules = earlier[number] else {
      return rules.facts(of: record, events: events, unknown: &unknown)
    }
    return rules.facts(of: record, events: events, unknown: &unknownThen[number, default: UnknownRules()])
  }

  private func earlierRules(of record: ClockCase, events: [CaseEvent]) -> EarlierRules {
    EarlierRules(number: earlierNumber) { self.facts(of: record, events: events, $0) }
  }
}
