import Model
import Store

/// Money before and after over the orders a change touches, by kind and currency.
struct CostTotals {
  /// Sums of one currency, in the order of the kinds.
  private struct Sums {
    let currency: UInt32
    var before = InlineArray<4, MoneySum>(repeating: MoneySum())
    var after = InlineArray<4, MoneySum>(repeating: MoneySum())

    mutating func add(_ before: CostValues, _ after: CostValues) {
      for kind in CostKind.allCases {
        if let amount = before[kind] { self.before[kind.index].add(amount) }
        if let amount = after[kind] { self.after[kind.index].add(amount) }
      }
    }
  }

  /// One a currency: few, so that a scan finds it fastest.
  private var sums: [Sums] = []

  /// Adds one order; what is unknown counts as nothing.
  mutating func add(_ before: CostValues, _ after: CostValues, currency: UInt32) {
    let index =
      sums.firstIndex { $0.currency == currency }
      ?? {
        sums.append(Sums(currency: currency))
        return sums.count - 1
      }()
    sums[index].add(before, after)
  }

  /// Whether there is any money of a kind.
  func has(_ kind: CostKind) -> Bool {
    sums.contains { !$0.before[kind.index].isZero || !$0.after[kind.index].isZero }
  }

  /// The lines for these kinds, by kind and currency. Fails with `rejected` where a sum is too large.
  func lines(of kinds: Set<CostKind>) throws -> [BatchTotal] {
    var lines: [BatchTotal] = []
    for kind in CostKind.allCases where kinds.contains(kind) {
      for sum in sums.sorted(by: { $0.currency < $1.currency }) {
        let currency = Currency(packed: sum.currency)
        let what = "the sum of \(kind.rawValue) costs in \(currency)"
        lines.append(
          BatchTotal(
            kind: kind.rawValue, currency: currency, before: try sum.before[kind.index].amount(of: what),
            after: try sum.after[kind.index].amount(of: what)))
      }
    }
    return lines
  }
}
