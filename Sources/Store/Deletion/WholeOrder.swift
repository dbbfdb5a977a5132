public import Model

/// How much hangs on an order.
public struct OrderDependents: Sendable, Hashable {
  /// Lines of goods.
  public var items = 0
  /// Gateway transactions.
  public var payments = 0
  /// Parcels.
  public var shipments = 0
  /// Rows of the cost ledger.
  public var costs = 0
  /// Cases.
  public var cases = 0
  /// The merchant's notes.
  public var notes = 0
  /// Chargebacks.
  public var chargebacks = 0

  /// Nothing.
  public init() {}

  /// All of two.
  public static func += (left: inout OrderDependents, right: OrderDependents) {
    left.items += right.items
    left.payments += right.payments
    left.shipments += right.shipments
    left.costs += right.costs
    left.cases += right.cases
    left.notes += right.notes
    left.chargebacks += right.chargebacks
  }
}

/// An order, live or hidden, as one group with everything that hangs on it.
public struct WholeOrder: Sendable {
  /// Its key.
  public let key: Int64
  /// Its id.
  public let orderID: String
  /// Its stage.
  public let stage: String
  /// Its currency, three letters.
  public let currency: String
  /// Its total in ten-thousandths.
  public let total: Int64
  /// What hides it; nil while it is live.
  public let deletedBatch: Int64?
  /// The purge that removed its person; nil while it is whole.
  public let purgedBatch: Int64?
  /// Whether its person was erased with the customer.
  public let isErased: Bool
  /// The live order that has its id, if there is one: itself, while it is live.
  public let liveKey: Int64?
  /// How much hangs on it.
  public let dependents: OrderDependents
  /// Its actual costs in ten-thousandths; nil: unknown.
  public let costs: CostValues
}

/// Reads orders with how much hangs on them, with statements that are compiled once a transaction.
public final class WholeOrderReader {
  private let whole: HotStatement
  private let amounts: HotStatement
  private let live: HotStatement

  init(_ connection: StoreConnection) throws {
    whole = try HotStatement(connection.db, EmbeddedSQL.text("Deletion/whole-order.sql"))
    amounts = try HotStatement(connection.db, EmbeddedSQL.text("Deletion/amounts.sql"))
    live = try HotStatement(connection.db, "SELECT order_key FROM order_ref WHERE order_id = ?")
  }

  /// The key of the live order of an id; nil where there is none.
  public func liveKey(_ orderID: String) throws -> Int64? {
    defer { live.reset() }
    live.bind(orderID, at: 1)
    return try live.step() ? live.int64(0) : nil
  }

  /// An order by its key; nil where there is none.
  public func order(_ key: Int64) throws -> WholeOrder? {
    defer { whole.reset() }
    whole.bind(key, at: 1)
    guard try whole.step() else { return nil }
    var dependents = OrderDependents()
    dependents.items = Int(whole.int64(6))
    dependents.payments = Int(whole.int64(7))
    dependents.shipments = Int(whole.int64(8))
    dependents.costs = Int(whole.int64(9))
    dependents.cases = Int(whole.int64(10))
    dependents.notes = Int(whole.int64(11))
    dependents.chargebacks = Int(whole.int64(12))
    var costs = CostValues()
    for kind in CostKind.allCases { costs[kind] = whole.optionalInt64(Int32(13 + kind.index)) }
    let stage = whole.text(1)
    return WholeOrder(
      key: key, orderID: whole.text(0),
      // One text for all orders of a stage, where there are many.
      stage: OrderStage(rawValue: stage)?.rawValue ?? stage,
      currency: whole.text(2), total: whole.int64(3), deletedBatch: whole.optionalInt64(4),
      purgedBatch: whole.optionalInt64(17),
      isErased: whole.int64(18) != 0,
      liveKey: whole.optionalInt64(5), dependents: dependents, costs: costs)
  }

  /// What was paid for an order (`paid`) and what of it was charged back (`chargebacks`), row by row.
  public func forEachAmount(of key: Int64, _ body: (_ kind: String, _ currency: String, _ amount: Int64) -> Void) throws
  {
    defer { amounts.reset() }
    amounts.bind(key, at: 1)
    while try amounts.step() { body(amounts.text(0), amounts.text(1), amounts.int64(2)) }
  }
}

extension StoreConnection {
  /// A reader of orders with what hangs on them, for this transaction.
  public func wholeOrders() throws -> WholeOrderReader { try WholeOrderReader(self) }

  /// What hangs on an order. For a single question.
  public func dependents(of key: Int64) throws -> OrderDependents {
    try wholeOrders().order(key)?.dependents ?? OrderDependents()
  }
}
