/// The offsets from UTC that a time zone has had and will have, from the system's zone data (TZif, RFC 8536).
///
/// Foundation brings a copy of the zone data of its own that may differ from the system's, so it is not asked.
/// Reading a zone takes one small file; keep the value rather than reading it per row.
public struct TimeZoneRules: Sendable {
  /// The IANA name, for instance `Europe/Berlin`.
  public let identifier: String

  /// Instants (seconds since the epoch, ascending) at which the offset changes; no two neighbours have the same
  /// offset.
  let transitions: [Int64]
  /// Seconds east of UTC: `offsets[0]` before the first transition, `offsets[i]` from `transitions[i - 1]` on.
  let offsets: [Int32]
  /// From this second on the table repeats with the period of the Gregorian calendar; nil when the last offset stays.
  let repeatsFrom: Int64?

  /// 400 Gregorian years, which are a whole number of weeks: a yearly rule repeats exactly after them.
  static let cycle: Int64 = 146_097 * 86_400

  /// A stretch of time with one offset. Callers on hot paths keep it and ask again only when an instant lies outside.
  public struct Span: Sendable, Hashable {
    /// The first second of the span, since the epoch; `Int64.min` when it has no start.
    public let start: Int64
    /// The first second after the span; `Int64.max` when it has no end.
    public let end: Int64
    /// Seconds east of UTC.
    public let offsetSeconds: Int

    /// Whether a second since the epoch lies in the span.
    public func contains(second: Int64) -> Bool { second >= start && second < end }
  }

  /// The span around a second since the epoch.
  public func span(atSecond second: Int64) -> Span {
    let shift = cycleShift(second)
    let index = transitionsUpTo(second - shift)
    let start = index == 0 ? Int64.min : transitions[index - 1] + shift
    let end: Int64
    if index < transitions.count {
      end = transitions[index] + shift
    } else if let repeatsFrom {
      // The table ends where the first cycle does: the next change is that of the same time of year 400 years before.
      let next = transitionsUpTo(repeatsFrom - TimeZoneRules.cycle)
      end = transitions[next] + TimeZoneRules.cycle + shift
    } else {
      end = .max
    }
    return Span(start: start, end: end, offsetSeconds: Int(offsets[index]))
  }

  /// Seconds east of UTC in force at an instant.
  public func offsetSeconds(at instant: Instant) -> Int {
    let second = instant.seconds
    return Int(offsets[transitionsUpTo(second - cycleShift(second))])
  }

  /// What a clock on the wall shows at an instant.
  public func wall(at instant: Instant) -> WallTime {
    let second = instant.seconds
    let offset = Int64(offsets[transitionsUpTo(second - cycleShift(second))])
    return WallTime(secondsOnClock: second + offset, millisecond: Int32(instant.milliseconds - second * 1000))
  }

  /// The instants at which the clock shows `wall`, in order: none where the clock is put forward over it, one
  /// normally, two where the clock is put back and shows it twice.
  public func instants(of wall: WallTime) -> [Instant] {
    let clock = wall.secondsOnClock
    var span = self.span(atSecond: clock - TimeZoneRules.largestOffset)
    var found: [Instant] = []
    while true {
      let second = clock - Int64(span.offsetSeconds)
      if span.contains(second: second) { found.append(instant(second, wall)) }
      if span.end > clock + TimeZoneRules.largestOffset { return found }
      span = self.span(atSecond: span.end)
    }
  }

  /// The one instant meant by a wall-clock time of an input file.
  ///
  /// The policy is that of RFC 5545 and of most programs: a time that the clock skips is read with the offset before
  /// the gap, which moves it forward by the length of the gap (02:30 becomes 03:30); of a time shown twice the first
  /// is taken.
  public func instant(of wall: WallTime) -> Instant {
    let clock = wall.secondsOnClock
    var span = self.span(atSecond: clock - TimeZoneRules.largestOffset)
    var offsetBefore = span.offsetSeconds
    while true {
      let second = clock - Int64(span.offsetSeconds)
      if second < span.end {
        return second >= span.start ? instant(second, wall) : instant(clock - Int64(offsetBefore), wall)
      }
      offsetBefore = span.offsetSeconds
      span = self.span(atSecond: span.end)
    }
  }

  /// The next instant at which the offset changes, later than `instant`; nil when it never changes again.
  public func nextTransition(after instant: Instant) -> Instant? {
    let end = span(atSecond: instant.seconds).end
    return end == .max ? nil : Instant(seconds: end)
  }

  /// No zone is further from UTC than this (RFC 8536 section 3.2 recommends -25 to +26 hours).
  private static let largestOffset: Int64 = 26 * 3600

  private func instant(_ second: Int64, _ wall: WallTime) -> Instant {
    Instant(milliseconds: second * 1000 + Int64(wall.millisecond))
  }

  /// How far a second beyond the table is moved back so that it falls into the last cycle of it.
  private func cycleShift(_ second: Int64) -> Int64 {
    guard let repeatsFrom, second >= repeatsFrom else { return 0 }
    return ((second - repeatsFrom) / TimeZoneRules.cycle + 1) * TimeZoneRules.cycle
  }

  /// How many transitions are at or before a second (binary search).
  private func transitionsUpTo(_ second: Int64) -> Int {
    transitions.withUnsafeBufferPointer { transitions in
      var low = 0
      var high = transitions.count
      while low < high {
        let middle = (low + high) / 2
        if transitions[middle] <= second { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
