import Model
import Store

/// What an order's costs came to on which days, so that the movements of a kind add up to its effective value.
struct ProfitMovements {
  /// A change of one kind of cost.
  struct Movement {
    let date: CivilDate
    let kind: CostKind
    let currency: Currency
    var amount: Int64
  }

  /// A day on which a kind of cost became known, or unknown again.
  struct Turn {
    let date: CivilDate
    let kind: CostKind
    let isKnown: Bool
  }

  /// In the currency in which the order is reckoned, those that were converted among them.
  private(set) var home: [Movement] = []
  /// In currencies that nothing converts.
  private(set) var apart: [Movement] = []
  /// What was converted, by kind, beside the order's own effective values.
  private(set) var converted = CostValues()
  /// When costs became known, where they belong to the day of their entry.
  private(set) var turns: [Turn] = []

  /// Whether there is any in the order's currency.
  var hasHome: Bool { !home.isEmpty }

  /// Whether some of a kind stands in another currency.
  func isApart(_ kind: CostKind) -> Bool {
    var sums: [Currency: Int64] = [:]
    for movement in apart where movement.kind == kind { sums[movement.currency, default: 0] += movement.amount }
    return sums.values.contains { $0 != 0 }
  }

  /// Takes the rows in a currency of their own or, where costs belong to the day of their entry, all movements.
  init(
    _ entries: [ProfitEntry], _ movements: [CostMovement], of order: ProfitOrder, in currency: Currency,
    orderRate: ExchangeRate,
    rates: ExchangeRates, frozen: ExchangeRate?
  ) throws {
    guard !entries.isEmpty || !movements.isEmpty else { return }
    var foreign = try ProfitMovements.movements(of: entries)
    for movement in movements {
      let isHome = movement.currency == order.currency
      let found = Movement(
        date: movement.on, kind: movement.kind, currency: isHome ? currency : movement.currency,
        amount: movement.amount.e4)
      if isHome { home.append(found) } else { foreign.append(found) }
    }
    findTurns(movements)
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
      guard let last = home.lastIndex(where: { $0.kind == kind }) else { continue }
      var sum: Int64 = 0
      for movement in home where movement.kind == kind { sum = try sum.plus(movement.amount) }
      home[last].amount = try home[last].amount.plus(rate.of(order.actual[kind] ?? 0).minus(sum))
    }
  }

  /// A cost is known while there is one in any currency. Movements of several currencies come one currency after the other.
  private mutating func findTurns(_ movements: [CostMovement]) {
    var known: [CostKind: Set<Currency>] = [:]
    let inOrder = movements.enumerated().sorted { ($0.element.batch, $0.offset) < ($1.element.batch, $1.offset) }
    for (_, movement) in inOrder {
      let kind = movement.kind
      let wasKnown = !known[kind, default: []].isEmpty
      if movement.isKnown {
        known[kind, default: []].insert(movement.currency)
      } else {
        known[kind, default: []].remove(movement.currency)
      }
      let isKnown = !known[kind, default: []].isEmpty
      if isKnown != wasKnown { turns.append(Turn(date: movement.on, kind: kind, isKnown: isKnown)) }
    }
  }

  /// What each row changed in the value that stood before.
  private static func movements(of entries: [ProfitEntry]) throws -> [Movement] {
    var standing: [Currency: CostValues] = [:]
    var movements: [Movement] = []
    for entry in entries {
      let before = standing[entry.currency] ?? CostValues()
      let after = try EffectiveRule.applying(entry.amounts, sets: entry.sets, to: before)
      standing[entry.currency] = after
      for kind in CostKind.allCases where entry.amounts[kind] != nil {
        let amount = (after[kind] ?? 0) - (before[kind] ?? 0)
        movements.append(Movement(date: entry.date, kind: kind, currency: entry.currency, amount: amount))
      }
    }
    return movements
  }

  private struct Source: Hashable {
    let currency: Currency
    let kind: CostKind

    static func isBefore(_ left: Source, _ right: Source) -> Bool {
      (left.currency, left.kind.index) < (right.currency, right.kind.index)
    }
  }
}
