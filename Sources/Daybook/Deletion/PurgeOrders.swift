public import Changes
import Model
import Store

/// `daybook deleted purge`: removes the persons in deleted orders for good.
public struct PurgeOrders: Sendable {
  /// What was purged, and what became of copies.
  public struct Result: Sendable {
    /// One result an order.
    public var orders: OrderResults
    /// Copies outside the store; nil where nothing was changed.
    public var files: PurgeCleaning.Result?
  }

  /// Orders by their ids; none and no filter: all whose time is over.
  public var orderIDs: [String] = []
  /// A file of further ids; `-` for standard input.
  public var idsPath: String?
  /// Deleted orders by batch, person, reason, day and amount.
  public var selection = ListDeletedOrders()
  /// Whether orders go whose time is not over.
  public var isEarly = false
  /// Why: kept with the batch.
  public var reason: String?

  /// A request for all whose time is over.
  public init() {}

  /// Shows what would go.
  public func check(in session: Session) throws -> OrderResults {
    try purge(in: session).check(Store.open(session.workspace.storePath, .readOnly))
  }

  /// Purges them as one batch and removes copies and traces; also those that an earlier purge left. Fails with `locked` and
  /// says so where traces are left since others read the store.
  public func run(in session: Session) throws -> Result {
    let workspace = session.workspace
    let store = try Store.open(workspace.storePath, .readWrite)
    let orders = try purge(in: session).apply(to: store)
    let files = try workspace.cleaning(store).finish(at: session.identity.startedAt)
    try store.close()
    return Result(orders: orders, files: files)
  }

  private func purge(in session: Session) throws -> OrderPurge {
    let ids = orderIDs + (try idsPath.map(OrderIDFile.read) ?? [])
    return OrderPurge(
      idsPath == nil && ids.isEmpty ? .matching(selection.filter(in: session)) : .orders(ids),
      retention: isEarly ? nil : session.workspace.retention, zone: session.workspace.zone, reason: reason,
      identity: session.identity)
  }
}

extension Workspace {
  /// What removes copies and traces of persons outside of transactions.
  func cleaning(_ store: Store) -> PurgeCleaning {
    PurgeCleaning(store, archive: archive, folders: [inboxFolder, outboxFolder], backups: folder + "/backups")
  }
}
