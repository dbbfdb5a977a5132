import GRDB
public import Model

/// Finds orders and reads their content, with statements that are compiled once a transaction.
public final class OrderFinder {
  private let live: HotStatement
  private let stored: HotStatement
  private let deleted: HotStatement
  private let costs: HotStatement
  private let head: HotStatement
  private let lines: [HotStatement]
  private let tags: HotStatement
  /// nil while no person was removed.
  private let removal: HotStatement?

  init(_ connection: StoreConnection) throws {
    let db = connection.db
    live = try HotStatement(db, EmbeddedSQL.text("Orders/live.sql"))
    stored = try HotStatement(db, EmbeddedSQL.text("Orders/stored.sql"))
    deleted = try HotStatement(db, EmbeddedSQL.text("Orders/deleted-key.sql"))
    costs = try HotStatement(db, EmbeddedSQL.text("Orders/cost-batch.sql"))
    head = try OrderFinder.select(db, OrderFields.order, from: "orders", by: "order_key")
    lines = try OrderGroup.allCases.map { try OrderFinder.select(db, $0.fields, from: $0.table, by: "line") }
    removal =
      try connection.hasOrdersWithoutPerson()
      ? HotStatement(db, "SELECT max(batch) FROM order_without_person WHERE order_key = ?") : nil
    tags = try HotStatement(db, "SELECT tag FROM order_tag WHERE order_key = ? ORDER BY tag")
  }

  private static func select(
    _ db: Database, _ fields: [OrderField], from table: String, by order: String
  ) throws -> HotStatement {
    let columns = fields.map(\.column).joined(separator: ", ")
    return try HotStatement(db, "SELECT \(columns) FROM \(table) WHERE order_key = ? ORDER BY \(order)")
  }

  /// The live order of an id; nil where there is none.
  public func liveOrder(_ orderID: String) throws -> StoredOrder? {
    defer { live.reset() }
    live.bind(orderID, at: 1)
    return try live.step() ? StoredOrder(live) : nil
  }

  /// An order by its key, live or hidden; nil where there is none.
  public func order(_ key: Int64) throws -> StoredOrder? {
    defer { stored.reset() }
    stored.bind(key, at: 1)
    return try stored.step() ? StoredOrder(stored) : nil
  }

  /// The key of the order of that id that was deleted last, for ids that no live order has; nil where none was deleted.
  public func deletedOrderKey(_ orderID: String) throws -> Int64? {
    defer { deleted.reset() }
    deleted.bind(orderID, at: 1)
    return try deleted.step() ? deleted.int64(0) : nil
  }

  /// The purge or erasure that removed the person of an order, who does not come back by an import; nil where none did.
  public func removalOfPerson(_ key: Int64) throws -> Int64? {
    guard let removal else { return nil }
    defer { removal.reset() }
    removal.bind(key, at: 1)
    return try removal.step() ? removal.optionalInt64(0) : nil
  }

  /// The first batch in force that brought costs of an order; nil where none did. While there is one, the order's currency
  /// cannot change: it is that of the costs.
  public func costBatch(of key: Int64) throws -> Int64? {
    defer { costs.reset() }
    costs.bind(key, at: 1)
    return try costs.step() ? costs.optionalInt64(0) : nil
  }

  /// An order's content as the store holds it; nil where there is no such key.
  public func record(_ key: Int64) throws -> OrderRecord? {
    defer { head.reset() }
    head.bind(key, at: 1)
    guard try head.step() else { return nil }
    var record = OrderRecord()
    for place in record.values.indices { record.values[place] = head.value(Int32(place)) }
    for group in OrderGroup.allCases {
      let statement = lines[group.rawValue]
      defer { statement.reset() }
      statement.bind(key, at: 1)
      let count = group.fields.count
      while try statement.step() {
        record[group].append((0..<count).map { statement.value(Int32($0)) })
      }
    }
    defer { tags.reset() }
    tags.bind(key, at: 1)
    while try tags.step() { record.tags.append(tags.text(0)) }
    return record
  }
}

extension StoreConnection {
  /// A finder of orders for this transaction.
  public func orderFinder() throws -> OrderFinder { try OrderFinder(self) }

  /// The key of the order of that id that was deleted last; nil where none was. For a single question.
  public func deletedOrderKey(_ orderID: String) throws -> Int64? { try orderFinder().deletedOrderKey(orderID) }

  /// How many live orders there are.
  public func countLiveOrders() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM order_ref") ?? 0
  }
}
