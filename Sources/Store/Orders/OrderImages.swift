import GRDB
public import Model

/// What an order was before a batch changed it.
public struct OrderImage: Sendable {
  /// The order's key.
  public let key: Int64
  /// Its content; nil when there was no such live order.
  public let record: OrderRecord?
  /// The digest of that content.
  public let digest: SHA256Digest?
}

extension StoreConnection {
  /// Goes through what a batch changed, by key.
  public func forEachImage(of batch: Int64, _ body: (OrderImage) throws -> Void) throws {
    let select = try HotStatement(
      db, "SELECT order_key, image, content_digest FROM order_image WHERE batch = ? ORDER BY order_key")
    defer { select.reset() }
    select.bind(batch, at: 1)
    while try select.step() {
      let record = select.isNull(1) ? nil : OrderRecord(bytes: select.bytes(1))
      let digest = select.isNull(2) ? nil : SHA256Digest(bytes: Array(select.bytes(2)))
      try body(OrderImage(key: select.int64(0), record: record, digest: digest))
    }
  }

  /// Orders that a batch changed and a later batch in force changed again, with that batch.
  public func laterChanges(of batch: Int64) throws -> [(key: Int64, later: Int64)] {
    try rows("Orders/later-changes.sql", after: batch).map { ($0["order_key"], $0["later"]) }
  }

  /// Orders that a batch deleted or brought back and a later batch in force changed, with that batch.
  public func laterChanges(ofDeletion batch: Int64) throws -> [(key: Int64, later: Int64)] {
    try rows("Deletion/later-changes.sql", after: batch).map { ($0["order_key"], $0["later"]) }
  }

  /// The first batch in force after `batch` that hung costs or a case on an order; nil where there is none.
  public func laterFact(on key: Int64, after batch: Int64) throws -> Int64? {
    let found = try rows("Orders/later-facts.sql", ["order_key": key, "batch": batch])
    return found.first?["later"]
  }
}
