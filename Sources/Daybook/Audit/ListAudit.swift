import Diagnostics
public import Store

/// `daybook audit list`: what was done, newest first.
public struct ListAudit: Sendable {
  /// At most so many entries.
  public var limit: Int
  /// Only done by that person.
  public var `operator`: String?
  /// Only of that kind.
  public var action: String?
  /// Only of that batch.
  public var batch: Int64?
  /// Only done on these days.
  public var days = DateRange()

  /// A request for a list.
  public init(limit: Int = 1_000_000) { self.limit = limit }

  /// The entries of the audit chain.
  public func run(in session: Session) throws -> [AuditEntry] {
    var filter = AuditFilter()
    (filter.operator, filter.action, filter.batch) = (`operator`, action, batch)
    (filter.from, filter.before) = days.instants(in: session.workspace.zone)
    return try session.read { try $0.auditEntries(filter, limit: limit) }
  }
}

/// `daybook audit show N`: one entry, and the batch that it is about.
public struct ShowAudit: Sendable {
  /// An entry with its batch.
  public struct Result: Sendable {
    /// The entry.
    public let entry: AuditEntry
    /// The hash of the entry before it; nil for the first.
    public let previous: AuditEntry?
    /// The batch; nil for entries about none.
    public let batch: BatchRecord?
  }

  /// The entry's number.
  public var seq: Int64

  /// A request for an entry.
  public init(_ seq: Int64) { self.seq = seq }

  /// The entry; fails with `rejected` where there is none.
  public func run(in session: Session) throws -> Result {
    try session.read { store in
      func entry(_ seq: Int64) throws -> AuditEntry? {
        var filter = AuditFilter()
        filter.seq = seq
        return try store.auditEntries(filter, limit: 1).first
      }
      guard let found = try entry(seq) else { throw Failure(.rejected, .auditNoEntry, facts: ["seq": String(seq)]) }
      return Result(entry: found, previous: try entry(seq - 1), batch: try found.batch.map(store.batch))
    }
  }
}
