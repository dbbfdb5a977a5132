import Diagnostics
public import Model

/// Figures of profit that add up: of one order, or of everything that belongs to a line of the report. Amounts are
/// ten-thousandths of one currency. Adding fails with `rejected` beyond an Int64.
public struct ProfitFigures: Sendable, Hashable {
  /// Orders, or entries of costs of no order.
  public var count: Int64 = 0
  /// What revenue is made of, all positive.
  public var subtotal: Int64 = 0
  /// See `subtotal`.
  public var shippingHandling: Int64 = 0
  /// See `subtotal`.
  public var giftCharges: Int64 = 0
  /// See `subtotal`.
  public var surcharges: Int64 = 0
  /// Taken off.
  public var discounts: Int64 = 0
  /// Given back.
  public var refunds: Int64 = 0
  /// Tax that lies within the prices, which revenue is without.
  public var taxInPrices: Int64 = 0
  /// The cost of goods, as far as it is known.
  public var goods: Int64 = 0
  /// Orders whose cost of goods is known.
  public var goodsKnown: Int64 = 0
  /// Costs by kind.
  public var shipping = Kind()
  /// See `shipping`.
  public var fulfillment = Kind()
  /// See `shipping`.
  public var payment = Kind()
  /// See `shipping`.
  public var other = Kind()
  /// Orders of which everything is known or estimated.
  public var complete: Int64 = 0
  /// Those among them that need an estimate.
  public var estimated: Int64 = 0
  /// The revenue of complete orders.
  public var completeRevenue: Int64 = 0
  /// The profit of complete orders; of other lines the costs, negative.
  public var profit: Int64 = 0
  /// Movements that changed `profit` on days after those of their orders.
  public var profitMoves: Int64 = 0

  /// Costs of one kind.
  public struct Kind: Sendable, Hashable {
    /// What was really paid.
    public var actual: Int64 = 0
    /// Estimates that stand for costs that are not known.
    public var estimate: Int64 = 0
    /// Orders whose cost is known.
    public var actualCount: Int64 = 0
    /// Orders for which the estimate stands.
    public var estimateCount: Int64 = 0
    /// Orders of which neither is known.
    public var unknownCount: Int64 = 0
    /// Movements on days of their own; with some, a sum of zero is no lack of knowledge.
    public var moves: Int64 = 0
    /// Orders of which both are known,
    public var comparedCount: Int64 = 0
    /// what they really cost,
    public var comparedActual: Int64 = 0
    /// and what was expected.
    public var comparedEstimate: Int64 = 0
  }

  /// Nothing.
  public init() {}

  /// The figures of a kind.
  public subscript(kind: CostKind) -> Kind {
    get {
      switch kind {
      case .shipping: shipping
      case .fulfillment: fulfillment
      case .payment: payment
      case .other: other
      }
    }
    _modify {
      switch kind {
      case .shipping: yield &shipping
      case .fulfillment: yield &fulfillment
      case .payment: yield &payment
      case .other: yield &other
      }
    }
  }

  /// Subtotal, shipping and handling, gift charges and surcharge, less discounts, refunds and the tax within them.
  public func revenue() throws -> Int64 {
    try subtotal.plus(shippingHandling).plus(giftCharges).plus(surcharges).minus(discounts).minus(taxInPrices)
      .minus(refunds)
  }

  /// All costs but goods: actual ones, and estimates where they stand for them.
  public func costs() throws -> Int64 {
    var sum: Int64 = 0
    for kind in CostKind.allCases { sum = try sum.plus(self[kind].actual).plus(self[kind].estimate) }
    return sum
  }

  /// Adds other figures to these.
  public mutating func add(_ more: ProfitFigures) throws {
    count = try count.plus(more.count)
    subtotal = try subtotal.plus(more.subtotal)
    shippingHandling = try shippingHandling.plus(more.shippingHandling)
    giftCharges = try giftCharges.plus(more.giftCharges)
    surcharges = try surcharges.plus(more.surcharges)
    discounts = try discounts.plus(more.discounts)
    refunds = try refunds.plus(more.refunds)
    taxInPrices = try taxInPrices.plus(more.taxInPrices)
    goods = try goods.plus(more.goods)
    goodsKnown = try goodsKnown.plus(more.goodsKnown)
    for kind in CostKind.allCases { try self[kind].add(more[kind]) }
    complete = try complete.plus(more.complete)
    estimated = try estimated.plus(more.estimated)
    completeRevenue = try completeRevenue.plus(more.completeRevenue)
    profit = try profit.plus(more.profit)
    profitMoves = try profitMoves.plus(more.profitMoves)
  }
}

extension ProfitFigures.Kind {
  fileprivate mutating func add(_ more: ProfitFigures.Kind) throws {
    actual = try actual.plus(more.actual)
    estimate = try estimate.plus(more.estimate)
    actualCount = try actualCount.plus(more.actualCount)
    estimateCount = try estimateCount.plus(more.estimateCount)
    unknownCount = try unknownCount.plus(more.unknownCount)
    moves = try moves.plus(more.moves)
    comparedCount = try comparedCount.plus(more.comparedCount)
    comparedActual = try comparedActual.plus(more.comparedActual)
    comparedEstimate = try comparedEstimate.plus(more.comparedEstimate)
  }
}

extension Int64 {
  /// The sum; fails with `rejected` beyond an Int64.
  @inline(__always)
  func plus(_ other: Int64) throws -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    if overflow { throw Failure(.rejected, .reportTooLarge) }
    return sum
  }

  /// The difference; fails with `rejected` beyond an Int64.
  @inline(__always)
  func minus(_ other: Int64) throws -> Int64 {
    let (difference, overflow) = subtractingReportingOverflow(other)
    if overflow { throw Failure(.rejected, .reportTooLarge) }
    return difference
  }

  /// Times a fraction, half of the last place away from zero; fails with `rejected` beyond an Int64.
  func times(_ numerator: Int64, over denominator: Int64) throws -> Int64 {
    let product = Int128(self) * Int128(numerator)
    let divisor = Int128(denominator)
    let half = divisor.magnitude / 2
    let rounded = (product.magnitude + half) / divisor.magnitude
    let isNegative = (product < 0) != (divisor < 0)
    guard rounded <= UInt128(Int64.max) else { throw Failure(.rejected, .reportTooLarge) }
    return isNegative ? -Int64(rounded) : Int64(rounded)
  }
}
