import Diagnostics
public import Model
public import Store

/// Hides orders with everything that hangs on them, as one group with its reason: a batch that can be reverted.
///
/// All or nothing: an id that no live order has rejects the run. One that is deleted already stays so.
public struct OrderDeletion {
  private let orderIDs: [String]
  private let reason: String
  private let identity: RunIdentity

  /// The deletion of some orders. An id that comes twice counts once.
  public init(_ orderIDs: [String], reason: String, identity: RunIdentity) {
    self.orderIDs = orderIDs.withoutRepeats
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

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> OrderResults {
    let finder = try connection.orderFinder()
    let periods = try PeriodGuard(connection)
    let sink = DiagnosticSink()
    var totals = OrderTotals()
    var results: [OrderResult] = []
    var live: [StoredOrder] = []
    for id in orderIDs {
      if let order = try finder.liveOrder(id) {
        let closing = try periods.closing(hidingOrShowing: order.key, finder)
        var result = OrderResult(id, closing == nil ? .deleted : .closed)
        result.stage = order.stage
        result.dependents = try connection.dependents(of: order.key)
        results.append(result)
        if let closing { sink.emit(PeriodGuard.diagnostic("order \(id)", closing)) }
        totals.addBefore(order.total, order.currency)
        live.append(order)
      } else if try finder.deletedOrderKey(id) != nil {
        results.append(OrderResult(id, .alreadyDeleted))
      } else {
        results.append(OrderResult(id, .notFound))
        sink.emit(Diagnostic(.error, .ordersNotFound, facts: ["order": id]))
      }
    }
    var summary = ChangeSummary(kind: .delete, outcome: isApplying ? .applied : .checked)
    summary.counts = results.counts(unchanged: .alreadyDeleted, rejected: [.notFound, .closed])
    summary.totals = try totals.lines()
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    if sink.errors > 0 { summary.outcome = .rejected }
    if summary.outcome == .applied, !live.isEmpty {
      var new = NewBatch(kind: .delete, identity: identity)
      new.reason = reason
      let batch = try connection.begin(new)
      let curtain = try OrderCurtain(connection)
      for order in live {
        try curtain.hide(order, by: batch)
        try curtain.record(order.key, in: batch)
      }
      try connection.complete(batch, new, counts: summary.counts, totals: summary.totals)
      summary.batch = batch
      for index in results.indices where results[index].kind == .deleted { results[index].deletedBatch = batch }
    }
    return OrderResults(summary: summary, results: results)
  }
}

extension [String] {
  /// Each text once, in the order of their first coming.
  var withoutRepeats: [String] {
    var seen: Set<[UInt8]> = []
    return filter { seen.insert([UInt8]($0.utf8)).inserted }
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
