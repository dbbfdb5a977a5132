import Model
import ServiceLevels
import Testing

@Suite("Properties of business time")
struct CalendarPropertyTests {
  private static let zones = [
    "UTC", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia",
    "Asia/Gaza",
  ]

  /// A calendar with random hours, holidays, shifts and breaks around an instant.
  private func random(near instant: Instant, _ generator: inout SeededGenerator) throws -> CalendarDefinition {
    let zone = try #require(Self.zones.randomElement(using: &generator))
    let today = CivilDate(days: Int32(instant.seconds / 86_400))
    func intervals(_ generator: inout SeededGenerator) -> [DayInterval] {
      (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        DayInterval(
          start: Int32.random(in: 0..<96, using: &generator) * 900,
          end: Int32.random(in: 0...96, using: &generator) * 900)
      }
    }
    func dates(_ generator: inout SeededGenerator) -> [CivilDate] {
      (0..<4).map { _ in today.adding(days: Int.random(in: -10...20, using: &generator)) }
    }
    var week: [Int: [DayInterval]] = [:]
    for day in 1...7 { week[day] = intervals(&generator) }
    var definition = CalendarDefinition(zone: zone, week: week)
    definition.holidays = dates(&generator).map { Holiday($0, name: "\($0)") }
    for date in dates(&generator) { definition.shifts[date] = intervals(&generator) }
    for date in dates(&generator) { definition.breaks[date] = intervals(&generator) }
    return definition
  }

  @Test("parts add up, spans agree, deadlines invert", arguments: 0..<200)
  func consistency(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    // Years with unusual changes: 2010-2026.
    let start = Int64.random(in: 1_262_304_000..<1_798_761_600, using: &generator)
    let from = Instant(seconds: start)
    let calendar = try Sample.calendar(random(near: from, &generator))
    let to = Instant(seconds: start + Int64.random(in: 0..<3_000_000, using: &generator))
    let whole = calendar.elapsed(from: from, to: to)
    let middle = Instant(seconds: Int64.random(in: start...to.seconds, using: &generator))
    #expect(calendar.elapsed(from: from, to: middle) + calendar.elapsed(from: middle, to: to) == whole)
    let spans = calendar.spans(from: from, to: to)
    #expect(spans.filter(\.isCounted).reduce(0) { $0 + $1.seconds } == whole)
    #expect(spans.reduce(0) { $0 + $1.seconds } == to.seconds - from.seconds)
    guard whole > 0 else { return }
    let wanted = Int64.random(in: 1...whole, using: &generator)
    let due = try #require(calendar.dueAt(from: from, seconds: wanted))
    #expect(due <= to)
    #expect(calendar.elapsed(from: from, to: due) == wanted)
    #expect(calendar.elapsed(from: from, to: Instant(seconds: due.seconds - 1)) == wanted - 1)
    if let breach = calendar.breachAfter(from: from, seconds: wanted) {
      #expect(calendar.elapsed(from: from, to: breach) == wanted)
      #expect(calendar.elapsed(from: from, to: Instant(seconds: breach.seconds + 1)) == wanted + 1)
    }
  }

  @Test("calendars one after the other: each second by the one in force, deadlines invert", arguments: 0..<100)
  func courses(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(9000 + seed))
    let from = Instant(seconds: Int64.random(in: 1_262_304_000..<1_798_761_600, using: &generator))
    var later: [CalendarInForce] = []
    var start = from
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      start = Instant(seconds: start.seconds + Int64.random(in: -100_000..<600_000, using: &generator))
      start = max(start, later.last?.from ?? start)
      later.append(CalendarInForce(try Sample.calendar(random(near: from, &generator)), from: start))
    }
    let course = CalendarCourse(try Sample.calendar(random(near: from, &generator)), later: later)
    let to = Instant(seconds: from.seconds + Int64.random(in: 0..<2_000_000, using: &generator))
    var edges = [from] + later.map { min(max($0.from, from), to) } + [to]
    edges.sort()
    var whole: Int64 = 0
    for (begin, end) in zip(edges, edges.dropFirst()) {
      whole += course.calendar(at: begin).elapsed(from: begin, to: end)
    }
    #expect(course.elapsed(from: from, to: to) == whole)
    guard whole > 0 else { return }
    let wanted = Int64.random(in: 1...whole, using: &generator)
    let due = try #require(course.dueAt(from: from, seconds: wanted))
    #expect(course.elapsed(from: from, to: due) == wanted)
    #expect(course.elapsed(from: from, to: Instant(seconds: due.seconds - 1)) == wanted - 1)
    if let breach = course.breachAfter(from: from, seconds: wanted) {
      #expect(course.elapsed(from: from, to: breach) == wanted)
      #expect(course.elapsed(from: from, to: Instant(seconds: breach.seconds + 1)) == wanted + 1)
    }
  }

  /// The rule itself, for one wall-clock time.
  private func isOpen(_ wall: WallTime, _ definition: CalendarDefinition) -> Bool {
    func covers(_ intervals: (CivilDate) -> [DayInterval]) -> Bool {
      let second = wall.secondOfDay
      let head = intervals(wall.date).contains { second >= $0.start && (second < $0.end || $0.isOvernight) }
      return head || intervals(wall.date.adding(days: -1)).contains { $0.isOvernight && second < $0.end }
    }
    let planned = covers { date in
      if definition.holidays.contains(where: { $0.isActive && $0.date == date }) { return [] }
      return definition.shifts[date] ?? definition.week[date.weekday - 1]
    }
    return planned && !covers { definition.breaks[$0] ?? [] }
  }

  @Test("minute by minute the rule gives the same", arguments: 0..<60)
  func bruteForce(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(1000 + seed))
    // All edges of these calendars and all changes of the clock in these years lie on whole minutes.
    var instant = Instant(seconds: Int64.random(in: 21_037_000..<29_979_000, using: &generator) * 60)
    let definition = try random(near: instant, &generator)
    let calendar = try Sample.calendar(definition)
    if let change = calendar.zone(at: instant).nextTransition(after: instant), Bool.random(using: &generator) {
      instant = Instant(seconds: change.seconds - 86_400)
    }
    let rules = calendar.zone(at: instant)
    var minutes: Int64 = 0
    for minute in 0..<Int64(3 * 1440) {
      let wall = rules.wall(at: Instant(seconds: instant.seconds + minute * 60))
      if isOpen(wall, definition) { minutes += 1 }
    }
    #expect(calendar.elapsed(from: instant, to: Instant(seconds: instant.seconds + 3 * 86_400)) == minutes * 60)
  }

  @Test("a calendar that is always open counts wall seconds", arguments: zones)
  func always(zone: String) throws {
    var generator = SeededGenerator(state: 24)
    let calendar = try Sample.calendar(.always(zone: zone))
    for _ in 0..<200 {
      let from = Int64.random(in: -1_000_000_000..<4_000_000_000, using: &generator)
      let seconds = Int64.random(in: 0..<100_000_000, using: &generator)
      let to = Instant(seconds: from + seconds)
      #expect(calendar.elapsed(from: Instant(seconds: from), to: to) == seconds)
      #expect(calendar.dueAt(from: Instant(seconds: from), seconds: seconds) == to)
    }
  }
}
