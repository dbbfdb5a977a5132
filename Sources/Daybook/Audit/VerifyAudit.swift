public import Model
import Store

/// `daybook audit verify`: whether the audit chain is as it was written.
public struct VerifyAudit: Sendable {
  /// A request for a check of the whole chain.
  public init() {}

  /// What the check found.
  public struct Result: Sendable {
    /// How many entries there are.
    public let entries: Int64
    /// The hash of the last one; nil in a store without any.
    public let head: SHA256Digest?
    /// The first entry that does not follow from the one before; nil when all do.
    public let firstBroken: Int64?
  }

  /// Reckons every link anew.
  public func run(in session: Session) throws -> Result {
    try session.read { store in
      let head = try store.auditHead()
      return Result(
        entries: head?.seq ?? 0, head: head?.hash, firstBroken: try store.firstBrokenAuditEntry())
    }
  }
}
