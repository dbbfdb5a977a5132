import GRDB
public import Model

/// Writes orders on behalf of one batch: new ones, changed ones with an image of what stood before, and stage changes.
///
/// Its statements follow the field lists of ``Model/OrderFields``, so that a new field needs no second place.
public final class OrderWriter {
  /// Finds and reads orders in the same transaction.
  public let finder: OrderFinder
  private let batch: Int64
  private let identity: RunIdentity
  private var lastKey: Int64
  private let insertOrder: HotStatement
  private let updateOrder: HotStatement
  private let makeKnown: HotStatement
  private let renewKnown: HotStatement
  private let insertLine: [HotStatement]
  private let removeLines: [HotStatement]
  private let insertTag: HotStatement
  private let insertImage: HotStatement
  private let insertStage: HotStatement

  /// A writer for a batch that was begun in the same transaction.
  public init(_ connection: StoreConnection, batch: Int64, identity: RunIdentity) throws {
    let db = connection.db
    finder = try OrderFinder(connection)
    self.batch = batch
    self.identity = identity
    lastKey = try Int64.fetchOne(db, sql: "SELECT max(order_key) FROM orders") ?? 0
    let columns = OrderFields.order.map(\.column)
    insertOrder = try OrderWriter.insert(
      db, into: "orders", columns + ["batch", "content_digest", "order_key"])
    updateOrder = try HotStatement(
      db,
      "UPDATE orders SET \((columns + ["batch", "content_digest"]).map { "\($0) = ?" }.joined(separator: ", ")) "
        + "WHERE order_key = ?")
    makeKnown = try HotStatement(db, EmbeddedSQL.text("Orders/reference.sql"))
    renewKnown = try HotStatement(db, EmbeddedSQL.text("Orders/renew-reference.sql"))
    insertLine = try OrderGroup.allCases.map { group in
      // A parcel carries the batch that wrote it, since operations add parcels one by one.
      let stamp = group == .shipments ? ["batch"] : []
      return try OrderWriter.insert(db, into: group.table, ["order_key", "line"] + group.fields.map(\.column) + stamp)
    }
    removeLines = try (OrderGroup.allCases.map(\.table) + ["order_tag"]).map {
      try HotStatement(db, "DELETE FROM \($0) WHERE order_key = ?")
    }
    insertTag = try OrderWriter.insert(db, into: "order_tag", ["order_key", "tag", "batch"])
    insertImage = try OrderWriter.insert(
      db, into: "order_image", ["batch", "order_key", "image", "content_digest"])
    insertStage = try HotStatement(db, EmbeddedSQL.text("Orders/stage-change.sql"))
  }

  private static func insert(_ db: Database, into table: String, _ columns: [String]) throws -> HotStatement {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    return try HotStatement(db, "INSERT INTO \(table)(\(columns.joined(separator: ", "))) VALUES (\(places))")
  }

  /// Adds an order that is not in the store, and gives its key.
  @discardableResult
  public func insert(_ record: OrderRecord, digest: SHA256Digest) throws -> Int64 {
    lastKey += 1
    bind(record, digest, key: lastKey, to: insertOrder)
    try insertOrder.run()
    makeKnown.bind(lastKey, at: 1)
    try makeKnown.run()
    try writeLines(of: record, key: lastKey)
    try keepImage(nil, digest: nil, key: lastKey)
    try writeStage(from: nil, to: record.stage, key: lastKey)
    return lastKey
  }

  /// Replaces the content of an order, keeping an image of what stood before. `via` are stages that it passed through on its
  /// way, which the history shows.
  public func update(
    _ stored: StoredOrder, to record: OrderRecord, digest: SHA256Digest, via: [String] = []
  ) throws {
    try keepImage(of: stored)
    bind(record, digest, key: stored.key, to: updateOrder)
    try updateOrder.run()
    if stored.deletedBatch == nil {
      renewKnown.bind(stored.key, at: 1)
      try renewKnown.run()
    }
    for statement in removeLines {
      statement.bind(stored.key, at: 1)
      try statement.run()
    }
    try writeLines(of: record, key: stored.key)
    var stage = stored.stage
    for next in via + [record.stage] where next != stage {
      try writeStage(from: stage, to: next, key: stored.key)
      stage = next
    }
  }

  /// Keeps what an order looks like now.
  public func keepImage(of stored: StoredOrder) throws {
    guard let record = try finder.record(stored.key) else { return }
    try keepImage(record.bytes, digest: stored.digest, key: stored.key)
  }

  /// Keeps that there was no such order before.
  public func keepAbsence(of key: Int64) throws { try keepImage(nil, digest: nil, key: key) }

  private func keepImage(_ image: [UInt8]?, digest: SHA256Digest?, key: Int64) throws {
    insertImage.bind(batch, at: 1)
    insertImage.bind(key, at: 2)
    insertImage.bind(image, at: 3)
    insertImage.bind(digest?.bytes, at: 4)
    try insertImage.run()
  }

  private func bind(_ record: OrderRecord, _ digest: SHA256Digest, key: Int64, to statement: HotStatement) {
    for (place, field) in OrderFields.order.enumerated() {
      let value = record.values[place]
      // An order's flags are yes or no: what a record does not say is no.
      statement.bind(value.isNone && field.kind == .flag ? .number(0) : value, at: Int32(place + 1))
    }
    let next = Int32(OrderFields.order.count)
    statement.bind(batch, at: next + 1)
    statement.bind(digest.bytes, at: next + 2)
    statement.bind(key, at: next + 3)
  }

  private func writeLines(of record: OrderRecord, key: Int64) throws {
    for group in OrderGroup.allCases {
      let statement = insertLine[group.rawValue]
      for (index, line) in record[group].enumerated() {
        statement.bind(key, at: 1)
        statement.bind(Int64(index + 1), at: 2)
        for place in line.indices { statement.bind(line[place], at: Int32(place + 3)) }
        if group == .shipments { statement.bind(batch, at: Int32(line.count + 3)) }
        try statement.run()
      }
    }
    for tag in record.tags {
      insertTag.bind(key, at: 1)
      insertTag.bind(tag, at: 2)
      insertTag.bind(batch, at: 3)
      try insertTag.run()
    }
  }

  private func writeStage(from before: String?, to after: String, key: Int64) throws {
    insertStage.bind(key, at: 1)
    insertStage.bind(before.map(FieldValue.text) ?? .none, at: 2)
    insertStage.bind(after, at: 3)
    insertStage.bind(identity.startedAt.milliseconds, at: 4)
    insertStage.bind(identity.operator, at: 5)
    insertStage.bind(batch, at: 6)
    try insertStage.run()
  }
}
