public import Store

/// `daybook costs unallocated list`: costs that belong to no order.
public struct ListUnallocatedCosts: Sendable {
  /// Which ones.
  public var filter: UnallocatedFilter

  /// A request.
  public init(_ filter: UnallocatedFilter = UnallocatedFilter()) { self.filter = filter }

  /// The costs, in the order of their rows.
  public func run(in session: Session) throws -> [UnallocatedCost] {
    try session.read { try $0.unallocatedCosts(filter) }
  }
}
