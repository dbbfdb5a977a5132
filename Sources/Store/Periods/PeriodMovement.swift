public import Model

/// What a batch moved in the costs of a month.
public struct PeriodMovement: Sendable, Hashable {
  /// The batch.
  public let batch: Int64
  /// Line, kind and currency, with the amount that was added.
  public let total: PeriodTotal
}

extension StoreConnection {
  /// What batches after `batch` moved in the costs of a month, by batch, line, kind and currency. A revert without a date moves
  /// nothing: it makes history as if its batch had never been.
  public func movements(in month: Month, after batch: Int64) throws -> [PeriodMovement] {
    var sums: [Int64: [PeriodTotal]] = [:]
    func add(
      _ later: Int64, _ on: CivilDate, _ line: PeriodTotal.Line, _ kind: CostKind, _ currency: Currency, _ e4: Int64
    ) {
      guard later > batch, Month(of: on) == month else { return }
      let place = sums[later, default: []].firstIndex {
        $0.line == line && $0.kind == kind.rawValue && $0.currency == currency
      }
      guard let place else {
        sums[later, default: []].append(
          PeriodTotal(line: line, kind: kind.rawValue, currency: currency, amount: Amount(e4: e4)))
        return
      }
      sums[later]?[place].amount.e4 &+= e4
    }
    try MovementReader(self).forEach { movement, isHidden in
      add(
        movement.batch, movement.on, isHidden ? .deleted : .costs, movement.kind, movement.currency, movement.amount.e4)
    }
    try forEachUnallocatedMovement { add($0.batch, $0.on, .unallocated, $0.kind, $0.currency, $0.amount) }
    return sums.sorted { $0.key < $1.key }.flatMap { batch, totals in
      totals.filter { $0.amount != .zero }.sorted().map { PeriodMovement(batch: batch, total: $0) }
    }
  }
}
