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
    var found: [String: OrderBoardLine] = [:]
    for name in ["Orders/board.sql", "Orders/board-auto.sql", "Orders/board-chargebacks.sql"] {
      var reader = try BoardReader(HotStatement(db, EmbeddedSQL.text(name)))
      while let line = try reader.next() { found[line.name] = line }
    }
    return (OrderStage.allCases.map(\.rawValue) + ["auto orders", "chargeback disputes"]).map {
      found[$0] ?? OrderBoardLine(name: $0, count: 0, money: [], oldestAt: nil, medianAt: nil)
    }
  }
}

/// Makes lines of rows that are sorted by line and instant.
private struct BoardReader {
  private let statement: HotStatement
  private var hasRow: Bool

  init(_ statement: HotStatement) throws {
    self.statement = statement
    hasRow = try statement.step()
  }

  mutating func next() throws -> OrderBoardLine? {
    guard hasRow else { return nil }
    let name = statement.text(0)
    var instants: [Int64] = []
    var sums: [(letters: [UInt8], sum: MoneySum)] = []
    repeat {
      instants.append(statement.int64(1))
      let letters = statement.utf8(2)
      let place = sums.firstIndex { $0.letters.elementsEqual(letters) } ?? sums.count
      if place == sums.count { sums.append((Array(letters), MoneySum())) }
      sums[place].sum.add(statement.int64(3))
      hasRow = try statement.step()
    } while hasRow && statement.utf8(0).elementsEqual(name.utf8)
    let money = try sums.compactMap { letters, sum -> (currency: Currency, amount: Amount)? in
      guard let currency = Currency(String(decoding: letters, as: UTF8.self)) else { return nil }
      return (currency, try sum.amount(of: "the sum of \(name)"))
    }
    return OrderBoardLine(
      name: name, count: instants.count, money: money.sorted { $0.currency < $1.currency },
      oldestAt: instants.first.map(Instant.init(milliseconds:)),
      medianAt: Instant(milliseconds: instants[(instants.count - 1) / 2]))
  }
}
