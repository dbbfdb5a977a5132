import Diagnostics
import Model
import Store

/// Takes back what a batch hid or showed: the orders of a deletion come back, those of an undelete are hidden again by
/// the deletion it had lifted.
enum RevertDeletion {
  /// Undoes `asked` (a delete or undelete, or a batch that reverted or re-applied one) as the running batch `number`; without one nothing is written.
  ///
  /// The summary is `rejected` and lists the orders in the way where a later batch changed one, or made one of its id.
  static func undo(_ asked: Int64, as number: Int64?, _ connection: StoreConnection) throws -> ChangeSummary {
    let finder = try connection.orderFinder()
    let curtain = try OrderCurtain(connection)
    let periods = try PeriodGuard(connection)
    let sink = DiagnosticSink()
    var totals = OrderTotals()
    var counts = BatchCounts()
    for row in try connection.deletionRows(of: asked) {
      counts.rows += 1
      guard let stored = try finder.order(row.key) else {
        preconditionFailure("orders are never removed from the store")
      }
      let isHiding = row.liftedBatch != nil
      if let later = try blocking(stored, isHiding: isHiding, after: asked, finder, connection) {
        counts.rejected += 1
        sink.emit(
          Diagnostic(.error, .laterChanges, facts: ["subject": "order \(stored.orderID)", "later": String(later)]))
        continue
      }
      if let closing = try periods.closing(hidingOrShowing: stored.key, finder) {
        counts.rejected += 1
        sink.emit(PeriodGuard.diagnostic("order \(stored.orderID)", closing))
      }
      guard sink.errors == 0 else { continue }
      if row.liftedBatch == nil {
        totals.addAfter(stored.total, stored.currency)
      } else {
        totals.addBefore(stored.total, stored.currency)
      }
      guard let number else { continue }
      if let lifted = row.liftedBatch {
        try curtain.hide(stored, by: lifted)
        try curtain.record(stored.key, in: number)
      } else {
        try curtain.show(stored)
        try curtain.record(stored.key, in: number, lifting: stored.deletedBatch)
      }
    }
    var summary = ChangeSummary(kind: .revert, outcome: sink.errors == 0 ? .applied : .rejected)
    summary.counts = counts
    summary.counts.accepted = counts.rows - counts.rejected
    summary.totals = try totals.lines()
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    return summary
  }

  /// The later batch that stands in the way; nil where nothing does.
  private static func blocking(
    _ stored: StoredOrder, isHiding: Bool, after asked: Int64, _ finder: OrderFinder, _ connection: StoreConnection
  ) throws -> Int64? {
    if isHiding {
      if let hiding = stored.deletedBatch { return hiding }
      if stored.batch > asked { return stored.batch }
      return try connection.laterFact(on: stored.key, after: asked)
    }
    guard let hiding = stored.deletedBatch else {
      return try connection.deletionRows(on: stored.key).last { $0 > asked } ?? stored.batch
    }
    if hiding > asked { return hiding }
    return try finder.liveOrder(stored.orderID)?.batch
  }
}
