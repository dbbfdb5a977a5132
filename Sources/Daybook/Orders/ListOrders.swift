public import Model
public import Store

/// `daybook orders list`: live orders, the newest first.
public struct ListOrders: Sendable {
  /// Only of that stage.
  public var stage: OrderStage?
  /// Only made on these days.
  public var days = DateRange()
  /// Only those with correspondence in their cases.
  public var correspondence: Correspondence?
  /// At most so many.
  public var limit: Int

  /// Which correspondence an order must have.
  public enum Correspondence: Sendable {
    /// Any messages.
    case any
    /// A case in which the customer wrote after the merchant last replied or read.
    case unread
  }

  /// A list of all orders up to a limit.
  public init(limit: Int) { self.limit = limit }

  /// The orders.
  public func run(in session: Session) throws -> [OrderSummary] {
    let (from, before) = days.instants(in: session.workspace.zone)
    if let correspondence {
      try session.requireCaseWork()
      return try session.read {
        try $0.ordersWithMessages(
          unread: correspondence == .unread, stage: stage, from: from, before: before, limit: limit)
      }
    }
    return try session.read { try $0.orders(stage: stage, from: from, before: before, limit: limit) }
  }
}
