import GRDB
public import Model

/// A file that held purged orders.
public struct PurgedFile: Sendable, Hashable {
  /// SHA-256 of its bytes.
  public let sha256: SHA256Digest
  /// Where a delivery was put, in full; nil for what is known by its digest alone.
  public let place: String?
}

/// What a purge leaves of an order.
public struct Tombstone: Sendable {
  /// The order's id.
  public let orderID: String
  /// The batch that deleted it, when and who.
  public let deletion: (batch: Int64, at: Instant, operator: String)
  /// The batch that purged it, when and who.
  public let purge: (batch: Int64, at: Instant, operator: String)
  /// The digest of what it was.
  public let digest: SHA256Digest?
}

/// What the ledger holds of a batch for purged orders, in one currency.
public struct PurgedTotal: Sendable {
  /// The batch of costs.
  public let batch: Int64
  /// Three letters.
  public let currency: String
  /// How many purged orders it entered something for.
  public let orders: Int
  /// How many rows of the ledger.
  public let entries: Int
  /// What was entered, by kind; nil: nothing of that kind.
  public let amounts: CostValues
}

extension StoreConnection {
  /// What the ledger holds for purged orders: of a batch of costs, by that batch; of a purge, for its orders by any batch.
  public func purgedTotals(of batch: Int64) throws -> [PurgedTotal] {
    try rows("Deletion/purged-totals.sql", ["batch": batch]).map { row in
      PurgedTotal(
        batch: row["batch"], currency: row["currency"], orders: row["orders"], entries: row["entries"],
        amounts: CostValues(
          shipping: row["shipping"], fulfillment: row["fulfillment"], payment: row["payment"], other: row["other"]))
    }
  }

  /// Removes the persons in hidden orders for good, on behalf of a batch that was begun, and notes the files that hold them.
  /// Money stays: the ledger's amounts under the orders' keys, and the totals of every batch.
  public func purge(_ keys: [Int64], in batch: Int64) throws {
    try db.execute(sql: "INSERT INTO purge(batch) VALUES (?)", arguments: [batch])
    let insert = try HotStatement(db, "INSERT INTO purged_order(order_key, batch) VALUES (?, ?)")
    for key in keys {
      insert.bind(key, at: 1)
      insert.bind(batch, at: 2)
      try insert.run()
    }
    try execute("Deletion/purge-files.sql", ["batch": batch])
    let cases = try Int64.fetchAll(
      db,
      sql: """
        SELECT case_key FROM cases WHERE order_key IN (SELECT order_key FROM purged_order WHERE batch = ?)
        ORDER BY case_key
        """, arguments: [batch])
    try forgetCustomers(ofCases: cases, batch: batch)
    try execute("Deletion/purge-costs.sql", ["batch": batch])
    try execute("Deletion/purge-assigned.sql", ["batch": batch])
    let purged = "order_key IN (SELECT order_key FROM purged_order WHERE batch = ?)"
    for table in try tablesOfOrders() {
      try db.execute(sql: "DELETE FROM \(table) WHERE \(purged)", arguments: [batch])
    }
    let cleared = try clearedColumns().map { "\($0) = NULL" }.joined(separator: ", ")
    try db.execute(sql: "UPDATE orders SET \(cleared) WHERE \(purged)", arguments: [batch])
  }

  /// Takes the customers out of cases: words, subjects, mail. What happened when stays.
  func forgetCustomers(ofCases keys: [Int64], batch: Int64) throws {
    for key in keys {
      for name in ["forget-words", "forget-internal-words", "forget-events"] {
        try execute("Deletion/\(name).sql", ["case_key": key])
      }
      // An empty subject stands, so that a log that comes again brings no other one.
      try db.execute(
        sql: "UPDATE case_detail SET value = '' WHERE case_key = ? AND name = 'subject'", arguments: [key])
      // Mail that is taken back goes from the outbox, too.
      try db.execute(
        sql: "UPDATE case_mail SET message = x'', recipient = '', state = 'withdrawn' WHERE case_key = ?",
        arguments: [key])
      try refreshCase(key, batch: batch)
      try db.execute(sql: "UPDATE cases SET customer_key = NULL WHERE case_key = ?", arguments: [key])
    }
    guard !keys.isEmpty else { return }
    // Words that were taken out of an index stay in it until its parts are merged.
    for index in ["case_text", "case_internal_text"] {
      try db.execute(sql: "INSERT INTO \(index)(\(index)) VALUES ('optimize')")
    }
  }

