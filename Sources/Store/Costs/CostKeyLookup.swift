public import Model

/// Finds the orders that a text of an invoice or settlement may mean: by their id, or by what hangs on them.
public final class CostKeyLookup {
  /// What a text stands for.
  public enum Kind: Sendable, Hashable {
    /// The order's id.
    case orderID
    /// The transaction of a payment.
    case payment
    /// The tracking number of a shipment.
    case tracking
    /// The order's payment reference, or its id in its channel.
    case reference
  }

  /// What was found.
  public enum Finding: Sendable, Hashable {
    /// One live order.
    case order(key: Int64, currency: Currency)
    /// Several live orders: nobody can say which.
    case several(count: Int)
    /// Only an order that is deleted.
    case deleted
    /// Nothing.
    case none
  }

  private let orders: OrderLookup
  private let payment: HotStatement
  private let tracking: HotStatement
  private let reference: HotStatement

  init(_ connection: StoreConnection) throws {
    orders = try OrderLookup(connection)
    payment = try HotStatement(connection.db, EmbeddedSQL.text("Costs/orders-of-payment.sql"))
    tracking = try HotStatement(connection.db, EmbeddedSQL.text("Costs/orders-of-tracking.sql"))
    reference = try HotStatement(connection.db, EmbeddedSQL.text("Costs/orders-of-reference.sql"))
  }

  /// The order that a text means. Texts are compared exactly.
  public func find(_ text: String, _ kind: Kind) throws -> Finding {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBytes { utf8 in
      switch kind {
      case .orderID:
        if let found = try orders.order(id: utf8) {
          return .order(key: found.orderKey, currency: Currency(packed: found.currency))
        }
        return try orders.isDeleted(id: utf8) ? .deleted : .none
      case .payment: return try find(utf8, by: payment)
      case .tracking: return try find(utf8, by: tracking)
      case .reference: return try find(utf8, by: reference)
      }
    }
  }

  private func find(_ text: UnsafeRawBufferPointer, by statement: HotStatement) throws -> Finding {
    statement.bind(utf8: text, at: 1)
    defer { statement.reset() }
    var live: (key: Int64, currency: Currency)?
    var count = 0
    var isDeleted = false
    while try statement.step() {
      if statement.int64(2) != 0 {
        isDeleted = true
        continue
      }
      count += 1
      let packed = statement.utf8(1).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      live = (statement.int64(0), Currency(packed: packed))
    }
    if let live { return count == 1 ? .order(key: live.key, currency: live.currency) : .several(count: count) }
    return isDeleted ? .deleted : .none
  }
}

extension StoreConnection {
  /// A finder of the orders that costs belong to, for this transaction.
  public func costKeyLookup() throws -> CostKeyLookup { try CostKeyLookup(self) }
}
