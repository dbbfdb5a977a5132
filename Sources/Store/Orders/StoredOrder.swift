import GRDB
public import Model

/// What a change needs to know of an order that is in the store already.
public struct StoredOrder: Sendable {
  /// Its key, which never changes.
  public let key: Int64
  /// Its id.
  public let orderID: String
  /// The batch that wrote it last.
  public let batch: Int64
  /// The digest of its content.
  public let digest: SHA256Digest
  /// Its stage.
  public let stage: String
  /// Its currency, three letters.
  public let currency: String
  /// Its total in ten-thousandths.
  public let total: Int64
  /// The deletion, or the revert, that hides it; nil while it is live.
  public let deletedBatch: Int64?

  /// From a row of `Orders/live.sql` or `Orders/stored.sql`.
  init?(_ row: BoundStatement) {
    guard let digest = SHA256Digest(bytes: Array(row.bytes(3))) else { return nil }
    self.digest = digest
    key = row.number(0)
    orderID = row.text(1)
    batch = row.number(2)
    stage = row.text(4)
    currency = row.text(5)
    total = row.number(6)
    deletedBatch = row.isNull(7) ? nil : row.number(7)
  }
}

extension StoreConnection {
  /// The live order of an id; nil where there is none.
  public func liveOrder(_ orderID: String) throws -> StoredOrder? {
    let select = try BoundStatement(statement("Orders/live.sql"), db)
    defer { select.reset() }
    select.bind(orderID, at: 1)
    return try select.step() ? StoredOrder(select) : nil
  }

  /// An order by its key, live or hidden; nil where there is none.
  public func storedOrder(_ key: Int64) throws -> StoredOrder? {
    let select = try BoundStatement(statement("Orders/stored.sql"), db)
    defer { select.reset() }
    select.bind(key, at: 1)
    return try select.step() ? StoredOrder(select) : nil
  }

  /// The key of the order of that id that was deleted last, for ids that no live order has; nil where none was deleted.
  public func deletedOrderKey(_ orderID: String) throws -> Int64? {
    let select = try BoundStatement(statement("Orders/deleted-key.sql"), db)
    defer { select.reset() }
    select.bind(orderID, at: 1)
    return try select.step() ? select.number(0) : nil
  }

  /// How many live orders there are.
  public func countLiveOrders() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM order_ref") ?? 0
  }

  /// An order's content as the store holds it; nil where there is no such key.
  public func orderRecord(_ key: Int64) throws -> OrderRecord? {
    var record = OrderRecord()
    var found = false
    try rows(of: "orders", OrderFields.order.map(\.column), key, by: "order_key") { row in
      for place in OrderFields.order.indices { record.values[place] = row.value(Int32(place)) }
      found = true
    }
    guard found else { return nil }
    for group in OrderGroup.allCases {
      try rows(of: group.table, group.fields.map(\.column), key, by: "line") { row in
        record[group].append(group.fields.indices.map { row.value(Int32($0)) })
      }
    }
    try rows(of: "order_tag", ["tag"], key, by: "tag") { record.tags.append($0.text(0)) }
    return record
  }

  private func rows(
    of table: String, _ columns: [String], _ key: Int64, by order: String, _ body: (BoundStatement) -> Void
  ) throws {
    let list = columns.joined(separator: ", ")
    let select = try BoundStatement(
      try db.cachedStatement(sql: "SELECT \(list) FROM \(table) WHERE order_key = ? ORDER BY \(order)"), db)
    defer { select.reset() }
    select.bind(key, at: 1)
    while try select.step() { body(select) }
  }
}
