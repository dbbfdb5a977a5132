import Diagnostics
public import Model
public import Store

/// `daybook orders show ORDER` and `daybook deleted show ORDER`: everything that the store holds of an order.
public struct ShowOrder: Sendable {
  /// What there is.
  public struct Result: Sendable {
    /// Id, key, batch and what hides it.
    public var order: StoredOrder
    /// Its content.
    public var record: OrderRecord
    /// Every change of its stage.
    public var stages: [StageChange]
    /// How much hangs on it.
    public var dependents: OrderDependents
    /// What it really cost, with every entry behind that.
    public var costs: CostExplanation?
    /// Where its chargebacks are.
    public var chargebacks: [Chargeback]
    /// What people wrote about it.
    public var notes: [OrderNote]
    /// The cases about it, the first one first.
    public var cases: [CaseRecord]
    /// Who deleted it, when and why; nil for a live order.
    public var deletion: DeletedOrder?
  }

  /// The order's id.
  public var orderID: String
  /// Whether the order is meant that was deleted last under this id.
  public var isDeleted = false

  /// A request for an order.
  public init(_ orderID: String) { self.orderID = orderID }

  /// The order; fails with `rejected` where there is none.
  public func run(in session: Session) throws -> Result {
    try session.read { connection in
      let finder = try connection.orderFinder()
      let deletion = try isDeleted ? connection.deletedOrders(DeletedOrderFilter(orderID: orderID)).first : nil
      let order = try isDeleted ? deletion.flatMap { try finder.order($0.key) } : finder.liveOrder(orderID)
      guard let order, let record = try finder.record(order.key) else {
        if isDeleted, let key = try finder.deletedOrderKey(orderID),
          let purge = try connection.wholeOrders().order(key)?.purgedBatch
        {
          throw Failure(.rejected, .undeletePurged, facts: ["order": orderID, "batch": String(purge)])
        }
        throw Failure(.rejected, isDeleted ? .notDeleted : .ordersNotFound, facts: ["order": orderID])
      }
      return Result(
        order: order, record: record, stages: try connection.stageChanges(of: order.key),
        dependents: try connection.dependents(of: order.key), costs: try connection.explainCosts(ofOrder: orderID),
        chargebacks: try connection.chargebacks(of: order.key), notes: try connection.notes(of: order.key),
        cases: try connection.cases(ofOrder: order.key), deletion: deletion)
    }
  }
}
