import Diagnostics
public import Model
public import Store

/// Hides orders with everything that hangs on them, as one group with its reason: a batch that can be reverted.
///
/// All or nothing: an id that no live order has rejects the run. One that is deleted already stays so.
public struct OrderDeletion {
  /// What to delete.
  public enum Selection: Sendable {
    /// Orders by their ids.
    case orders([String])
    /// All live orders of which these hold; days are points in time.
    case matching([ExportCondition])
  }

  private let selection: Selection
  private let reason: String
  private let identity: RunIdentity

  /// The deletion of some orders. An id that comes twice counts once.
  public init(_ selection: Selection, reason: String, identity: RunIdentity) {
    self.selection = selection
    self.reason = reason
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> OrderResults {
    try store.read { try run($0, isApplying: false) }
  }

  /// Deletes the orders in one transaction. Without a live order among them nothing is written and there is no batch.
  public func apply(to store: Store) throws -> OrderResults {
    try store.decide { connection in
      let results = try run(connection, isApplying: true)
      return (results, commit: results.summary.batch != nil)
    }
  }

  /// What was looked at so far.
  private struct Found {
    let sink = DiagnosticSink()
    var results: [OrderResult] = []
    var live: [CurtainEntry] = []
    var tally: GroupTally
  }

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> OrderResults {
    var found = try find(connection)
    var summary = ChangeSummary(kind: .delete, outcome: isApplying ? .applied : .checked)
    summary.counts = found.results.counts(unchanged: .alreadyDeleted, rejected: [.notFound, .closed])
    summary.totals = try found.tally.lines()
    summary.diagnostics = found.sink.kept
    summary.leftOut = found.sink.leftOut
    if found.sink.errors > 0 { summary.outcome = .rejected }
    if summary.outcome == .applied, !found.live.isEmpty {
      var new = NewBatch(kind: .delete, identity: identity)
      new.reason = reason
      let batch = try connection.begin(new)
      try OrderCurtain(connection).hide(&found.live, in: batch)
      try connection.complete(batch, new, counts: summary.counts, totals: summary.totals)
      summary.batch = batch
      for index in found.results.indices where found.results[index].kind == .deleted {
        found.results[index].deletedBatch = batch
      }
    }
    return OrderResults(
      summary: summary, results: found.results, isOfNamedOrders: selection.namesOrders,
      dependents: found.tally.dependents)
  }

  private func find(_ connection: StoreConnection) throws -> Found {
    let reader = try connection.wholeOrders()
    let finder = try connection.orderFinder()
    let periods = try PeriodGuard(connection)
    var found = Found(tally: GroupTally(reader, isHiding: true))
    func add(_ key: Int64) throws {
      guard let order = try reader.order(key) else { preconditionFailure("orders are never removed from the store") }
      let closing = try periods.closing(hidingOrShowing: key, finder)
      found.results.append(OrderResult(order, closing == nil ? .deleted : .closed))
      if let closing { found.sink.emit(PeriodGuard.diagnostic("order \(order.orderID)", closing)) }
      found.live.append(CurtainEntry(key: key, orderID: order.orderID, deletion: nil))
      try found.tally.add(order)
    }
    switch selection {
    case .matching(let conditions):
      let keys = try connection.orderKeys(matching: conditions)
      // Of many orders a list that grows would be there twice for a while.
      found.results.reserveCapacity(keys.count)
      found.live.reserveCapacity(keys.count)
      for key in keys { try add(key) }
    case .orders(let ids):
      for id in ids.withoutRepeats {
        if let key = try reader.liveKey(id) {
          try add(key)
        } else if let key = try finder.deletedOrderKey(id) {
          var result = OrderResult(id, .alreadyDeleted)
          result.deletedBatch = try reader.order(key)?.deletedBatch
          found.results.append(result)
        } else {
          found.results.append(OrderResult(id, .notFound))
          found.sink.emit(Diagnostic(.error, .ordersNotFound, facts: ["order": id]))
        }
      }
    }
    return found
  }
}

extension OrderDeletion.Selection {
  fileprivate var namesOrders: Bool {
    if case .orders = self { true } else { false }
  }
}

extension [String] {
  /// Each text once, in the order of their first coming.
  var withoutRepeats: [String] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert([UInt8]($0.utf8)).inserted }
  }
}
