import Mapping
import Model
import Tabular

/// Writes points in time of one column: in its zone and by its pattern, else in ISO 8601.
final class ExportClock {
  private let zone: TimeZoneRules
  private let pattern: ExportDatePattern
  /// Whether the cell is a date for formats that know dates.
  private let isDate: Bool
  /// Whether milliseconds are added where there are some: without a pattern nothing may be lost.
  private let showsMilliseconds: Bool
  private let precise: ExportDatePattern
  private var span: TimeZoneRules.Span
  /// The text of the instant before: the lines of an order share its times.
  private var bytes: [UInt8] = []
  private var last: Int64?

  /// Without a pattern the text is exact: date, time and the offset from UTC. `isLocal` leaves the offset out, since
  /// workbooks know dates without a zone only.
  init(zone: TimeZoneRules, pattern: ExportDatePattern?, isLocal: Bool) {
    self.zone = zone
    let whole = isLocal ? ExportClock.local : ExportClock.exact
    self.pattern = pattern ?? whole.seconds
    precise = pattern ?? whole.milliseconds
    isDate = pattern?.isISO ?? true
    showsMilliseconds = pattern == nil
    span = zone.span(atSecond: 0)
  }

  private typealias Pair = (seconds: ExportDatePattern, milliseconds: ExportDatePattern)
  private static let exact = pair("yyyy-MM-dd'T'HH:mm:ssZ", "yyyy-MM-dd'T'HH:mm:ss.SSSZ")
  private static let local = pair(ExportDatePattern.isoDateTime, ExportDatePattern.isoDateTime + ".SSS")

  private static func pair(_ seconds: String, _ milliseconds: String) -> Pair {
    do {
      return (try ExportDatePattern(seconds), try ExportDatePattern(milliseconds))
    } catch {
      preconditionFailure("the pattern \(seconds) is wrong at \(error.letters)")
    }
  }

  /// Writes a point in time given in milliseconds since 1970.
  func write(_ milliseconds: Int64, format: ExportCellFormat?, to writer: any TableWriter) throws {
    if milliseconds != last { read(milliseconds) }
    if let format, !isDate || format.changesText {
      return try format.write(text: String(decoding: bytes, as: UTF8.self), to: writer)
    }
    try bytes.withUnsafeBytes { isDate ? try writer.dateTime($0) : try writer.text($0) }
  }

  private func read(_ milliseconds: Int64) {
    last = milliseconds
    let instant = Instant(milliseconds: milliseconds)
    let second = instant.seconds
    if !span.contains(second: second) { span = zone.span(atSecond: second) }
    let fraction = Int32(milliseconds - second * 1000)
    let wall = WallTime(secondsOnClock: second + Int64(span.offsetSeconds), millisecond: fraction)
    bytes.removeAll(keepingCapacity: true)
    let used = showsMilliseconds && fraction != 0 ? precise : pattern
    used.append(wall, offsetSeconds: span.offsetSeconds, to: &bytes)
  }
}
