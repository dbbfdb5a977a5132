import GRDB

/// What a store holds, in numbers.
public struct StoreDescription: Sendable {
  /// The schema's version.
  public let schema: Int
  /// The version of the SQLite library that reads it.
  public let sqliteVersion: String
  /// Rows by what they are, in the order in which people think of them.
  public let counts: [(name: String, count: Int)]
  /// The last batch; nil in a new store.
  public let lastBatch: BatchRecord?
  /// The first delivery that waits for its end, or for somebody's decision; nil where none does.
  public let oldestOpenBatch: BatchRecord?
}

extension StoreConnection {
  /// What the store holds.
  public func describe() throws -> StoreDescription {
    let counted = [
      ("orders", "SELECT count(*) FROM order_ref"),
      ("deleted_orders", "SELECT count(*) FROM orders WHERE deleted_batch IS NOT NULL"),
      ("cost_rows", "SELECT count(*) FROM cost_entry"),
      ("unallocated_cost_rows", "SELECT count(*) FROM unallocated_cost"),
      ("cases", "SELECT count(*) FROM cases"),
      ("customers", "SELECT count(*) FROM customer"),
      ("batches", "SELECT count(*) FROM batch"),
      ("audit_entries", "SELECT count(*) FROM audit"),
    ]
    return StoreDescription(
      schema: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
      sqliteVersion: try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? "",
      counts: try counted.map { (name: $0, count: try Int.fetchOne(db, sql: $1) ?? 0) },
      lastBatch: try batches(limit: 1).first,
      oldestOpenBatch: try Int64.fetchOne(
        db, sql: "SELECT min(batch) FROM export_run WHERE state IN ('intended', 'failed')"
      )
      .map { try batch($0) })
  }

  /// What SQLite finds wrong with the file's structure, at most a hundred findings; none when it is sound.
  public func structureFindings() throws -> [String] {
    try String.fetchAll(db, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
  }

  /// Rows that refer to rows that are not there, counted by table.
  public func danglingReferences() throws -> [String] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT "table" AS child, parent, count(*) AS n FROM pragma_foreign_key_check GROUP BY child, parent
        ORDER BY child, parent
        """
    )
    .map { row in
      "\(row["n"] as Int) rows of \(row["child"] as String) refer to rows of \(row["parent"] as String) "
        + "that are not there"
    }
  }
}
