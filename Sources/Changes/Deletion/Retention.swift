public import Model
public import Store

/// How long deleted orders are kept before they may be purged, in local days.
public struct Retention: Sendable, Hashable {
  /// Orders of which nothing was ever worth anything.
  public var days: Int
  /// Orders with money: what books and tax offices ask for.
  public var daysWithMoney: Int

  /// A year, and ten years.
  public static let usual = Retention(days: 365, daysWithMoney: 3653)

  /// Periods of so many days.
  public init(days: Int, daysWithMoney: Int) {
    self.days = days
    self.daysWithMoney = daysWithMoney
  }

  /// Days until a deleted order may be purged; 0 or less once it may.
  public func daysLeft(of order: DeletedOrder, at now: Instant, zone: TimeZoneRules) -> Int {
    let kept = Int(zone.wall(at: now).date.days - zone.wall(at: order.deletedAt).date.days)
    return (order.hasMoney ? daysWithMoney : days) - kept
  }

  /// Orders that were deleted before these instants may be purged in so many days.
  public func due(at now: Instant, zone: TimeZoneRules, daysAhead: Int = 0) -> (
    withoutMoney: Instant, withMoney: Instant
  ) {
    let day = zone.wall(at: now).date
    func bound(_ days: Int) -> Instant { zone.start(of: day.adding(days: daysAhead - days + 1)) }
    return (bound(days), bound(daysWithMoney))
  }
}
