import Mapping
import Model
import Tabular

/// Writes points in time and days of one column: in its zone and by its pattern, else in ISO 8601.
final class ExportClock {
  private let zone: TimeZoneRules
  private let pattern: ExportDatePattern
  /// Whether the cell is a date for formats that know dates.
  let isDate: Bool
  /// Whether milliseconds are added where there are some: without a pattern nothing may be lost.
  private let showsMilliseconds: Bool
  private let precise: ExportDatePattern
  private var span: TimeZoneRules.Span
  /// The text of the value before: the lines of an order share its times.
  private var bytes: [UInt8] = []
  private var last: Int64?
  /// The local day of those bytes, where the pattern writes all times of a day alike.
  private var lastDay: CivilDate?

  /// Without a pattern the text is exact: date, time and the offset from UTC; of a day the date. `isLocal` leaves the
  /// offset out, since workbooks know dates without a zone only.
  init(zone: TimeZoneRules, pattern: ExportDatePattern?, isLocal: Bool, isDay: Bool) {
    self.zone = zone
    let whole = isLocal ? ExportClock.local : ExportClock.exact
    self.pattern = pattern ?? (isDay ? ExportClock.day : whole.seconds)
    precise = pattern ?? whole.milliseconds
    isDate = pattern?.isISO ?? true
    showsMilliseconds = pattern == nil
    span = zone.span(atSecond: 0)
  }

  private typealias Pair = (seconds: ExportDatePattern, milliseconds: ExportDatePattern)
  private static let exact = pair("yyyy-MM-dd'T'HH:mm:ssZ", "yyyy-MM-dd'T'HH:mm:ss.SSSZ")
  private static let local = pair(ExportDatePattern.isoDateTime, ExportDatePattern.isoDateTime + ".SSS")
  private static let day = pair(ExportDatePattern.isoDate, ExportDatePattern.isoDate).seconds

  private static func pair(_ seconds: String, _ milliseconds: String) -> Pair {
    do {
      return (try ExportDatePattern(seconds), try ExportDatePattern(milliseconds))
    } catch {
      preconditionFailure("the pattern \(seconds) is wrong at \(error.letters)")
    }
  }

  /// The text of a point in time given in milliseconds since 1970.
  func text(milliseconds: Int64) -> [UInt8] {
    if milliseconds != last { read(milliseconds) }
    return bytes
  }

  /// The text of a day given in days since 1970.
  func text(day: Int64) -> [UInt8] {
    guard day != last else { return bytes }
    last = day
    bytes.removeAll(keepingCapacity: true)
    let wall = WallTime(date: CivilDate(days: Int32(truncatingIfNeeded: day)), secondOfDay: 0)
    pattern.append(wall, offsetSeconds: 0, to: &bytes)
    return bytes
  }

  /// Writes a point in time.
  func write(_ milliseconds: Int64, to writer: any TableWriter) throws {
    if milliseconds != last { read(milliseconds) }
    try bytes.withUnsafeBytes { isDate ? try writer.dateTime($0) : try writer.text($0) }
  }

  private func read(_ milliseconds: Int64) {
    last = milliseconds
    let instant = Instant(milliseconds: milliseconds)
    let second = instant.seconds
    if !span.contains(second: second) { span = zone.span(atSecond: second) }
    let fraction = Int32(milliseconds - second * 1000)
    let wall = WallTime(secondsOnClock: second + Int64(span.offsetSeconds), millisecond: fraction)
    if pattern.isOfDay, wall.date == lastDay { return }
    lastDay = wall.date
    bytes.removeAll(keepingCapacity: true)
    let used = showsMilliseconds && fraction != 0 ? precise : pattern
    used.append(wall, offsetSeconds: span.offsetSeconds, to: &bytes)
  }
}
