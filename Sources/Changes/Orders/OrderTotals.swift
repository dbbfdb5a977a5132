import Model
import Store

/// Money of orders before and after a change, by kind and currency.
struct OrderTotals {
  private struct Key: Hashable, Comparable {
    let kind: String
    let currency: String

    private static let order = ["total", "paid"] + CostKind.allCases.map(\.rawValue) + ["chargebacks"]

    static func < (left: Key, right: Key) -> Bool {
      func rank(_ key: Key) -> (Int, String, String) {
        (order.firstIndex(of: key.kind) ?? order.count, key.kind, key.currency)
      }
      return rank(left) < rank(right)
    }
  }

  private var before: [Key: MoneySum] = [:]
  private var after: [Key: MoneySum] = [:]

  /// Adds what an order came to before.
  mutating func addBefore(_ amount: Int64, _ currency: String, _ kind: String = "total") {
    before[Key(kind: kind, currency: currency), default: MoneySum()].add(amount)
  }

  /// Adds what an order comes to afterwards.
  mutating func addAfter(_ amount: Int64, _ currency: String, _ kind: String = "total") {
    after[Key(kind: kind, currency: currency), default: MoneySum()].add(amount)
  }

  /// One line a kind and currency. Fails with `rejected` where a sum is too large.
  func lines() throws -> [BatchTotal] {
    try Set(before.keys).union(after.keys).sorted().compactMap { key in
      guard let currency = Currency(key.currency) else { return nil }
      let what = "the sum of the orders in \(currency)"
      return BatchTotal(
        kind: key.kind, currency: currency, before: try (before[key] ?? MoneySum()).amount(of: what),
        after: try (after[key] ?? MoneySum()).amount(of: what))
    }
  }
}
