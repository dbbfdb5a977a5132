import Diagnostics
import Model
import Store

/// What a reversal without a date would change in closed months: such a reversal makes history as if its batch had never
/// been (or had always been), so that later entries may move other amounts than they did.
enum ClosedMovements {
  private struct Key: Hashable {
    let order: Int64
    let month: Month
    let kind: CostKind
    let currency: Currency
  }

  /// An error for each closed month whose money would be another one; without a look at the ledger where none is closed.
  static func findings(
    of reversal: PlannedReversal, _ closed: ClosedPeriods, _ connection: StoreConnection
  ) throws -> [Diagnostic] {
    guard !closed.isEmpty else { return [] }
    // Sums that are within what a value can be: an order's of a month.
    var changes: [Key: Int64] = [:]
    func add(_ reader: MovementReader, sign: Int64) throws {
      try reader.forEach(touchedBy: reversal.batch) { movement, _ in
        guard closed.closing(on: movement.on) != nil else { return }
        let key = Key(
          order: movement.orderKey, month: Month(of: movement.on), kind: movement.kind, currency: movement.currency)
        let sum = changes[key, default: 0] + sign * movement.amount.e4
        changes[key] = sum == 0 ? nil : sum
      }
    }
    try add(MovementReader(connection), sign: -1)
    try add(MovementReader(connection, planning: reversal), sign: 1)
    let months = Set(changes.keys.map(\.month)).union(
      try closedMonths(ofUnallocated: reversal.batch, closed, connection))
    return months.sorted().compactMap { closed.closing(on: $0.firstDay) }.map {
      PeriodGuard.diagnostic(
        "batch \(reversal.batch)", $0, help: "put its reversal into an open month with --dated")
    }
  }

  /// The closed months in which a batch has costs of no order.
  private static func closedMonths(
    ofUnallocated batch: Int64, _ closed: ClosedPeriods, _ connection: StoreConnection
  ) throws -> Set<Month> {
    Set(
      try connection.daysOfUnallocatedCosts(of: batch).filter { closed.closing(on: $0) != nil }.map(Month.init(of:)))
  }
}
