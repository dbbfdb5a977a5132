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
  /// Whether it came to something, was paid, refunded or charged back, or has costs.
  public let hasMoney: Bool
}

/// Which deleted orders are meant; what is nil does not matter.
public struct DeletedOrderFilter: Sendable {
  /// The order's id.
  public var orderID: String?
  /// The batch that deleted it.
  public var batch: Int64?
  /// Who deleted it.
  public var `operator`: String?
  /// A text that stands in the reason, in either case of ASCII letters.
  public var reason: String?
  /// Deleted at that instant or later.
  public var from: Instant?
  /// Deleted earlier than that instant.
  public var before: Instant?
  /// The least total.
  public var leastTotal: Amount?
  /// The greatest total.
  public var mostTotal: Amount?
  /// Deleted earlier than the first instant, or with money than the second.
  public var due: (withoutMoney: Instant, withMoney: Instant)?

  /// All deleted orders.
  public init(orderID: String? = nil) { self.orderID = orderID }

  fileprivate var arguments: [String: (any DatabaseValueConvertible)?] {
    [
      "order_id": orderID, "batch": batch, "operator": `operator`, "reason": reason,
      "from": from?.milliseconds, "before": before?.milliseconds, "least": leastTotal?.e4, "most": mostTotal?.e4,
      "due": due?.withoutMoney.milliseconds, "due_with_money": due?.withMoney.milliseconds,
    ]
  }
}

extension StoreConnection {
  /// Deleted orders that a filter lets through, the last deletion first.
  public func deletedOrders(_ filter: DeletedOrderFilter = DeletedOrderFilter()) throws -> [DeletedOrder] {
    try rows("Deletion/deleted.sql", filter.arguments).map { row in
      DeletedOrder(
        key: row["order_key"], orderID: row["order_id"], batch: row["deleted_batch"],
        deletedAt: Instant(milliseconds: row["applied_at"]), operator: row["operator"], reason: row["reason"],
        stage: row["stage"], total: Amount(e4: row["total_e4"]), currency: row["currency"], isIDInUse: row["in_use"],
        hasMoney: row["has_money"])
    }
  }

  /// Their keys alone, in the same order.
  public func deletedOrderKeys(_ filter: DeletedOrderFilter) throws -> [Int64] {
    let found = try Int64.fetchCursor(
      try statement("Deletion/deleted.sql"), arguments: StatementArguments(filter.arguments))
    var keys: [Int64] = []
    while let key = try found.next() { keys.append(key) }
    return keys
  }

  /// The keys of the orders that a delete or undelete batch was about, with the deletion that an undelete lifted.
  public func deletionRows(of batch: Int64) throws -> [(key: Int64, liftedBatch: Int64?)] {
    let select = try HotStatement(
      db, "SELECT order_key, deleted_batch FROM deletion WHERE batch = ? ORDER BY order_key")
    defer { select.reset() }
    select.bind(batch, at: 1)
    var rows: [(key: Int64, liftedBatch: Int64?)] = []
    while try select.step() { rows.append((select.int64(0), select.optionalInt64(1))) }
    return rows
  }

  /// The batches that hid or showed an order, in their order.
  public func deletionRows(on key: Int64) throws -> [Int64] {
    try Int64.fetchAll(db, sql: "SELECT batch FROM deletion WHERE order_key = ? ORDER BY batch", arguments: [key])
  }

  /// Whether a case names an order that is not here.
  public func hasCasesWithoutOrder() throws -> Bool {
    try Int.fetchOne(
      db, sql: "SELECT 1 FROM cases WHERE order_key IS NULL AND order_id IS NOT NULL LIMIT 1") != nil
  }

  /// How many cases that came while an order was hidden name its id: they are about it once it is back.
  public func countCasesWaiting(forOrder orderID: String) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM cases WHERE order_key IS NULL AND order_id = ? AND events > 0",
      arguments: [orderID]) ?? 0
  }
}
