import GRDB
import Model

/// Adds up the money of some months in one pass over each table that holds money.
struct PeriodSums {
  private struct Key: Hashable {
    let month: Month
    let line: PeriodTotal.Line
    let kind: String
    let currency: Currency
  }

  private let periods: [Period]
  private let months: Set<Month>
  private var sums: [Key: MoneySum] = [:]

  init(_ periods: [Period]) {
    self.periods = periods
    months = Set(periods.map(\.month))
  }

  mutating func addCosts(_ connection: StoreConnection) throws {
    try MovementReader(connection).forEach { movement, isHidden in
      add(movement.amount.e4, on: movement.on, isHidden ? .deleted : .costs, movement.kind.rawValue, movement.currency)
    }
  }

  /// Costs of no order: from their day on, until they are assigned.
  mutating func addUnallocated(_ connection: StoreConnection) throws {
    try connection.forEachUnallocatedMovement { movement in
      add(movement.amount, on: movement.on, .unallocated, movement.kind.rawValue, movement.currency)
    }
  }

  mutating func addOrders(_ connection: StoreConnection) throws {
    for period in periods {
      let rows = try connection.rows(
        "Periods/orders.sql", ["from": period.from.milliseconds, "before": period.before.milliseconds])
      for row in rows {
        guard let currency = Currency(row["currency"]) else { continue }
        let millions: Int64 = row["millions"]
        let rest: Int64 = row["rest"]
        let key = Key(month: period.month, line: .orders, kind: row["kind"], currency: currency)
        sums[key, default: MoneySum()].add(millions: millions, rest: rest)
      }
    }
  }

  private mutating func add(
    _ amount: Int64, on date: CivilDate, _ line: PeriodTotal.Line, _ kind: String, _ currency: Currency
  ) {
    let month = Month(of: date)
    guard months.contains(month) else { return }
    sums[Key(month: month, line: line, kind: kind, currency: currency), default: MoneySum()].add(amount)
  }

  /// The totals of a month that are not zero, by line, kind and currency.
  func totals(of month: Month) throws -> [PeriodTotal] {
    try sums.filter { $0.key.month == month && !$0.value.isZero }.map { key, sum in
      PeriodTotal(
        line: key.line, kind: key.kind, currency: key.currency, amount: try sum.amount(of: "a sum of \(month)"))
    }
    .sorted()
  }
}

extension PeriodTotal: Comparable {
  /// By line, kind and currency, as they are shown and as their digest covers them.
  public static func < (left: PeriodTotal, right: PeriodTotal) -> Bool {
    func key(_ total: PeriodTotal) -> (Int, Int, String, Currency) {
      (
        Line.allCases.firstIndex(of: total.line) ?? 0, CostKind(rawValue: total.kind)?.index ?? CostKind.allCases.count,
        total.kind, total.currency
      )
    }
    return key(left) < key(right)
  }

  /// The digest of a month's totals.
  static func digest(of totals: [PeriodTotal]) -> SHA256Digest {
    let lines = totals.sorted().map { "\($0.line.rawValue) \($0.kind) \($0.currency) \($0.amount)\n" }
    return SHA256Digest(of: Array(lines.joined().utf8))
  }
}
