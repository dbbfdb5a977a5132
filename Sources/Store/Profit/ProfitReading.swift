import Diagnostics
import GRDB
import GRDBSQLite
public import Model

/// Walks over what the profit of orders is reckoned from, in ascending order of keys. It lives within the read that
/// made it.
public final class ProfitOrders {
  private let statement: HotStatement

  init(_ connection: StoreConnection, from: Instant?, before: Instant?) throws {
    statement = try HotStatement(connection.db, EmbeddedSQL.text("Profit/orders.sql"))
    statement.bind(from?.milliseconds, at: 1)
    statement.bind(before?.milliseconds, at: 2)
  }

  /// The next order; nil after the last one. Fails with `rejected` where a figure is too large.
  public func next() throws -> ProfitOrder? {
    guard try statement.stepExactly() else { return nil }
    return ProfitOrder(
      orderKey: statement.int64(0), currency: statement.currency(2),
      createdAt: Instant(milliseconds: statement.int64(3)), isDeleted: statement.int64(4) != 0,
      exclusion: ProfitExclusion(rawValue: statement.int64(5)), total: statement.int64(10),
      tax: statement.optionalInt64(11), subtotal: statement.optionalInt64(12), lines: try statement.exact(29),
      charges: (statement.int64(13), statement.int64(14), statement.int64(15)),
      discounts: try statement.exact(16) ?? 0, refundedParts: try statement.exact(17),
      totalRefunded: statement.optionalInt64(18), taxRefunded: statement.optionalInt64(19),
      estimated: statement.costs(20, count: 3), actual: statement.costs(24, count: 4), goods: try statement.exact(28),
      isRefundMissing: statement.int64(30) != 0)
  }

  /// A text of the order that ``next()`` gave last; nil where it has none.
  public func text(_ text: ProfitText) -> String? {
    let bytes = statement.bytes(text.rawValue)
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }
}

/// Walks over the ledger rows in force in a currency of their own, in ascending order of keys and in the order in which
/// they take effect.
public final class ProfitEntries {
  private let statement: HotStatement

  init(_ connection: StoreConnection) throws {
    statement = try HotStatement(connection.db, EmbeddedSQL.text("Profit/entries.sql"))
  }

  /// The next row; nil after the last one.
  public func next() throws -> ProfitEntry? {
    guard try statement.step() else { return nil }
    return ProfitEntry(
      orderKey: statement.int64(0), sets: Int(statement.int64(1)), amounts: statement.costs(2, count: 4),
      currency: statement.currency(6),
      date: CivilDate(days: Int32(truncatingIfNeeded: statement.int64(7))))
  }
}

/// Walks over the lines of goods of orders, in ascending order of keys.
public final class ProfitLines {
  private let statement: HotStatement

  init(_ connection: StoreConnection) throws {
    statement = try HotStatement(connection.db, EmbeddedSQL.text("Profit/lines.sql"))
  }

  /// The next line; nil after the last one. Fails with `rejected` where a figure is too large.
  public func next() throws -> ProfitLine? {
    guard try statement.stepExactly() else { return nil }
    return ProfitLine(
      orderKey: statement.int64(0), item: statement.isNull(1) ? nil : statement.text(1), quantity: statement.int64(2),
      value: try statement.exact(3), goods: try statement.exact(4))
  }
}

extension StoreConnection {
  /// What profit is reckoned from: orders placed from one instant on and before another; nil is open.
  ///
  /// The connection's page cache shrinks to 2 MiB: a scan meets every page once and would only fill the memory.
  public func profitOrders(from: Instant?, before: Instant?) throws -> ProfitOrders {
    try db.execute(sql: "PRAGMA cache_size = -2048")
    return try ProfitOrders(self, from: from, before: before)
  }

  /// The ledger rows in force in a currency of their own.
  public func profitEntries() throws -> ProfitEntries { try ProfitEntries(self) }

  /// The lines of goods of orders.
  public func profitLines() throws -> ProfitLines { try ProfitLines(self) }

  /// Costs of no order, by day, kind and currency.
  public func unallocatedTotals() throws -> [UnallocatedTotal] {
    let statement = try HotStatement(db, EmbeddedSQL.text("Profit/unallocated.sql"))
    var totals: [UnallocatedTotal] = []
    while try statement.stepExactly() {
      guard let kind = CostKind(rawValue: statement.text(2)) else { continue }
      totals.append(
        UnallocatedTotal(
          date: CivilDate(days: Int32(truncatingIfNeeded: statement.int64(0))), currency: statement.currency(1),
          kind: kind, amount: statement.int64(3), entries: statement.int64(4)))
    }
    return totals
  }

  /// What costs of no order came to or lost, by day, kind and currency: `entries` is the number of movements. Days on
  /// which nothing remains are left out. Fails with `rejected` where a sum is too large.
  public func unallocatedTotalsByDay() throws -> [UnallocatedTotal] {
    struct Key: Hashable {
      let day: Int32
      let currency: UInt32
      let kind: CostKind
    }
    var sums: [Key: (amount: Int128, movements: Int64)] = [:]
    try forEachUnallocatedMovement { movement in
      let key = Key(day: movement.on.days, currency: movement.currency.packed, kind: movement.kind)
      let sum = sums[key] ?? (0, 0)
      sums[key] = (sum.amount + Int128(movement.amount), sum.movements + 1)
    }
    let keys = sums.keys.sorted { ($0.day, $0.currency, $0.kind.index) < ($1.day, $1.currency, $1.kind.index) }
    return try keys.compactMap { key in
      guard let sum = sums[key], sum.amount != 0 else { return nil }
      guard let amount = Int64(exactly: sum.amount) else { throw Failure(.rejected, .reportTooLarge) }
      return UnallocatedTotal(
        date: CivilDate(days: key.day), currency: Currency(packed: key.currency), kind: key.kind, amount: amount,
        entries: sum.movements)
    }
  }

  /// The last batch that can have changed what reports on money show, and when it was applied; nil in a new store.
  public func lastChange() throws -> (batch: Int64, appliedAt: Instant)? {
    try rows("Profit/last-batch.sql").first.map { ($0["batch"], Instant(milliseconds: $0["applied_at"])) }
  }
}

extension HotStatement {
  /// Moves to the next row. SQLite refuses a sum beyond an Int64, which here is a figure of the user's and no bug.
  fileprivate func stepExactly() throws -> Bool {
    do {
      return try step()
    } catch let error as DatabaseError where error.message == "integer overflow" {
      throw Failure(.rejected, .reportTooLarge)
    }
  }

  /// A figure that was computed; nil where it is NULL. An overflow has made a REAL of it.
  fileprivate func exact(_ column: Int32) throws -> Int64? {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: return nil
    case SQLITE_INTEGER: return int64(column)
    default: throw Failure(.rejected, .reportTooLarge)
    }
  }

  fileprivate func currency(_ column: Int32) -> Currency {
    Currency(packed: bytes(column).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
  }

  /// Three or four kinds of costs in as many columns.
  fileprivate func costs(_ first: Int32, count: Int32) -> CostValues {
    CostValues(
      shipping: optionalInt64(first), fulfillment: optionalInt64(first + 1), payment: optionalInt64(first + 2),
      other: count > 3 ? optionalInt64(first + 3) : nil)
  }
}
