import GRDB
public import Model

/// Reads effective costs.
public final class EffectiveCosts {
  private let single: HotStatement
  private let walk: HotStatement
  /// The greatest key that has values: what is beyond it need not be looked for.
  private let lastKey: Int64
  /// After so many steps that did not reach a key, a search is cheaper.
  private static let mostSteps = 6

  init(_ connection: StoreConnection) throws {
    let columns = "shipping_e4, fulfillment_e4, payment_e4, other_e4"
    single = try HotStatement(connection.db, "SELECT \(columns) FROM order_cost WHERE order_key = ?1")
    walk = try HotStatement(
      connection.db, "SELECT order_key, \(columns) FROM order_cost WHERE order_key >= ?1 ORDER BY order_key")
    lastKey = try Int64.fetchOne(connection.db, sql: "SELECT max(order_key) FROM order_cost") ?? 0
  }

  /// What stands for an order; all unknown where nothing was ever imported.
  public func values(of orderKey: Int64) throws -> CostValues {
    single.bind(orderKey, at: 1)
    defer { single.reset() }
    return try single.step() ? EffectiveCosts.values(single, from: 0) : CostValues()
  }

  /// What stands for orders whose keys ascend, in their order: the table is walked along where they lie close.
  public func values(of orderKeys: [Int64]) throws -> [CostValues] {
    var found = [CostValues](repeating: CostValues(), count: orderKeys.count)
    var isStanding = false
    defer { walk.reset() }
    for (place, key) in orderKeys.enumerated() {
      if key > lastKey { break }
      var steps = 0
      while isStanding, walk.int64(0) < key, steps < EffectiveCosts.mostSteps {
        isStanding = try walk.step()
        steps += 1
        // Nothing at or beyond the key is left.
        if !isStanding { return found }
      }
      if !isStanding || walk.int64(0) < key {
        walk.reset()
        walk.bind(key, at: 1)
        isStanding = try walk.step()
        if !isStanding { return found }
      }
      if walk.int64(0) == key { found[place] = EffectiveCosts.values(walk, from: 1) }
    }
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
