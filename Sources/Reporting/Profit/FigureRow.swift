import Model

/// A line of the table of figures.
struct FigureRow {
  let line: String
  let currency: Currency
  let figures: ProfitFigures
  let isOfOrders: Bool
  let known: Known

  /// What is known of a line, or of at least one of the lines that a total adds up: zero is shown, unknown is not.
  struct Known {
    var kinds: Set<CostKind> = []
    var isProfitKnown = false

    init() {}

    /// Over all time what was known and then taken back is unknown again, whatever moved in between.
    init(_ figures: ProfitFigures, isOfOrders: Bool, isWhole: Bool) {
      for kind in CostKind.allCases {
        let costs = figures[kind]
        let isMoved = costs.moves > 0 && !isWhole
        if costs.actual &+ costs.estimate != 0 || costs.actualCount + costs.estimateCount > 0 || isMoved {
          kinds.insert(kind)
        }
      }
      isProfitKnown =
        !isOfOrders || figures.complete > 0 || figures.count == 0 || figures.profit != 0 || figures.profitMoves > 0
    }

    mutating func add(_ line: Known) {
      kinds.formUnion(line.kinds)
      isProfitKnown = isProfitKnown || line.isProfitKnown
    }
  }

  func values() throws -> [ReportValue] {
    let revenue = try figures.revenue()
    func ofOrders(_ value: ReportValue) -> ReportValue { isOfOrders ? value : .none }
    let costs = try CostKind.allCases.map { kind -> ReportValue in
      let sum = try figures[kind].actual.plus(figures[kind].estimate)
      return known.kinds.contains(kind) ? .amount(Amount(e4: sum)) : .none
    }
    var estimates: Int64 = 0
    for kind in CostKind.allCases { estimates = try estimates.plus(figures[kind].estimate) }
    return [
      .text(line), .text(currency.description), .count(Int(figures.count)), ofOrders(.amount(Amount(e4: revenue))),
      .amount(orNone: isOfOrders && figures.goodsKnown > 0 ? figures.goods : nil),
    ] + costs + [
      .amount(Amount(e4: estimates)), .amount(orNone: known.isProfitKnown ? figures.profit : nil),
      .basisPoints(orNone: ProfitTables.margin(figures)),
      ofOrders(.count(Int(figures.complete))), ofOrders(.count(Int(figures.estimated))),
      ofOrders(.count(Int(figures.count - figures.complete))),
      ofOrders(.amount(Amount(e4: try revenue.minus(figures.completeRevenue)))),
    ]
  }
}
