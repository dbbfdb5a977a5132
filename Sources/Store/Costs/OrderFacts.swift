import GRDB
public import Model

/// Reads what the costs of an order are judged by; fastest in ascending order of keys.
public final class OrderFacts {
  /// An order, live or deleted.
  public struct Facts {
    /// Its id.
    public let orderID: String
    /// Its total.
    public let total: Amount
    /// The day it was made, in UTC.
    public let createdOn: CivilDate
    /// Whether it stands rejected.
    public let isRejected: Bool
  }

  private let statement: HotStatement
  private var last: (key: Int64, facts: Facts)?

  init(_ connection: StoreConnection) throws {
    statement = try HotStatement(
      connection.db,
      "SELECT order_id, total_e4, created_at / 86400000, stage = 'Rejected' FROM orders WHERE order_key = ?1")
  }

  /// The facts of an order that is in the store.
  public func facts(of orderKey: Int64) throws -> Facts {
    if let last, last.key == orderKey { return last.facts }
    statement.bind(orderKey, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { preconditionFailure("orders are never removed from the store") }
    let facts = Facts(
      orderID: statement.text(0), total: Amount(e4: statement.int64(1)),
      createdOn: CivilDate(days: Int32(truncatingIfNeeded: statement.int64(2))), isRejected: statement.int64(3) != 0)
    last = (orderKey, facts)
    return facts
  }
}

extension StoreConnection {
  /// A reader of what costs are judged by, for this transaction.
  public func orderFacts() throws -> OrderFacts { try OrderFacts(self) }
}
