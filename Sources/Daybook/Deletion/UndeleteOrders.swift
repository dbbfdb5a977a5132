public import Changes
import Diagnostics
import Store

/// `daybook deleted undelete`: brings deleted orders back.
public struct UndeleteOrders: Sendable {
  /// Orders by their ids.
  public var orderIDs: [String] = []
  /// A file of further ids; `-` for standard input.
  public var idsPath: String?
  /// Deleted orders by batch, person and day of their deletion.
  public var selection = ListDeletedOrders()
  /// Why: kept with the batch.
  public var reason: String?
  /// Whether only to show what would change.
  public var isDryRun = false

  /// A request that selects nothing yet.
  public init() {}

  /// Restores what can be restored, as one batch, and says what became of each id.
  public func run(in session: Session) throws -> OrderResults {
    let change = OrderUndeletion(try selected(in: session), reason: reason, identity: session.identity)
    if isDryRun { return try change.check(Store.open(session.workspace.storePath, .readOnly)) }
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let results = try change.apply(to: store)
    try store.close()
    return results
  }

  private func selected(in session: Session) throws -> OrderUndeletion.Selection {
    let ids = orderIDs + (try idsPath.map(OrderIDFile.read) ?? [])
    guard ids.isEmpty != selection.isOpen else {
      let nothing = idsPath.map { "'\($0)' holds no ids of orders" } ?? "nothing says which orders to bring back"
      let reason = ids.isEmpty ? nothing : "ids and a filter exclude each other"
      throw Failure(
        .usage, .usage,
        facts: ["reason": reason, "help": "name the orders, or a file with --ids, or the deletion with --batch"])
    }
    if !ids.isEmpty { return .orders(ids) }
    if let batch = selection.batch, selection.isOpenBesideBatch { return .deletion(batch) }
    return .matching(selection.filter(in: session))
  }
}
