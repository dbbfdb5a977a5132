import Diagnostics
import Model
import Store

/// Money before and after over the orders a change touches, by kind and currency.
struct CostTotals {
  /// Sums of one currency, in the order of the kinds. Int128, since a sum of Int64s may not fit one.
  private struct Sums {
    let currency: UInt32
    var before = InlineArray<4, Int128>(repeating: 0)
    var after = InlineArray<4, Int128>(repeating: 0)
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
    for kind in CostKind.allCases {
      sums[index].before[kind.index] += Int128(before[kind] ?? 0)
      sums[index].after[kind.index] += Int128(after[kind] ?? 0)
    }
  }

  /// Whether there is any money of a kind.
  func has(_ kind: CostKind) -> Bool {
    sums.contains { $0.before[kind.index] != 0 || $0.after[kind.index] != 0 }
  }

  /// The lines for these kinds, by kind and currency. Fails with `rejected` when a sum is beyond what an amount can
  /// hold.
  func lines(of kinds: Set<CostKind>) throws -> [BatchTotal] {
    var lines: [BatchTotal] = []
    for kind in CostKind.allCases where kinds.contains(kind) {
      for sum in sums.sorted(by: { $0.currency < $1.currency }) {
        guard let before = Int64(exactly: sum.before[kind.index]), let after = Int64(exactly: sum.after[kind.index])
        else { throw Failure(.rejected, .costsAmountTooLarge, facts: ["value": "a sum of this file"]) }
        lines.append(
          BatchTotal(
            kind: kind.rawValue, currency: Currency(packed: sum.currency), before: Amount(e4: before),
            after: Amount(e4: after)))
      }
    }
    return lines
  }
}
