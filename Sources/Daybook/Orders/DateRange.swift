public import Model

/// Local dates of the workspace's zone, both inclusive; nil is open.
public struct DateRange: Sendable {
  /// The first day.
  public var from: CivilDate?
  /// The last day.
  public var to: CivilDate?

  /// A range of days.
  public init(from: CivilDate? = nil, to: CivilDate? = nil) {
    self.from = from
    self.to = to
  }

  /// The instants of the range in a zone, half-open.
  func instants(in zone: TimeZoneRules) -> (from: Instant?, before: Instant?) {
    func start(_ date: CivilDate) -> Instant { zone.instant(of: WallTime(date: date, secondOfDay: 0)) }
    return (from.map(start), to.map { start($0.adding(days: 1)) })
  }
}
