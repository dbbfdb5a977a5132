public import Model

/// A calendar from an instant on.
public struct CalendarInForce: Sendable {
  /// The first instant at which it applies.
  public var from: Instant
  /// The calendar.
  public var calendar: BusinessCalendar

  /// A calendar from an instant on.
  public init(_ calendar: BusinessCalendar, from: Instant) {
    self.calendar = calendar
    self.from = from
  }
}

/// The calendars of a case one after the other: each second counts by the one in force then, so that a change of calendar
/// takes nothing away from what was reckoned before. Mostly there is one.
public struct CalendarCourse: Sendable {
  /// The calendar from the beginning.
  public let first: BusinessCalendar
  /// Those after it, in order.
  public let later: [CalendarInForce]

  /// Calendars; of several later ones from one instant on the last counts.
  public init(_ first: BusinessCalendar, later: [CalendarInForce] = []) {
    self.first = first
    self.later = later
  }

  /// The last calendar.
  public var last: BusinessCalendar { later.last?.calendar ?? first }

  /// The calendar in force at an instant.
  public func calendar(at instant: Instant) -> BusinessCalendar {
    later.last { $0.from <= instant }?.calendar ?? first
  }

  /// What the clock on the wall shows at an instant, in the zone then in force.
  func wall(at instant: Instant) -> WallTime { calendar(at: instant).wall(at: instant) }

  /// The names of all of them, in order.
  public var ids: [String] { [first.id] + later.map(\.calendar.id) }

  /// The versions of all of them.
  public var versions: [CalendarDefinition] { first.versions + later.flatMap(\.calendar.versions) }

  /// Seconds of business time in `[from, to)`; 0 when `to` is not later.
  public func elapsed(from: Instant, to: Instant) -> Int64 {
    if later.isEmpty { return first.elapsed(from: from, to: to) }
    var seconds: Int64 = 0
    forEachPart(from: from) { calendar, start, end in
      seconds += calendar.elapsed(from: start, to: end.map { min($0, to) } ?? to)
      return end.map { $0 < to } ?? false
    }
    return seconds
  }

  /// As ``BusinessCalendar/dueAt(from:seconds:)``.
  public func dueAt(from: Instant, seconds: Int64) -> Instant? {
    guard !later.isEmpty, seconds > 0 else { return first.dueAt(from: from, seconds: seconds) }
    var left = seconds
    var due: Instant?
    forEachPart(from: from) { calendar, start, end in
      if let end {
        let gained = calendar.elapsed(from: start, to: end)
        guard gained >= left else {
          left -= gained
          return true
        }
      }
      due = calendar.dueAt(from: start, seconds: left)
      return false
    }
    return due
  }

  /// As ``BusinessCalendar/breachAfter(from:seconds:)``.
  public func breachAfter(from: Instant, seconds: Int64) -> Instant? {
    dueAt(from: from, seconds: seconds).flatMap(nextOpening)
  }

  private func nextOpening(from instant: Instant) -> Instant? {
    var found: Instant?
    forEachPart(from: instant) { calendar, start, end in
      found = calendar.nextOpening(from: start)
      guard let end, found.map({ $0 >= end }) ?? true else { return false }
      found = nil
      return true
    }
    return found
  }

  /// The time from `from` to `to` in spans without gaps, each with the reason why it counts or not.
  func spans(from: Instant, to: Instant) -> [CalendarSpan] {
    var spans: [CalendarSpan] = []
    forEachPart(from: from) { calendar, start, end in
      spans += calendar.spans(from: start, to: end.map { min($0, to) } ?? to)
      return end.map { $0 < to } ?? false
    }
    return spans
  }

  /// Gives the calendars from an instant on, each with where its part begins and ends (nil: it does not), as long as `body`
  /// says to go on.
  private func forEachPart(from: Instant, _ body: (BusinessCalendar, Instant, Instant?) -> Bool) {
    var calendar = first
    var start = from
    for next in later {
      if next.from > start, !body(calendar, start, next.from) { return }
      start = max(start, next.from)
      calendar = next.calendar
    }
    _ = body(calendar, start, nil)
  }
}
