import GRDB
public import Model

/// Finds live orders by id: bytes in, key and currency out.
///
/// Ids that come in ascending order are found by walking along the index, which is much faster than a search each.
public final class OrderLookup {
  /// A live order.
  public struct Found {
    /// Its key.
    public let orderKey: Int64
    /// Its currency, packed as in ``Model/Currency``.
    public let currency: UInt32
    /// Its total.
    public let total: Amount
    /// Whether it stands rejected.
    public let isRejected: Bool
  }

  /// The index from an id onwards, standing on a row or at its end.
  private let index: HotStatement
  private let deleted: HotStatement
  private var isStanding = false
  /// After so many steps that did not reach an id, a search is cheaper.
  private static let mostSteps = 4

  init(_ connection: StoreConnection) throws {
    index = try HotStatement(
      connection.db,
      """
      SELECT order_id, order_key, currency, total_e4, is_rejected
      FROM order_ref WHERE order_id >= ?1 ORDER BY order_id
      """)
    deleted = try HotStatement(connection.db, EmbeddedSQL.text("Orders/deleted-key.sql"))
  }

  /// The live order of exactly this id.
  public func order(id: UnsafeRawBufferPointer) throws -> Found? {
    var steps = 0
    while isStanding, steps < OrderLookup.mostSteps {
      let order = index.utf8(0).compared(to: id)
      if order == 0 { return found() }
      if order > 0 {
        if steps > 0 { return nil }
        break
      }
      isStanding = try index.step()
      steps += 1
      if !isStanding { return nil }
    }
    index.reset()
    index.bind(copying: id, at: 1)
    isStanding = try index.step()
    return isStanding && index.utf8(0).compared(to: id) == 0 ? found() : nil
  }

  private func found() -> Found {
    let currency = index.utf8(2).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return Found(
      orderKey: index.int64(1), currency: currency, total: Amount(e4: index.int64(3)),
      isRejected: index.int64(4) != 0)
  }

  /// Whether an order of this id was deleted. Ask only when no live one was found.
  public func isDeleted(id: UnsafeRawBufferPointer) throws -> Bool {
    deleted.bind(utf8: id, at: 1)
    defer { deleted.reset() }
    return try deleted.step()
  }
}

extension StoreConnection {
  /// The id of an order, live or deleted.
  public func orderID(_ orderKey: Int64) throws -> String {
    guard
      let id = try String.fetchOne(db, sql: "SELECT order_id FROM orders WHERE order_key = ?", arguments: [orderKey])
    else { preconditionFailure("order keys are never reused") }
    return id
  }

  /// A finder of live orders for this transaction.
  public func orderLookup() throws -> OrderLookup { try OrderLookup(self) }
}
