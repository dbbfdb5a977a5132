import GRDB
public import Model

/// An order that is hidden by a deletion.
public struct DeletedOrder: Sendable {
  /// Its key.
  public let key: Int64
  /// Its id.
  public let orderID: String
  /// The batch that deleted it.
  public let batch: Int64
  /// When.
  public let deletedAt: Instant
  /// Who.
  public let `operator`: String
  /// Why.
  public let reason: String?
  /// The stage it had and will have again.
  public let stage: String
  /// Its total.
  public let total: Amount
  /// The total's currency.
  public let currency: String
  /// Whether another, live order has its id by now.
  public let isIDInUse: Bool
}

/// How much hangs on an order.
public struct OrderDependents: Sendable, Hashable {
  /// Lines of goods.
  public var items: Int
  /// Gateway transactions.
  public var payments: Int
  /// Parcels.
  public var shipments: Int
  /// Entries of the cost ledger.
  public var costs: Int
  /// Cases.
  public var cases: Int
}

/// Which deleted orders are meant; what is nil does not matter.
public struct DeletedOrderFilter: Sendable {
  /// The order's id.
  public var orderID: String?
  /// The batch that deleted it.
  public var batch: Int64?
  /// Who deleted it.
  public var `operator`: String?
  /// Deleted at that instant or later.
  public var from: Instant?
  /// Deleted earlier than that instant.
  public var before: Instant?

  /// All deleted orders.
  public init(orderID: String? = nil) { self.orderID = orderID }
}

extension StoreConnection {
  /// Deleted orders that a filter lets through, the last deletion first.
  public func deletedOrders(_ filter: DeletedOrderFilter = DeletedOrderFilter()) throws -> [DeletedOrder] {
    try rows(
      "Deletion/deleted.sql",
      [
        "order_id": filter.orderID, "batch": filter.batch, "operator": filter.operator,
        "from": filter.from?.milliseconds, "before": filter.before?.milliseconds,
      ]
    ).map { row in
      DeletedOrder(
        key: row["order_key"], orderID: row["order_id"], batch: row["deleted_batch"],
        deletedAt: Instant(milliseconds: row["applied_at"]), operator: row["operator"], reason: row["reason"],
        stage: row["stage"], total: Amount(e4: row["total_e4"]), currency: row["currency"], isIDInUse: row["in_use"])
    }
  }

  /// What hangs on an order.
  public func dependents(of key: Int64) throws -> OrderDependents {
    let row = try rows("Deletion/dependents.sql", ["order_key": key])[0]
    return OrderDependents(
      items: row["items"], payments: row["payments"], shipments: row["shipments"], costs: row["costs"],
      cases: row["cases"])
  }

  /// The keys of the orders that a delete or undelete batch was about, with the deletion that an undelete lifted.
  public func deletionRows(of batch: Int64) throws -> [(key: Int64, liftedBatch: Int64?)] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT order_key, deleted_batch FROM deletion WHERE batch = ? ORDER BY order_key", arguments: [batch]
    )
    .map { ($0["order_key"], $0["deleted_batch"]) }
  }

  /// The batches that hid or showed an order, in their order.
  public func deletionRows(on key: Int64) throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT batch FROM deletion WHERE order_key = ? ORDER BY batch", arguments: [key])
  }
}
