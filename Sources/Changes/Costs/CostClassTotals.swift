import Diagnostics
import Model
import Store

/// Rows and money of a file by class and currency.
struct CostClassTotals {
  private struct Key: Hashable {
    var rowClass: CostClass
    var currency: Currency
  }

  private struct Sum {
    var rows = 0
    var moved: Int128 = 0
    var costs: Int128 = 0
  }

  private var sums: [Key: Sum] = [:]

  /// Counts one row: what it moves in its file, and what of it is a cost, in ten-thousandths.
  mutating func add(_ rowClass: CostClass, _ currency: Currency, moved: Int64, costs: Int64) {
    var sum = sums[Key(rowClass: rowClass, currency: currency)] ?? Sum()
    sum.rows += 1
    sum.moved += Int128(moved)
    sum.costs += Int128(costs)
    sums[Key(rowClass: rowClass, currency: currency)] = sum
  }

  /// The lines in the order of the classes. Fails with `rejected` where a sum is beyond what an amount can hold.
  func lines() throws -> [ClassTotal] {
    var lines: [ClassTotal] = []
    for rowClass in CostClass.allCases {
      for (key, value) in sums.filter({ $0.key.rowClass == rowClass }).sorted(by: { $0.key.currency < $1.key.currency })
      {
        guard let moved = Int64(exactly: value.moved), let costs = Int64(exactly: value.costs) else {
          throw Failure(.rejected, .costsAmountTooLarge, facts: ["value": "a sum of this file"])
        }
        lines.append(
          ClassTotal(
            class: rowClass, currency: key.currency, rows: value.rows, sum: Amount(e4: moved),
            costs: Amount(e4: costs)))
      }
    }
    return lines
  }
}
