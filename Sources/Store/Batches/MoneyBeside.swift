public import Model

/// Where a cost stands that is in no order's effective costs; the lines of the report on profit.
public enum BesideLine: String, Sendable, CaseIterable {
  /// It belongs to no order.
  case unallocated
  /// It is not in its order's currency.
  case otherCurrency = "costs_in_another_currency"
}

/// Money that a batch brought beside the effective costs of orders, of one line, kind and currency.
public struct BesideTotal: Sendable, Hashable {
  /// Where it stands.
  public var line: BesideLine
  /// What it is for.
  public var kind: CostKind
  /// Its currency.
  public var currency: Currency
  /// How many rows brought it.
  public var rows: Int
  /// What was added; negative where it went over to an order, or was reverted.
  public var change: Amount

  /// One line.
  public init(line: BesideLine, kind: CostKind, currency: Currency, rows: Int, change: Amount) {
    self.line = line
    self.kind = kind
    self.currency = currency
    self.rows = rows
    self.change = change
  }

  /// By line, kind and currency.
  var rank: (Int, Int, Currency) { (line == .unallocated ? 0 : 1, kind.index, currency) }
}

/// Adds up money beside the effective costs of orders.
public struct BesideSums: Sendable {
  private struct Key: Hashable {
    var line: BesideLine
    var kind: CostKind
    var currency: Currency
  }

  private var sums: [Key: (rows: Int, change: MoneySum)] = [:]

  /// Nothing.
  public init() {}

  /// Adds an amount of one row, in ten-thousandths.
  public mutating func add(_ line: BesideLine, _ kind: CostKind, _ currency: Currency, _ amount: Int64) {
    var sum = sums[Key(line: line, kind: kind, currency: currency)] ?? (0, MoneySum())
    sum.rows += 1
    sum.change.add(amount)
    sums[Key(line: line, kind: kind, currency: currency)] = sum
  }

  /// The lines, by line, kind and currency. Fails with `rejected` where a sum is too large.
  public func lines() throws -> [BesideTotal] {
    try sums.map { key, sum in
      BesideTotal(
        line: key.line, kind: key.kind, currency: key.currency, rows: sum.rows,
        change: try sum.change.amount(of: "the sum of \(key.kind.rawValue) costs in \(key.currency)"))
    }
    .sorted { $0.rank < $1.rank }
  }
}
