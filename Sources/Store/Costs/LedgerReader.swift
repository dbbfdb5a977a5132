import GRDB
public import Model

/// One row of the ledger, borrowed until the next one.
public struct LedgerRow {
  /// Its order.
  public let orderKey: Int64
  /// The batch that brought it.
  public let batch: Int64
  /// The row of the source file.
  public let line: Int64
  /// Bits of the amounts that replace.
  public let sets: Int
  /// The amounts.
  public let amounts: CostValues
  /// The currency, packed, where it is not the order's; else 0.
  public let currency: UInt32
  /// The day that the row itself names.
  public let entryOn: CivilDate?
  /// Hash of the source's reference; 0 where there is none.
  public let referenceHash: Int64
  /// The description in UTF-8; nil where there is none. Valid until the reader goes on.
  public let description: UnsafeRawBufferPointer?
}

/// Reads the ledger of many orders.
public final class LedgerReader {
  private let walk: HotStatement
  /// The greatest key that has rows: what is beyond it need not be looked for.
  private let lastKey: Int64
  /// After so many rows of other orders, a search is cheaper.
  private static let mostSteps = 8

  init(_ connection: StoreConnection) throws {
    walk = try HotStatement(
      connection.db,
      """
      SELECT order_key, batch, line, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4, currency, entry_on,
        reference_hash, description
      FROM cost_entry WHERE order_key >= ?1 ORDER BY order_key, batch, line
      """)
    lastKey = try Int64.fetchOne(connection.db, sql: "SELECT max(order_key) FROM cost_entry") ?? 0
  }

  /// Whether there can be rows of orders from this key on.
  public func mayHaveRows(from orderKey: Int64) -> Bool { orderKey <= lastKey }

  /// Calls `body` with every row of the orders, whose keys ascend, in the order (order, batch, line), and with the order's
  /// place among the keys. The table is walked along where the orders lie close.
  public func forEachRow(of orderKeys: [Int64], _ body: (Int, LedgerRow) throws -> Void) throws {
    var isStanding = false
    defer { walk.reset() }
    for (place, key) in orderKeys.enumerated() {
      if key > lastKey { return }
      var steps = 0
      while isStanding, walk.int64(0) < key, steps < LedgerReader.mostSteps {
        isStanding = try walk.step()
        steps += 1
        // Nothing at or beyond the key is left.
        if !isStanding { return }
      }
      if !isStanding || walk.int64(0) < key {
        walk.reset()
        walk.bind(key, at: 1)
        isStanding = try walk.step()
        if !isStanding { return }
      }
      while isStanding, walk.int64(0) == key {
        try body(place, row(key))
        isStanding = try walk.step()
      }
      if !isStanding { return }
    }
  }

  private func row(_ key: Int64) -> LedgerRow {
    LedgerRow(
      orderKey: key, batch: walk.int64(1), line: walk.int64(2), sets: Int(walk.int64(3)),
      amounts: CostValues(
        shipping: walk.optionalInt64(4), fulfillment: walk.optionalInt64(5), payment: walk.optionalInt64(6),
        other: walk.optionalInt64(7)),
      currency: walk.isNull(8) ? 0 : walk.utf8(8).reduce(UInt32(0)) { $0 << 8 | UInt32($1) },
      entryOn: walk.optionalInt64(9).map { CivilDate(days: Int32(truncatingIfNeeded: $0)) },
      referenceHash: walk.int64(10), description: walk.isNull(11) ? nil : walk.utf8(11))
  }
}

extension StoreConnection {
  /// A reader of the ledger for this transaction; rows written after it was made may be missing.
  public func ledgerReader() throws -> LedgerReader { try LedgerReader(self) }

  /// Calls `body` with the ledger of every order that has an entry of `batch`, in ascending order of keys. Entries in a
  /// currency that is not the order's are left out: they have no effective value.
  public func forEachLedgerGroup(touchedBy batch: Int64, _ body: ([LedgerGroup]) throws -> Void) throws {
    let reader = try ledgerReader()
    let currencies = try HotStatement(db, "SELECT currency FROM orders WHERE order_key = ?1")
    try forEachOrderBlock(of: batch) { keys in
      var groups: [LedgerGroup] = []
      groups.reserveCapacity(keys.count)
      var entries: [LedgerGroup.Entry] = []
      var current = 0
      func close() throws {
        let currency = try StoreConnection.currency(of: keys[current], from: currencies)
        groups.append(LedgerGroup(orderKey: keys[current], currency: currency, entries: entries))
        entries.removeAll(keepingCapacity: true)
      }
      try reader.forEachRow(of: keys) { place, row in
        while current < place {
          try close()
          current += 1
        }
        guard row.currency == 0 else { return }
        entries.append(LedgerGroup.Entry(batch: row.batch, sets: row.sets, amounts: row.amounts))
      }
      while current < keys.count {
        try close()
        current += 1
      }
      try body(groups)
    }
  }
}
