import Model

/// A stretch of one date on the local clock: seconds after midnight, half-open, never over midnight.
struct ClockRange: Equatable {
  var start: Int32
  var end: Int32
}

/// What one version of a calendar says about each local date.
///
/// The rule: an instant is business time if and only if its local clock lies within an interval of its local date. A
/// holiday beats a shift, a shift beats the week, breaks are taken away, and the tail of an overnight interval stands
/// or falls with the date on which it started.
struct OpeningPlan: Sendable {
  let definition: CalendarDefinition
  let rules: TimeZoneRules
  /// Active holidays and their names.
  let holidays: [CivilDate: String?]
  /// The first and the last second at which the version is in force, half-open.
  let validity: Range<Int64>

  /// The open ranges of each weekday when neither the date nor the one before has an exception, Monday first.
  private let ordinary: [[ClockRange]]
  /// Dates that need looking at on their own: those with a holiday, a shift or a break, and the dates after them.
  private let exceptional: Set<CivilDate>

  init(_ definition: CalendarDefinition, rules: TimeZoneRules) {
    self.definition = definition
    self.rules = rules
    var holidays: [CivilDate: String?] = [:]
    for holiday in definition.holidays where holiday.isActive {
      if holidays[holiday.date] == nil { holidays[holiday.date] = .some(holiday.name) }
    }
    self.holidays = holidays
    let from = definition.validFrom?.seconds ?? .min
    validity = from..<max(from, definition.validTo?.seconds ?? .max)
    ordinary = (0..<7).map { day in
      ClockRange.merged(heads: definition.week[day], tails: definition.week[(day + 6) % 7])
    }
    let dates = Array(holidays.keys) + Array(definition.shifts.keys) + Array(definition.breaks.keys)
    exceptional = Set(dates + dates.map { $0.adding(days: 1) })
  }

  /// The open ranges of a date, in order and apart from each other.
  func open(on date: CivilDate) -> [ClockRange] {
    guard exceptional.contains(date) else { return ordinary[date.weekday - 1] }
    return ClockRange.difference(planned(on: date), breaks(on: date))
  }

  /// The ranges that would be open without breaks.
  func planned(on date: CivilDate) -> [ClockRange] {
    ClockRange.merged(heads: own(date), tails: own(date.adding(days: -1)))
  }

  /// The ranges of a date's breaks.
  func breaks(on date: CivilDate) -> [ClockRange] {
    let breaks = definition.breaks
    return ClockRange.merged(heads: breaks[date] ?? [], tails: breaks[date.adding(days: -1)] ?? [])
  }

  /// Walks over a range of seconds in pieces that lie in one local date and under one offset. `midnight` is the
  /// second at which the piece's date would start under its offset.
  func forEachPiece(
    in range: Range<Int64>, _ body: (_ date: CivilDate, _ midnight: Int64, _ piece: Range<Int64>) -> Void
  ) {
    let range = range.clamped(to: validity)
    var second = range.lowerBound
    guard second < range.upperBound else { return }
    var span = rules.span(atSecond: second)
    while second < range.upperBound {
      if second >= span.end { span = rules.span(atSecond: second) }
      let clock = WallTime(secondsOnClock: second + Int64(span.offsetSeconds))
      let midnight = second - Int64(clock.secondOfDay)
      let end = min(midnight + 86_400, span.end, range.upperBound)
      body(clock.date, midnight, second..<end)
      second = end
    }
  }

  private func own(_ date: CivilDate) -> [DayInterval] {
    if holidays[date] != nil { return [] }
    return definition.shifts[date] ?? definition.week[date.weekday - 1]
  }
}

extension ClockRange {
  /// The ranges of a date: its own intervals up to midnight and the rest of the overnight ones of the date before.
  static func merged(heads: [DayInterval], tails: [DayInterval]) -> [ClockRange] {
    var ranges = heads.map { ClockRange(start: $0.start, end: $0.isOvernight ? 86_400 : $0.end) }
    ranges += tails.filter { $0.isOvernight && $0.end > 0 }.map { ClockRange(start: 0, end: $0.end) }
    ranges.sort { $0.start < $1.start }
    var merged: [ClockRange] = []
    for range in ranges {
      if let last = merged.last, range.start <= last.end {
        merged[merged.count - 1].end = max(last.end, range.end)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// What remains of ranges without others; both in order and apart from each other.
  static func difference(_ ranges: [ClockRange], _ others: [ClockRange]) -> [ClockRange] {
    var rest: [ClockRange] = []
    for range in ranges {
      var start = range.start
      for other in others where other.end > start && other.start < range.end {
        if other.start > start { rest.append(ClockRange(start: start, end: other.start)) }
        start = other.end
      }
      if start < range.end { rest.append(ClockRange(start: start, end: range.end)) }
    }
    return rest
  }
}
