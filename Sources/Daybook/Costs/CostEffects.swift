public import Changes
import Diagnostics
public import Model
import Reporting
public import Store

/// What a cost file does, collected while its rows are evaluated: money by kind, currency and month, the largest
/// changes, and the orders whose profit turns negative.
public final class CostEffects {
  /// One cost of one order that changes.
  public struct OrderChange: Sendable {
    /// The order's id.
    public let orderID: String
    /// Its currency.
    public let currency: Currency
    /// Its costs before.
    public let before: CostValues
    /// Its costs after.
    public let after: CostValues
    /// The rows of the file that change it, the first ones.
    public let lines: [Int]
    /// Its profit before; nil: unknown.
    public let profitBefore: Int64?
    /// Its profit after; nil: unknown.
    public let profitAfter: Int64?

    /// The sum of what changes.
    public var change: Int64 {
      CostKind.allCases.reduce(0) { $0 &+ ((after[$1] ?? 0) &- (before[$1] ?? 0)) }
    }
  }

  /// Money of one month, line, kind and currency.
  public struct Month: Sendable, Hashable, Comparable {
    /// The first day of the month.
    public let month: CivilDate
    /// Where it stands; nil: in the costs of orders.
    public let line: BesideLine?
    /// Which cost.
    public let kind: CostKind
    /// In which currency.
    public let currency: Currency

    /// By month, line, kind and currency.
    public static func < (left: Month, right: Month) -> Bool {
      (left.month, left.place, left.kind.index, left.currency)
        < (right.month, right.place, right.kind.index, right.currency)
    }

    private var place: Int { line.flatMap(BesideLine.allCases.firstIndex) ?? -1 }
  }

  /// Money of one kind and currency.
  public struct Total: Sendable, Hashable {
    /// Which cost.
    public let kind: CostKind
    /// In which currency.
    public let currency: Currency
  }

  /// What changes by month, and how many rows say so.
  public private(set) var months: [Month: (rows: Int, change: Int64)] = [:]
  /// Money before and after over the orders whose costs change.
  public private(set) var totals: [Total: (before: MoneySum, after: MoneySum)] = [:]
  /// The ten orders whose costs change most.
  public private(set) var largest: [OrderChange] = []
  /// Orders whose profit was not negative, or unknown, and becomes negative: the first hundred.
  public private(set) var losses: [OrderChange] = []
  /// How many those are.
  public private(set) var lossCount = 0
  /// Orders that change and whose profit nobody knows: a cost of goods or another cost is missing, or they have no part
  /// in profit.
  public private(set) var unknownProfits = 0
  /// Orders whose costs change.
  public private(set) var changedOrders = 0

  private let zone: TimeZoneRules
  private let home: Currency
  /// The day of rows that name none.
  public let day: CivilDate
  private var sums = BesideSums()
  private var probe: ProfitProbe?
  private var current: (orderKey: Int64, currency: Currency, before: CostValues, after: CostValues, lines: [Int])?
  private static let (mostLines, mostLosses) = (12, 100)

  /// Nothing yet; `day` is that of rows which name none.
  init(zone: TimeZoneRules, home: Currency, day: CivilDate) {
    self.zone = zone
    self.home = home
    self.day = day
  }

  private func finishOrder() throws {
    guard let order = current else { return }
    current = nil
    guard order.before != order.after, let probe, try probe.advance(to: order.orderKey) else { return }
    changedOrders += 1
    for kind in CostKind.allCases where order.before[kind] != nil || order.after[kind] != nil {
      let key = Total(kind: kind, currency: order.currency)
      totals[key, default: (MoneySum(), MoneySum())].before.add(order.before[kind] ?? 0)
      totals[key, default: (MoneySum(), MoneySum())].after.add(order.after[kind] ?? 0)
    }
    let (before, after) = (try probe.profit(with: order.before), try probe.profit(with: order.after))
    let change = OrderChange(
      orderID: probe.orderID, currency: order.currency, before: order.before, after: order.after, lines: order.lines,
      profitBefore: before, profitAfter: after)
    if after == nil { unknownProfits += 1 }
    if let after, after < 0, before.map({ $0 >= 0 }) ?? true {
      lossCount += 1
      if losses.count < CostEffects.mostLosses { losses.append(change) }
    }
    let place = largest.firstIndex { $0.change.magnitude < change.change.magnitude } ?? largest.count
    if place < 10 {
      largest.insert(change, at: place)
      if largest.count > 10 { largest.removeLast() }
    }
  }
}

extension CostEffects: CostObserver {
  /// Begins to walk over the orders of the store.
  public func begin(on connection: StoreConnection) throws {
    probe = try ProfitProbe(connection, zone: zone, home: home)
  }

  /// Takes what a row does.
  public func row(_ effect: CostRowEffect) throws {
    if current?.orderKey != effect.orderKey { try finishOrder() }
    var order = current ?? (effect.orderKey, effect.currency, effect.before, effect.after, [])
    order.after = effect.after
    if order.lines.count < CostEffects.mostLines { order.lines.append(effect.line) }
    current = order
    for kind in CostKind.allCases where effect.before[kind] != effect.after[kind] {
      try add(
        (effect.after[kind] ?? 0) - (effect.before[kind] ?? 0), on: effect.date, nil, kind, effect.currency)
    }
  }

  /// Takes an amount that is in no order's effective costs.
  public func beside(_ effect: CostBesideEffect) throws {
    sums.add(effect.line, effect.kind, effect.currency, effect.amount)
    try add(effect.amount, on: effect.date, effect.line, effect.kind, effect.currency)
  }

  /// What the file brings beside the effective costs of orders; fails with `rejected` where a sum is too large.
  public func beside() throws -> [BesideTotal] { try sums.lines() }

  private func add(
    _ amount: Int64, on date: CivilDate?, _ line: BesideLine?, _ kind: CostKind, _ currency: Currency
  ) throws {
    let date = date ?? day
    let month = date.adding(days: 1 - date.components.day)
    let key = Month(month: month, line: line, kind: kind, currency: currency)
    let (change, overflow) = amount.addingReportingOverflow(months[key]?.change ?? 0)
    if overflow { throw Failure(.rejected, .reportTooLarge) }
    months[key] = ((months[key]?.rows ?? 0) + 1, change)
  }

  /// Takes the last order.
  public func end() throws {
    try finishOrder()
    probe = nil
  }
}
