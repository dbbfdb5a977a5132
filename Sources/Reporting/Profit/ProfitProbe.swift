public import Model
public import Store

/// Reckons the profit of single orders as it is and as it would be with other costs. It walks forward: orders are asked
/// for in ascending order of keys.
public final class ProfitProbe {
  private let orders: ProfitOrders
  private let entries: ProfitEntries
  private var reckoning: ProfitReckoning
  private var order: ProfitOrder?
  private var entry: ProfitEntry?
  private var ofOrder: [ProfitEntry] = []

  /// A probe for this transaction. Days are those of `zone`; `home` is the merchant's own currency.
  public init(_ connection: StoreConnection, zone: TimeZoneRules, home: Currency) throws {
    orders = try connection.profitOrders(from: nil, before: nil)
    entries = try connection.profitEntries()
    reckoning = ProfitReckoning(zone: zone, dating: .order, rates: ExchangeRates(home: home), converts: false)
    entry = try entries.next()
  }

  /// Goes to an order; false where there is none of that key.
  public func advance(to orderKey: Int64) throws -> Bool {
    while (order?.orderKey ?? -1) < orderKey {
      guard let next = try orders.next() else { return false }
      order = next
    }
    guard order?.orderKey == orderKey else { return false }
    ofOrder.removeAll(keepingCapacity: true)
    while let found = entry, found.orderKey <= orderKey {
      if found.orderKey == orderKey { ofOrder.append(found) }
      entry = try entries.next()
    }
    return true
  }

  /// The id of the order.
  public var orderID: String { orders.text(.orderID) ?? "" }

  /// The order's profit with these actual costs; nil where it is unknown, or the order has no part in profit.
  public func profit(with costs: CostValues) throws -> Int64? {
    guard var order else { return nil }
    order.actual = costs
    try reckoning.reckon(order, frozen: orders.text(.exchangeRate).flatMap(ExchangeRate.init), entries: ofOrder)
    return reckoning.whole.complete > 0 ? reckoning.whole.profit : nil
  }
}
