import Model
import Store
import Tabular

/// The tables of the report on profit.
struct ProfitTables {
  let request: ProfitRequest
  let collection: ProfitCollection

  /// Currencies by how many orders they have, the most first.
  var currencies: [Currency] {
    func count(_ currency: Currency) -> Int64 { total(currency, .orders)?.count ?? 0 }
    return Set(collection.totals.keys.map(\.currency)).sorted {
      (count($1), $0.packed) < (count($0), $1.packed)
    }
  }

  /// Everything of a currency in one line of the report.
  func total(_ currency: Currency, _ part: ProfitPart) -> ProfitFigures? {
    collection.totals[.init(group: .whole, currency: currency, part: part)]
  }

  /// The lines that make the result of a currency: orders, and what lies beside them.
  func result(_ currency: Currency) throws -> ProfitFigures {
    var sum = ProfitFigures()
    for part in ProfitTables.counted { if let figures = total(currency, part) { try sum.add(figures) } }
    return sum
  }

  /// Parts that a result is made of.
  static let counted: [ProfitPart] = [.orders, .otherCurrency, .unallocated, .deleted]

  private var figureColumns: [ReportTable.Column] {
    [
      .init("line", "Line"), .init("currency", "Currency"), .init("orders", "Orders"), .init("revenue", "Revenue"),
      .init("goods", "Cost of goods"), .init("shipping", "Shipping"), .init("fulfillment", "Fulfillment"),
      .init("payment", "Payment"), .init("other", "Other"), .init("estimates", "Of it estimates"),
      .init("profit", "Profit"), .init("margin_bp", "Margin"), .init("complete_orders", "Complete"),
      .init("estimated_orders", "With estimates"), .init("incomplete_orders", "Incomplete"),
      .init("incomplete_revenue", "Revenue of incomplete"),
    ]
  }

  /// The figures of every group, then of everything, each with lines of its own for costs beside the orders.
  func figures() throws -> ReportTable {
    var columns = figureColumns
    let dimension = request.dimension
    if dimension != .order {
      columns.insert(.init(dimension.rawValue, dimension.title, .identifier), at: 0)
    }
    var table = ReportTable(id: "figures", caption: "Profit by \(dimension.rawValue)", columns: columns)
    func add(_ group: ProfitGroup, _ currency: Currency, _ lines: [(ProfitPart, ProfitFigures)]) throws {
      let name: [ReportValue] = dimension == .order ? [] : [.text(group.name(dimension))]
      let isWhole = group == .whole
      var known = FigureRow.Known()
      for (part, figures) in lines {
        let isOfOrders = part == .orders
        let own = FigureRow.Known(figures, isOfOrders: isOfOrders, isWhole: isWhole)
        known.add(own)
        let row = FigureRow(
          line: part.name, currency: currency, figures: figures, isOfOrders: isOfOrders, known: own)
        table.add(name + (try row.values()))
      }
      guard lines.count > 1 || isWhole else { return }
      var sum = ProfitFigures()
      for (_, figures) in lines { try sum.add(figures) }
      sum.count = lines.first { $0.0 == .orders }?.1.count ?? 0
      let row = FigureRow(line: "total", currency: currency, figures: sum, isOfOrders: true, known: known)
      table.add(name + (try row.values()))
    }
    var current: (group: ProfitGroup, currency: Currency)?
    var lines: [(ProfitPart, ProfitFigures)] = []
    for (key, figures) in collection.groups.sorted(by: { $0.key < $1.key })
    where ProfitTables.counted.contains(key.part) {
      if let current, current != (key.group, key.currency) {
        try add(current.group, current.currency, lines)
        lines = []
      }
      current = (key.group, key.currency)
      lines.append((key.part, figures))
    }
    if let current { try add(current.group, current.currency, lines) }
    for currency in currencies.sorted() {
      let lines = ProfitTables.counted.compactMap { part in total(currency, part).map { (part, $0) } }
      if !lines.isEmpty { try add(.whole, currency, lines) }
    }
    return table
  }

  /// Nothing where nothing is known, which is not zero.
  private func cost(_ kind: ProfitFigures.Kind) throws -> ReportValue {
    let sum = try kind.actual.plus(kind.estimate)
    return sum == 0 && kind.actualCount + kind.estimateCount == 0 ? .none : .amount(Amount(e4: sum))
  }

  /// Profit of what the revenue of complete orders is, in basis points.
  static func margin(_ figures: ProfitFigures) -> Int? {
    guard figures.complete > 0, figures.completeRevenue > 0 else { return nil }
    let product = Int128(figures.profit) * 10_000
    let half = Int128(figures.completeRevenue) / 2
    return Int(clamping: (product + (product < 0 ? -half : half)) / Int128(figures.completeRevenue))
  }

  /// What revenue is made of.
  func revenue() throws -> ReportTable {
    var table = ReportTable(
      id: "revenue", caption: "What revenue is made of",
      columns: [
        .init("currency", "Currency"), .init("subtotal", "Subtotal"),
        .init("shipping_handling", "Shipping and handling"),
        .init("gift_charges", "Gift charges"), .init("surcharges", "Surcharges"), .init("discounts", "Discounts"),
        .init("tax_in_prices", "Tax within prices"), .init("refunds", "Refunds"), .init("revenue", "Revenue"),
      ])
    for currency in currencies {
      guard let figures = total(currency, .orders) else { continue }
      table.add([
        .text(currency.description), .amount(orNone: figures.subtotal), .amount(orNone: figures.shippingHandling),
        .amount(orNone: figures.giftCharges), .amount(orNone: figures.surcharges),
        .amount(orNone: try Int64(0).minus(figures.discounts)),
        .amount(orNone: try Int64(0).minus(figures.taxInPrices)),
        .amount(orNone: try Int64(0).minus(figures.refunds)), .amount(orNone: try figures.revenue()),
      ])
    }
    return table
  }

