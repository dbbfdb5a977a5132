import Model
import Store

/// Takes back what operations did: deleted orders come back, changed ones get their former content. Notes and chargebacks
/// count while their batch is in force, and need nothing.
///
/// An order is either deleted or changed by one batch, never both, so that the two halves cannot meet.
enum RevertOperations {
  /// Undoes `asked` (operations, or a batch that reverted or re-applied them) as the running batch `number`; without one
  /// nothing is written. `target` are the operations. The summary is `rejected` and lists the orders in the way where a later
  /// batch changed, deleted or restored one.
  static func undo(
    _ asked: Int64, of target: Int64, as number: Int64?, identity: RunIdentity, _ connection: StoreConnection
  ) throws -> ChangeSummary {
    let shown = try RevertDeletion.undo(asked, as: number, connection)
    var summary = try RevertOrders.undo(asked, as: number, identity: identity, connection)
    let remarks = try connection.remarks(of: target)
    if shown.outcome == .rejected { summary.outcome = .rejected }
    summary.counts.rows += shown.counts.rows + remarks
    summary.counts.accepted += shown.counts.accepted + remarks
    summary.counts.rejected += shown.counts.rejected
    summary.diagnostics = shown.diagnostics + summary.diagnostics
    summary.leftOut = shown.leftOut + summary.leftOut
    summary.totals = BatchTotal.sum(shown.totals, summary.totals)
    return summary
  }
}

extension BatchTotal {
  /// Totals of two parts of a run together; of each kind and currency one.
  static func sum(_ left: [BatchTotal], _ right: [BatchTotal]) -> [BatchTotal] {
    right.reduce(into: left) { sum, total in
      guard let place = sum.firstIndex(where: { $0.kind == total.kind && $0.currency == total.currency }) else {
        sum.append(total)
        return
      }
      let standing = sum[place]
      sum[place] = BatchTotal(
        kind: total.kind, currency: total.currency, before: Amount(e4: standing.before.e4 + total.before.e4),
        after: Amount(e4: standing.after.e4 + total.after.e4))
    }
  }
}
