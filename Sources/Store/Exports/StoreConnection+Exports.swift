import GRDB
public import Model

extension StoreConnection {
  /// The last batch that can have changed what exports show; 0 in a new store. Exports are batches too, but change
  /// nothing.
  public func lastDataBatch() throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT max(batch) FROM batch WHERE kind <> 'export'") ?? 0
  }

  /// Whether an export recorded a file with these bytes.
  public func hasExportOutput(_ digest: SHA256Digest) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (SELECT 1 FROM batch_output o JOIN batch b ON b.batch = o.batch
        WHERE o.sha256 = ? AND b.kind = 'export')
        """, arguments: [digest.column]) ?? false
  }
}
