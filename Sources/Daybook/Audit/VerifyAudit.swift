public import Model
import Store

/// `daybook audit verify`: whether the audit chain is as it was written, and still holds what was once its head.
///
/// Links cannot be changed or taken out of the middle unseen, but a chain that was cut at its end is whole as well. So heads
/// are kept elsewhere: what a backup or a report says was the head must be in the chain for ever.
public struct VerifyAudit: Sendable {
  /// Heads that were written down elsewhere.
  public var heads: [SHA256Digest] = []
  /// A file in which heads stand: every 64 hexadecimal digits in it, whatever is around them; nil: none.
  public var headsPath: String?

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
    /// Heads that are in the chain, with their places.
    public let found: [(head: SHA256Digest, seq: Int64)]
    /// Heads that are no longer in it: its end was cut off or written anew.
    public let missing: [SHA256Digest]

    /// Whether everything is as it was written.
    public var isWhole: Bool { firstBroken == nil && missing.isEmpty }
  }

  /// Reckons every link anew. Fails with `usage` where the file of heads holds none.
  public func run(in session: Session) throws -> Result {
    let heads = self.heads + (try headsPath.map(AuditHeads.read) ?? [])
    return try session.read { store in
      let head = try store.auditHead()
      let places = try heads.map { ($0, try store.auditEntry(withHash: $0)) }
      return Result(
        entries: head?.seq ?? 0, head: head?.hash, firstBroken: try store.firstBrokenAuditEntry(),
        found: places.compactMap { head, seq in seq.map { (head, $0) } },
        missing: places.filter { $0.1 == nil }.map(\.0))
    }
  }
}
