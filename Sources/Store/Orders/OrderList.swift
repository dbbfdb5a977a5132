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
  /// Further fields that were asked for, as people read them; nil for blank.
  public var fields: [String?] = []
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
  /// Live orders of which some conditions hold, sorted, at most so many, with further fields of ``ExportCatalogue``. Conditions
  /// are as for ``orderKeys(matching:)``.
  public func orders(
    matching conditions: [ExportCondition], sort: [ExportSort], fields: [ExportField] = [], limit: Int
  ) throws -> [OrderSummary] {
    let names = ["order_id", "created_at", "stage", "total", "currency", "email", "last_batch"]
    var selection = ExportSelection(
      rows: .order, columns: (names + fields.map(\.name)).map { .field($0) }, conditions: conditions, sort: sort,
      limit: limit)
    selection.usesIndexes = true
    let cursor = try ExportCursor(selection, on: self)
    func text(_ column: Int) -> String { String(decoding: cursor.utf8(column), as: UTF8.self) }
    var orders: [OrderSummary] = []
    while try cursor.next() {
      let email = text(5)
      orders.append(
        OrderSummary(
          orderID: text(0), createdAt: Instant(milliseconds: cursor.int64(1) ?? 0), stage: text(2),
          total: Amount(e4: cursor.int64(3) ?? 0), currency: text(4), email: email.isEmpty ? nil : email,
          batch: cursor.int64(6) ?? 0,
          fields: fields.enumerated().map { cursor.shown($0 + names.count, $1.kind) }))
    }
    return orders
  }

  /// Live orders about which something was written, or is unread, and of which some conditions hold. Without a sort those in
  /// which the customer wrote last come first.
  public func ordersWithMessages(
    unread: Bool, matching conditions: [ExportCondition], sort: [ExportSort], fields: [ExportField] = [], limit: Int
  ) throws -> [OrderSummary] {
    // By the bytes of ids: texts are equal that look alike, ids are not.
    var written: [[UInt8]: (place: Int, found: OrderCorrespondence)] = [:]
    for row in try rows("Orders/list-with-messages.sql", ["unread": unread ? 1 : nil]) {
      let found = OrderCorrespondence(messages: row["messages"], unreadCases: row["unread_cases"])
      written[Array((row["order_id"] as String).utf8)] = (written.count, found)
    }
    let hasCase = ExportCondition.has(.case, [.field("case_events", .atLeast(1))])
    var orders: [(place: Int, order: OrderSummary)] = []
    for var order in try self.orders(matching: conditions + [hasCase], sort: sort, fields: fields, limit: .max) {
      guard let (place, found) = written[Array(order.orderID.utf8)] else { continue }
      order.correspondence = found
      orders.append((place, order))
    }
    if sort.isEmpty { orders.sort { $0.place < $1.place } }
    return orders.prefix(limit).map(\.order)
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

extension ExportCursor {
  /// A value as people read it: amounts as decimals, instants in ISO 8601; nil for blank.
  fileprivate func shown(_ column: Int, _ kind: ExportField.Kind) -> String? {
    switch kind {
    case .money, .quantity: return int64(column).map { Amount(e4: $0).description }
    case .rate: return int64(column).map { Amount(e4: $0 / 100).description }
    case .instant: return int64(column).map { Instant(milliseconds: $0).description }
    case .date: return int64(column).map { CivilDate(days: Int32($0)).description }
    case .flag: return int64(column).map { $0 == 0 ? "no" : "yes" }
    case .integer: return int64(column).map(String.init)
    case .identifier, .text, .stage, .currency, .decimal, .json:
      let text = String(decoding: utf8(column), as: UTF8.self)
      return text.isEmpty ? nil : text
    }
  }
}
