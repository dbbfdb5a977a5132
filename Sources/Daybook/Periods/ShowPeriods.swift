public import Model
public import Store

/// `daybook periods show`: months that were closed, with the totals of then and now.
public struct ShowPeriods: Sendable {
  /// Only this month; nil: every month that was ever closed.
  public var month: Month?

  /// A request.
  public init(month: Month? = nil) { self.month = month }

  /// One line of a month's money.
  public struct Total: Sendable {
    /// Line, kind and currency, with the amount as it is now.
    public var now: PeriodTotal
    /// As it was when the month was closed last; nil for a month that never was.
    public var stored: Amount?
    /// What came to it since; nil where nothing was stored. Not zero for a closed month means drift.
    public var drift: Amount? { stored.map { Amount(e4: now.amount.e4 - $0.e4) } }
  }

  /// A batch after the closing that made drift, or may have.
  public struct Later: Sendable {
    /// The batch.
    public var batch: BatchRecord
    /// What it moved in the month's costs; empty where it changed orders, or made history another one.
    public var moved: [PeriodTotal]
  }

  /// A month.
  public struct Shown: Sendable {
    /// Which one.
    public var month: Month
    /// Its last closing; nil for a month that was never closed.
    public var closing: PeriodClosing?
    /// Who reopened it, when and why; nil unless it was reopened.
    public var reopening: BatchRecord?
    /// Its money by line, kind and currency.
    public var totals: [Total]
    /// Where drift came from.
    public var since: [Later]

    /// Whether it is closed.
    public var isClosed: Bool { closing != nil && closing?.reopenedBy == nil }
  }

  /// The months, the latest first.
  public func run(in session: Session) throws -> [Shown] {
    try session.read { connection in
      let last = Dictionary(
        try connection.periodClosings().map { ($0.period.month, $0) }, uniquingKeysWith: { _, later in later })
      let months = month.map { [$0] } ?? last.keys.sorted(by: >)
      let periods = months.map { last[$0]?.period ?? Period($0, zone: session.workspace.zone) }
      let totals = periods.isEmpty ? [] : try connection.totals(of: periods)
      return try zip(months, totals).map { month, now in
        let closing = last[month]
        let stored = try closing.map { try connection.storedTotals(ofClosing: $0.batch) }
        let totals = ShowPeriods.joined(now, stored)
        return Shown(
          month: month, closing: closing, reopening: try closing?.reopenedBy.map { try connection.batch($0) },
          totals: totals, since: try closing.map { try ShowPeriods.later($0, totals, connection) } ?? [])
      }
    }
  }

  static func one(_ month: Month, in session: Session) throws -> Shown {
    try ShowPeriods(month: month).run(in: session)[0]
  }

  /// Nothing where there is no drift. Where movements of later batches are not all of it, orders were changed, deleted or
  /// brought back, or a batch was reverted without a date: then all that did such a thing are named.
  private static func later(
    _ closing: PeriodClosing, _ totals: [Total], _ connection: StoreConnection
  ) throws -> [Later] {
    guard totals.contains(where: { $0.drift ?? .zero != .zero }) else { return [] }
    let movements = try connection.movements(in: closing.period.month, after: closing.batch)
    let isExplained = totals.allSatisfy { total in
      let moved = movements.map(\.total).filter { $0.line == total.now.line && $0.kind == total.now.kind }
        .filter { $0.currency == total.now.currency }
      return moved.reduce(Int64(0)) { $0 &+ $1.amount.e4 } == total.drift?.e4
    }
    let others: Set<BatchKind> = [.orders, .operations, .delete, .undelete, .revert, .reapply]
    return try connection.batches().reversed().compactMap { batch in
      guard batch.batch > closing.batch else { return nil }
      let moved = movements.filter { $0.batch == batch.batch }.map(\.total)
      return moved.isEmpty && (isExplained || !others.contains(batch.kind)) ? nil : Later(batch: batch, moved: moved)
    }
  }

  /// Lines of then and now; what stands on one side only is nothing on the other.
  private static func joined(_ now: [PeriodTotal], _ stored: [PeriodTotal]?) -> [Total] {
    guard let stored else { return now.map { Total(now: $0, stored: nil) } }
    func isSame(_ left: PeriodTotal, _ right: PeriodTotal) -> Bool {
      left.line == right.line && left.kind == right.kind && left.currency == right.currency
    }
    var gone = stored.filter { total in !now.contains { isSame($0, total) } }
    for index in gone.indices { gone[index].amount = .zero }
    return (now + gone).sorted().map { total in
      Total(now: total, stored: stored.first { isSame($0, total) }?.amount ?? .zero)
    }
  }
}
