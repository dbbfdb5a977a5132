public import Model

/// Reads effective costs; fastest in ascending order of keys.
public final class EffectiveCosts {
  private let statement: HotStatement

  init(_ connection: StoreConnection) throws {
    statement = try HotStatement(
      connection.db,
      "SELECT shipping_e4, fulfillment_e4, payment_e4, other_e4 FROM order_cost WHERE order_key = ?1")
  }

  /// What stands for an order; all unknown where nothing was ever imported.
  public func values(of orderKey: Int64) throws -> CostValues {
    statement.bind(orderKey, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { return CostValues() }
    return CostValues(
      shipping: statement.optionalInt64(0), fulfillment: statement.optionalInt64(1),
      payment: statement.optionalInt64(2), other: statement.optionalInt64(3))
  }
}

/// Writes one batch's ledger rows and effective values; fastest in ascending order of keys.
public final class LedgerWriter {
  private let entry: HotStatement
  private let effective: HotStatement
  private let forget: HotStatement

  init(_ connection: StoreConnection, batch: Int64) throws {
    entry = try HotStatement(
      connection.db,
      """
      INSERT INTO cost_entry(order_key, batch, line, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
      """)
    effective = try HotStatement(
      connection.db,
      """
      INSERT OR REPLACE INTO order_cost(order_key, shipping_e4, fulfillment_e4, payment_e4, other_e4, batch)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    forget = try HotStatement(connection.db, "DELETE FROM order_cost WHERE order_key = ?1")
    entry.bind(batch, at: 2)
    effective.bind(batch, at: 6)
  }

  /// Appends one source row to the ledger. `sets` has the bits of the amounts that replace.
  public func append(orderKey: Int64, line: Int64, sets: Int, amounts: CostValues) throws {
    entry.bind(orderKey, at: 1)
    entry.bind(line, at: 3)
    entry.bind(Int64(sets), at: 4)
    entry.bind(amounts.shipping, at: 5)
    entry.bind(amounts.fulfillment, at: 6)
    entry.bind(amounts.payment, at: 7)
    entry.bind(amounts.other, at: 8)
    try entry.run()
  }

  /// Makes these the order's effective values; all unknown removes its row.
  public func stand(_ values: CostValues, for orderKey: Int64) throws {
    if values.isEmpty {
      forget.bind(orderKey, at: 1)
      try forget.run()
      return
    }
    effective.bind(orderKey, at: 1)
    effective.bind(values.shipping, at: 2)
    effective.bind(values.fulfillment, at: 3)
    effective.bind(values.payment, at: 4)
    effective.bind(values.other, at: 5)
    try effective.run()
  }
}

extension StoreConnection {
  /// A reader of effective costs for this transaction.
  public func effectiveCosts() throws -> EffectiveCosts { try EffectiveCosts(self) }

  /// A writer of a batch's ledger rows for this transaction.
  public func ledgerWriter(batch: Int64) throws -> LedgerWriter { try LedgerWriter(self, batch: batch) }
}
