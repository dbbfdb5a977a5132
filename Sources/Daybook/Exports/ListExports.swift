public import Store

/// `daybook exports list`: what was exported and delivered.
public struct ListExports: Sendable {
  /// Only to this destination; nil for all exports.
  public var destination: String?
  /// Only deliveries that are not finished.
  public var unfinished = false
  /// At most so many.
  public var limit = 1_000_000

  /// A request for all exports.
  public init() {}

  /// The exports, newest first.
  public func run(in session: Session) throws -> [ExportRun] {
    try session.read {
      try $0.exportRuns(destination: destination, unfinished: unfinished, limit: limit)
    }
  }
}

/// `daybook exports show`: everything about one export.
public struct ShowExport: Sendable {
  /// Its number.
  public var batch: Int64

  /// A request for one export.
  public init(batch: Int64) { self.batch = batch }

  /// The export and the starts of its command. Fails with `rejected` where that batch is none.
  public func run(in session: Session) throws -> (run: ExportRun, attempts: [ExportAttempt]) {
    try session.read { (try $0.exportRun(batch), try $0.exportAttempts(of: batch)) }
  }
}
