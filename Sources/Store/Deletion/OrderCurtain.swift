import Model

/// Hides orders and shows them again. Nothing of an order is rewritten but what hides it, so that an order that was
/// deleted and undeleted has the bytes it had before.
public final class OrderCurtain {
  private let setHidden: HotStatement
  private let makeKnown: HotStatement
  private let removeRef: HotStatement
  private let insertDeletion: HotStatement

  /// A curtain for this transaction.
  public init(_ connection: StoreConnection) throws {
    let db = connection.db
    setHidden = try HotStatement(db, "UPDATE orders SET deleted_batch = ? WHERE order_key = ?")
    makeKnown = try HotStatement(db, EmbeddedSQL.text("Orders/reference.sql"))
    removeRef = try HotStatement(db, "DELETE FROM order_ref WHERE order_id = ? AND order_key = ?")
    insertDeletion = try HotStatement(db, "INSERT INTO deletion(batch, order_key, deleted_batch) VALUES (?, ?, ?)")
  }

  /// Hides a live order: `batch` is what hides it.
  public func hide(_ order: StoredOrder, by batch: Int64) throws {
    removeRef.bind(order.orderID, at: 1)
    removeRef.bind(order.key, at: 2)
    try removeRef.run()
    setHidden.bind(batch, at: 1)
    setHidden.bind(order.key, at: 2)
    try setHidden.run()
  }

  /// Shows a hidden order under its id, which no live order may have.
  public func show(_ order: StoredOrder) throws {
    setHidden.bindNull(at: 1)
    setHidden.bind(order.key, at: 2)
    try setHidden.run()
    makeKnown.bind(order.key, at: 1)
    try makeKnown.run()
  }

  /// Writes down that a batch deleted an order, or lifted the deletion that hid it.
  public func record(_ key: Int64, in batch: Int64, lifting lifted: Int64? = nil) throws {
    insertDeletion.bind(batch, at: 1)
    insertDeletion.bind(key, at: 2)
    insertDeletion.bind(lifted, at: 3)
    try insertDeletion.run()
  }
}
