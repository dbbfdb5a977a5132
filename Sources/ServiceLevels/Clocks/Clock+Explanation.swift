public import Model

/// A stretch of a clock's time that counts or does not, and why.
public struct ClockSpan: Sendable, Equatable {
  /// The first instant.
  public let start: Instant
  /// The first instant after it.
  public let end: Instant
  /// Why it counts or not.
  public let reason: Reason

  /// Why time of a clock counts or not.
  public enum Reason: Sendable, Equatable {
    /// The clock ran: the calendar says whether the time was open.
    case ran(CalendarSpan.Reason)
    /// The clock stood still in this status.
    case paused(CaseStatus)
  }

  /// Whether the span counts.
  public var isCounted: Bool { reason == .ran(.open) }
  /// Its length in seconds, counted or not.
  public var seconds: Int64 { end.seconds - start.seconds }
}

extension Clock {
  /// The clock's whole time in spans without gaps. The seconds of the counted ones sum to `elapsedSeconds`.
  ///
  /// `calendars` must be those of the case.
  public func spans(in calendars: CalendarCourse) -> [ClockSpan] {
    var spans: [ClockSpan] = []
    func append(_ start: Instant, _ end: Instant, _ reason: ClockSpan.Reason) {
      var first = start
      if let last = spans.last, last.reason == reason {
        first = last.start
        spans.removeLast()
      }
      spans.append(ClockSpan(start: first, end: end, reason: reason))
    }
    for stretch in stretches {
      if stretch.isRunning {
        for span in calendars.spans(from: stretch.start, to: stretch.end) {
          append(span.start, span.end, .ran(span.reason))
        }
      } else if stretch.start < stretch.end {
        append(stretch.start, stretch.end, .paused(stretch.status))
      }
    }
    return spans
  }
}
