import Model
import Store

/// Shares an order's figures out among its items: each item has its own cost of goods, and of everything else the part
/// that its lines have in what the order's lines are worth. The parts add up to the whole exactly.
struct ProfitItems {
  /// The items of an order, each once, in the order of their first lines.
  private var items: [(name: String, weight: Int64, goods: Int64)] = []
  private var sum: Int64 = 0

  /// Takes the lines of the next order.
  mutating func take(_ lines: [ProfitLine]) throws {
    items.removeAll(keepingCapacity: true)
    let isValued = lines.contains { ($0.value ?? 0) > 0 }
    sum = 0
    for line in lines {
      let weight = isValued ? max(line.value ?? 0, 0) : 1
      sum = try sum.plus(weight)
      let name = line.item ?? "none"
      if let index = items.firstIndex(where: { $0.name == name }) {
        items[index].weight = try items[index].weight.plus(weight)
        items[index].goods = try items[index].goods.plus(line.goods ?? 0)
      } else {
        items.append((name, weight, line.goods ?? 0))
      }
    }
    if items.isEmpty {
      items.append(("no items", 1, 0))
      sum = 1
    }
  }

  /// Gives each item its part of the figures.
  func forEachShare(of figures: ProfitFigures, _ body: (String, ProfitFigures) throws -> Void) throws {
    var before: Int64 = 0
    for item in items {
      let after = try before.plus(item.weight)
      var share = figures
      func part(_ amount: Int64) throws -> Int64 {
        // The difference of two rounded sums: nothing is lost between the items.
        try amount == 0 ? 0 : amount.times(after, over: sum).minus(amount.times(before, over: sum))
      }
      share.subtotal = try part(figures.subtotal)
      share.shippingHandling = try part(figures.shippingHandling)
      share.giftCharges = try part(figures.giftCharges)
      share.surcharges = try part(figures.surcharges)
      share.discounts = try part(figures.discounts)
      share.refunds = try part(figures.refunds)
      share.taxInPrices = try part(figures.taxInPrices)
      if figures.count > 0, figures.goodsKnown > 0 { share.goods = item.goods } else { share.goods = 0 }
      for kind in CostKind.allCases {
        share[kind].actual = try part(figures[kind].actual)
        share[kind].estimate = try part(figures[kind].estimate)
        share[kind].comparedActual = try part(figures[kind].comparedActual)
        share[kind].comparedEstimate = try part(figures[kind].comparedEstimate)
      }
      if figures.complete > 0 { share.completeRevenue = try share.revenue() }
      if figures.complete > 0 {
        share.profit = try share.completeRevenue.minus(share.goods).minus(share.costs())
      } else {
        share.profit = try part(figures.profit)
      }
      try body(item.name, share)
      before = after
    }
  }
}
