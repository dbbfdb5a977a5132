public import Model

/// Reads effective costs.
public final class EffectiveCosts {
  private let single: HotStatement
  private let walk: OrderKeyWalk

  init(_ connection: StoreConnection) throws {
    let columns = "shipping_e4, fulfillment_e4, payment_e4, other_e4"
    single = try HotStatement(connection.db, "SELECT \(columns) FROM order_cost WHERE order_key = ?1")
    walk = try OrderKeyWalk(
      connection.db, columns: "order_key, \(columns)", from: "order_cost", order: "order_key")
  }

  /// What stands for an order; all unknown where nothing was ever imported.
  public func values(of orderKey: Int64) throws -> CostValues {
    single.bind(orderKey, at: 1)
    defer { single.reset() }
    return try single.step() ? EffectiveCosts.values(single, from: 0) : CostValues()
  }

  /// What stands for orders whose keys ascend, in their order.
  public func values(of orderKeys: [Int64]) throws -> [CostValues] {
    var found = [CostValues](repeating: CostValues(), count: orderKeys.count)
    try walk.forEachRow(of: orderKeys) { found[$0] = EffectiveCosts.values(walk.row, from: 1) }
    return found
  }

  private static func values(_ row: HotStatement, from first: Int32) -> CostValues {
    CostValues(
      shipping: row.optionalInt64(first), fulfillment: row.optionalInt64(first + 1),
      payment: row.optionalInt64(first + 2), other: row.optionalInt64(first + 3))
  }
}

extension StoreConnection {
  /// A reader of effective costs for this transaction, as they stood when it was made or later.
  public func effectiveCosts() throws -> EffectiveCosts { try EffectiveCosts(self) }
}
