import Model
import ServiceLevels
import Testing

/// Small calendars and values for tests.
enum Sample {
  static func at(_ text: String) throws -> Instant { try #require(Instant(text)) }

  static func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  static func hours(_ start: String, _ end: String) throws -> DayInterval { try #require(DayInterval(start, end)) }

  /// The same hours on each of some weekdays.
  static func week(_ days: ClosedRange<Int>, _ intervals: DayInterval...) -> [Int: [DayInterval]] {
    Dictionary(uniqueKeysWithValues: days.map { ($0, intervals) })
  }

  static func calendar(_ definition: CalendarDefinition) throws -> BusinessCalendar {
    try BusinessCalendar(id: "sample", definition)
  }

  /// Monday to Friday, 09:00 to 17:00.
  static func office(zone: String = "UTC") throws -> CalendarDefinition {
    CalendarDefinition(zone: zone, week: week(1...5, try hours("09:00", "17:00")))
  }
}

/// A small random number generator with a seed (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
