/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX).
public struct Instant: Sendable, Hashable, Comparable {
  /// Milliseconds since the epoch.
  public var milliseconds: Int64

  /// The instant that many milliseconds after the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The instant that many seconds after the epoch.
  public init(seconds: Int64) { self.milliseconds = seconds * 1000 }

  /// Whole seconds since the epoch, rounded down.
  public var seconds: Int64 {
    let quotient = milliseconds / 1000
    return milliseconds % 1000 < 0 ? quotient - 1 : quotient
  }

  /// The instants that imports take, 1900 to 2199: what lies outside is a slip of the pen, and a report that counts its days
  /// would never end.
  public static let accepted = Instant(seconds: -2_208_988_800)..<Instant(seconds: 7_258_118_400)

  /// Earlier instants come first.
  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

/// What a clock on the wall shows: a date and seconds since its midnight, without a time zone.
public struct WallTime: Sendable, Hashable, Comparable {
  /// The local date.
  public var date: CivilDate
  /// Seconds since local midnight, 0 to 86,399.
  public var secondOfDay: Int32
  /// Milliseconds within the second, 0 to 999.
  public var millisecond: Int32

  /// A wall-clock reading.
  public init(date: CivilDate, secondOfDay: Int32, millisecond: Int32 = 0) {
    self.date = date
    self.secondOfDay = secondOfDay
    self.millisecond = millisecond
  }

  /// Seconds since 1970-01-01T00:00:00 on the same wall clock.
  public var secondsOnClock: Int64 { Int64(date.days) * 86_400 + Int64(secondOfDay) }

  /// The reading that many seconds after 1970-01-01T00:00:00 on the same wall clock.
  public init(secondsOnClock: Int64, millisecond: Int32 = 0) {
    var day = secondsOnClock / 86_400
    var second = secondsOnClock % 86_400
    if second < 0 {
      day -= 1
      second += 86_400
    }
    self.init(date: CivilDate(days: Int32(day)), secondOfDay: Int32(second), millisecond: millisecond)
  }

  /// Earlier readings come first.
  public static func < (left: WallTime, right: WallTime) -> Bool {
    (left.date, left.secondOfDay, left.millisecond) < (right.date, right.secondOfDay, right.millisecond)
  }
}

extension WallTime: CustomStringConvertible {
  /// `YYYY-MM-DDTHH:MM:SS`, with `.mmm` where there are milliseconds.
  public var description: String {
    let hour = Int(secondOfDay) / 3600
    let minute = Int(secondOfDay) / 60 % 60
    let fraction = millisecond == 0 ? "" : "." + padded(Int(millisecond), 3)
    return "\(date)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(Int(secondOfDay) % 60, 2))\(fraction)"
  }
}

extension Instant: CustomStringConvertible, LosslessStringConvertible {
  /// ISO 8601 in UTC: `YYYY-MM-DDTHH:MM:SSZ`, with `.mmm` where there are milliseconds.
  public var description: String {
    let fraction = milliseconds - seconds * 1000
    return WallTime(secondsOnClock: seconds, millisecond: Int32(fraction)).description + "Z"
  }

  /// Reads ISO 8601 with a zone: `2026-09-30T12:00:00Z`, `2026-09-30 12:00+02:00`, `2026-09-30T12:00:00.250-0800`.
  /// A text without a zone is not an instant and gives nil.
  public init?(_ text: String) {
    guard let parsed = ISOTime(text), let offset = parsed.offsetSeconds else { return nil }
    self.init(milliseconds: (parsed.wall.secondsOnClock - Int64(offset)) * 1000 + Int64(parsed.wall.millisecond))
  }
}

/// A date and time in ISO 8601, with or without a zone offset.
public struct ISOTime: Sendable, Hashable {
  /// What the text shows on the wall clock.
  public let wall: WallTime
  /// Seconds east of UTC; nil when the text names no zone.
  public let offsetSeconds: Int?

  /// Reads `YYYY-MM-DD`, then optionally `T` or a space and `HH:MM[:SS[.f]]`, then optionally `Z` or `±HH[:]MM`.
  public init?(_ text: String) { self.init(bytes: Array(text.utf8)[...]) }

  /// The same from UTF-8 bytes.
  public init?(bytes: ArraySlice<UInt8>) {
    var rest = bytes
    func digits(_ count: Int) -> Int? {
      guard rest.count >= count, let value = decimal(rest.prefix(count)) else { return nil }
      rest = rest.dropFirst(count)
      return value
    }
    func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard let year = digits(4), take(UInt8(ascii: "-")), let month = digits(2), take(UInt8(ascii: "-")),
      let day = digits(2), let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var second: Int32 = 0
    var millisecond: Int32 = 0
    var offset: Int?
    if take(UInt8(ascii: "T")) || take(UInt8(ascii: " ")) {
      guard let hour = digits(2), hour < 24, take(UInt8(ascii: ":")), let minute = digits(2), minute < 60 else {
        return nil
      }
      second = Int32(hour * 3600 + minute * 60)
      if take(UInt8(ascii: ":")) {
        guard let seconds = digits(2), seconds < 60 else { return nil }
        second += Int32(seconds)
        if take(UInt8(ascii: ".")) {
          let fraction = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
          guard !fraction.isEmpty, let value = decimal((Array(fraction) + [48, 48]).prefix(3)) else { return nil }
          millisecond = Int32(value)
          rest = rest.dropFirst(fraction.count)
        }
      }
      _ = take(UInt8(ascii: " "))
      if take(UInt8(ascii: "Z")) {
        offset = 0
      } else if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        rest = rest.dropFirst()
        guard let hours = digits(2), hours < 24 else { return nil }
        _ = take(UInt8(ascii: ":"))
        guard let minutes = rest.isEmpty ? 0 : digits(2), minutes < 60 else { return nil }
        offset = (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
      }
    }
    guard rest.isEmpty else { return nil }
    self.wall = WallTime(date: date, secondOfDay: second, millisecond: millisecond)
    self.offsetSeconds = offset
  }
}
