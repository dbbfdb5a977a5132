import Diagnostics
public import Store

/// `daybook orders history ORDER`: everything that ever happened to an order, with batch and who.
public struct ShowOrderHistory: Sendable {
  /// The order's id.
  public var orderID: String

  /// A request for an order, live or deleted.
  public init(_ orderID: String) { self.orderID = orderID }

  /// What each batch did, in their order; fails with `rejected` where there is no such order.
  public func run(in session: Session) throws -> [OrderHistoryEntry] {
    try session.read { connection in
      let finder = try connection.orderFinder()
      guard let key = try finder.liveOrder(orderID)?.key ?? finder.deletedOrderKey(orderID) else {
        throw Failure(.rejected, .ordersNotFound, facts: ["order": orderID])
      }
      return try connection.history(of: key)
    }
  }
}
