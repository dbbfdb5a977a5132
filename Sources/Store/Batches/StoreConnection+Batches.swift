import Diagnostics
import GRDB
public import Model

extension StoreConnection {
  /// The highest batch number given; 0 in a new store.
  public func lastBatch() throws -> Int64 {
    try Int64.fetchOne(db, sql: "SELECT max(batch) FROM batch") ?? 0
  }

  /// Gives a batch its number and writes it, with its inputs, as the first write of the transaction that applies it.
  public func begin(_ new: NewBatch) throws -> Int64 {
    let batch = try lastBatch() + 1
    try execute(
      "Batches/insert.sql",
      [
        "batch": batch, "kind": new.kind.rawValue, "applied_at": new.identity.startedAt.milliseconds,
        "operator": new.identity.operator, "login": new.identity.login, "host": new.identity.host,
        "version": new.identity.version,
        "fixed_environment": new.identity.fixedBy.isEmpty ? nil : new.identity.fixedBy.joined(separator: " "),
        "mapping": new.mapping?.name, "mapping_digest": new.mapping?.digest.column,
        "content_digest": new.contentDigest?.column, "dated_on": new.datedOn?.days, "reason": new.reason,
        "options": new.options, "target_batch": new.targetBatch,
      ])
    for (index, input) in new.inputs.enumerated() {
      try db.execute(
        sql: "INSERT INTO batch_input(batch, n, name, sha256, bytes, sheet) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [batch, index + 1, input.name, input.sha256.column, input.bytes, input.sheet])
    }
    return batch
  }

  /// Completes a batch: counts, totals, and its entry in the audit chain. The last write of its transaction.
  public func complete(
    _ batch: Int64, _ new: NewBatch, counts: BatchCounts, totals: [BatchTotal] = [],
    contentDigest: SHA256Digest? = nil
  ) throws {
    try execute(
      "Batches/counts.sql",
      [
        "batch": batch, "rows": counts.rows, "accepted": counts.accepted, "rejected": counts.rejected,
        "unchanged": counts.unchanged, "unallocated": counts.unallocated, "warnings": counts.warnings,
        "skipped": counts.skipped, "not_costs": counts.notCosts, "content_digest": contentDigest?.column,
      ])
    for total in totals {
      try db.execute(
        sql: "INSERT INTO batch_total(batch, kind, currency, before_e4, after_e4) VALUES (?, ?, ?, ?, ?)",
        arguments: [batch, total.kind, total.currency.description, total.before.e4, total.after.e4])
    }
    let input = new.inputs.first.map { " \($0.sha256)" } ?? ""
    try appendAudit(
      action: new.kind.rawValue, batch: batch, identity: new.identity,
      subject: "rows \(counts.rows) accepted \(counts.accepted) rejected \(counts.rejected)\(input)"
        + (new.targetBatch.map { " of batch \($0)" } ?? "") + (new.subject.map { " \($0)" } ?? "")
        + (new.reason.map { " because \($0)" } ?? ""))
  }

  /// Records the files a batch wrote.
  public func record(_ outputs: [BatchOutput], of batch: Int64) throws {
    for (index, output) in outputs.enumerated() {
      try db.execute(
        sql: "INSERT INTO batch_output(batch, n, path, sha256, bytes, rows, place) VALUES (?, ?, ?, ?, ?, ?, ?)",
        arguments: [
          batch, index + 1, output.path, output.sha256.column, output.bytes, output.rows, output.place,
        ])
    }
  }

  /// Marks a batch as reverted by another, or as in force again.
  public func mark(_ batch: Int64, revertedBy reverter: Int64?) throws {
    try db.execute(sql: "UPDATE batch SET reverted_by = ? WHERE batch = ?", arguments: [reverter, batch])
  }

  /// Batches, newest first.
  public func batches(kind: BatchKind? = nil, limit: Int = 1_000_000) throws -> [BatchRecord] {
    try rows("Batches/list.sql", ["kind": kind?.rawValue, "only": nil, "limit": limit]).map(BatchRecord.init(row:))
  }

  /// One batch; fails with `rejected` where there is none of that number.
  public func batch(_ number: Int64) throws -> BatchRecord {
    let found = try rows("Batches/list.sql", ["kind": nil, "only": number, "limit": 1])
    guard let row = found.first else {
      throw Failure(.rejected, .noSuchBatch, facts: ["batch": String(number)])
    }
    return BatchRecord(row: row)
  }

  /// The files a batch read.
  public func inputs(of batch: Int64) throws -> [BatchInput] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM batch_input WHERE batch = ? ORDER BY n", arguments: [batch])
      .compactMap { row in
        SHA256Digest(column: row["sha256"]).map {
          BatchInput(name: row["name"], sha256: $0, bytes: row["bytes"], sheet: row["sheet"])
        }
      }
  }

