import Model
public import Store

/// What became of one id of a delete or undelete.
public struct OrderResult: Sendable {
  /// The possible results; the raw values are what JSON and lists show.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// It was live and is hidden now.
    case deleted
    /// It was hidden already.
    case alreadyDeleted = "already_deleted"
    /// It is live again.
    case restored
    /// It is live and was so before.
    case alreadyThere = "already_there"
    /// A live order has its id by now, or another deleted order of the same id comes back.
    case conflict
    /// It has money in a closed month.
    case closed
    /// Its person was removed for good: by this run, or, where it was to come back, by an earlier one.
    case purged
    /// Its person was removed for good before.
    case alreadyPurged = "already_purged"
    /// Its time is not over.
    case kept
    /// It is live: only deleted orders are purged.
    case live
    /// There is, and was, no such order.
    case notFound = "not_found"
  }

  /// What came for an order's id while it was hidden. It stays what it is, and is only shown.
  public struct Meanwhile: Sendable, Hashable {
    /// Cases that name the id and belong to no order so far.
    public var cases = 0
    /// Costs of no order in whose texts the id stands.
    public var costs = 0
  }

  /// The order's id.
  public var orderID: String
  /// What became of it.
  public var kind: Kind
  /// The deletion that hides it, or hid it.
  public var deletedBatch: Int64?
  /// The stage it has.
  public var stage: String?
  /// What hangs on it.
  public var dependents: OrderDependents?
  /// What came meanwhile; nil where nothing did.
  public var meanwhile: Meanwhile?
  /// The live order that has its id, by the batch that brought it; nil where there is none.
  public var rivalBatch: Int64?

  init(_ orderID: String, _ kind: Kind) {
    self.orderID = orderID
    self.kind = kind
  }

  init(_ order: WholeOrder, _ kind: Kind) {
    self.init(order.orderID, kind)
    deletedBatch = order.deletedBatch
    stage = order.stage
    dependents = order.dependents
  }
}

/// What a delete or undelete did, or would do.
public struct OrderResults: Sendable {
  /// Batch, counts and money.
  public var summary: ChangeSummary
  /// One result an id, in the order they were asked for.
  public var results: [OrderResult]
  /// Whether the orders were named one by one, and not found by a filter.
  public var isOfNamedOrders: Bool
  /// What hangs on all orders that were, or would be, hidden or shown.
  public var dependents = OrderDependents()

  /// How many ids had each result; those that none had are left out.
  public var counts: [(kind: OrderResult.Kind, count: Int)] {
    var counts: [OrderResult.Kind: Int] = [:]
    for result in results { counts[result.kind, default: 0] += 1 }
    return OrderResult.Kind.allCases.compactMap { kind in counts[kind].map { (kind, $0) } }
  }
}

extension [OrderResult] {
  /// The counts of a batch; every id is a row.
  func counts(unchanged: OrderResult.Kind, rejected: Set<OrderResult.Kind>) -> BatchCounts {
    var counts = BatchCounts()
    counts.rows = count
    counts.rejected = self.count { rejected.contains($0.kind) }
    counts.accepted = count - counts.rejected
    counts.unchanged = self.count { $0.kind == unchanged }
    return counts
  }
}

/// What the orders of a delete or undelete and all that hangs on them come to.
struct GroupTally {
  /// How much hangs on them.
  private(set) var dependents = OrderDependents()
  private var totals = OrderTotals()
  private let reader: WholeOrderReader
  private let isHiding: Bool

  init(_ reader: WholeOrderReader, isHiding: Bool) {
    self.reader = reader
    self.isHiding = isHiding
  }

  /// Adds an order that is hidden or shown.
  mutating func add(_ order: WholeOrder) throws {
    dependents += order.dependents
    add("total", order.currency, order.total)
    for kind in CostKind.allCases {
      if let cost = order.costs[kind] { add(kind.rawValue, order.currency, cost) }
    }
    guard order.dependents.payments > 0 || order.dependents.chargebacks > 0 else { return }
    var amounts: [(String, String, Int64)] = []
    try reader.forEachAmount(of: order.key) { amounts.append(($0, $1, $2)) }
    for (kind, currency, amount) in amounts { add(kind, currency, amount) }
  }

  private mutating func add(_ kind: String, _ currency: String, _ amount: Int64) {
    if isHiding { totals.addBefore(amount, currency, kind) } else { totals.addAfter(amount, currency, kind) }
  }

  /// Money before and after, by kind and currency.
  func lines() throws -> [BatchTotal] { try totals.lines() }
}
