import Diagnostics
import Model
import Store

/// Takes orders one by one and adds them up.
struct ProfitCollection {
  /// A line of the report.
  struct Key: Hashable, Comparable {
    let group: ProfitGroup
    let currency: Currency
    let part: ProfitPart

    static func < (left: Key, right: Key) -> Bool {
      (left.group, left.currency, left.part) < (right.group, right.currency, right.part)
    }
  }

  /// An order among those with the least, or the most, profit.
  struct Extreme: Sendable {
    let orderID: String
    let date: CivilDate
    let figures: ProfitFigures
  }

  private let request: ProfitRequest
  private let extremeCount: Int
  /// By group; of a dimension that is no period, costs of no order and of deleted ones belong to the whole.
  private(set) var groups: [Key: ProfitFigures] = [:]
  /// Everything, by currency and line.
  private(set) var totals: [Key: ProfitFigures] = [:]
  /// Orders with the least profit, by currency, the worst first.
  private(set) var lowest: [Currency: [Extreme]] = [:]
  /// Orders with the most profit, by currency, the best first.
  private(set) var highest: [Currency: [Extreme]] = [:]
  /// Orders that are marked as refunded without saying how much, and one of them.
  private(set) var withoutRefund: (count: Int, first: String) = (0, "")
  /// Orders whose revenue is their total less tax, and one of them.
  private(set) var withoutSubtotal: (count: Int, first: String) = (0, "")
  private var items = ProfitItems()
  private let digest = ProfitDigest()

  init(_ request: ProfitRequest) {
    self.request = request
    extremeCount = request.dimension == .order ? 50 : 20
  }

  mutating func add(_ step: ProfitWalk.Step) throws {
    guard !step.facts.isEmpty else { return }
    digest.add(step)
    let group = ProfitGroup.of(step.orders, request.dimension)
    if request.dimension == .item { try items.take(step.lines) }
    for fact in step.facts {
      try totals[Key(group: .whole, currency: fact.currency, part: fact.part), default: ProfitFigures()]
        .add(fact.figures)
      switch request.dimension {
      case .order: break
      case .day, .month:
        let period = ProfitGroup.period(fact.date, request.dimension)
        try groups[Key(group: period, currency: fact.currency, part: fact.part), default: ProfitFigures()]
          .add(fact.figures)
      case .stage, .channel, .state:
        guard fact.part == .orders else { continue }
        try groups[Key(group: group, currency: fact.currency, part: fact.part), default: ProfitFigures()]
          .add(fact.figures)
      case .item:
        guard fact.part == .orders else { continue }
        try items.forEachShare(of: fact.figures) { item, share in
          try groups[Key(group: .text(item), currency: fact.currency, part: fact.part), default: ProfitFigures()]
            .add(share)
        }
      }
    }
    note(step)
  }

  /// Costs of no order: they have no day but that of their entry.
  mutating func add(_ unallocated: UnallocatedTotal) throws {
    guard request.contains(unallocated.date) else { return }
    var (currency, amount) = (unallocated.currency, unallocated.amount)
    if request.converts,
      let rate = request.rates.rate(
        from: currency, to: request.rates.home, on: unallocated.date, frozen: nil, frozenCurrency: currency)
    {
      amount = try rate.of(amount)
      currency = request.rates.home
    }
    var figures = ProfitFigures()
    figures.count = unallocated.entries
    figures[unallocated.kind].actual = amount
    figures[unallocated.kind].actualCount = unallocated.entries
    figures.profit = try Int64(0).minus(amount)
    digest.add(unallocated)
    let part = ProfitPart.unallocated
    try totals[Key(group: .whole, currency: currency, part: part), default: ProfitFigures()].add(figures)
    guard request.dimension.isPeriod else { return }
    let period = ProfitGroup.period(unallocated.date, request.dimension)
    try groups[Key(group: period, currency: currency, part: part), default: ProfitFigures()].add(figures)
  }

  /// SHA-256 of everything that was added.
  func dataDigest() -> SHA256Digest { digest.finish() }

  private mutating func note(_ step: ProfitWalk.Step) {
    // Only the day of the order says whether it belongs to the period; costs may be entered later.
    guard let base = step.facts.first(where: { $0.part == .orders && $0.figures.count > 0 }) else { return }
    if step.order.isRefundMissing {
      if withoutRefund.count == 0 { withoutRefund.first = step.orders.text(.orderID) ?? "" }
      withoutRefund.count += 1
    }
    if step.order.subtotal == nil, step.order.lines == nil {
      if withoutSubtotal.count == 0 { withoutSubtotal.first = step.orders.text(.orderID) ?? "" }
      withoutSubtotal.count += 1
    }
    guard step.whole.complete > 0 else { return }
    insert(step, into: &lowest[base.currency, default: []], sign: 1)
    if request.dimension == .order { insert(step, into: &highest[base.currency, default: []], sign: -1) }
  }

  private func insert(_ step: ProfitWalk.Step, into list: inout [Extreme], sign: Int64) {
    let profit = step.whole.profit
    func comesBefore(_ other: Int64) -> Bool { sign > 0 ? profit < other : profit > other }
    if list.count >= extremeCount {
      // At the same profit the order that came first stays.
      guard let last = list.last, comesBefore(last.figures.profit) else { return }
      list.removeLast()
    }
    let extreme = Extreme(orderID: step.orders.text(.orderID) ?? "", date: step.date, figures: step.whole)
    let place = list.firstIndex { comesBefore($0.figures.profit) } ?? list.count
    list.insert(extreme, at: place)
  }
}

/// SHA-256 over the figures of a report in the order of their keys, so that two reports can be told to be of the same
/// data.
private final class ProfitDigest {
  private let hash = SHA256Stream()
  private var pending: [Int64] = []

  func add(_ step: ProfitWalk.Step) {
    for fact in step.facts {
      let figures = fact.figures
      pending += [
        step.order.orderKey, Int64(fact.date.days), Int64(fact.currency.packed), Int64(fact.part.digestNumber),
        figures.subtotal, figures.shippingHandling, figures.giftCharges, figures.surcharges, figures.discounts,
        figures.refunds, figures.taxInPrices, figures.goods, figures.goodsKnown, figures.complete, figures.profit,
      ]
      for kind in CostKind.allCases {
        pending += [figures[kind].actual, figures[kind].estimate, figures[kind].unknownCount]
      }
    }
    if pending.count > 4096 { flush() }
  }

  func add(_ unallocated: UnallocatedTotal) {
    pending += [
      Int64(unallocated.date.days), Int64(unallocated.currency.packed), Int64(unallocated.kind.index),
      unallocated.amount, unallocated.entries,
    ]
  }

  func finish() -> SHA256Digest {
    flush()
    return hash.finish()
  }

  private func flush() {
    for index in pending.indices { pending[index] = pending[index].littleEndian }
    pending.withUnsafeBytes { hash.update($0) }
    pending.removeAll(keepingCapacity: true)
  }
}
