public import Model

/// A month with its bounds in a zone.
public struct Period: Sendable, Hashable {
  /// The month.
  public let month: Month
  /// Its first instant.
  public let from: Instant
  /// The first instant after it.
  public let before: Instant

  /// A month in the workspace's zone.
  public init(_ month: Month, zone: TimeZoneRules) {
    self.month = month
    from = zone.instant(of: WallTime(date: month.firstDay, secondOfDay: 0))
    before = zone.instant(of: WallTime(date: month.lastDay.adding(days: 1), secondOfDay: 0))
  }

  init(_ month: Month, from: Instant, before: Instant) {
    self.month = month
    self.from = from
    self.before = before
  }
}

/// Money of a month of one line, kind and currency.
public struct PeriodTotal: Sendable, Hashable {
  /// The lines of a month's money.
  public enum Line: String, Sendable, CaseIterable, Codable {
    /// Live orders by the day they were made; their refunds by the day of the refund. Kinds `total` and `refunded`.
    case orders
    /// Movements of the costs of live orders, by kind of cost.
    case costs
    /// Costs that belong to no order, by kind of cost.
    case unallocated
    /// Movements of the costs of deleted orders, by kind of cost.
    case deleted
  }

  /// Which line.
  public var line: Line
  /// A ``Model/CostKind``'s name, `total` or `refunded`.
  public var kind: String
  /// The currency.
  public var currency: Currency
  /// How much.
  public var amount: Amount
}

/// A closing of a month, in force or lifted.
public struct PeriodClosing: Sendable {
  /// The batch that closed it.
  public let batch: Int64
  /// The month with its bounds.
  public let period: Period
  /// When it was closed.
  public let closedAt: Instant
  /// Who closed it.
  public let `operator`: String
  /// Why, where it was said.
  public let reason: String?
  /// The batch that reopened it; nil while it is closed.
  public let reopenedBy: Int64?
}

/// The months that are closed now. Asking costs next to nothing while there is none.
public struct ClosedPeriods: Sendable {
  /// The closings in force, by month.
  public let closings: [PeriodClosing]
  private let byMonth: [Month: Int]

  init(_ closings: [PeriodClosing]) {
    self.closings = closings.sorted { $0.period.month < $1.period.month }
    byMonth = Dictionary(
      self.closings.enumerated().map { ($1.period.month, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether every month is open.
  public var isEmpty: Bool { closings.isEmpty }

  /// The closing that holds a day; nil for a day of an open month.
  public func closing(on date: CivilDate) -> PeriodClosing? {
    guard let last = closings.last, date <= last.period.month.lastDay else { return nil }
    return byMonth[Month(of: date)].map { closings[$0] }
  }

  /// The closing that holds an instant; nil for one of an open month.
  public func closing(at instant: Instant) -> PeriodClosing? {
    guard let last = closings.last, instant < last.period.before else { return nil }
    return closings.last { $0.period.from <= instant && instant < $0.period.before }
  }
}
