public import Store

/// `daybook deleted list`: orders that were deleted, the last deletion first.
public struct ListDeletedOrders: Sendable {
  /// Only of that deletion.
  public var batch: Int64?
  /// Only deleted by that person.
  public var `operator`: String?
  /// Only deleted on these days.
  public var days = DateRange()

  /// A list of all deleted orders.
  public init() {}

  /// Whether nothing narrows the list.
  public var isOpen: Bool { batch == nil && `operator` == nil && days.from == nil && days.to == nil }

  /// The orders.
  public func run(in session: Session) throws -> [DeletedOrder] {
    var filter = DeletedOrderFilter()
    filter.batch = batch
    filter.operator = `operator`
    (filter.from, filter.before) = days.instants(in: session.workspace.zone)
    return try session.read { try $0.deletedOrders(filter) }
  }
}
