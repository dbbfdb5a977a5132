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
    let reader = try connection.wholeOrders()
    let periods = try PeriodGuard(connection)
    let sink = DiagnosticSink()
    var counts = BatchCounts()
    var entries: [CurtainEntry] = []
    let rows = try connection.deletionRows(of: asked)
    // A batch does either to all its orders.
    let isHiding = rows.first?.liftedBatch != nil
    let changed = isHiding ? try connection.laterChanges(ofDeletion: asked) : []
    let later = Dictionary(changed.map { ($0.key, $0.later) }, uniquingKeysWith: { first, _ in first })
    var tally = GroupTally(reader, isHiding: isHiding)
    for row in rows {
      counts.rows += 1
      guard let stored = try finder.order(row.key), let whole = try reader.order(row.key) else {
        preconditionFailure("orders are never removed from the store")
      }
      if let purge = whole.purgedBatch {
        counts.unchanged += 1
        sink.emit(
          Diagnostic(.warning, .undeletePurged, facts: ["order": whole.orderID, "batch": String(purge)]))
        continue
      }
      if let later = try later[stored.key] ?? blocking(stored, isHiding: isHiding, after: asked, finder, connection) {
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
      try tally.add(whole)
      entries.append(
        CurtainEntry(
          key: stored.key, orderID: stored.orderID, deletion: isHiding ? row.liftedBatch : stored.deletedBatch))
    }
    if let number, sink.errors == 0 {
      let curtain = try OrderCurtain(connection)
      if isHiding { try curtain.hide(&entries, in: number) } else { try curtain.show(&entries, in: number) }
    }
    var summary = ChangeSummary(kind: .revert, outcome: sink.errors == 0 ? .applied : .rejected)
    summary.counts = counts
    summary.counts.accepted = counts.rows - counts.rejected
    summary.totals = try tally.lines()
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
      return try connection.laterFact(on: stored.key, after: asked)
    }
    guard let hiding = stored.deletedBatch else {
      return try connection.deletionRows(on: stored.key).last { $0 > asked } ?? stored.batch
    }
    if hiding > asked { return hiding }
    return try finder.liveOrder(stored.orderID)?.batch
  }
}
