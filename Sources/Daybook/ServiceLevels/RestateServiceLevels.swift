import Changes
import Diagnostics
public import Model
public import Reporting
import Store

/// `daybook sla restate`: what the present calendars, policies and time zone data would change about clocks that were judged
/// by others, and, on demand, judges them by the present ones.
public struct RestateServiceLevels: Sendable {
  /// The first local date on which the clocks finished; nil from the beginning.
  public var from: CivilDate?
  /// The last local date on which they finished; nil up to the last report.
  public var to: CivilDate?
  /// Judges the clocks by the present rules, instead of only showing what that would change.
  public var isApplied = false
  /// Why; kept with the batch.
  public var reason: String?

  /// A request that only shows.
  public init() {}

  /// What became of it.
  public struct Result: Sendable {
    /// How much there is to restate.
    public let counts: ServiceRestatement.Counts
    /// The batch that restates; nil where nothing was changed.
    public let batch: Int64?
  }

  /// Gives every difference by case, then applies the restatement where that is asked for and something differs.
  ///
  /// Fails with `usage` for an empty period, `configuration` for mistakes in calendars and policies.
  public func run(
    in session: Session, _ body: (ServiceRestatement.Difference) throws -> Void
  ) throws -> Result {
    if let from, let to, from > to {
      throw Failure(.usage, .badPeriod, facts: ["from": from.description, "to": to.description])
    }
    let zone = session.workspace.zone
    let rules = try ServiceRules(
      ReportFiles(folder: session.workspace.reportsFolder), defaultZone: zone.identifier)
    func start(of date: CivilDate) -> Instant { zone.instant(of: WallTime(date: date, secondOfDay: 0)) }
    let restatement = ServiceRestatement(
      rules: rules, from: from.map(start), before: to.map { start(of: $0.adding(days: 1)) })
    let counts = try session.read {
      try restatement.forEachDifference(in: $0, now: session.identity.startedAt, body)
    }
    guard isApplied, counts.changed > 0, let before = counts.before else { return Result(counts: counts, batch: nil) }
    let change = CaseRestatement(
      rules: rules.documents, from: restatement.from, before: before, reason: reason)
    let batch = try change.apply(
      to: Store.open(session.workspace.storePath, .readWrite), clocks: counts.clocks, changed: counts.changed,
      identity: session.identity)
    return Result(counts: counts, batch: batch)
  }
}
