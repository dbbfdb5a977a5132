public import Model

/// Opening hours as a merchant writes them: one version of a calendar, plain values without any time zone data.
///
/// The keys of a calendar file map to it one to one: `zone`, `week`, `holidays`, `shifts`, `breaks`, `valid_from`,
/// `valid_to`.
public struct CalendarDefinition: Sendable, Equatable {
  /// The IANA name of the zone in which all dates and times of day are meant.
  public var zone: String
  /// The hours of each day of the week, Monday first; always seven.
  public private(set) var week: [[DayInterval]]
  /// Dates without opening hours.
  public var holidays: [Holiday]
  /// Hours of single dates in place of the week's; an empty list closes the date. A holiday beats them.
  public var shifts: [CivilDate: [DayInterval]]
  /// Times of single dates that are not open. They are looked up by the date the clock shows, also after midnight.
  public var breaks: [CivilDate: [DayInterval]]
  /// The first instant at which this version is in force; nil when it always has been.
  public var validFrom: Instant?
  /// The first instant at which it is no longer in force; nil when it has no end.
  public var validTo: Instant?

  /// A version of a calendar. `week` is keyed by ISO weekday, 1 = Monday to 7 = Sunday; other keys are ignored.
  public init(
    zone: String, week: [Int: [DayInterval]], holidays: [Holiday] = [], shifts: [CivilDate: [DayInterval]] = [:],
    breaks: [CivilDate: [DayInterval]] = [:], validFrom: Instant? = nil, validTo: Instant? = nil
  ) {
    self.zone = zone
    self.week = (1...7).map { week[$0] ?? [] }
    self.holidays = holidays
    self.shifts = shifts
    self.breaks = breaks
    self.validFrom = validFrom
    self.validTo = validTo
  }

  /// Open all the time.
  public static func always(zone: String) -> CalendarDefinition {
    let day = [DayInterval(start: 0, end: 86_400)]
    return CalendarDefinition(zone: zone, week: Dictionary(uniqueKeysWithValues: (1...7).map { ($0, day) }))
  }

  /// The ISO number of a weekday by the first three letters of its English name, in any case; nil for anything else.
  public static func weekday(named name: String) -> Int? {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].firstIndex(of: name.lowercased()).map { $0 + 1 }
  }
}

/// A stretch of the local day, half-open. One that ends at or before its start goes on into the next date and belongs
/// wholly to the date on which it starts.
public struct DayInterval: Sendable, Hashable {
  /// Seconds after local midnight, 0 to 86,399.
  public let start: Int32
  /// Seconds after local midnight, 0 to 86,400; 86,400 is the end of the date.
  public let end: Int32

  /// An interval by seconds after midnight. The values must lie in the documented ranges.
  public init(start: Int32, end: Int32) {
    precondition((0..<86_400).contains(start) && (0...86_400).contains(end), "a day interval outside the day")
    self.start = start
    self.end = end
  }

  /// Reads `HH:MM` or `HH:MM:SS`; `24:00` is the end of the date and cannot be a start. Nil for anything else.
  public init?(_ start: String, _ end: String) {
    guard let first = DayInterval.seconds(start), first < 86_400, let last = DayInterval.seconds(end) else {
      return nil
    }
    self.init(start: first, end: last)
  }

  /// Whether the interval goes on after midnight.
  public var isOvernight: Bool { end <= start }

  private static func seconds(_ text: String) -> Int32? {
    let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3 else { return nil }
    var seconds: Int32 = 0
    for (index, part) in parts.enumerated() {
      guard part.count == 2 || (index == 0 && part.count == 1), part.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
        return nil
      }
      let value = part.reduce(Int32(0)) { $0 * 10 + Int32($1) - 48 }
      guard index == 0 || value < 60 else { return nil }
      seconds += value * [3600, 60, 1][index]
    }
    return seconds <= 86_400 ? seconds : nil
  }
}

extension DayInterval: CustomStringConvertible {
  /// `09:00-17:00`; seconds only where there are some.
  public var description: String { DayInterval.text(start) + "-" + DayInterval.text(end) }

  private static func text(_ seconds: Int32) -> String {
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let rest = seconds % 60 == 0 ? "" : ":" + two(seconds % 60)
    return two(seconds / 3600) + ":" + two(seconds / 60 % 60) + rest
  }
}

/// A date without opening hours.
public struct Holiday: Sendable, Hashable {
  /// The local date.
  public var date: CivilDate
  /// What it is called, for explanations.
  public var name: String?
  /// A holiday that is listed but not active changes nothing.
  public var isActive: Bool

  /// A holiday.
  public init(_ date: CivilDate, name: String? = nil, isActive: Bool = true) {
    self.date = date
    self.name = name
    self.isActive = isActive
  }
}
