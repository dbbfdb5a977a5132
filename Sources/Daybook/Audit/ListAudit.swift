public import Store

/// `daybook audit list`: what was done, newest first.
public struct ListAudit: Sendable {
  /// At most so many entries.
  public var limit: Int

  /// A request for a list.
  public init(limit: Int = 1_000_000) { self.limit = limit }

  /// The entries of the audit chain.
  public func run(in session: Session) throws -> [AuditEntry] {
    try session.read { try $0.auditEntries(limit: limit) }
  }
}
