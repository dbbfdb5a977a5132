import GRDB
public import Model

/// What is known of an export and of its delivery.
public struct ExportRun: Sendable {
  /// How far a delivery is.
  public enum State: String, Sendable, CaseIterable {
    /// Its files are complete on the disk; whether the destination has them is not known yet.
    case intended
    /// The destination has it, for all that can be known here.
    case delivered
    /// The destination's command did not end well.
    case failed
    /// It shall not be delivered: its orders are free for another delivery.
    case abandoned
  }

  /// A delivery of a stream; nil for exports that only write a file.
  public struct Delivery: Sendable {
    /// The stream's number.
    public let stream: Int64
    /// The destination's name.
    public let destination: String
    /// Which orders it takes.
    public let scope: ExportScope
    /// The last batch that its snapshot held.
    public let cut: Int64
    /// How many orders it holds.
    public let orders: Int64
    /// How far it is.
    public let state: State
    /// When and by whom it was decided, where it did not go by itself.
    public let settledAt: Instant?
    /// Who decided it.
    public let settledBy: String?
    /// Why.
    public let reason: String?
    /// How often its command was started.
    public let attempts: Int
    /// Whether a command was started whose end nobody saw.
    public let hasOpenAttempt: Bool
  }

  /// The number of the run.
  public let batch: Int64
  /// When.
  public let appliedAt: Instant
  /// Who.
  public let `operator`: String
  /// The mapping's name.
  public let mapping: String
  /// Data rows.
  public let rows: Int64
  /// Its delivery.
  public let delivery: Delivery?
  /// Its files, and behind them their manifest.
  public internal(set) var files: [BatchOutput] = []

  /// The files that hold rows.
  public var dataFiles: [BatchOutput] { files.filter { $0.rows != nil } }

  /// The manifest; nil for an export to standard output.
  public var manifest: BatchOutput? { files.last { $0.rows == nil } }

  /// What stands for all files in an attempt that was to take them at once.
  public var attemptPlaceOfAll: String { manifest?.place ?? "" }

  init(row: GRDB.Row) {
    batch = row["batch"]
    appliedAt = Instant(milliseconds: row["applied_at"])
    `operator` = row["operator"]
    mapping = row["mapping"] ?? ""
    rows = row["rows"]
    guard let stream = row["stream"] as Int64? else {
      delivery = nil
      return
    }
    delivery = Delivery(
      stream: stream, destination: row["destination"], scope: ExportScope(rawValue: row["scope"]) ?? .new,
      cut: row["cut"], orders: row["orders"], state: State(rawValue: row["state"]) ?? .intended,
      settledAt: (row["settled_at"] as Int64?).map(Instant.init(milliseconds:)), settledBy: row["settled_by"],
      reason: row["reason"], attempts: row["attempts"], hasOpenAttempt: (row["open_attempts"] as Int) > 0)
  }
}

/// A start of the command that takes a file to its destination.
public struct ExportAttempt: Sendable {
  /// Which one of the run, from 1.
  public let number: Int64
  /// The place of the file; of the manifest where all files went at once.
  public let file: String
  /// When it was started.
  public let startedAt: Instant
  /// How it ended; nil where nobody saw it.
  public let outcome: ProgramOutcome?
  /// The exit code, or the number of the signal or of the system's error.
  public let code: Int32?
  /// The end of what it wrote to standard error.
  public let message: String

  /// Whether the file was taken.
  public var isDelivered: Bool { outcome == .exit && code == 0 }

  /// Whether the program got to see the file; so it may where nobody knows how it ended.
  public var wasStarted: Bool { outcome != .notStarted }

  init(row: GRDB.Row) {
    number = row["n"]
    file = row["file"]
    startedAt = Instant(milliseconds: row["started_at"])
    outcome = (row["outcome"] as String?).flatMap(ProgramOutcome.init(rawValue:))
    code = row["code"]
    message = row["message"] ?? ""
  }
}

/// How a program ended that was started here.
public enum ProgramOutcome: String, Sendable {
  /// By itself, with an exit code.
  case exit
  /// By a signal.
  case signal
  /// It took longer than it may.
  case timeout
  /// It could not be started.
  case notStarted = "not-started"
  /// The run was asked to end.
  case stopped
}
