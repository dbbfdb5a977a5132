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
  private let walk: OrderKeyWalk

  init(_ connection: StoreConnection) throws {
    walk = try OrderKeyWalk(
      connection.db,
      columns: """
        order_key, batch, line, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4, currency, entry_on,
        reference_hash, description
        """,
      from: "cost_entry", order: "order_key, batch, line")
  }

  /// Whether there can be rows of orders from this key on.
  public func mayHaveRows(from orderKey: Int64) -> Bool { walk.mayHaveRows(from: orderKey) }

  /// Calls `body` with every row of the orders, whose keys ascend, in the order (order, batch, line), and with the order's
  /// place among the keys.
  public func forEachRow(of orderKeys: [Int64], _ body: (Int, LedgerRow) throws -> Void) throws {
    try walk.forEachRow(of: orderKeys) { try body($0, LedgerRow(walk.row)) }
  }
}

extension LedgerRow {
  fileprivate init(_ row: HotStatement) {
    orderKey = row.int64(0)
    batch = row.int64(1)
    line = row.int64(2)
    sets = Int(row.int64(3))
    amounts = CostValues(
      shipping: row.optionalInt64(4), fulfillment: row.optionalInt64(5), payment: row.optionalInt64(6),
      other: row.optionalInt64(7))
    currency = row.isNull(8) ? 0 : row.utf8(8).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    entryOn = row.optionalInt64(9).map { CivilDate(days: Int32(truncatingIfNeeded: $0)) }
    referenceHash = row.int64(10)
    description = row.isNull(11) ? nil : row.utf8(11)
  }
}

/// Reads nothing but order and amounts of ledger rows, as fast as a ledger can be read: for those who look for few rows
/// among many.
public final class LedgerSearch {
  private let walk: OrderKeyWalk

  init(_ connection: StoreConnection) throws {
    walk = try OrderKeyWalk(
      connection.db, columns: "order_key, shipping_e4, fulfillment_e4, payment_e4, other_e4", from: "cost_entry",
      order: "order_key, batch, line")
  }

  /// The places of those orders, whose keys ascend, of which `body` says yes to a row; it is not asked again for them.
  public func orders(among orderKeys: [Int64], where body: (_ place: Int, CostValues) -> Bool) throws -> [Int] {
    var found: [Int] = []
    try walk.forEachRow(of: orderKeys) { place in
      if found.last == place { return }
      let row = walk.row
      let amounts = CostValues(
        shipping: row.optionalInt64(1), fulfillment: row.optionalInt64(2), payment: row.optionalInt64(3),
        other: row.optionalInt64(4))
      if body(place, amounts) { found.append(place) }
    }
    return found
  }
}

/// Reads the amounts alone of many orders' ledger rows, several times faster than all that the rows hold.
public final class LedgerAmountReader {
  /// Which rows.
  public enum Rows: String {
    /// Those in the order's currency, which have an effect on what stands.
    case effective = "currency IS NULL"
    /// Those that hold nothing but amounts, as plain sheets bring them.
    case plain = "currency IS NULL AND entry_on IS NULL AND reference_hash IS NULL AND description IS NULL"
  }

  private let walk: OrderKeyWalk

  init(_ connection: StoreConnection, _ rows: Rows) throws {
    walk = try OrderKeyWalk(
      connection.db, columns: "order_key, batch, sets, shipping_e4, fulfillment_e4, payment_e4, other_e4",
      from: "cost_entry", where: rows.rawValue, order: "order_key, batch, line")
  }

  /// Calls `body` with every row of the orders, whose keys ascend, in the order (order, batch, line), and with the order's
  /// place among the keys.
  public func forEachRow(of orderKeys: [Int64], _ body: (Int, LedgerGroup.Entry) throws -> Void) throws {
    try walk.forEachRow(of: orderKeys) { place in
      let row = walk.row
      let amounts = CostValues(
        shipping: row.optionalInt64(3), fulfillment: row.optionalInt64(4), payment: row.optionalInt64(5),
        other: row.optionalInt64(6))
      try body(place, LedgerGroup.Entry(batch: row.int64(1), sets: Int(row.int64(2)), amounts: amounts))
    }
  }
}

extension StoreConnection {
  /// A reader of the ledger for this transaction; rows written after it was made may be missing.
  public func ledgerReader() throws -> LedgerReader { try LedgerReader(self) }

  /// A search of the ledger for this transaction; rows written after it was made may be missing.
  public func ledgerSearch() throws -> LedgerSearch { try LedgerSearch(self) }

  /// The same as ``ledgerReader()`` for the amounts alone.
  public func ledgerAmountReader(_ rows: LedgerAmountReader.Rows) throws -> LedgerAmountReader {
    try LedgerAmountReader(self, rows)
  }

  /// Calls `body` with the ledger of every order that has an entry of `batch`, in ascending order of keys. Entries in a
  /// currency that is not the order's are left out: they have no effective value.
  public func forEachLedgerGroup(touchedBy batch: Int64, _ body: ([LedgerGroup]) throws -> Void) throws {
    let reader = try ledgerAmountReader(.effective)
    let orders = try OrderKeyWalk(db, columns: "order_key, currency", from: "orders", order: "order_key")
    try forEachOrderBlock(of: batch) { keys in
      var currencies: [Currency] = []
      currencies.reserveCapacity(keys.count)
      try orders.forEachRow(of: keys) { _ in
        currencies.append(Currency(packed: orders.row.utf8(1).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }))
      }
      precondition(currencies.count == keys.count, "orders are never removed from the store")
      var groups: [LedgerGroup] = []
      groups.reserveCapacity(keys.count)
      var entries: [LedgerGroup.Entry] = []
      var current = 0
      func close() {
        groups.append(LedgerGroup(orderKey: keys[current], currency: currencies[current], entries: entries))
        entries.removeAll(keepingCapacity: true)
      }
      try reader.forEachRow(of: keys) { place, entry in
        while current < place {
          close()
          current += 1
        }
        entries.append(entry)
      }
      while current < keys.count {
        close()
        current += 1
      }
      try body(groups)
    }
  }
}
