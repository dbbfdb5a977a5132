import Diagnostics
import Model
import Store

/// Refuses what would change money in a closed month. Every kind of change asks it; while no month is closed it answers
/// without looking at anything.
struct PeriodGuard {
  /// The months that are closed.
  let closed: ClosedPeriods
  /// nil while no month is closed.
  private let movements: MovementReader?

  /// The guard of a transaction.
  init(_ connection: StoreConnection) throws {
    closed = try connection.closedPeriods()
    movements = try closed.isEmpty ? nil : MovementReader(connection)
  }

  /// The closing that keeps an order from becoming `after`; nil where no money of a closed month changes. A nil record
  /// stands for an order that is not there or hidden.
  func closing(changing before: OrderRecord?, to after: OrderRecord?) -> PeriodClosing? {
    guard !closed.isEmpty else { return nil }
    let old = before.map(OrderMoney.init)
    let new = after.map(OrderMoney.init)
    let hasSameCurrency = old?.currency == new?.currency
    func closing(_ at: KeyPath<OrderMoney, Instant>, _ amounts: KeyPath<OrderMoney, OrderMoney.Amounts>)
      -> PeriodClosing?
    {
      let oldAmounts = old?[keyPath: amounts] ?? [:]
      let newAmounts = new?[keyPath: amounts] ?? [:]
      let oldClosing = oldAmounts.isEmpty ? nil : old.flatMap { closed.closing(at: $0[keyPath: at]) }
      let newClosing = newAmounts.isEmpty ? nil : new.flatMap { closed.closing(at: $0[keyPath: at]) }
      // The same money that stays in its month is no change of it.
      let stays = hasSameCurrency && oldAmounts == newAmounts && oldClosing?.batch == newClosing?.batch
      return stays ? nil : oldClosing ?? newClosing
    }
    return closing(\.madeAt, \.made) ?? closing(\.refundedAt, \.refunded)
  }

  /// The closing that keeps an order from being hidden or shown: its own money counts, and its costs.
  func closing(hidingOrShowing key: Int64, _ finder: OrderFinder) throws -> PeriodClosing? {
    guard let movements else { return nil }
    if let closing = closing(changing: try finder.record(key), to: nil) { return closing }
    return try movements.movements(of: key).lazy.filter { $0.amount != .zero }
      .compactMap { closed.closing(on: $0.on) }.first
  }

  /// The error for something that has money in a closed month.
  static func diagnostic(
    _ subject: String, _ closing: PeriodClosing, at location: SourceLocation = SourceLocation(), help: String? = nil
  ) -> Diagnostic {
    let month = closing.period.month.description
    let reopening = "open the month: daybook periods reopen \(month) --reason WHY"
    let facts = [
      "subject": subject, "month": month, "user": closing.operator, "batch": String(closing.batch),
      "help": help.map { "\($0), or \(reopening)" } ?? reopening,
    ]
    return Diagnostic(.error, .periodClosed, at: location, facts: facts)
  }

  /// Whether a row may not be dated at a day; the error goes to `sink`.
  func refuses(rowDated date: CivilDate, at location: SourceLocation, line: Int?, sink: DiagnosticSink) -> Bool {
    guard let closing = closed.closing(on: date) else { return false }
    let place = SourceLocation(file: location.file, sheet: location.sheet, line: line)
    let facts = [
      "date": date.description, "month": closing.period.month.description, "user": closing.operator,
      "batch": String(closing.batch),
    ]
    sink.emit(Diagnostic(.error, .costsClosedPeriod, at: place, facts: facts))
    return true
  }
}
