import Model
import Store

/// Reckons what orders add to profit: revenue less cost of goods less each cost (SPEC, Costs, Profit). A cost that is
/// not known takes its estimate; where there is none the order's profit stays unknown. Costs of the kind `other` have
/// no estimate and nothing announces them: an order without any is complete.
struct ProfitReckoning {
  let zone: TimeZoneRules
  let dating: ProfitDating
  let rates: ExchangeRates
  /// Whether orders are converted into the merchant's own currency.
  let converts: Bool
  /// Facts of the order reckoned last.
  private(set) var facts: [ProfitFact] = []
  /// The figures of the order reckoned last as a whole, whatever the day of its costs.
  private(set) var whole = ProfitFigures()
  private var span: TimeZoneRules.Span

  init(zone: TimeZoneRules, dating: ProfitDating, rates: ExchangeRates, converts: Bool) {
    self.zone = zone
    self.dating = dating
    self.rates = rates
    self.converts = converts
    span = zone.span(atSecond: 0)
  }

  /// The local day of an instant.
  mutating func date(of instant: Instant) -> CivilDate {
    let second = instant.seconds
    if !span.contains(second: second) { span = zone.span(atSecond: second) }
    return WallTime(secondsOnClock: second + Int64(span.offsetSeconds)).date
  }

  /// Reckons an order with its ledger rows in another currency or, when costs belong to the day of their entry, with all
  /// movements of its costs.
  mutating func reckon(
    _ order: ProfitOrder, frozen: ExchangeRate?, entries: [ProfitEntry], movements all: [CostMovement] = []
  ) throws {
    facts.removeAll(keepingCapacity: true)
    let day = date(of: order.createdAt)
    var currency = order.currency
    var rate = ExchangeRate.one
    if converts, currency != rates.home,
      let found = rates.rate(
        from: currency, to: rates.home, on: day, frozen: frozen, frozenCurrency: order.currency)
    {
      rate = found
      currency = rates.home
    }
    let movements = try ProfitMovements(
      entries, all, of: order, in: currency, orderRate: rate, rates: rates, frozen: frozen)
    whole = ProfitFigures()
    let part: ProfitPart = order.isDeleted ? .deleted : order.exclusion.map(ProfitPart.keptOut) ?? .orders
    if part != .deleted { try addRevenue(order, rate) }
    try addCosts(order, rate, movements)
    if part != .orders { try settleOutside(part) }
    if part == .deleted, !movements.hasHome, order.actual.isEmpty { whole.count = 0 }
    try emit(part, currency, day, rate, order, movements)
  }

  private mutating func addRevenue(_ order: ProfitOrder, _ rate: ExchangeRate) throws {
    func inHome(_ amount: Int64) throws -> Int64 { rate == .one ? amount : try rate.of(amount) }
    let charges = try order.charges.shippingHandling.plus(order.charges.gift).plus(order.charges.surcharge)
    // Without a subtotal and without lines the total less tax is all that is known.
    let subtotal =
      try order.subtotal ?? order.lines ?? order.total.minus(order.tax ?? 0).minus(charges).plus(order.discounts)
    whole.count = 1
    whole.subtotal = try inHome(subtotal)
    whole.shippingHandling = try inHome(order.charges.shippingHandling)
    whole.giftCharges = try inHome(order.charges.gift)
    whole.surcharges = try inHome(order.charges.surcharge)
    whole.discounts = try inHome(order.discounts)
    whole.refunds = try inHome(order.refunds())
    whole.taxInPrices = try inHome(order.taxInPrices())
    if let goods = order.goods {
      whole.goods = try inHome(goods)
      whole.goodsKnown = 1
    }
  }

  private mutating func addCosts(_ order: ProfitOrder, _ rate: ExchangeRate, _ movements: ProfitMovements) throws {
    var isComplete = whole.goodsKnown == 1
    var isEstimated = false
    for kind in CostKind.allCases {
      let own = try order.actual[kind].map { rate == .one ? $0 : try rate.of($0) }
      let estimate = try order.estimated[kind].map { rate == .one ? $0 : try rate.of($0) }
      var figures = ProfitFigures.Kind()
      var actual = own
      if let foreign = movements.converted[kind] { actual = try (actual ?? 0).plus(foreign) }
      if let actual, !movements.isApart(kind) {
        figures.actual = actual
        figures.actualCount = 1
        if let estimate {
          figures.comparedCount = 1
          figures.comparedActual = actual
          figures.comparedEstimate = estimate
        }
      } else if movements.isApart(kind) {
        // Some of it stands in a currency of its own: what is known in the order's is no whole.
        figures.actual = actual ?? 0
        figures.unknownCount = 1
        isComplete = false
      } else if let estimate {
        figures.estimate = estimate
        figures.estimateCount = 1
        isEstimated = true
      } else {
        figures.unknownCount = 1
        if kind != .other { isComplete = false }
      }
      whole[kind] = figures
    }
    guard isComplete else { return }
    whole.complete = 1
    whole.estimated = isEstimated ? 1 : 0
    whole.completeRevenue = try whole.revenue()
    whole.profit = try whole.completeRevenue.minus(whole.goods).minus(whole.costs())
  }

