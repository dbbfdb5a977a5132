public import Model

/// A stretch of time that counts as business time, or does not, for one reason.
public struct CalendarSpan: Sendable, Equatable {
  /// The first instant.
  public let start: Instant
  /// The first instant after it.
  public let end: Instant
  /// Why it counts or not.
  public let reason: Reason

  /// Why time counts or not.
  public enum Reason: Sendable, Equatable {
    /// Within opening hours: the only reason that counts.
    case open
    /// Outside the hours of the day.
    case closed
    /// The local date is a holiday.
    case holiday(name: String?)
    /// A break within opening hours.
    case breakTime
    /// No version of the calendar is in force.
    case outside
  }

  /// Whether the span counts.
  public var isCounted: Bool { reason == .open }
  /// Its length in seconds, counted or not.
  public var seconds: Int64 { end.seconds - start.seconds }
}

extension BusinessCalendar {
  /// The time from `from` to `to` in spans, without gaps, each with the reason why it counts or not; neighbours
  /// differ in their reason. The seconds of the counted ones sum to `elapsed(from:to:)`.
  public func spans(from: Instant, to: Instant) -> [CalendarSpan] {
    guard from.seconds < to.seconds else { return [] }
    var spans: [CalendarSpan] = []
    func append(_ start: Int64, _ end: Int64, _ reason: CalendarSpan.Reason) {
      guard start < end else { return }
      var first = Instant(seconds: start)
      if let last = spans.last, last.reason == reason {
        first = last.start
        spans.removeLast()
      }
      spans.append(CalendarSpan(start: first, end: Instant(seconds: end), reason: reason))
    }
    var reached = from.seconds
    for plan in plans {
      let range = (from.seconds..<to.seconds).clamped(to: plan.validity)
      guard !range.isEmpty else { continue }
      append(reached, range.lowerBound, .outside)
      plan.forEachPiece(in: range) { date, midnight, piece in
        var second = piece.lowerBound
        for (range, reason) in plan.reasons(on: date) {
          let end = min(midnight + Int64(range.end), piece.upperBound)
          append(max(second, midnight + Int64(range.start)), end, reason)
          second = max(second, end)
        }
      }
      reached = range.upperBound
    }
    append(reached, to.seconds, .outside)
    return spans
  }
}

extension OpeningPlan {
  /// The whole of a date in ranges, each with its reason.
  fileprivate func reasons(on date: CivilDate) -> [(ClockRange, CalendarSpan.Reason)] {
    let open = self.open(on: date)
    // The tail of the evening before stays open on a holiday, and a break may be cut out of it.
    let pauses = ClockRange.difference(planned(on: date), open)
    let inside = open.map { ($0, CalendarSpan.Reason.open) } + pauses.map { ($0, CalendarSpan.Reason.breakTime) }
    let outside: CalendarSpan.Reason = holidays[date].map { .holiday(name: $0) } ?? .closed
    var ranges: [(ClockRange, CalendarSpan.Reason)] = []
    var reached: Int32 = 0
    for (range, reason) in inside.sorted(by: { $0.0.start < $1.0.start }) {
      if range.start > reached { ranges.append((ClockRange(start: reached, end: range.start), outside)) }
      ranges.append((range, reason))
      reached = range.end
    }
    if reached < 86_400 { ranges.append((ClockRange(start: reached, end: 86_400), outside)) }
    return ranges
  }
}
