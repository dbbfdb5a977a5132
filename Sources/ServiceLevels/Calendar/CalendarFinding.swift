public import Model

/// Something in a calendar that is probably not meant. None of these stops a calculation.
public enum CalendarFinding: Sendable, Equatable {
  /// Hours end at 23:59 (or 23:59:59), which loses the last minute of every such day; 24:00 is the end of a date.
  case endsBeforeMidnight(CalendarPlace, DayInterval)
  /// Two intervals of one day overlap; time in both counts once.
  case overlap(CalendarPlace, DayInterval, DayInterval)
  /// The same date is a holiday twice.
  case holidayTwice(CivilDate)
  /// The date has hours of its own but is a holiday, which wins.
  case shiftOnHoliday(CivilDate)
  /// A break takes nothing away, since nothing is open then.
  case breakOutsideHours(CivilDate, DayInterval)
  /// No weekday and no single date has opening hours.
  case neverOpen
  /// The version ends before it starts, so that it is never in force.
  case neverInForce
}

/// Where in a calendar something stands.
public enum CalendarPlace: Sendable, Hashable {
  /// A weekday's hours, 1 = Monday to 7 = Sunday.
  case weekday(Int)
  /// The hours of a single date.
  case shift(CivilDate)
  /// The breaks of a single date.
  case breaks(CivilDate)
}

extension CalendarDefinition {
  /// What is probably not meant, in the order weekdays, shifts, breaks, holidays, the whole.
  public func findings() -> [CalendarFinding] {
    var findings: [CalendarFinding] = []
    for (index, intervals) in week.enumerated() {
      findings += CalendarDefinition.findings(in: intervals, at: .weekday(index + 1))
    }
    for (date, intervals) in shifts.sorted(by: { $0.key < $1.key }) {
      findings += CalendarDefinition.findings(in: intervals, at: .shift(date))
    }
    let plan = OpeningPlan(self, rules: .utc)
    for (date, intervals) in breaks.sorted(by: { $0.key < $1.key }) {
      findings += CalendarDefinition.findings(in: intervals, at: .breaks(date)).filter {
        if case .overlap = $0 { true } else { false }
      }
      for interval in intervals where !plan.hasHours(on: date, during: interval) {
        findings.append(.breakOutsideHours(date, interval))
      }
    }
    var seen: Set<CivilDate> = []
    for date in holidays.map(\.date).sorted() where !seen.insert(date).inserted { findings.append(.holidayTwice(date)) }
    for date in plan.holidays.keys.sorted() where shifts[date].map({ !$0.isEmpty }) ?? false {
      findings.append(.shiftOnHoliday(date))
    }
    if week.allSatisfy(\.isEmpty), shifts.keys.allSatisfy({ plan.open(on: $0).isEmpty }) { findings.append(.neverOpen) }
    if plan.validity.isEmpty { findings.append(.neverInForce) }
    return findings
  }

  private static func findings(in intervals: [DayInterval], at place: CalendarPlace) -> [CalendarFinding] {
    var findings: [CalendarFinding] = []
    for interval in intervals where interval.end >= 86_340 && interval.end < 86_400 {
      findings.append(.endsBeforeMidnight(place, interval))
    }
    let sorted = intervals.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.isOvernight || first.end > second.start {
      findings.append(.overlap(place, first, second))
    }
    return findings
  }
}

extension OpeningPlan {
  /// Whether a break of a date takes away anything.
  fileprivate func hasHours(on date: CivilDate, during interval: DayInterval) -> Bool {
    func overlaps(_ range: ClockRange, on date: CivilDate) -> Bool {
      planned(on: date).contains { $0.start < range.end && range.start < $0.end }
    }
    let head = ClockRange.merged(heads: [interval], tails: [])
    let tail = ClockRange.merged(heads: [], tails: [interval])
    return head.contains { overlaps($0, on: date) } || tail.contains { overlaps($0, on: date.adding(days: 1)) }
  }
}
