public import Changes
import Store

/// `daybook orders delete`: hides orders with everything that hangs on them.
public struct DeleteOrders: Sendable {
  /// The orders.
  public var orderIDs: [String]
  /// A file of further ids; `-` for standard input.
  public var idsPath: String?
  /// Why: kept with the batch.
  public var reason: String
  /// Whether only to show what would change.
  public var isDryRun = false

  /// A request for some orders.
  public init(_ orderIDs: [String], reason: String) {
    self.orderIDs = orderIDs
    self.reason = reason
  }

  /// Deletes them as one batch; one that is unknown rejects all.
  public func run(in session: Session) throws -> OrderResults {
    let ids = orderIDs + (try idsPath.map(OrderIDFile.read) ?? [])
    let change = OrderDeletion(ids, reason: reason, identity: session.identity)
    if isDryRun { return try change.check(Store.open(session.workspace.storePath, .readOnly)) }
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let results = try change.apply(to: store)
    try store.close()
    return results
  }
}
