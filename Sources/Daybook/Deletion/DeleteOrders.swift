public import Changes
import Store

/// `daybook orders delete`: hides orders with everything that hangs on them.
public struct DeleteOrders: Sendable {
  /// The orders.
  public var orderIDs: [String]
  /// A file of further ids; `-` for standard input.
  public var idsPath: String?
  /// Instead of orders by their ids: all of which these conditions hold, in the words of an export's `where:`.
  public var conditions: [String] = []
  /// Why: kept with the batch.
  public var reason: String
  /// Whether only to show what would change.
  public var isDryRun = false

  /// A request for some orders.
  public init(_ orderIDs: [String], reason: String) {
    self.orderIDs = orderIDs
    self.reason = reason
  }

  /// Deletes them as one batch; one that is unknown rejects all. Fails with `usage` where conditions cannot be understood.
  public func run(in session: Session) throws -> OrderResults {
    let change = OrderDeletion(try selected(in: session), reason: reason, identity: session.identity)
    if isDryRun { return try change.check(Store.open(session.workspace.storePath, .readOnly)) }
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let results = try change.apply(to: store)
    try store.close()
    return results
  }

  private func selected(in session: Session) throws -> OrderDeletion.Selection {
    guard conditions.isEmpty else { return .matching(try session.orderConditions(conditions)) }
    return .orders(orderIDs + (try idsPath.map(OrderIDFile.read) ?? []))
  }
}
