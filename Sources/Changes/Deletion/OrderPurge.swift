import Diagnostics
public import Model
public import Store

/// Removes the persons in deleted orders for good. A tombstone keeps id, when, who and digest; the ledger keeps its amounts,
/// so that every total still adds up and every batch of costs still reverts exactly. It is a batch and cannot be reverted.
///
/// What lies outside the store, and its free pages, are ``PurgeCleaning``'s, which comes after the commit.
public struct OrderPurge {
  /// What to purge.
  public enum Selection: Sendable {
    /// Orders by their ids; of an id that was deleted several times, all.
    case orders([String])
    /// All deleted orders that a filter lets through.
    case matching(DeletedOrderFilter)
  }

  private let selection: Selection
  private let retention: Retention?
  private let zone: TimeZoneRules
  private let reason: String?
  private let identity: RunIdentity

  /// The purge of some orders. Those whose time is not over stay, unless `retention` is nil.
  public init(
    _ selection: Selection, retention: Retention?, zone: TimeZoneRules, reason: String?, identity: RunIdentity
  ) {
    self.selection = selection
    self.retention = retention
    self.zone = zone
    self.reason = reason
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> OrderResults {
    try store.read { try run($0, isApplying: false) }
  }

  /// Purges the orders in one transaction. Where there is none, nothing is written and there is no batch.
  public func apply(to store: Store) throws -> OrderResults {
    try store.decide { connection in
      let results = try run(connection, isApplying: true)
      return (results, commit: results.summary.batch != nil)
    }
  }

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> OrderResults {
    let reader = try connection.wholeOrders()
    let sink = DiagnosticSink()
    var results: [OrderResult] = []
    var keys: [Int64] = []
    var dependents = OrderDependents()
    func add(_ deleted: DeletedOrder) throws {
      guard let order = try reader.order(deleted.key) else {
        preconditionFailure("orders are never removed from the store")
      }
      var result = OrderResult(order, .purged)
      let left = retention?.daysLeft(of: deleted, at: identity.startedAt, zone: zone) ?? 0
      if left > 0 {
        result.kind = .kept
        let facts = ["order": order.orderID, "days": String(left)]
        sink.emit(Diagnostic(.error, .purgeTooEarly, facts: facts))
      } else {
        keys.append(deleted.key)
        dependents += order.dependents
      }
      results.append(result)
    }
    switch selection {
    case .matching(var filter):
      if let due = retention?.due(at: identity.startedAt, zone: zone) {
        filter.due =
          filter.due.map { earlier in
            (min(earlier.withoutMoney, due.withoutMoney), min(earlier.withMoney, due.withMoney))
          } ?? due
      }
      for order in try connection.deletedOrders(filter) { try add(order) }
    case .orders(let ids):
      let finder = try connection.orderFinder()
      for id in ids.withoutRepeats {
        let deleted = try connection.deletedOrders(DeletedOrderFilter(orderID: id))
        for order in deleted { try add(order) }
        guard deleted.isEmpty else { continue }
        if try reader.liveKey(id) != nil {
          results.append(OrderResult(id, .live))
          sink.emit(Diagnostic(.error, .purgeOfLive, facts: ["order": id]))
        } else if try finder.deletedOrderKey(id) != nil {
          results.append(OrderResult(id, .alreadyPurged))
        } else {
          results.append(OrderResult(id, .notFound))
          sink.emit(Diagnostic(.error, .notDeleted, facts: ["order": id]))
        }
      }
    }
    var summary = ChangeSummary(kind: .purge, outcome: isApplying ? .applied : .checked)
    summary.counts = results.counts(unchanged: .alreadyPurged, rejected: [.kept, .live, .notFound])
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    if summary.counts.accepted == 0, summary.counts.rejected > 0 { summary.outcome = .rejected }
    if summary.outcome == .applied, !keys.isEmpty {
      var new = NewBatch(kind: .purge, identity: identity)
      new.reason = reason
      let batch = try connection.begin(new)
      try connection.purge(keys.sorted(), in: batch)
      try connection.complete(batch, new, counts: summary.counts)
      summary.batch = batch
    }
    var isOfNamedOrders = false
    if case .orders = selection { isOfNamedOrders = true }
    return OrderResults(
      summary: summary, results: results, isOfNamedOrders: isOfNamedOrders, dependents: dependents)
  }
}
