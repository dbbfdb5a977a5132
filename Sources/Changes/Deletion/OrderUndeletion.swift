import Diagnostics
public import Model
public import Store

/// Brings deleted orders back with everything that hangs on them and the stage they had: a batch that can be reverted.
///
/// Each id gets a result of its own; those that cannot be restored do not keep others from it. Of an id that was
/// deleted several times the last one comes back.
public struct OrderUndeletion {
  /// What to bring back.
  public enum Selection: Sendable {
    /// Orders by their ids.
    case orders([String])
    /// All orders of a deletion.
    case deletion(Int64)
  }

  private let selection: Selection
  private let reason: String?
  private let identity: RunIdentity

  /// The restoration of some orders.
  public init(_ selection: Selection, reason: String? = nil, identity: RunIdentity) {
    self.selection = selection
    self.reason = reason
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> OrderResults {
    try store.read { try run($0, isApplying: false) }
  }

  /// Restores what can be restored, in one transaction. Where nothing can, nothing is written and there is no batch.
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
    var results: [OrderResult] = []
    var hidden: [StoredOrder] = []
    var taken: Set<[UInt8]> = []
    for (id, key) in try selected(finder, connection) {
      var result = OrderResult(id, .notFound)
      let live = try finder.liveOrder(id)
      if let order = try key.flatMap({ try finder.order($0) }) {
        result.stage = order.stage
        result.deletedBatch = order.deletedBatch
        result.dependents = try connection.dependents(of: order.key)
        if order.deletedBatch == nil {
          result.kind = .alreadyThere
        } else if live != nil || !taken.insert([UInt8](id.utf8)).inserted {
          result.kind = .conflict
          sink.emit(Diagnostic(.error, .undeleteConflict, facts: ["order": id]))
        } else if let closing = try periods.closing(hidingOrShowing: order.key, finder) {
          result.kind = .closed
          sink.emit(PeriodGuard.diagnostic("order \(id)", closing))
        } else {
          result.kind = .restored
          hidden.append(order)
        }
      } else if live != nil {
        result.kind = .alreadyThere
        result.stage = live?.stage
      } else {
        sink.emit(Diagnostic(.error, .notDeleted, facts: ["order": id]))
      }
      results.append(result)
    }
    var summary = try summary(of: results, hidden, sink, isApplying: isApplying)
    if summary.outcome == .applied, !hidden.isEmpty {
      summary.batch = try write(hidden, summary, connection)
    }
    return OrderResults(summary: summary, results: results)
  }

  /// The ids asked for, each with the key of the order that would come back.
  private func selected(
    _ finder: OrderFinder, _ connection: StoreConnection
  ) throws -> [(id: String, key: Int64?)] {
    switch selection {
    case .orders(let ids):
      return try ids.withoutRepeats.map { ($0, try finder.deletedOrderKey($0)) }
    case .deletion(let number):
      let batch = try connection.batch(number)
      guard batch.kind == .delete else {
        throw Failure(
          .rejected, .notADeletion, facts: ["batch": String(number), "kind": batch.kind.rawValue])
      }
      return try connection.deletionRows(of: number).compactMap { row in
        try finder.order(row.key).map { ($0.orderID, row.key) }
      }
    }
  }

  private func summary(
    of results: [OrderResult], _ hidden: [StoredOrder], _ sink: DiagnosticSink, isApplying: Bool
  ) throws -> ChangeSummary {
    var summary = ChangeSummary(kind: .undelete, outcome: isApplying ? .applied : .checked)
    summary.counts = results.counts(unchanged: .alreadyThere, rejected: [.conflict, .closed, .notFound])
    var totals = OrderTotals()
    for order in hidden { totals.addAfter(order.total, order.currency) }
    summary.totals = try totals.lines()
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    // Nothing good at all is a rejection; something good beside something bad is done in part.
    if summary.counts.accepted == 0, summary.counts.rejected > 0 { summary.outcome = .rejected }
    return summary
  }

  private func write(
    _ hidden: [StoredOrder], _ summary: ChangeSummary, _ connection: StoreConnection
  ) throws -> Int64 {
    var new = NewBatch(kind: .undelete, identity: identity)
    new.reason = reason
    let batch = try connection.begin(new)
    let curtain = try OrderCurtain(connection)
    for order in hidden {
      try curtain.show(order)
      try curtain.record(order.key, in: batch, lifting: order.deletedBatch)
    }
    try connection.linkCasesToOrders()
    try connection.complete(batch, new, counts: summary.counts, totals: summary.totals)
    return batch
  }
}
