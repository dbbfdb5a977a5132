import Diagnostics
public import Model

/// What `--as-of` means.
public enum ReportInstant {
  /// Reads an instant with a zone, a time on the clock of the workspace's zone, or a date, which means the end of that
  /// day.
  ///
  /// Fails with `usage` for anything else.
  public static func read(_ text: String, zone: TimeZoneRules) throws -> Instant {
    if let instant = Instant(text) { return instant }
    if let date = CivilDate(text) { return zone.instant(of: WallTime(date: date.adding(days: 1), secondOfDay: 0)) }
    guard let time = ISOTime(text), time.offsetSeconds == nil else {
      throw Failure(.usage, .badInstant, facts: ["text": text])
    }
    return zone.instant(of: time.wall)
  }
}
