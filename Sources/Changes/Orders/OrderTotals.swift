import Model
import Store

/// Totals of orders before and after a change, by currency.
struct OrderTotals {
  private var before: [String: Int64] = [:]
  private var after: [String: Int64] = [:]

  /// Adds what an order came to before.
  mutating func addBefore(_ amount: Int64, _ currency: String) { OrderTotals.add(amount, currency, to: &before) }

  /// Adds what an order comes to afterwards.
  mutating func addAfter(_ amount: Int64, _ currency: String) { OrderTotals.add(amount, currency, to: &after) }

  /// One line a currency.
  var lines: [BatchTotal] {
    Set(before.keys).union(after.keys).sorted().compactMap { letters in
      Currency(letters).map {
        BatchTotal(
          kind: "total", currency: $0, before: Amount(e4: before[letters] ?? 0), after: Amount(e4: after[letters] ?? 0))
      }
    }
  }

  /// A sum beyond Int64 stands at its limit: it is for the eye, no order is kept by it.
  private static func add(_ amount: Int64, _ currency: String, to sums: inout [String: Int64]) {
    let (sum, overflow) = (sums[currency] ?? 0).addingReportingOverflow(amount)
    sums[currency] = overflow ? (amount < 0 ? .min : .max) : sum
  }
}
