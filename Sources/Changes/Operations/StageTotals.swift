public import Model
import Store

/// How many orders of a run were in a stage, and how many are afterwards, with what they come to.
public struct StageTotal: Sendable {
  /// The stage.
  public let stage: String
  /// The currency of the money.
  public let currency: Currency
  /// Orders before.
  public let ordersBefore: Int
  /// What they came to.
  public let before: Amount
  /// Orders afterwards.
  public let ordersAfter: Int
  /// What they come to.
  public let after: Amount
}

/// Adds up orders and money by stage, before and after a run.
struct StageTotals {
  private struct Sum {
    var orders = 0
    var money = MoneySum()
  }

  private struct Key: Hashable {
    let stage: String
    let currency: String
  }

  private var before: [Key: Sum] = [:]
  private var after: [Key: Sum] = [:]

  mutating func addBefore(_ stage: String, _ currency: String, _ amount: Int64) {
    before[Key(stage: stage, currency: currency), default: Sum()].orders += 1
    before[Key(stage: stage, currency: currency), default: Sum()].money.add(amount)
  }

  mutating func addAfter(_ stage: String, _ currency: String, _ amount: Int64) {
    after[Key(stage: stage, currency: currency), default: Sum()].orders += 1
    after[Key(stage: stage, currency: currency), default: Sum()].money.add(amount)
  }

  /// By stage, in the order of an order's life as ``Model/OrderStage`` has it, then by currency.
  func lines() throws -> [StageTotal] {
    let stages = OrderStage.allCases.map(\.rawValue)
    let keys = Set(before.keys).union(after.keys).sorted {
      let places = [$0, $1].map { stages.firstIndex(of: $0.stage) ?? stages.count }
      return places[0] == places[1] ? $0.currency < $1.currency : places[0] < places[1]
    }
    return try keys.compactMap { key in
      guard let currency = Currency(key.currency) else { return nil }
      let (old, new) = (before[key] ?? Sum(), after[key] ?? Sum())
      let what = "the sum of the orders in \(key.stage)"
      return StageTotal(
        stage: key.stage, currency: currency, ordersBefore: old.orders, before: try old.money.amount(of: what),
        ordersAfter: new.orders, after: try new.money.amount(of: what))
    }
  }
}
