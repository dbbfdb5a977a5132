public import Model
public import Store

/// `daybook orders list`: live orders, the newest first.
public struct ListOrders: Sendable {
  /// Only of that stage.
  public var stage: OrderStage?
  /// Only made on these days.
  public var days = DateRange()
  /// At most so many.
  public var limit: Int

  /// A list of all orders up to a limit.
  public init(limit: Int) { self.limit = limit }

  /// The orders.
  public func run(in session: Session) throws -> [OrderSummary] {
    let (from, before) = days.instants(in: session.workspace.zone)
    return try session.read { try $0.orders(stage: stage, from: from, before: before, limit: limit) }
  }
}
