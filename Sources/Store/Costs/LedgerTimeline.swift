import GRDB
import Model

/// A reversal that is not written yet: what asks for movements may be told them as if it were.
public struct PlannedReversal: Sendable {
  /// The batch that it is about.
  public var batch: Int64
  /// Whether it brings the batch back instead of taking it back.
  public var isReapplying: Bool

  /// A reversal without a date.
  public init(of batch: Int64, isReapplying: Bool) {
    self.batch = batch
    self.isReapplying = isReapplying
  }
}

/// From when to when each batch of the ledger counts, for what was moved on which day.
///
/// A batch counts from its own rows' dates on. A revert without a date takes it out of history, as if it had never been; a
/// revert with a date leaves history as it is and takes it out on that day. The same holds for bringing it back.
struct LedgerTimeline {
  /// A day on which a batch began or ceased to count.
  struct Turn {
    /// The revert or re-application.
    let batch: Int64
    /// The batch it is about.
    let target: Int64
    /// Whether it counts from then on.
    let isOn: Bool
    /// The day.
    let on: CivilDate
  }

  /// Batches that were reverted or re-applied at least once, with whether their own dates count.
  private let isBorn: [Int64: Bool]
  private let turns: [Int64: [Turn]]
  /// Whether every batch simply counts.
  var isTrivial: Bool { isBorn.isEmpty }

  init(_ connection: StoreConnection, planning planned: PlannedReversal? = nil) throws {
    let rows = try GRDB.Row.fetchAll(
      connection.db,
      sql: """
        SELECT r.batch, r.target_batch, r.kind, r.dated_on FROM batch r JOIN batch t ON t.batch = r.target_batch
        WHERE r.kind IN ('revert', 'reapply') AND t.kind IN ('costs', 'assign') ORDER BY r.batch
        """)
    var chains: [Int64: [(batch: Int64, isOn: Bool, on: Int32?)]] = [:]
    for row in rows {
      chains[row["target_batch"], default: []].append((row["batch"], row["kind"] == "reapply", row["dated_on"]))
    }
    if let planned { chains[planned.batch, default: []].append((.max, planned.isReapplying, nil)) }
    isBorn = chains.mapValues { chain in LedgerTimeline.isStanding(-1, chain) }
    turns = Dictionary(
      uniqueKeysWithValues: chains.map { target, chain in
        let turns = chain.indices.compactMap { index -> Turn? in
          guard let on = chain[index].on, LedgerTimeline.isStanding(index, chain) else { return nil }
          return Turn(batch: chain[index].batch, target: target, isOn: chain[index].isOn, on: CivilDate(days: on))
        }
        return (target, turns)
      })
  }

  /// Whether an element of a chain (-1: the batch itself) is part of history: it is, unless the next one undid it without a
  /// date and is part of history itself.
  private static func isStanding(_ index: Int, _ chain: [(batch: Int64, isOn: Bool, on: Int32?)]) -> Bool {
    var standing = true
    for next in stride(from: chain.count - 1, to: index, by: -1) { standing = chain[next].on != nil || !standing }
    return standing
  }

  /// Whether a batch's rows count on their own dates.
  func countsFromItsDates(_ batch: Int64) -> Bool { isBorn[batch] ?? true }

  /// The days on which a batch began or ceased to count after its own dates.
  func turns(of batch: Int64) -> [Turn] { turns[batch] ?? [] }
}
