import GRDB

/// Reads the rows of many orders from a table that begins with their key: it is walked along where the orders lie close,
/// and searched where they do not.
final class OrderKeyWalk {
  /// The row it stands on; column 0 is the order's key.
  let row: HotStatement
  /// The greatest key that has rows: what is beyond it need not be looked for.
  private let lastKey: Int64
  /// After so many rows of other orders, a search is cheaper.
  private static let mostSteps = 8

  /// A walk along the columns of a table, of rows that a condition lets through, in this order. Rows written after it was
  /// made may be missing.
  init(_ db: Database, columns: String, from table: String, where condition: String? = nil, order: String) throws {
    let condition = condition.map { " AND \($0)" } ?? ""
    row = try HotStatement(
      db, "SELECT \(columns) FROM \(table) WHERE order_key >= ?1\(condition) ORDER BY \(order)")
    lastKey = try Int64.fetchOne(db, sql: "SELECT max(order_key) FROM \(table)") ?? 0
  }

  /// Whether there can be rows of orders from this key on.
  func mayHaveRows(from orderKey: Int64) -> Bool { orderKey <= lastKey }

  /// Calls `body` on every row of the orders, whose keys ascend, with the order's place among the keys.
  @inline(__always)
  func forEachRow(of orderKeys: [Int64], _ body: (Int) throws -> Void) throws {
    // The order of the row it stands on.
    var current: Int64?
    defer { row.reset() }
    for (place, key) in orderKeys.enumerated() {
      if key > lastKey { return }
      var steps = 0
      while let order = current, order < key, steps < OrderKeyWalk.mostSteps {
        current = try nextOrder()
        steps += 1
        // Nothing at or beyond the key is left.
        if current == nil { return }
      }
      if (current ?? .min) < key {
        row.reset()
        row.bind(key, at: 1)
        current = try nextOrder()
      }
      while current == key {
        try body(place)
        current = try nextOrder()
      }
      if current == nil { return }
    }
  }

  /// The order of the next row.
  @inline(__always)
  private func nextOrder() throws -> Int64? { try row.step() ? row.int64(0) : nil }
}
