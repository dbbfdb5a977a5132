public import Model

/// What costs of no order came to or lost on a day: they count from their day on, until they are assigned to an order or
/// their batch is reverted. Like ``CostMovement``, a revert without a date takes its batch out of history.
public struct UnallocatedMovement: Sendable {
  /// The batch that brought or assigned the cost.
  public let batch: Int64
  /// For what.
  public let kind: CostKind
  /// Of what it is.
  public let currency: Currency
  /// How much, in ten-thousandths; negative where it ceased to be without an order.
  public let amount: Int64
  /// The day.
  public let on: CivilDate
  /// The batch and the row of the file that brought the cost.
  public let source: (batch: Int64, line: Int64)
}

extension StoreConnection {
  /// Calls `body` with every movement of the costs of no order.
  public func forEachUnallocatedMovement(_ body: (UnallocatedMovement) throws -> Void) throws {
    let timeline = try LedgerTimeline(self)
    let select = try HotStatement(db, EmbeddedSQL.text("Periods/unallocated.sql"))
    while try select.step() {
      let amount = select.int64(0)
      guard let kind = CostKind(rawValue: select.text(1)), let currency = Currency(select.text(2)) else { continue }
      let batch = select.int64(4)
      func move(_ amount: Int64, on date: CivilDate) throws {
        try body(
          UnallocatedMovement(
            batch: batch, kind: kind, currency: currency, amount: amount, on: date,
            source: (select.int64(5), select.int64(6))))
      }
      if timeline.countsFromItsDates(batch) { try move(amount, on: CivilDate(days: Int32(select.int64(3)))) }
      for turn in timeline.turns(of: batch) { try move(turn.isOn ? amount : -amount, on: turn.on) }
    }
  }
}
