import GRDB
public import Model

/// A figure of a report in ten-thousandths: shares in percent, times in seconds, counts and money as they are.
public struct NightlyFigure: Sendable, Hashable {
  /// Its name within its job.
  public var name: String
  /// The figure.
  public var value: Amount

  /// A figure.
  public init(_ name: String, _ value: Amount) {
    self.name = name
    self.value = value
  }
}

/// An alarm that a run set off.
public struct NightlyAlarmRecord: Sendable, Hashable {
  /// How bad it is.
  public enum Severity: String, Sendable, CaseIterable {
    /// Worth a look.
    case warning
    /// Somebody should look now.
    case critical
  }

  /// Its name in `daybook.yaml`.
  public var name: String
  /// How bad it is.
  public var severity: Severity
  /// The figure that set it off.
  public var value: Amount
  /// Why, for instance `below 90`.
  public var reason: String
  /// Whether somebody is told of it; false while it stays silent after it was told.
  public var isTold: Bool

  /// An alarm.
  public init(name: String, severity: Severity, value: Amount, reason: String, isTold: Bool) {
    self.name = name
    self.severity = severity
    self.value = value
    self.reason = reason
    self.isTold = isTold
  }
}

extension StoreConnection {
  /// Writes down an alarm of a run.
  public func record(_ alarm: NightlyAlarmRecord, of run: Int64) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO nightly_alarm(run, alarm, severity, value_e4, reason, is_told) VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [run, alarm.name, alarm.severity.rawValue, alarm.value.e4, alarm.reason, alarm.isTold])
  }

  /// The alarms of a run, by name.
  public func nightlyAlarms(of run: Int64) throws -> [NightlyAlarmRecord] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM nightly_alarm WHERE run = ? ORDER BY alarm", arguments: [run])
      .map { row in
        NightlyAlarmRecord(
          name: row["alarm"], severity: NightlyAlarmRecord.Severity(rawValue: row["severity"]) ?? .warning,
          value: Amount(e4: row["value_e4"]), reason: row["reason"], isTold: row["is_told"])
      }
  }

  /// The last date before another on which an alarm was told; nil where it never was.
  public func lastTold(_ alarm: String, before day: CivilDate) throws -> CivilDate? {
    try Int32.fetchOne(
      db,
      sql: """
        SELECT max(r.business_on) FROM nightly_alarm a JOIN nightly_run r ON r.run = a.run
        WHERE a.alarm = ? AND a.is_told = 1 AND r.business_on < ? AND r.ended_at IS NOT NULL
        """, arguments: [alarm, day.days]
    )
    .map(CivilDate.init(days:))
  }

  /// A figure as the last night before a date showed it; nil where none did.
  public func lastFigure(_ name: String, ofJob job: String, before day: CivilDate) throws -> Amount? {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT f.value_e4 FROM nightly_figure f JOIN nightly_job j ON j.run = f.run AND j.n = f.job
          JOIN nightly_run r ON r.run = f.run
        WHERE f.figure = ? AND j.name = ? AND r.business_on < ? AND r.ended_at IS NOT NULL
        ORDER BY r.business_on DESC, r.run DESC LIMIT 1
        """, arguments: [name, job, day.days]
    )
    .map(Amount.init(e4:))
  }

  /// The last record of each job that nights ran, and when it last did all it had to; by name.
  public func lastNightlyJobs() throws -> [(job: NightlyJobRecord, goodAt: Instant?)] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT j.*, (SELECT max(g.ended_at) FROM nightly_job g WHERE g.name = j.name AND g.state IN ('done', 'partly'))
          AS good_at
        FROM nightly_job j
        WHERE j.run = (SELECT max(l.run) FROM nightly_job l WHERE l.name = j.name) ORDER BY j.name
        """
    )
    .map { (NightlyJobRecord(row: $0), ($0["good_at"] as Int64?).map(Instant.init(milliseconds:))) }
  }

  /// When the last good run of all jobs ended; nil where there was none.
  public func lastGoodNightAt() throws -> Instant? {
    try Int64.fetchOne(
      db, sql: "SELECT max(ended_at) FROM nightly_run WHERE selection IS NULL AND state IN ('done', 'partly')"
    )
    .map(Instant.init(milliseconds:))
  }

  /// The figures that a job of a run showed.
  func nightlyFigures(of run: Int64, job: Int64) throws -> [NightlyFigure] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT * FROM nightly_figure WHERE run = ? AND job = ? ORDER BY figure", arguments: [run, job]
    )
    .map { NightlyFigure($0["figure"], Amount(e4: $0["value_e4"])) }
  }

  /// Writes down the figures that a job of a run showed.
  func record(_ figures: [NightlyFigure], ofJob job: Int64, run: Int64) throws {
    for figure in figures {
      try db.execute(
        sql: "INSERT OR REPLACE INTO nightly_figure(run, job, figure, value_e4) VALUES (?, ?, ?, ?)",
        arguments: [run, job, figure.name, figure.value.e4])
    }
  }
}