  /// How much of each kind of cost is known.
  func coverage() -> ReportTable {
    var table = ReportTable(
      id: "coverage", caption: "Orders by what is known of each cost",
      columns: [
        .init("currency", "Currency"), .init("cost", "Cost"), .init("orders", "Orders"),
        .init("actual_orders", "Actual"),
        .init("estimated_orders", "Estimate only"), .init("unknown_orders", "Unknown"),
        .init("coverage_bp", "Actual known"), .init("actual", "Actual costs"), .init("estimate", "Estimates used"),
      ])
    for currency in currencies {
      guard let figures = total(currency, .orders), figures.count > 0 else { continue }
      table.add([
        .text(currency.description), .text("goods"), .count(Int(figures.count)), .count(Int(figures.goodsKnown)),
        .none, .count(Int(figures.count - figures.goodsKnown)), .basisPoints(share(figures.goodsKnown, figures.count)),
        .amount(orNone: figures.goodsKnown == 0 ? nil : figures.goods), .none,
      ])
      for kind in CostKind.allCases {
        let costs = figures[kind]
        table.add([
          .text(currency.description), .text(kind.rawValue), .count(Int(figures.count)), .count(Int(costs.actualCount)),
          kind == .other ? .none : .count(Int(costs.estimateCount)), .count(Int(costs.unknownCount)),
          .basisPoints(share(costs.actualCount, figures.count)),
          .amount(orNone: costs.actualCount == 0 && costs.actual == 0 ? nil : costs.actual),
          kind == .other || costs.estimateCount == 0 ? .none : .amount(Amount(e4: costs.estimate)),
        ])
      }
    }
    return table
  }

  private func share(_ part: Int64, _ whole: Int64) -> Int { Int(part * 10_000 / max(whole, 1)) }

  /// How good the estimates were, over the orders of which both are known.
  func accuracy() throws -> ReportTable {
    var table = ReportTable(
      id: "accuracy", caption: "Actual costs against their estimates",
      columns: [
        .init("currency", "Currency"), .init("cost", "Cost"), .init("orders", "Orders with both"),
        .init("estimate", "Estimate"), .init("actual", "Actual"), .init("difference", "Actual less estimate"),
        .init("difference_bp", "Of the estimate"),
      ])
    for currency in currencies {
      guard let figures = total(currency, .orders) else { continue }
      for kind in CostKind.allCases where figures[kind].comparedCount > 0 {
        let costs = figures[kind]
        let difference = try costs.comparedActual.minus(costs.comparedEstimate)
        let share =
          costs.comparedEstimate == 0 ? nil : Int(clamping: try difference.times(10_000, over: costs.comparedEstimate))
        table.add([
          .text(currency.description), .text(kind.rawValue), .count(Int(costs.comparedCount)),
          .amount(orNone: costs.comparedEstimate), .amount(orNone: costs.comparedActual), .amount(orNone: difference),
          .basisPoints(orNone: share),
        ])
      }
    }
    return table
  }

  /// Orders that have no part in profit.
  func excluded() throws -> ReportTable {
    var table = ReportTable(
      id: "excluded", caption: "Orders without part in profit",
      columns: [
        .init("reason", "Reason"), .init("currency", "Currency"), .init("orders", "Orders"),
        .init("revenue", "Would be revenue"), .init("actual_costs", "Actual costs on them"),
      ])
    for reason in ProfitExclusion.allCases {
      for currency in currencies {
        guard let figures = total(currency, .keptOut(reason)) else { continue }
        var costs: Int64 = 0
        for kind in CostKind.allCases { costs = try costs.plus(figures[kind].actual) }
        table.add([
          .text(reason.name), .text(currency.description), .count(Int(figures.count)),
          .amount(orNone: try figures.revenue()), .amount(orNone: costs),
        ])
      }
    }
    return table
  }

  /// Orders with the least or the most profit.
  func extremes(_ id: String, _ caption: String, _ lists: [Currency: [ProfitCollection.Extreme]]) throws -> ReportTable
  {
    var table = ReportTable(
      id: id, caption: caption,
      columns: [
        .init("order", "Order", .identifier), .init("date", "Placed"), .init("currency", "Currency"),
        .init("revenue", "Revenue"), .init("goods", "Cost of goods"), .init("shipping", "Shipping"),
        .init("fulfillment", "Fulfillment"), .init("payment", "Payment"), .init("other", "Other"),
        .init("profit", "Profit"), .init("margin_bp", "Margin"), .init("estimated", "Costs known by"),
      ])
    for currency in currencies {
      for order in lists[currency] ?? [] {
        let figures = order.figures
        table.add([
          .text(order.orderID), .date(order.date), .text(currency.description), .amount(orNone: try figures.revenue()),
          .amount(orNone: figures.goods), try cost(figures.shipping), try cost(figures.fulfillment),
          try cost(figures.payment), try cost(figures.other), .amount(orNone: figures.profit),
          .basisPoints(orNone: ProfitTables.margin(figures)),
          .text(figures.estimated > 0 ? "actuals and estimates" : "actuals"),
        ])
      }
    }
    return table
  }
}
