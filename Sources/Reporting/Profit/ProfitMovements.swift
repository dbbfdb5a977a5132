import Model
import Store

/// What the ledger rows of an order did to its costs, one after the other: what each changed in the value that stood
/// before, so that the movements of a kind add up to its effective value.
struct ProfitMovements {
  /// A change of one kind of cost.
  struct Movement {
    let date: CivilDate
    let kind: CostKind
    let currency: Currency
    var amount: Int64
  }

  /// In the currency in which the order is reckoned, those that were converted among them.
  private(set) var home: [Movement] = []
  /// In currencies that nothing converts.
  private(set) var apart: [Movement] = []
  /// What was converted, by kind, beside the order's own effective values.
  private(set) var converted = CostValues()

  /// Whether there is any in the order's currency.
  var hasHome: Bool { !home.isEmpty }

  /// Whether some of a kind stands in another currency.
  func isApart(_ kind: CostKind) -> Bool { apart.contains { $0.kind == kind } }

  init(
    _ entries: [ProfitEntry], of order: ProfitOrder, in currency: Currency, orderRate: ExchangeRate,
    rates: ExchangeRates, frozen: ExchangeRate?
  ) throws {
    guard !entries.isEmpty else { return }
    var standing: [Currency?: CostValues] = [:]
    var foreign: [Movement] = []
    for entry in entries {
      let before = standing[entry.currency] ?? CostValues()
      let after = try EffectiveRule.applying(entry.amounts, sets: entry.sets, to: before)
      standing[entry.currency] = after
      for kind in CostKind.allCases where entry.amounts[kind] != nil {
        let amount = (after[kind] ?? 0) - (before[kind] ?? 0)
        let movement = Movement(
          date: entry.date, kind: kind, currency: entry.currency ?? currency, amount: amount)
        if entry.currency == nil { home.append(movement) } else { foreign.append(movement) }
      }
    }
    if orderRate != .one { try convertHome(orderRate, order) }
    for (of, kind) in Set(foreign.map { Source(currency: $0.currency, kind: $0.kind) }).sorted(by: Source.isBefore)
      .map({ ($0.currency, $0.kind) })
    {
      let group = foreign.filter { $0.currency == of && $0.kind == kind }
      let found = group.map {
        rates.rate(from: of, to: currency, on: $0.date, frozen: frozen, frozenCurrency: order.currency)
      }
      guard !found.contains(nil) else {
        apart += group
        continue
      }
      for (movement, rate) in zip(group, found) {
        let amount = try (rate ?? .one).of(movement.amount)
        converted[kind] = try (converted[kind] ?? 0).plus(amount)
        home.append(Movement(date: movement.date, kind: kind, currency: currency, amount: amount))
      }
    }
  }

  /// The converted movements of a kind add up to its converted value: what rounding leaves over goes to the last one.
  private mutating func convertHome(_ rate: ExchangeRate, _ order: ProfitOrder) throws {
    for index in home.indices { home[index].amount = try rate.of(home[index].amount) }
    for kind in CostKind.allCases {
      guard let value = order.actual[kind], let last = home.lastIndex(where: { $0.kind == kind }) else { continue }
      var sum: Int64 = 0
      for movement in home where movement.kind == kind { sum = try sum.plus(movement.amount) }
      home[last].amount = try home[last].amount.plus(rate.of(value).minus(sum))
    }
  }

  private struct Source: Hashable {
    let currency: Currency
    let kind: CostKind

    static func isBefore(_ left: Source, _ right: Source) -> Bool {
      (left.currency, left.kind.index) < (right.currency, right.kind.index)
    }
  }
}
