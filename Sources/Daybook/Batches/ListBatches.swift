public import Store

/// `daybook batches list`: the batches, newest first.
public struct ListBatches: Sendable {
  /// Only batches of that kind.
  public var kind: BatchKind?
  /// At most so many.
  public var limit: Int

  /// A request for a list.
  public init(kind: BatchKind? = nil, limit: Int = 1_000_000) {
    self.kind = kind
    self.limit = limit
  }

  /// The batches.
  public func run(in session: Session) throws -> [BatchRecord] {
    try session.read { try $0.batches(kind: kind, limit: limit) }
  }
}
