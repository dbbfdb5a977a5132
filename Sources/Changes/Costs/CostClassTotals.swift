import Diagnostics
import Model
import Store

/// Rows and money of a file by class and currency.
struct CostClassTotals {
  private struct Key: Hashable {
    var rowClass: CostClass
    var currency: Currency
  }

  private var sums: [Key: (rows: Int, sum: Int128)] = [:]

  /// Counts one row.
  mutating func add(_ rowClass: CostClass, _ currency: Currency, _ amount: Int64) {
    sums[Key(rowClass: rowClass, currency: currency), default: (0, 0)].rows += 1
    sums[Key(rowClass: rowClass, currency: currency), default: (0, 0)].sum += Int128(amount)
  }

  /// The lines in the order of the classes. Fails with `rejected` where a sum is beyond what an amount can hold.
  func lines() throws -> [ClassTotal] {
    var lines: [ClassTotal] = []
    for rowClass in CostClass.allCases {
      for (key, value) in sums.filter({ $0.key.rowClass == rowClass }).sorted(by: { $0.key.currency < $1.key.currency })
      {
        guard let sum = Int64(exactly: value.sum) else {
          throw Failure(.rejected, .costsAmountTooLarge, facts: ["value": "a sum of this file"])
        }
        lines.append(ClassTotal(class: rowClass, currency: key.currency, rows: value.rows, sum: Amount(e4: sum)))
      }
    }
    return lines
  }
}
