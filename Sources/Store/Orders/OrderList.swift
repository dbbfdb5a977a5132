import GRDB
public import Model

/// A live order as lists show it.
public struct OrderSummary: Sendable {
  /// Its id.
  public let orderID: String
  /// When it was made.
  public let createdAt: Instant
  /// Where it is in its life.
  public let stage: String
  /// Its total.
  public let total: Amount
  /// The total's currency.
  public let currency: String
  /// The customer's address.
  public let email: String?
  /// The batch that wrote it last.
  public let batch: Int64
  /// How much was written about it; nil where the list was not asked for that.
  public var correspondence: OrderCorrespondence?
}

/// What was written in the cases of an order.
public struct OrderCorrespondence: Sendable, Hashable {
  /// Messages of both sides.
  public let messages: Int
  /// Cases in which the customer wrote after the merchant last replied or read.
  public let unreadCases: Int
}

/// A change of an order's stage.
public struct StageChange: Sendable {
  /// The stage before; nil when the order came.
  public let before: String?
  /// The stage after.
  public let after: String
  /// When it was recorded.
  public let at: Instant
  /// Who answers for it.
  public let `operator`: String
  /// The batch that brought it.
  public let batch: Int64
}

extension StoreConnection {
  /// Live orders, the newest first: of a stage, made from an instant on, or before one, where that is asked for.
  public func orders(
    stage: OrderStage? = nil, from: Instant? = nil, before: Instant? = nil, limit: Int
  ) throws -> [OrderSummary] {
    try rows(
      "Orders/list.sql",
      [
        "stage": stage?.rawValue, "from": from?.milliseconds, "before": before?.milliseconds, "limit": limit,
      ]
    ).map { row in
      OrderSummary(
        orderID: row["order_id"], createdAt: Instant(milliseconds: row["created_at"]), stage: row["stage"],
        total: Amount(e4: row["total_e4"]), currency: row["currency"], email: row["email"], batch: row["batch"])
    }
  }

  /// Live orders about which something was written, or is unread: those in which the customer wrote last first.
  public func ordersWithMessages(
    unread: Bool, stage: OrderStage? = nil, from: Instant? = nil, before: Instant? = nil, limit: Int
  ) throws -> [OrderSummary] {
    try rows(
      "Orders/list-with-messages.sql",
      [
        "unread": unread ? 1 : nil, "stage": stage?.rawValue, "from": from?.milliseconds,
        "before": before?.milliseconds, "limit": limit,
      ]
    ).map { row in
      OrderSummary(
        orderID: row["order_id"], createdAt: Instant(milliseconds: row["created_at"]), stage: row["stage"],
        total: Amount(e4: row["total_e4"]), currency: row["currency"], email: row["email"], batch: row["batch"],
        correspondence: OrderCorrespondence(messages: row["messages"], unreadCases: row["unread_cases"]))
    }
  }

  /// Every change of an order's stage, in their order.
  public func stageChanges(of key: Int64) throws -> [StageChange] {
    try GRDB.Row.fetchAll(
      db, sql: "SELECT * FROM order_stage_change WHERE order_key = ? ORDER BY n", arguments: [key]
    )
    .map { row in
      StageChange(
        before: row["before_stage"], after: row["after_stage"], at: Instant(milliseconds: row["at"]),
        operator: row["operator"], batch: row["batch"])
    }
  }
}
