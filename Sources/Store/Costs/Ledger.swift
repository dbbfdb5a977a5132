import GRDB
public import Model

/// The ledger rows of one order, in the order (batch, line) in which they take effect.
public struct LedgerGroup {
  /// One source row.
  public struct Entry {
    /// The batch that brought it.
    public let batch: Int64
    /// Bits of the amounts that replace.
    public let sets: Int
    /// The amounts.
    public let amounts: CostValues
  }

  /// The order.
  public let orderKey: Int64
  /// Its currency.
  public let currency: Currency
  /// Its rows, in force or not.
  public let entries: [Entry]
}

extension StoreConnection {
  /// Numbers of the batches that are reverted: their entries do not count.
  public func revertedBatches() throws -> Set<Int64> {
    try Set(Int64.fetchAll(db, sql: "SELECT batch FROM batch WHERE reverted_by IS NOT NULL"))
  }

  /// Calls `body` with the ledger of every order, in ascending order of keys. Entries in a currency that is not the
  /// order's are left out: they have no effective value.
  private func forEachLedgerGroup(_ body: (Int64, [LedgerGroup.Entry]) throws -> Void) throws {
    let ledger = try HotStatement(
      db,
      """
      SELECT order_key, batch, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4
      FROM cost_entry WHERE currency IS NULL ORDER BY order_key, batch, line
      """)
    var entries: [LedgerGroup.Entry] = []
    var current: Int64?
    while try ledger.step() {
      let orderKey = ledger.int64(0)
      if let current, orderKey != current {
        try body(current, entries)
        entries.removeAll(keepingCapacity: true)
      }
      current = orderKey
      entries.append(
        LedgerGroup.Entry(
          batch: ledger.int64(1), sets: Int(ledger.int64(2)),
          amounts: CostValues(
            shipping: ledger.optionalInt64(3), fulfillment: ledger.optionalInt64(4),
            payment: ledger.optionalInt64(5), other: ledger.optionalInt64(6))))
    }
    if let current { try body(current, entries) }
  }

  /// Keys of orders whose stored effective values are not what the ledger gives, the first `limit` of them.
  public func ordersWithWrongCosts(limit: Int = 20) throws -> [Int64] {
    let reverted = try revertedBatches()
    let stored = try effectiveCosts()
    var wrong: [Int64] = []
    try forEachLedgerGroup { orderKey, entries in
      guard wrong.count < limit else { return }
      let expected = try EffectiveRule.values(of: entries, without: reverted)
      if try stored.values(of: orderKey) != expected { wrong.append(orderKey) }
    }
    let withoutEntry = try Int64.fetchAll(
      db,
      sql: """
        SELECT order_key FROM order_cost c
        WHERE NOT EXISTS (SELECT 1 FROM cost_entry e WHERE e.order_key = c.order_key AND e.currency IS NULL) LIMIT ?
        """, arguments: [limit])
    return wrong + withoutEntry
  }
}
