import Model
import Store

/// Totals of orders before and after a change, by currency.
struct OrderTotals {
  private var before: [String: MoneySum] = [:]
  private var after: [String: MoneySum] = [:]

  /// Adds what an order came to before.
  mutating func addBefore(_ amount: Int64, _ currency: String) { before[currency, default: MoneySum()].add(amount) }

  /// Adds what an order comes to afterwards.
  mutating func addAfter(_ amount: Int64, _ currency: String) { after[currency, default: MoneySum()].add(amount) }

  /// One line a currency. Fails with `rejected` where a sum is too large.
  func lines() throws -> [BatchTotal] {
    try Set(before.keys).union(after.keys).sorted().compactMap { letters in
      guard let currency = Currency(letters) else { return nil }
      let what = "the sum of the orders in \(currency)"
      return BatchTotal(
        kind: "total", currency: currency, before: try (before[letters] ?? MoneySum()).amount(of: what),
        after: try (after[letters] ?? MoneySum()).amount(of: what))
    }
  }
}
