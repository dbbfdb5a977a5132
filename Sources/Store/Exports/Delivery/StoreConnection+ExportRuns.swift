import Diagnostics
import GRDB
public import Model

extension StoreConnection {
  /// The number of what a mapping delivers to a destination; nil where nothing was delivered yet.
  public func exportStream(mapping: String, destination: String) throws -> Int64? {
    try Int64.fetchOne(
      db, sql: "SELECT stream FROM export_stream WHERE mapping = ? AND destination = ?",
      arguments: [mapping, destination])
  }

  /// The same; it is made where there is none.
  public func makeExportStream(mapping: String, destination: String) throws -> Int64 {
    if let stream = try exportStream(mapping: mapping, destination: destination) { return stream }
    let stream = (try Int64.fetchOne(db, sql: "SELECT max(stream) FROM export_stream") ?? 0) + 1
    try db.execute(
      sql: "INSERT INTO export_stream(stream, mapping, destination) VALUES (?, ?, ?)",
      arguments: [stream, mapping, destination])
    return stream
  }

  /// How many deliveries a stream has had, abandoned ones too.
  public func exportRunCount(of stream: Int64) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM export_run WHERE stream = ?", arguments: [stream]) ?? 0
  }

  /// Writes a delivery down before its files get their names: from here on its orders are taken.
  public func intend(_ due: ExportDue, orders: OrderKeySet, cut: Int64, batch: Int64) throws {
    try db.execute(
      sql: "INSERT INTO export_run(batch, stream, scope, cut, orders, state) VALUES (?, ?, ?, ?, ?, 'intended')",
      arguments: [batch, due.stream, due.scope.rawValue, cut, orders.count])
    let insert = try HotStatement(db, "INSERT INTO export_order(order_key, stream, batch) VALUES (?1, ?2, ?3)")
    insert.bind(due.stream, at: 2)
    insert.bind(batch, at: 3)
    try orders.forEach { key in
      insert.bind(key, at: 1)
      try insert.run()
    }
  }

  /// Says how far a delivery is, and who decided it where somebody did. The orders of an abandoned one are free again.
  public func settle(
    _ run: ExportRun, as state: ExportRun.State, by identity: RunIdentity? = nil, reason: String? = nil
  ) throws {
    try db.execute(
      sql: "UPDATE export_run SET state = ?, settled_at = ?, settled_by = ?, reason = ? WHERE batch = ?",
      arguments: [
        state.rawValue, identity?.startedAt.milliseconds, identity?.operator, reason, run.batch,
      ])
    if state == .abandoned {
      try db.execute(sql: "DELETE FROM export_order WHERE batch = ?", arguments: [run.batch])
    }
  }

  /// Exports, newest first, with their files.
  public func exportRuns(
    stream: Int64? = nil, destination: String? = nil, unfinished: Bool = false, limit: Int = 1_000_000
  ) throws -> [ExportRun] {
    try exportRuns(only: nil, stream, destination, unfinished, limit)
  }

  /// One export; fails with `rejected` where that batch is none.
  public func exportRun(_ batch: Int64) throws -> ExportRun {
    guard let run = try exportRuns(only: batch, nil, nil, false, 1).first else {
      throw Failure(.rejected, .noSuchExport, facts: ["batch": String(batch)])
    }
    return run
  }

  private func exportRuns(
    only: Int64?, _ stream: Int64?, _ destination: String?, _ unfinished: Bool, _ limit: Int, withFiles: Bool = true
  ) throws -> [ExportRun] {
    try rows(
      "Exports/runs.sql",
      [
        "only": only, "stream": stream, "open": unfinished ? 1 : nil, "destination": destination, "limit": limit,
      ]
    ).map {
      var run = ExportRun(row: $0)
      if withFiles { run.files = try outputs(of: run.batch) }
      return run
    }
  }

  /// Writes down that a command is about to be started, and gives the attempt's number.
  public func beginAttempt(of batch: Int64, file: String, at instant: Instant) throws -> Int64 {
    let number =
      (try Int64.fetchOne(
        db, sql: "SELECT max(n) FROM export_attempt WHERE batch = ?", arguments: [batch]) ?? 0) + 1
    try db.execute(
      sql: "INSERT INTO export_attempt(batch, n, file, started_at) VALUES (?, ?, ?, ?)",
      arguments: [batch, number, file, instant.milliseconds])
    return number
  }

  /// Writes down how it ended.
  public func endAttempt(
    _ number: Int64, of batch: Int64, _ outcome: ProgramOutcome, code: Int32, message: String
  ) throws {
    try db.execute(
      sql: "UPDATE export_attempt SET outcome = ?, code = ?, message = ? WHERE batch = ? AND n = ?",
      arguments: [outcome.rawValue, code, message, batch, number])
  }

  /// The starts of the commands of an export, in their order.
  public func exportAttempts(of batch: Int64) throws -> [ExportAttempt] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM export_attempt WHERE batch = ? ORDER BY n", arguments: [batch])
      .map(ExportAttempt.init(row:))
  }

  /// What the last export that wrote a file to a place wrote there, whether that is its manifest, and how far its delivery is;
  /// nil where none did. The run comes without its files.
  public func lastExport(to place: String) throws -> (sha256: SHA256Digest, isManifest: Bool, run: ExportRun)? {
    let row = try GRDB.Row.fetchOne(
      db,
      sql: """
        SELECT o.batch, o.sha256, o.rows FROM batch_output o JOIN batch b ON b.batch = o.batch
        WHERE o.place = ? AND b.kind = 'export' ORDER BY o.batch DESC LIMIT 1
        """, arguments: [place])
    guard let row, let digest = SHA256Digest(column: row["sha256"]),
      let run = try exportRuns(only: row["batch"], nil, nil, false, 1, withFiles: false).first
    else { return nil }
    return (digest, (row["rows"] as Int64?) == nil, run)
  }

  /// The last export by a mapping; nil where there is none.
  public func lastExport(by mapping: String) throws -> ExportRun? {
    try Int64.fetchOne(
      db, sql: "SELECT max(batch) FROM batch WHERE kind = 'export' AND mapping = ?", arguments: [mapping]
    ).map { try exportRun($0) }
  }
}
