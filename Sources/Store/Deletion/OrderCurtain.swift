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
    try forget(order.orderID, order.key)
    try mark(order.key, hiddenBy: batch)
  }

  /// Shows a hidden order under its id, which no live order may have.
  public func show(_ order: StoredOrder) throws {
    try mark(order.key, hiddenBy: nil)
    try know(order.key)
  }

  /// Writes down that a batch deleted an order, or lifted the deletion that hid it.
  private func record(_ key: Int64, in batch: Int64, lifting lifted: Int64? = nil) throws {
    insertDeletion.bind(batch, at: 1)
    insertDeletion.bind(key, at: 2)
    insertDeletion.bind(lifted, at: 3)
    try insertDeletion.run()
  }

  private func forget(_ orderID: String, _ key: Int64) throws {
    removeRef.bind(orderID, at: 1)
    removeRef.bind(key, at: 2)
    try removeRef.run()
  }

  private func know(_ key: Int64) throws {
    makeKnown.bind(key, at: 1)
    try makeKnown.run()
  }

  private func mark(_ key: Int64, hiddenBy batch: Int64?) throws {
    setHidden.bind(batch, at: 1)
    setHidden.bind(key, at: 2)
    try setHidden.run()
  }
}

/// An order of many that are deleted or brought back.
public struct CurtainEntry: Sendable {
  /// Its key.
  public let key: Int64
  /// Its id.
  public let orderID: String
  /// The deletion that hides it, or will hide it again; nil: the batch that is at work hides it.
  public let deletion: Int64?

  /// An order.
  public init(key: Int64, orderID: String, deletion: Int64?) {
    (self.key, self.orderID, self.deletion) = (key, orderID, deletion)
  }
}

/// Many orders at once: one table after the other, each in the order of its own key, so that its pages are read and
/// written once however little of it is in memory.
extension OrderCurtain {
  /// Hides live orders on behalf of a batch, and writes that down.
  public func hide(_ orders: inout [CurtainEntry], in batch: Int64) throws {
    orders.sort { $0.orderID.utf8.lexicographicallyPrecedes($1.orderID.utf8) }
    for order in orders { try forget(order.orderID, order.key) }
    orders.sort { $0.key < $1.key }
    for order in orders { try mark(order.key, hiddenBy: order.deletion ?? batch) }
    for order in orders { try record(order.key, in: batch) }
  }

  /// Shows deleted orders under their ids, which no live order may have, on behalf of a batch, and writes that down.
  public func show(_ orders: inout [CurtainEntry], in batch: Int64) throws {
    orders.sort { $0.key < $1.key }
    for order in orders { try mark(order.key, hiddenBy: nil) }
    for order in orders { try record(order.key, in: batch, lifting: order.deletion) }
    orders.sort { $0.orderID.utf8.lexicographicallyPrecedes($1.orderID.utf8) }
    for order in orders { try know(order.key) }
  }
}
