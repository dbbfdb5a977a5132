import GRDB
public import Model

/// One amount of the ledger with where it came from.
public struct ExplainedEntry: Sendable {
  /// `BATCH-ROW-KIND`, unique in a store.
  public let id: String
  /// The batch that brought it.
  public let batch: Int64
  /// What it is for.
  public let kind: CostKind
  /// Whether it replaces or adds.
  public let effect: CostEffect
  /// How much.
  public let amount: Amount
  /// In which currency.
  public let currency: String
  /// The day it belongs to.
  public let entryDate: CivilDate?
  /// The source's own reference.
  public let reference: String?
  /// The file it came from.
  public let file: String?
  /// The sheet.
  public let sheet: String?
  /// The row of the file or sheet.
  public let row: Int64
  /// The batch that reverted it; nil while it counts.
  public let revertedBy: Int64?
}

/// What a dated revert, or a dated re-application, of a batch moved in an order's cost, on a day of its own.
public struct ExplainedReversal: Sendable {
  /// The revert or re-application.
  public let batch: Int64
  /// The batch that it took back or brought back.
  public let target: Int64
  /// Whether it brought it back.
  public let isReapplying: Bool
  /// What it is for.
  public let kind: CostKind
  /// How much it added to the effective value.
  public let amount: Amount
  /// In which currency.
  public let currency: Currency
  /// The day to which it belongs.
  public let on: CivilDate
}

/// An order's actual costs with every entry behind them.
public struct CostExplanation: Sendable {
  /// The order's id.
  public let order: String
  /// The order's currency.
  public let currency: Currency
  /// Whether the order is deleted.
  public let isDeleted: Bool
  /// The effective values.
  public let actual: CostValues
  /// The entries, in the order in which they take effect.
  public let entries: [ExplainedEntry]
  /// What dated reverts moved, in the order in which they took effect. A revert without a date moves nothing: it makes
  /// history as if its batch had never been.
  public let reversals: [ExplainedReversal]

  /// What entries in another currency than the order's come to, by kind and currency: they are in no effective value.
  public var beside: [(kind: CostKind, currency: String, amount: Amount)] {
    var sums: [(kind: CostKind, currency: String, amount: Amount)] = []
    for entry in entries where entry.revertedBy == nil && entry.currency != currency.description {
      let place = sums.firstIndex { $0.kind == entry.kind && $0.currency == entry.currency }
      guard let place else {
        sums.append((entry.kind, entry.currency, entry.amount))
        continue
      }
      let before = entry.effect == .set ? 0 : sums[place].amount.e4
      sums[place].amount = Amount(e4: before &+ entry.amount.e4)
    }
    return sums.sorted { ($0.kind.index, $0.currency) < ($1.kind.index, $1.currency) }
  }
}

extension StoreConnection {
  /// Explains the costs of an order by id, live or deleted; nil where there is none.
  public func explainCosts(ofOrder id: String) throws -> CostExplanation? {
    let found = try GRDB.Row.fetchOne(
      db,
      sql: """
        SELECT order_key, currency, deleted_batch FROM orders WHERE order_key = coalesce(
          (SELECT order_key FROM order_ref WHERE order_id = :id),
          (SELECT max(order_key) FROM orders WHERE order_id = :id AND deleted_batch IS NOT NULL))
        """, arguments: ["id": id])
    guard let found, let currency = Currency(found["currency"]) else { return nil }
    let orderKey: Int64 = found["order_key"]
    let entries = try rows("Costs/explain.sql", ["order_key": orderKey]).flatMap(StoreConnection.explained)
    return CostExplanation(
      order: id, currency: currency, isDeleted: (found["deleted_batch"] as Int64?) != nil,
      actual: try effectiveCosts().values(of: orderKey), entries: entries, reversals: try reversals(of: orderKey))
  }

  private func reversals(of orderKey: Int64) throws -> [ExplainedReversal] {
    try MovementReader(self).movements(of: orderKey).compactMap { movement in
      guard movement.line == nil else { return nil }
      let batch = try batch(movement.batch)
      guard let target = batch.targetBatch else { return nil }
      return ExplainedReversal(
        batch: batch.batch, target: target, isReapplying: batch.kind == .reapply, kind: movement.kind,
        amount: movement.amount, currency: movement.currency, on: movement.on)
    }
  }

  static func explained(_ row: GRDB.Row) -> [ExplainedEntry] {
    let batch: Int64 = row["batch"]
    let line: Int64 = row["line"]
    let sourceLine: Int64 = row["source_line"]
    let sets: Int = row["sets"]
    return CostKind.allCases.compactMap { kind in
      guard let amount = row["\(kind.rawValue)_e4"] as Int64? else { return nil }
      return ExplainedEntry(
        id: "\(batch)-\(line)-\(kind.rawValue)", batch: batch, kind: kind,
        effect: sets & kind.bit != 0 ? .set : .add, amount: Amount(e4: amount), currency: row["currency"],
        entryDate: (row["entry_on"] as Int32?).map(CivilDate.init(days:)), reference: row["reference"],
        file: row["file"], sheet: row["sheet"], row: sourceLine, revertedBy: row["reverted_by"])
    }
  }
}
