import GRDB
public import Model

/// One attempt at the jobs of a business date, as the store keeps it.
public struct NightlyRun: Sendable {
  /// What started it.
  public enum Trigger: String, Sendable {
    /// Somebody, or something that does not say what it is.
    case command
    /// The system's timer.
    case timer
    /// A date that an earlier night had missed.
    case catchUp = "catch-up"
  }

  /// How far it is, or how it ended.
  public enum State: String, Sendable {
    /// It goes on.
    case running
    /// Every job did all it had to.
    case done
    /// Every job came to its end, some rows or files were rejected.
    case partly
    /// A job failed.
    case failed
    /// Its process died.
    case interrupted

    /// Whether the date needs no further run.
    public var isGood: Bool { self == .done || self == .partly }
  }

  /// Its number.
  public let run: Int64
  /// The date that it was about.
  public let businessOn: CivilDate
  /// What started it.
  public let trigger: Trigger
  /// The jobs that were asked for; nil for all of them.
  public let selection: [String]?
  /// How it ended.
  public var state: State
  /// Its exit code; nil while it runs and where its process died.
  public var exit: Int32?
  /// When it began.
  public let startedAt: Instant
  /// When it ended; nil where nobody saw it.
  public var endedAt: Instant?
  /// Who answers for it.
  public let `operator`: String
  /// The machine it ran on.
  public let host: String
  /// The program's version.
  public let version: String
  /// The number of its process.
  public let process: Int32
  /// Its jobs, in their order, as far as it came.
  public var jobs: [NightlyJobRecord] = []
  /// The alarms that it set off.
  public var alarms: [NightlyAlarmRecord] = []

  init(row: GRDB.Row) {
    run = row["run"]
    businessOn = CivilDate(days: row["business_on"])
    trigger = Trigger(rawValue: row["started_by"]) ?? .command
    selection = (row["selection"] as String?).map { $0.split(separator: " ").map(String.init) }
    state = State(rawValue: row["state"]) ?? .interrupted
    exit = row["exit"]
    startedAt = Instant(milliseconds: row["started_at"])
    endedAt = (row["ended_at"] as Int64?).map(Instant.init(milliseconds:))
    `operator` = row["operator"]
    host = row["host"]
    version = row["version"]
    process = row["process"]
  }
}

/// What a job of a nightly run did.
public struct NightlyJobRecord: Sendable {
  /// How it ended.
  public enum State: String, Sendable {
    /// It was under way when the process died.
    case running
    /// It did all it had to.
    case done
    /// It came to its end, some rows or files were rejected or something was found.
    case partly
    /// It failed.
    case failed
    /// A job that it needs failed, or the run was stopped before it.
    case skipped
  }

  /// Its place in the run, from 1.
  public var number: Int64
  /// Its name in `daybook.yaml`.
  public var name: String
  /// What it does, in words of `daybook.yaml`: `import costs`.
  public var task: String
  /// How it ended.
  public var state = State.running
  /// What it means for the exit code of the run.
  public var exit: Int32?
  /// When it began.
  public var startedAt: Instant
  /// When it ended.
  public var endedAt: Instant?
  /// Rows that it read or wrote.
  public var rows: Int64 = 0
  /// Rows and whole files that it refused.
  public var rejected: Int64 = 0
  /// Warnings.
  public var warnings: Int64 = 0
  /// Why it failed or was left out, or what it had nothing to do for.
  public var note: String?
  /// The files that it read and wrote.
  public var files: [NightlyFile] = []
  /// By how much it changed money.
  public var money: [NightlyMoney] = []
  /// The figures that its report showed.
  public var figures: [NightlyFigure] = []

  /// A job that begins.
  public init(number: Int64, name: String, task: String, startedAt: Instant) {
    self.number = number
    self.name = name
    self.task = task
    self.startedAt = startedAt
  }

  init(row: GRDB.Row) {
    self.init(
      number: row["n"], name: row["name"], task: row["task"], startedAt: Instant(milliseconds: row["started_at"]))
    state = State(rawValue: row["state"]) ?? .running
    exit = row["exit"]
    endedAt = (row["ended_at"] as Int64?).map(Instant.init(milliseconds:))
    rows = row["rows"]
    rejected = row["rejected"]
    warnings = row["warnings"]
    note = row["note"]
  }
}

/// A file that a job read or wrote.
public struct NightlyFile: Sendable, Hashable {
  /// Which of the two.
  public enum Direction: String, Sendable {
    /// It was read.
    case read = "in"
    /// It was written.
    case written = "out"
  }

  /// Read or written.
  public var direction: Direction
  /// Where it is; paths below the workspace from there.
  public var path: String
  /// SHA-256 of its bytes, where the job knows it.
  public var sha256: SHA256Digest?
  /// Its size.
  public var bytes: Int64?
  /// What became of it: `applied`, `repeat`, `rejected`, `failed`.
  public var outcome: String?
  /// The batch that read or wrote it.
  public var batch: Int64?

  /// A file.
  public init(
    _ direction: Direction, _ path: String, sha256: SHA256Digest? = nil, bytes: Int64? = nil, outcome: String? = nil,
    batch: Int64? = nil
  ) {
    self.direction = direction
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.outcome = outcome
    self.batch = batch
  }
}

/// By how much a job changed money of a kind.
public struct NightlyMoney: Sendable, Hashable {
  /// A cost kind, or `total` for the totals of orders.
  public var kind: String
  /// The currency.
  public var currency: Currency
  /// The change.
  public var change: Amount

  /// A change.
  public init(kind: String, currency: Currency, change: Amount) {
    self.kind = kind
    self.currency = currency
    self.change = change
  }
}