  /// Orders that do not count show what they would have; only the costs of deleted ones lower the result.
  private mutating func settleOutside(_ part: ProfitPart) throws {
    whole.complete = 0
    whole.estimated = 0
    whole.completeRevenue = 0
    whole.profit = 0
    guard part == .deleted else { return }
    whole.count = 1
    for kind in CostKind.allCases {
      whole[kind].estimate = 0
      whole[kind].estimateCount = 0
      whole[kind].unknownCount = 0
      whole[kind].comparedCount = 0
      whole[kind].comparedActual = 0
      whole[kind].comparedEstimate = 0
      whole.profit = try whole.profit.minus(whole[kind].actual)
    }
  }

  private mutating func emit(
    _ part: ProfitPart, _ currency: Currency, _ day: CivilDate, _ rate: ExchangeRate, _ order: ProfitOrder,
    _ movements: ProfitMovements
  ) throws {
    if dating == .order {
      if whole.count > 0 { facts.append(ProfitFact(date: day, part: part, currency: currency, figures: whole)) }
    } else {
      try emitByEntry(part, currency, day, rate, order, movements)
    }
    for movement in movements.apart where movement.amount != 0 {
      var figures = ProfitFigures()
      figures[movement.kind].actual = movement.amount
      figures[movement.kind].moves = 1
      let foreign: ProfitPart = part == .orders ? .otherCurrency : part
      if foreign == .otherCurrency || foreign == .deleted { figures.profit = try Int64(0).minus(movement.amount) }
      facts.append(
        ProfitFact(
          date: dating == .order ? day : movement.date, part: foreign, currency: movement.currency, figures: figures))
    }
  }
}

extension ProfitReckoning {
  /// The day of the order has its revenue, goods and estimates, each later day what moved on it. An estimate stands until
  /// the day on which the cost becomes known, so that what a month had is not changed by what comes later.
  private mutating func emitByEntry(
    _ part: ProfitPart, _ currency: Currency, _ day: CivilDate, _ rate: ExchangeRate, _ order: ProfitOrder,
    _ movements: ProfitMovements
  ) throws {
    let countsCosts = part == .deleted || whole.complete == 1
    var base = whole
    var later: [ProfitFact] = []
    func move(_ kind: CostKind, on date: CivilDate, actual: Int64 = 0, estimate: Int64 = 0) throws {
      var figures = ProfitFigures()
      figures[kind].actual = actual
      figures[kind].estimate = estimate
      figures[kind].moves = 1
      let cost = try actual.plus(estimate)
      base[kind].actual = try base[kind].actual.minus(actual)
      base[kind].estimate = try base[kind].estimate.minus(estimate)
      if countsCosts {
        figures.profit = try Int64(0).minus(cost)
        figures.profitMoves = 1
        base.profit = try base.profit.plus(cost)
      }
      later.append(ProfitFact(date: date, part: part, currency: currency, figures: figures))
    }
    // Nothing stands for a cost before there is the order.
    for turn in movements.turns where part == .orders && turn.date > day {
      guard let estimate = try order.estimated[turn.kind].map({ rate == .one ? $0 : try rate.of($0) }) else { continue }
      try move(turn.kind, on: turn.date, estimate: turn.isKnown ? -estimate : estimate)
    }
    for movement in movements.home { try move(movement.kind, on: movement.date, actual: movement.amount) }
    if whole.count > 0 { facts.append(ProfitFact(date: day, part: part, currency: currency, figures: base)) }
    facts += later.filter { fact in
      CostKind.allCases.contains { fact.figures[$0].actual != 0 || fact.figures[$0].estimate != 0 }
    }
  }
}

extension ProfitOrder {
  /// The tax that lies within the prices: that of an order whose stated parts make its total without the tax beside
  /// them. No source says it of each order.
  func taxInPrices() throws -> Int64 {
    guard let subtotal, let tax, tax != 0 else { return 0 }
    let charges = try self.charges.shippingHandling.plus(self.charges.gift).plus(self.charges.surcharge)
    return try subtotal.plus(charges).minus(discounts) == total ? tax : 0
  }

  /// What was given back of what revenue is made of. Of an order that says only the sum of its refunds, the tax in it
  /// is the share that tax has in the total.
  func refunds() throws -> Int64 {
    if let refundedParts { return refundedParts }
    guard let totalRefunded else { return 0 }
    if let taxRefunded { return try totalRefunded.minus(taxRefunded) }
    guard let tax, tax != 0, total != 0 else { return totalRefunded }
    return try totalRefunded.minus(totalRefunded.times(tax, over: total))
  }
}
