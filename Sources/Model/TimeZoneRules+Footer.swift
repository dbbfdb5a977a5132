/// The rule after the last transition of a zone: a POSIX TZ string with the extensions of RFC 8536 section 3.3.
struct ZoneFooter: Equatable {
  /// Seconds east of UTC outside daylight saving.
  var standardOffset: Int32
  /// Nil when the zone keeps its standard time all year.
  var daylight: Daylight?

  struct Daylight: Equatable {
    var offset: Int32
    var start: Day
    var end: Day
  }

  /// A day of the year and the seconds after its midnight, -167 to 167 hours, by the clock in force before the
  /// change.
  struct Day: Equatable {
    enum Kind: Equatable {
      /// `Jn`: 1 to 365, 29 February never counted.
      case withoutLeapDay(Int)
      /// `n`: 0 to 365, 29 February counted.
      case withLeapDay(Int)
      /// `Mm.w.d`: a weekday (0 = Sunday) of a week (5 = the last) of a month.
      case weekday(month: Int, week: Int, day: Int)
    }
    var kind: Kind
    var seconds: Int

    /// Seconds from the epoch to the moment on the local clock.
    func secondsOnClock(inYear year: Int) -> Int64 {
      var date = CivilDate(year: year, month: 1, day: 1) ?? CivilDate(days: 0)
      switch kind {
      case .withLeapDay(let day): date = date.adding(days: day)
      case .withoutLeapDay(let day):
        let leap = CivilDate.length(ofMonth: 2, year: year) == 29 && day >= 60
        date = date.adding(days: leap ? day : day - 1)
      case .weekday(let month, let week, let day):
        let first = CivilDate(year: year, month: month, day: 1) ?? date
        var back = day - first.weekday % 7
        if back < 0 { back += 7 }
        var inMonth = back + (week - 1) * 7
        if inMonth >= CivilDate.length(ofMonth: month, year: year) { inMonth -= 7 }
        date = first.adding(days: inMonth)
      }
      return Int64(date.days) * 86_400 + Int64(seconds)
    }
  }

  /// The two changes of a year in order of time.
  func transitions(inYear year: Int) -> [(at: Int64, offset: Int32)] {
    guard let daylight else { return [] }
    let start = (daylight.start.secondsOnClock(inYear: year) - Int64(standardOffset), daylight.offset)
    let end = (daylight.end.secondsOnClock(inYear: year) - Int64(daylight.offset), standardOffset)
    return start.0 <= end.0 ? [start, end] : [end, start]
  }
}

extension ZoneFooter {
  /// Reads for instance `CET-1CEST,M3.5.0,M10.5.0/3` or `<-03>3`; nil for anything else. Daylight saving without a
  /// rule is refused, since its meaning is left to each system.
  init?(_ text: ArraySlice<UInt8>) {
    var reader = Reader(rest: text)
    guard reader.name(), let west = reader.time(maximumHours: 24) else { return nil }
    standardOffset = Int32(-west)
    daylight = nil
    if reader.rest.isEmpty { return }
    guard reader.name() else { return nil }
    var offset = standardOffset + 3600
    if reader.rest.first != UInt8(ascii: ",") {
      guard let west = reader.time(maximumHours: 24) else { return nil }
      offset = Int32(-west)
    }
    guard reader.take(","), let start = reader.day(), reader.take(","), let end = reader.day(), reader.rest.isEmpty
    else { return nil }
    daylight = Daylight(offset: offset, start: start, end: end)
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }

    /// At least three letters, or anything between angle brackets.
    mutating func name() -> Bool {
      if take("<") {
        guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(close + 1)...]
        return true
      }
      let letters = rest.prefix { ($0 | 32) >= UInt8(ascii: "a") && ($0 | 32) <= UInt8(ascii: "z") }
      rest = rest.dropFirst(letters.count)
      return letters.count >= 3
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      guard let value = decimal(digits), range.contains(value) else { return nil }
      rest = rest.dropFirst(digits.count)
      return value
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func time(maximumHours: Int) -> Int? {
      let sign = take("-") ? -1 : 1
      if sign > 0 { _ = take("+") }
      guard let hours = number(0...maximumHours) else { return nil }
      var seconds = hours * 3600
      if take(":") {
        guard let minutes = number(0...59) else { return nil }
        seconds += minutes * 60
        if take(":") {
          guard let last = number(0...59) else { return nil }
          seconds += last
        }
      }
      return sign * seconds
    }

    mutating func day() -> Day? {
      let kind: Day.Kind
      if take("J") {
        guard let day = number(1...365) else { return nil }
        kind = .withoutLeapDay(day)
      } else if take("M") {
        guard let month = number(1...12), take("."), let week = number(1...5), take("."), let day = number(0...6)
        else { return nil }
        kind = .weekday(month: month, week: week, day: day)
      } else {
        guard let day = number(0...365) else { return nil }
        kind = .withLeapDay(day)
      }
      var seconds = 7200
      if take("/") {
        guard let given = time(maximumHours: 167) else { return nil }
        seconds = given
      }
      return Day(kind: kind, seconds: seconds)
    }
  }
}