  /// Every file that batches read, each digest once, with the first batch that read it.
  public func allInputs() throws -> [(input: BatchInput, batch: Int64)] {
    try GRDB.Row.fetchAll(db, sql: "SELECT *, min(batch) FROM batch_input GROUP BY sha256 ORDER BY batch, n")
      .compactMap { row in
        SHA256Digest(column: row["sha256"]).map {
          (BatchInput(name: row["name"], sha256: $0, bytes: row["bytes"], sheet: row["sheet"]), row["batch"])
        }
      }
  }

  /// The digests of every file that a batch read or wrote.
  public func digestsOfFiles() throws -> Set<SHA256Digest> {
    let sql = "SELECT sha256 FROM batch_input UNION SELECT sha256 FROM batch_output"
    return Set(try GRDB.Row.fetchAll(db, sql: sql).compactMap { SHA256Digest(column: $0["sha256"]) })
  }

  /// The files a batch wrote.
  public func outputs(of batch: Int64) throws -> [BatchOutput] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM batch_output WHERE batch = ? ORDER BY n", arguments: [batch])
      .compactMap { row in
        SHA256Digest(column: row["sha256"]).map {
          BatchOutput(
            path: row["path"], sha256: $0, bytes: row["bytes"], rows: row["rows"], place: row["place"])
        }
      }
  }

  /// Money before and after over the orders a batch touched, in the order of the kinds, and by currency.
  public func totals(of batch: Int64) throws -> [BatchTotal] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT * FROM batch_total WHERE batch = ?
        ORDER BY instr('shipping fulfillment payment other', kind), kind, currency
        """, arguments: [batch]
    )
    .compactMap { row in
      Currency(row["currency"]).map {
        BatchTotal(
          kind: row["kind"], currency: $0, before: Amount(e4: row["before_e4"]), after: Amount(e4: row["after_e4"]))
      }
    }
  }

  /// The batch that brought a reverted batch back and keeps it in force; nil where it was never reverted, or is now.
  public func reapplicationInForce(of batch: Int64) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT batch FROM batch WHERE kind = ? AND target_batch = ? AND reverted_by IS NULL",
      arguments: [BatchKind.reapply.rawValue, batch])
  }

  /// The first batch in force of that kind, mapping and sheet that read the same bytes.
  public func batchInForce(
    kind: BatchKind, mapping: String?, sheet: String?, readingBytes digest: SHA256Digest
  ) throws -> BatchRecord? {
    let number = try Int64.fetchOne(
      db,
      sql: """
        SELECT b.batch FROM batch_input i JOIN batch b ON b.batch = i.batch
        WHERE i.sha256 = ? AND b.kind = ? AND b.mapping IS ? AND i.sheet IS ? AND b.reverted_by IS NULL
        ORDER BY b.batch LIMIT 1
        """, arguments: [digest.column, kind.rawValue, mapping, sheet])
    return try number.map { try batch($0) }
  }

  /// The last batch in force that read the same bytes since an instant.
  public func batchInForce(readingBytes digest: SHA256Digest, since instant: Instant) throws -> BatchRecord? {
    let number = try Int64.fetchOne(
      db,
      sql: """
        SELECT max(b.batch) FROM batch_input i JOIN batch b ON b.batch = i.batch
        WHERE i.sha256 = ? AND b.applied_at >= ? AND b.reverted_by IS NULL
        """, arguments: [digest.column, instant.milliseconds])
    return try number.map { try batch($0) }
  }

  /// The first batch in force of that kind and mapping whose mapped rows were the same, in whatever order.
  public func batchInForce(
    kind: BatchKind, mapping: String?, withContent digest: SHA256Digest
  ) throws -> BatchRecord? {
    let number = try Int64.fetchOne(
      db,
      sql: """
        SELECT batch FROM batch
        WHERE content_digest = ? AND kind = ? AND mapping IS ? AND reverted_by IS NULL ORDER BY batch LIMIT 1
        """, arguments: [digest.column, kind.rawValue, mapping])
    return try number.map { try batch($0) }
  }

  /// Writes down a run that was refused; it gets no batch number. `name` says what it was about where no input was read.
  public func recordRefused(
    kind: BatchKind, identity: RunIdentity, outcome: String, input: BatchInput?, name: String? = nil,
    counts: BatchCounts
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO refused_run(kind, at, operator, host, version, outcome, input, sha256, rows, rejected)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        kind.rawValue, identity.startedAt.milliseconds, identity.operator, identity.host, identity.version, outcome,
        input?.name ?? name, input?.sha256.column, counts.rows, counts.rejected,
      ])
  }
}
