public import Model

/// Why an order has no part in profit (SPEC, Costs, Profit).
public enum ProfitExclusion: Int64, Sendable, CaseIterable {
  /// It was only tried out.
  case test = 1
  /// It is a quote, not yet an order.
  case quote = 2
  /// It was rejected or cancelled.
  case rejected = 3
  /// Its customer has not paid.
  case unpaid = 4
}

/// What the profit of one order is reckoned from: the row of `SQL/Profit/orders.sql`. Amounts are ten-thousandths of
/// the order's currency.
public struct ProfitOrder: Sendable {
  /// The order.
  public let orderKey: Int64
  /// Its currency.
  public let currency: Currency
  /// When it was placed.
  public let createdAt: Instant
  /// Whether it was deleted: then only its costs count, on a line of their own.
  public let isDeleted: Bool
  /// Why it has no part in profit; nil: it has.
  public let exclusion: ProfitExclusion?
  /// What the customer pays.
  public let total: Int64
  /// The tax in it; nil: unknown.
  public let tax: Int64?
  /// The items before discounts; nil where the source had no such figure.
  public let subtotal: Int64?
  /// The sum of the lines, where the source had no subtotal and each of them says what it is worth.
  public let lines: Int64?
  /// Shipping and handling, gift charges and surcharge that the customer paid.
  public let charges: (shippingHandling: Int64, gift: Int64, surcharge: Int64)
  /// Discounts on the items and on shipping.
  public let discounts: Int64
  /// Refunds of items, shipping and other charges; nil where the order does not part them.
  public let refundedParts: Int64?
  /// Everything refunded, with the tax; nil: nothing is known of a refund.
  public let totalRefunded: Int64?
  /// The tax in what was refunded.
  public let taxRefunded: Int64?
  /// What shipping, fulfillment and payment were expected to cost.
  public let estimated: CostValues
  /// What is known of the real costs, in the order's currency.
  public var actual: CostValues
  /// The cost of the goods; nil where that of one line is unknown.
  public let goods: Int64?
  /// Whether it is marked as refunded without saying how much.
  public let isRefundMissing: Bool
}

/// A text of an order that a report names or groups it by.
public enum ProfitText: Int32, Sendable {
  /// The order's id.
  case orderID = 1
  /// Where it is in its life.
  case stage = 6
  /// Where it was sold.
  case channel = 7
  /// The country it went to, else that of the bill.
  case country = 8
  /// The state, province or region of that country.
  case state = 9
  /// The decimal rate that was frozen when the order was placed.
  case exchangeRate = 23
}

/// One source row of the ledger that is in force, in a currency that is not its order's.
public struct ProfitEntry: Sendable {
  /// The order.
  public let orderKey: Int64
  /// Bits of the amounts that replace; the others add.
  public let sets: Int
  /// The amounts.
  public let amounts: CostValues
  /// Their currency.
  public let currency: Currency
  /// The day to which they belong.
  public let date: CivilDate
}

/// One line of goods of an order.
public struct ProfitLine: Sendable {
  /// The order.
  public let orderKey: Int64
  /// The SKU, else the description; nil where there is neither.
  public let item: String?
  /// How many, in ten-thousandths.
  public let quantity: Int64
  /// What the customer was asked for it; nil: unknown.
  public let value: Int64?
  /// What its goods cost; nil: unknown.
  public let goods: Int64?
}

/// Costs of no order, of one day, kind and currency.
public struct UnallocatedTotal: Sendable {
  /// The day to which they belong.
  public let date: CivilDate
  /// In which currency.
  public let currency: Currency
  /// For what.
  public let kind: CostKind
  /// How much, in ten-thousandths.
  public let amount: Int64
  /// How many entries.
  public let entries: Int64
}
