public import Store

/// `daybook deleted list --purged`: what purges left of orders.
public struct ListTombstones: Sendable {
  /// A request for all.
  public init() {}

  /// The tombstones, the last purge first.
  public func run(in session: Session) throws -> [Tombstone] { try session.read { try $0.tombstones() } }
}