  /// What hangs on orders by their key and holds no money of the books: everything but these. A table that is added later is
  /// among it unless it is added here.
  private func tablesOfOrders() throws -> [String] {
    let kept = [
      "cost_entry", "order_cost", "cost_assignment", "deletion", "export_order", "cases", "purged_order", "order_ref",
      "erased_order",
    ]
    return try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT m.name FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
        WHERE m.type = 'table' AND f."table" = 'orders' AND f."from" = 'order_key' ORDER BY m.name
        """
    ).filter { !kept.contains($0) }
  }

  /// The columns of an order that a tombstone has not: all that may be empty.
  private func clearedColumns() throws -> [String] {
    try String.fetchAll(
      db,
      sql: "SELECT name FROM pragma_table_info('orders') WHERE \"notnull\" = 0 AND pk = 0 AND name <> 'deleted_batch'")
  }

  /// Tombstones of which more is left than there should be, by their ids.
  public func tombstonesWithRemains() throws -> [String] {
    let filled = try clearedColumns().map { "o.\($0) IS NOT NULL" }
    let hanging = try tablesOfOrders().map {
      "EXISTS (SELECT 1 FROM \($0) t WHERE t.order_key = o.order_key)"
    }
    // Images are found by their batch first.
    let cheap = hanging.filter { !$0.contains("order_image") }
    return try String.fetchAll(
      db,
      sql: """
        SELECT o.order_id FROM purged_order p JOIN orders o ON o.order_key = p.order_key
        WHERE \((filled + cheap).joined(separator: " OR ")) ORDER BY o.order_id
        """)
  }

  /// Purges of which copies or free pages may still hold something, oldest first.
  public func unfinishedPurges() throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT batch FROM purge WHERE finished_at IS NULL ORDER BY batch")
  }

  /// Says that nothing is left of what a purge removed.
  public func finishPurge(_ batch: Int64, at instant: Instant) throws {
    try db.execute(
      sql: "UPDATE purge SET finished_at = ? WHERE batch = ?", arguments: [instant.milliseconds, batch])
  }

  /// The files that held what a purge removed.
  public func purgedFiles(of batch: Int64) throws -> [PurgedFile] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT sha256, place FROM purged_file WHERE batch = ? ORDER BY place, sha256", arguments: [batch]
    )
    .compactMap { row in
      let place: String = row["place"]
      return SHA256Digest(column: row["sha256"]).map { PurgedFile(sha256: $0, place: place.isEmpty ? nil : place) }
    }
  }

  /// The purge that removed the kept copy of a file; nil where none did.
  public func purge(ofFile digest: SHA256Digest) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT max(batch) FROM purged_file WHERE sha256 = ?", arguments: [digest.column])
  }

  /// Files of exports that may hold what a purge removed, in full.
  public func filesOutOfReach(ofPurge batch: Int64) throws -> [PurgedFile] {
    try rows("Deletion/purge-unreachable.sql", ["batch": batch]).compactMap { row in
      SHA256Digest(column: row["sha256"]).map { PurgedFile(sha256: $0, place: row["place"]) }
    }
  }

  /// Tombstones, the last purge first.
  public func tombstones() throws -> [Tombstone] {
    try rows("Deletion/tombstones.sql").map { row in
      Tombstone(
        orderID: row["order_id"],
        deletion: (row["deleted_batch"], Instant(milliseconds: row["deleted_at"]), row["deleted_by"]),
        purge: (row["batch"], Instant(milliseconds: row["purged_at"]), row["purged_by"]),
        digest: SHA256Digest(column: row["content_digest"]))
    }
  }
}

extension Store {
  /// Writes the file anew without anything that is not in it any more, and empties the write-ahead log.
  ///
  /// Fails with `tryAgain` while somebody else reads the store.
  public func removeTraces() throws {
    try translating {
      try queue.writeWithoutTransaction { db in
        for step in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
          if step == "VACUUM" {
            try db.execute(sql: step)
          } else if let row = try GRDB.Row.fetchOne(db, sql: step), row[0] as Int != 0 {
            throw DatabaseError(resultCode: .SQLITE_BUSY, message: "the log cannot be emptied while others read")
          }
        }
      }
    }
  }
}
