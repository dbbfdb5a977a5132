import Model
import Store
import Tabular

/// One row an order with everything its profit is made of; orders that do not count too, with the reason. Made while it
/// is written, since a store may have millions.
struct ProfitOrderRows: ReportRows {
  let walk: ProfitWalk

  var table: ReportTable {
    ReportTable(
      id: "orders", caption: "Orders",
      columns: [
        .init("order", "Order", .identifier), .init("date", "Placed", .date), .init("line", "Line"),
        .init("stage", "Stage"), .init("channel", "Channel"), .init("state", "State"), .init("currency", "Currency"),
        .init("subtotal", "Subtotal", .money), .init("shipping_handling", "Shipping and handling", .money),
        .init("gift_charges", "Gift charges", .money), .init("surcharges", "Surcharges", .money),
        .init("discounts", "Discounts", .money), .init("tax_in_prices", "Tax within prices", .money),
        .init("refunds", "Refunds", .money),
        .init("revenue", "Revenue", .money),
        .init("goods", "Cost of goods", .money), .init("shipping", "Shipping", .money),
        .init("shipping_by", "Known by"), .init("fulfillment", "Fulfillment", .money),
        .init("fulfillment_by", "Known by"), .init("payment", "Payment", .money), .init("payment_by", "Known by"),
        .init("other", "Other", .money), .init("profit", "Profit", .money), .init("margin_bp", "Margin", .number),
      ], audience: .machines)
  }

  func forEach(_ body: ([ReportValue]) throws -> Void) throws {
    let isByEntry = walk.request.dating == .entry
    try walk.forEach { step in
      if !isByEntry {
        for fact in step.facts { try body(row(step, fact.part, fact.currency, fact.figures, isByEntry: false)) }
        return
      }
      // The day of the order and those of its entries in the period make one row.
      var sums: [(part: ProfitPart, currency: Currency, figures: ProfitFigures)] = []
      for fact in step.facts {
        if let index = sums.firstIndex(where: { $0.part == fact.part && $0.currency == fact.currency }) {
          try sums[index].figures.add(fact.figures)
        } else {
          sums.append((fact.part, fact.currency, fact.figures))
        }
      }
      for sum in sums { try body(row(step, sum.part, sum.currency, sum.figures, isByEntry: true)) }
    }
  }

  private func row(
    _ step: ProfitWalk.Step, _ part: ProfitPart, _ currency: Currency, _ figures: ProfitFigures, isByEntry: Bool
  ) throws -> [ReportValue] {
    // Costs entered in the period lower the profit of orders placed before it too.
    let isCounted = part == .orders ? step.whole.complete > 0 : part == .deleted || part == .otherCurrency
    let hasRevenue = figures.count > 0 && part != .deleted && part != .otherCurrency
    func money(_ amount: Int64) -> ReportValue { hasRevenue ? .amount(Amount(e4: amount)) : .none }
    var values: [ReportValue] = [
      .text(orNone: step.orders.text(.orderID)), .date(step.date), .text(part.name),
      .text(orNone: step.orders.text(.stage)), .text(orNone: step.orders.text(.channel)),
      .text(orNone: ProfitGroup.place(step.orders)), .text(currency.description), money(figures.subtotal),
      money(figures.shippingHandling), money(figures.giftCharges), money(figures.surcharges), money(figures.discounts),
      money(figures.taxInPrices), money(figures.refunds), money(try figures.revenue()),
      figures.goodsKnown > 0 ? .amount(Amount(e4: figures.goods)) : .none,
    ]
    for kind in CostKind.allCases {
      let costs = figures[kind]
      let isActual = costs.actual != 0 || costs.actualCount > 0 && costs.estimate == 0
      let isEstimate = costs.estimateCount > 0 || costs.estimate != 0
      values.append(isActual || isEstimate ? .amount(Amount(e4: try costs.actual.plus(costs.estimate))) : .none)
      guard kind != .other else { continue }
      values.append(isActual ? .text("actual") : isEstimate ? .text("estimate") : hasRevenue ? .text("unknown") : .none)
    }
    values.append(isCounted ? .amount(Amount(e4: figures.profit)) : .none)
    values.append(.basisPoints(orNone: isByEntry ? nil : ProfitTables.margin(figures)))
    return values
  }
}
