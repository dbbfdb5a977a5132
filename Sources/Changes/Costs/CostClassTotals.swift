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
    var moved = MoneySum()
    var costs = MoneySum()
  }

  private var sums: [Key: Sum] = [:]

  /// Counts one row: what it moves in its file, and what of it is a cost, in ten-thousandths.
  mutating func add(_ rowClass: CostClass, _ currency: Currency, moved: Int64, costs: Int64) {
    var sum = sums[Key(rowClass: rowClass, currency: currency)] ?? Sum()
    sum.rows += 1
    sum.moved.add(moved)
    sum.costs.add(costs)
    sums[Key(rowClass: rowClass, currency: currency)] = sum
  }

  /// The lines in the order of the classes. Fails with `rejected` where a sum is too large.
  func lines() throws -> [ClassTotal] {
    var lines: [ClassTotal] = []
    for rowClass in CostClass.allCases {
      for (key, value) in sums.filter({ $0.key.rowClass == rowClass }).sorted(by: { $0.key.currency < $1.key.currency })
      {
        let what = "the sum of the rows of class \(rowClass.rawValue) in \(key.currency)"
        lines.append(
          ClassTotal(
            class: rowClass, currency: key.currency, rows: value.rows, sum: try value.moved.amount(of: what),
            costs: try value.costs.amount(of: what)))
      }
    }
    return lines
  }
}
