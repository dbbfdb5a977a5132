import Diagnostics
import GRDB
public import Model

extension StoreConnection {
  /// Writes down that a run has begun and gives its number. Called by whoever holds the lock of nightly runs, so that
  /// every other run without an end is one whose process died: those are marked as interrupted.
  public func beginNightlyRun(
    of day: CivilDate, by trigger: NightlyRun.Trigger, selection: [String]?, identity: RunIdentity, process: Int32
  ) throws -> Int64 {
    try db.execute(sql: "UPDATE nightly_run SET state = 'interrupted' WHERE state = 'running'")
    let run = (try Int64.fetchOne(db, sql: "SELECT max(run) FROM nightly_run") ?? 0) + 1
    try db.execute(
      sql: """
        INSERT INTO nightly_run(run, business_on, started_by, selection, state, started_at, operator, login, host,
          version, fixed_environment, process)
        VALUES (?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        run, day.days, trigger.rawValue, selection?.joined(separator: " "), identity.startedAt.milliseconds,
        identity.operator, identity.login, identity.host, identity.version,
        identity.fixedBy.isEmpty ? nil : identity.fixedBy.joined(separator: " "), process,
      ])
    return run
  }

  /// Writes down how far a job of a run is; what was known of it before is replaced.
  public func record(_ job: NightlyJobRecord, of run: Int64) throws {
    for table in ["nightly_file", "nightly_money", "nightly_figure"] {
      try db.execute(sql: "DELETE FROM \(table) WHERE run = ? AND job = ?", arguments: [run, job.number])
    }
    try db.execute(
      sql: """
        INSERT INTO nightly_job(run, n, name, task, state, exit, started_at, ended_at, rows, rejected, warnings, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (run, n) DO UPDATE SET state = excluded.state, exit = excluded.exit, ended_at = excluded.ended_at,
          rows = excluded.rows, rejected = excluded.rejected, warnings = excluded.warnings, note = excluded.note
        """,
      arguments: [
        run, job.number, job.name, job.task, job.state.rawValue, job.exit, job.startedAt.milliseconds,
        job.endedAt?.milliseconds, job.rows, job.rejected, job.warnings, job.note,
      ])
    for (index, file) in job.files.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO nightly_file(run, job, n, direction, path, sha256, bytes, outcome, batch)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          run, job.number, index + 1, file.direction.rawValue, file.path, file.sha256?.column, file.bytes,
          file.outcome, file.batch,
        ])
    }
    for money in job.money {
      try db.execute(
        sql: "INSERT INTO nightly_money(run, job, kind, currency, change_e4) VALUES (?, ?, ?, ?, ?)",
        arguments: [run, job.number, money.kind, money.currency.description, money.change.e4])
    }
    try record(job.figures, ofJob: job.number, run: run)
  }

  /// Writes down how a run ended, and links it into the audit chain.
  public func endNightlyRun(
    _ run: NightlyRun, as state: NightlyRun.State, exit: Int32, identity: RunIdentity
  ) throws {
    try db.execute(
      sql: "UPDATE nightly_run SET state = ?, exit = ?, ended_at = ? WHERE run = ?",
      arguments: [state.rawValue, exit, (run.endedAt ?? identity.startedAt).milliseconds, run.run])
    for alarm in run.alarms { try record(alarm, of: run.run) }
    try appendAudit(
      action: "nightly", batch: nil, identity: identity,
      subject: "run \(run.run) of \(run.businessOn) \(state.rawValue) exit \(exit)")
  }

  /// The runs, newest first, without their jobs.
  public func nightlyRuns(limit: Int = 1_000_000) throws -> [NightlyRun] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM nightly_run ORDER BY run DESC LIMIT ?", arguments: [limit])
      .map(NightlyRun.init(row:))
  }

  /// A run with all that is known of its jobs; fails with `rejected` where there is none of that number.
  public func nightlyRun(_ number: Int64) throws -> NightlyRun {
    guard let row = try GRDB.Row.fetchOne(db, sql: "SELECT * FROM nightly_run WHERE run = ?", arguments: [number])
    else { throw Failure(.rejected, .noSuchRun, facts: ["run": String(number)]) }
    var run = NightlyRun(row: row)
    run.jobs = try GRDB.Row.fetchAll(
      db, sql: "SELECT * FROM nightly_job WHERE run = ? ORDER BY n", arguments: [number]
    )
    .map(NightlyJobRecord.init(row:))
    for index in run.jobs.indices {
      run.jobs[index].files = try nightlyFiles(of: number, job: run.jobs[index].number)
      run.jobs[index].money = try nightlyMoney(of: number, job: run.jobs[index].number)
      run.jobs[index].figures = try nightlyFigures(of: number, job: run.jobs[index].number)
    }
    run.alarms = try nightlyAlarms(of: number)
    return run
  }

  /// What runs that died had written down of a job which none has brought to its end since: nobody was told of it. It began
  /// when the first of them did; nil where there is nothing of that kind.
  public func untoldNightlyJob(_ name: String, task: String) throws -> NightlyJobRecord? {
    let last = try GRDB.Row.fetchOne(
      db,
      sql: """
        WITH tried AS (
          SELECT j.*, r.state = 'interrupted' AS died FROM nightly_job j JOIN nightly_run r ON r.run = j.run
          WHERE j.name = ? AND j.task = ? AND j.state <> 'skipped' AND r.state <> 'running'
        ), untold AS (
          SELECT * FROM tried WHERE died AND run > (SELECT coalesce(max(run), 0) FROM tried WHERE NOT died)
        )
        SELECT *, (SELECT min(started_at) FROM untold) AS first_at FROM untold ORDER BY run DESC LIMIT 1
        """, arguments: [name, task])
    guard let last else { return nil }
    var job = NightlyJobRecord(row: last)
    job.startedAt = Instant(milliseconds: last["first_at"])
    job.files = try nightlyFiles(of: last["run"], job: job.number)
    job.money = try nightlyMoney(of: last["run"], job: job.number)
    return job
  }

  /// The first date that a run of all jobs was about; nil before the first night.
  public func firstNightlyDay() throws -> CivilDate? {
    try Int32.fetchOne(db, sql: "SELECT min(business_on) FROM nightly_run WHERE selection IS NULL")
      .map(CivilDate.init(days:))
  }

  /// The good runs of all jobs by their dates.
  public func goodNightlyRuns() throws -> [CivilDate: Int64] {
    let rows = try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT business_on, max(run) AS run FROM nightly_run
        WHERE selection IS NULL AND state IN ('done', 'partly') GROUP BY business_on
        """)
    return Dictionary(uniqueKeysWithValues: rows.map { (CivilDate(days: $0["business_on"]), $0["run"]) })
  }

  /// The dates of which a run of all jobs failed.
  public func failedNightlyDays() throws -> Set<CivilDate> {
    let days = try Int32.fetchAll(
      db, sql: "SELECT DISTINCT business_on FROM nightly_run WHERE selection IS NULL AND state = 'failed'")
    return Set(days.map(CivilDate.init(days:)))
  }

  private func nightlyFiles(of run: Int64, job: Int64) throws -> [NightlyFile] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT * FROM nightly_file WHERE run = ? AND job = ? ORDER BY n", arguments: [run, job]
    )
    .map { row in
      NightlyFile(
        NightlyFile.Direction(rawValue: row["direction"]) ?? .read, row["path"],
        sha256: SHA256Digest(column: row["sha256"]), bytes: row["bytes"], outcome: row["outcome"], batch: row["batch"])
    }
  }

  private func nightlyMoney(of run: Int64, job: Int64) throws -> [NightlyMoney] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT * FROM nightly_money WHERE run = ? AND job = ? ORDER BY kind, currency", arguments: [run, job]
    )
    .compactMap { row in
      Currency(row["currency"]).map {
        NightlyMoney(kind: row["kind"], currency: $0, change: Amount(e4: row["change_e4"]))
      }
    }
  }
}
