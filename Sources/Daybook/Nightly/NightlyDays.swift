import Diagnostics
import Model
import Store

/// Which business dates nights are about.
struct NightlyDays {
  /// The last local day that has ended.
  let lastEnded: CivilDate
  private let zone: TimeZoneRules

  init(_ session: Session) {
    zone = session.workspace.zone
    lastEnded = zone.wall(at: session.identity.startedAt).date.adding(days: -1)
  }

  /// Dates since the first night that no run of all jobs did well, up to the last day that has ended. The timer is not
  /// asked: one of 02:15 does not elapse on the night on which clocks go forward.
  func missed(_ store: StoreConnection) throws -> [CivilDate] {
    guard let first = try store.firstNightlyDay(), first <= lastEnded else { return [] }
    let good = try store.goodNightlyRuns()
    return (first.days...lastEnded.days).map(CivilDate.init(days:)).filter { good[$0] == nil }
  }

  /// Fails with `usage` for a day that has not ended.
  func requireEnded(_ day: CivilDate) throws {
    guard day > lastEnded else { return }
    throw Failure(
      .usage, .nightlyNotEnded,
      facts: ["date": day.description, "zone": zone.identifier, "last": lastEnded.description])
  }
}
