public import Model
import Store

/// What a report on profit is asked for.
public struct ProfitRequest: Sendable {
  /// By what it parts profit.
  public var dimension: ProfitDimension
  /// The first local day; nil from the beginning.
  public var from: CivilDate?
  /// The last local day; nil to the end.
  public var to: CivilDate?
  /// Which day costs belong to.
  public var dating = ProfitDating.order
  /// The zone of the local days.
  public var zone: TimeZoneRules
  /// Rates of exchange.
  public var rates: ExchangeRates
  /// Whether orders are converted into the merchant's own currency.
  public var converts = false

  /// A report on everything.
  public init(by dimension: ProfitDimension, zone: TimeZoneRules, rates: ExchangeRates) {
    self.dimension = dimension
    self.zone = zone
    self.rates = rates
  }

  /// Whether a day lies in the period.
  func contains(_ date: CivilDate) -> Bool {
    if let from, date < from { return false }
    if let to, date > to { return false }
    return true
  }
}

/// Walks once over all orders with what hangs on them, in ascending order of keys, and reckons each. Memory does not
/// grow with the number of orders.
struct ProfitWalk {
  let connection: StoreConnection
  let request: ProfitRequest

  /// What is known of the order that was reckoned.
  struct Step {
    let order: ProfitOrder
    /// For the order's texts.
    let orders: ProfitOrders
    /// Its day.
    let date: CivilDate
    /// What it adds to days of the period; days outside are left out.
    let facts: [ProfitFact]
    /// Its figures as a whole.
    let whole: ProfitFigures
    /// Its lines, where items were asked for.
    let lines: [ProfitLine]
  }

  func forEach(withLines: Bool = false, _ body: (Step) throws -> Void) throws {
    let zone = request.zone
    func start(_ date: CivilDate) -> Instant { zone.instant(of: WallTime(date: date, secondOfDay: 0)) }
    let isByEntry = request.dating == .entry
    // Costs entered in the period may be those of any order.
    let orders = try connection.profitOrders(
      from: isByEntry ? nil : request.from.map(start),
      before: isByEntry ? nil : request.to.map { start($0.adding(days: 1)) })
    let entries = try isByEntry ? nil : connection.profitEntries()
    let movements = try isByEntry ? connection.movementWalk() : nil
    let lines = withLines ? try connection.profitLines() : nil
    var reckoning = ProfitReckoning(
      zone: zone, dating: request.dating, rates: request.rates, converts: request.converts)
    var entry = try entries?.next()
    var line = try lines?.next()
    var ofOrder: [ProfitEntry] = []
    var linesOfOrder: [ProfitLine] = []
    while let order = try orders.next() {
      ofOrder.removeAll(keepingCapacity: true)
      while let found = entry, found.orderKey <= order.orderKey {
        if found.orderKey == order.orderKey { ofOrder.append(found) }
        entry = try entries?.next()
      }
      if let lines {
        linesOfOrder.removeAll(keepingCapacity: true)
        while let found = line, found.orderKey <= order.orderKey {
          if found.orderKey == order.orderKey { linesOfOrder.append(found) }
          line = try lines.next()
        }
      }
      try reckoning.reckon(
        order, frozen: orders.text(.exchangeRate).flatMap(ExchangeRate.init), entries: ofOrder,
        movements: movements?.movements(of: order.orderKey, currency: order.currency) ?? [])
      let facts = isByEntry ? reckoning.facts.filter { request.contains($0.date) } : reckoning.facts
      try body(
        Step(
          order: order, orders: orders, date: reckoning.date(of: order.createdAt), facts: facts, whole: reckoning.whole,
          lines: linesOfOrder))
    }
  }
}
