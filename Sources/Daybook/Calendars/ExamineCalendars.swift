public import Diagnostics
public import Model
public import Reporting
public import ServiceLevels

/// `daybook calendar check|show|elapsed|due`: what the calendars of business hours say.
public struct ExamineCalendars: Sendable {
  /// The calendars and policies of the workspace.
  public let rules: ServiceRules

  /// Reads all calendars and policies; fails with `configuration` and every mistake in them.
  public init(in session: Session) throws {
    rules = try ServiceRules(
      ReportFiles(folder: session.workspace.reportsFolder), defaultZone: session.workspace.zone.identifier)
  }

  /// The calendars by name, or the one of that name; fails with `usage` where there is none.
  public func calendars(_ name: String? = nil) throws -> [BusinessCalendar] {
    let all = rules.calendars.sorted { $0.key < $1.key }.map(\.value)
    guard let name else { return all }
    guard let calendar = rules.calendars[name] else {
      let known = all.map(\.id).joined(separator: ", ")
      throw Failure(.usage, .noSuchCalendar, facts: ["calendar": name, "known": known])
    }
    return [calendar]
  }

  /// What is probably not meant in a calendar.
  public func findings(of calendar: BusinessCalendar) -> [Diagnostic] {
    rules.warnings.filter { $0.facts["calendar"] == calendar.id }
  }

  /// An instant, or a time on the clock of the calendar's zone; a date is its first instant. Fails with `usage`.
  public static func instant(_ text: String, in calendar: BusinessCalendar) throws -> Instant {
    if let instant = Instant(text) { return instant }
    guard let time = ISOTime(text), time.offsetSeconds == nil else {
      throw Failure(.usage, .badInstant, facts: ["text": text])
    }
    // The zone of the version in force then; which one that is may depend on the zone by hours at most.
    let zone = calendar.zone(at: TimeZoneRules.utc.instant(of: time.wall))
    return zone.instant(of: time.wall)
  }

  /// What a length of business time gives from an instant on.
  public struct Due: Sendable {
    /// When it is used up; nil where the calendar stays closed for too long.
    public let dueAt: Instant?
    /// Up to when a clock is not late.
    public let breachAfter: Instant?
    /// Business seconds.
    public let seconds: Int64
  }

  /// When a length of business time (seconds, or `8h`, `1h30m`) is used up; fails with `usage` for anything else.
  public static func due(_ calendar: BusinessCalendar, from: Instant, _ length: String) throws -> Due {
    guard let seconds = PolicyFile.seconds(length) else {
      throw Failure(.usage, .badBusinessTime, facts: ["text": length])
    }
    return Due(
      dueAt: calendar.dueAt(from: from, seconds: seconds),
      breachAfter: calendar.breachAfter(from: from, seconds: seconds), seconds: seconds)
  }

  /// A local date of a calendar.
  public struct Day: Sendable {
    /// The date.
    public let date: CivilDate
    /// When it is open, in order.
    public let open: [Range<Instant>]
    /// Why it is closed wholly, or what shortens it: holidays by name, breaks.
    public let notes: [String]
    /// Business seconds.
    public let seconds: Int64
  }

  /// The days of a month by the calendar's zone. `month` is `YYYY-MM`; fails with `usage` for anything else.
  public static func days(of month: String, in calendar: BusinessCalendar) throws -> [Day] {
    guard month.count == 7, let first = CivilDate(month + "-01") else {
      throw Failure(.usage, .badMonth, facts: ["month": month])
    }
    let zone = calendar.zone(at: TimeZoneRules.utc.instant(of: WallTime(date: first, secondOfDay: 43_200)))
    func start(_ date: CivilDate) -> Instant { zone.instant(of: WallTime(date: date, secondOfDay: 0)) }
    var days: [Day] = []
    var date = first
    while date.components.month == first.components.month {
      let spans = calendar.spans(from: start(date), to: start(date.adding(days: 1)))
      let open = spans.filter(\.isCounted)
      var notes: [String] = []
      for span in spans {
        let note: String
        switch span.reason {
        case .open: continue
        case .closed: note = open.isEmpty ? "closed" : ""
        case .holiday(let name): note = "holiday" + (name.map { ": \($0)" } ?? "")
        case .breakTime: note = "break"
        case .outside: note = "no version of the calendar"
        }
        if !note.isEmpty, !notes.contains(note) { notes.append(note) }
      }
      days.append(
        Day(
          date: date, open: open.map { $0.start..<$0.end }, notes: notes,
          seconds: open.reduce(0) { $0 + $1.seconds }))
      date = date.adding(days: 1)
    }
    return days
  }
}
