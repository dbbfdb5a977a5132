public import Model

/// A line of the board: orders of a stage, or of another kind that people watch.
public struct OrderBoardLine: Sendable {
  /// The stage, `auto orders` or `chargeback disputes`.
  public let name: String
  /// How many.
  public let count: Int
  /// What they come to, by currency; of disputes what is disputed.
  public let money: [(currency: Currency, amount: Amount)]
  /// When the oldest was made (a dispute: opened); nil where there is none.
  public let oldestAt: Instant?
  /// When the one in the middle was made: half of them are as old or older.
  public let medianAt: Instant?
}

extension StoreConnection {
  /// The board: all stages in the order of an order's life, then auto orders and chargebacks whose outcome is open. Deleted
  /// orders are not on it. Fails with `rejected` where a sum is too large.
  public func orderBoard() throws -> [OrderBoardLine] {
    let stage = try HotStatement(db, EmbeddedSQL.text("Orders/board.sql"))
    let stages = try OrderStage.allCases.map { name in
      stage.reset()
      stage.bind(name.rawValue, at: 1)
      return try StoreConnection.boardLine(name.rawValue, stage)
    }
    let others = try [("auto orders", "board-auto"), ("chargeback disputes", "board-chargebacks")].map { name, file in
      try StoreConnection.boardLine(name, HotStatement(db, EmbeddedSQL.text("Orders/\(file).sql")))
    }
    return stages + others
  }

  /// A line of rows (instant, currency, amount) that come in the order of their instants.
  private static func boardLine(_ name: String, _ rows: HotStatement) throws -> OrderBoardLine {
    var instants: [Int64] = []
    // There are few currencies, and mostly the last one comes again.
    var sums: [(letters: UInt32, sum: MoneySum)] = []
    var place = 0
    while try rows.step() {
      instants.append(rows.int64(0))
      let letters = rows.bytes(1).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      if place >= sums.count || sums[place].letters != letters {
        place = sums.firstIndex { $0.letters == letters } ?? sums.count
        if place == sums.count { sums.append((letters, MoneySum())) }
      }
      sums[place].sum.add(rows.int64(2))
    }
    let money = try sums.compactMap { letters, sum -> (currency: Currency, amount: Amount)? in
      let bytes = [16, 8, 0].map { UInt8(truncatingIfNeeded: letters >> $0) }
      guard let currency = Currency(String(decoding: bytes, as: UTF8.self)) else { return nil }
      return (currency, try sum.amount(of: "the sum of \(name)"))
    }
    let median = instants.isEmpty ? nil : instants[(instants.count - 1) / 2]
    return OrderBoardLine(
      name: name, count: instants.count, money: money.sorted { $0.currency < $1.currency },
      oldestAt: instants.first.map(Instant.init(milliseconds:)), medianAt: median.map(Instant.init(milliseconds:)))
  }
}
