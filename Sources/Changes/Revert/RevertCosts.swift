import Model
import Store

/// Restores exactly what would stand had a cost batch never been (or had always been): the effective values of every
/// order it touched are computed anew from the entries in force. The ledger itself is not changed.
enum RevertCosts {
  /// `number` is the running batch; nil to see what would be.
  static func recompute(
    _ target: Int64, isReapplying: Bool, as number: Int64?, _ connection: StoreConnection
  ) throws -> ChangeSummary {
    var reverted = try connection.revertedBatches()
    if isReapplying { reverted.remove(target) } else { reverted.insert(target) }
    let stored = try connection.effectiveCosts()
    let writer = try number.map { try connection.ledgerWriter(batch: $0) }
    var summary = ChangeSummary(kind: .revert, outcome: .applied)
    var totals = CostTotals()
    try connection.forEachLedgerGroup(touchedBy: target) { groups in
      let standing = try stored.values(of: groups.map(\.orderKey))
      for (group, before) in zip(groups, standing) {
        let after = try EffectiveRule.values(of: group.entries, without: reverted)
        if after == before {
          summary.counts.unchanged += 1
        } else {
          try writer?.stand(after, insteadOf: before, for: group.orderKey)
        }
        totals.add(before, after, currency: group.currency.packed)
        summary.counts.rows += 1
      }
    }
    try writer?.finish()
    summary.counts.accepted = summary.counts.rows
    summary.totals = try totals.lines(of: Set(CostKind.allCases).filter(totals.has))
    summary.beside = try connection.beside(of: target)
    if !isReapplying {
      for index in summary.beside.indices { summary.beside[index].change.e4.negate() }
    }
    return summary
  }
}
