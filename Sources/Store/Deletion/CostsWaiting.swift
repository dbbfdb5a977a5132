import GRDB

extension StoreConnection {
  /// Goes through the costs of no order that came after a batch because their order was not found and that nobody assigned
  /// since: the texts in which an order's id may stand. One call a row of a file.
  public func forEachCostWaiting(after batch: Int64, _ body: ([String]) -> Void) throws {
    let rows = try GRDB.Row.fetchCursor(
      db,
      sql: """
        SELECT u.reference, u.invoice, u.description
        FROM unallocated_cost u JOIN batch b ON b.batch = u.batch LEFT JOIN batch a ON a.batch = u.assigned_batch
        WHERE u.batch > ? AND u.class = 'unmatched' AND b.reverted_by IS NULL
          AND (u.assigned_batch IS NULL OR a.reverted_by IS NOT NULL)
        GROUP BY u.batch, u.line
        """, arguments: [batch])
    while let row = try rows.next() {
      body(["reference", "invoice", "description"].compactMap { row[$0] as String? })
    }
  }
}
