import Model
import ServiceLevels
import Testing

@Suite("Business time")
struct BusinessCalendarTests {
  private func elapsed(_ calendar: BusinessCalendar, _ from: String, _ to: String) throws -> Int64 {
    calendar.elapsed(from: try Sample.at(from), to: try Sample.at(to))
  }

  // 2026-01-05 is a Monday.

  @Test("time out of hours does not count, wherever a range starts and ends")
  func officeHours() throws {
    let office = try Sample.calendar(Sample.office())
    #expect(try elapsed(office, "2026-01-05T08:00:00Z", "2026-01-05T08:59:59Z") == 0)
    #expect(try elapsed(office, "2026-01-05T08:59:59Z", "2026-01-05T09:00:01Z") == 1)
    #expect(try elapsed(office, "2026-01-05T16:59:59Z", "2026-01-06T09:00:01Z") == 2)
    #expect(try elapsed(office, "2026-01-09T16:00:00Z", "2026-01-12T10:00:00Z") == 7200)
    #expect(try elapsed(office, "2026-01-06T10:00:00Z", "2026-01-05T10:00:00Z") == 0)
    #expect(try elapsed(office, "2026-01-05T10:00:00.900Z", "2026-01-05T10:00:01.100Z") == 1)
  }

  @Test("a target that runs out at a close is due then, and breached after the next opening")
  func dueAtClose() throws {
    let office = try Sample.calendar(Sample.office())
    let from = try Sample.at("2026-01-09T16:00:00Z")
    #expect(office.dueAt(from: from, seconds: 3600) == (try Sample.at("2026-01-09T17:00:00Z")))
    #expect(office.breachAfter(from: from, seconds: 3600) == (try Sample.at("2026-01-12T09:00:00Z")))
    #expect(office.dueAt(from: from, seconds: 3601) == (try Sample.at("2026-01-12T09:00:01Z")))
    #expect(office.breachAfter(from: from, seconds: 3599) == (try Sample.at("2026-01-09T16:59:59Z")))
    let closed = try Sample.at("2026-01-10T12:00:00.500Z")
    #expect(office.dueAt(from: closed, seconds: 0) == closed)
    #expect(office.breachAfter(from: closed, seconds: 0) == (try Sample.at("2026-01-12T09:00:00Z")))
    #expect(office.dueAt(from: closed, seconds: 1) == (try Sample.at("2026-01-12T09:00:01Z")))
  }

  @Test("a calendar that stays closed for longer than the horizon has no due instant")
  func horizon() throws {
    let never = try Sample.calendar(CalendarDefinition(zone: "UTC", week: [:]))
    let from = try Sample.at("2026-01-01T00:00:00Z")
    #expect(never.dueAt(from: from, seconds: 1) == nil)
    #expect(never.nextOpening(from: from) == nil)
    let opens = try Sample.date("2027-02-05")  // 400 days later
    let hours = try Sample.hours("00:00", "00:10")
    let once = try Sample.calendar(CalendarDefinition(zone: "UTC", week: [:], shifts: [opens: [hours]]))
    #expect(once.dueAt(from: from, seconds: 60) == (try Sample.at("2027-02-05T00:01:00Z")))
    #expect(once.dueAt(from: Instant(seconds: from.seconds - 1), seconds: 60) == nil)
    #expect(once.dueAt(from: from, seconds: 601) == nil)
    // A long target is no reason to give up while the calendar keeps opening.
    let office = try Sample.calendar(Sample.office())
    #expect(office.dueAt(from: from, seconds: 8 * 3600 * 2610) == (try Sample.at("2036-01-02T17:00:00Z")))
    #expect(office.dueAt(from: from, seconds: .max) == nil)
  }

  @Test("holidays beat shifts, shifts beat the week, inactive holidays do nothing")
  func precedence() throws {
    var definition = try Sample.office()
    definition.holidays = [
      Holiday(try Sample.date("2026-01-06"), name: "Epiphany"), Holiday(try Sample.date("2026-01-06")),
      Holiday(try Sample.date("2026-01-07"), isActive: false),
    ]
    definition.shifts = [
      try Sample.date("2026-01-06"): [try Sample.hours("10:00", "12:00")],
      try Sample.date("2026-01-08"): [try Sample.hours("10:00", "12:00")],
      try Sample.date("2026-01-09"): [],
    ]
    let calendar = try Sample.calendar(definition)
    #expect(try elapsed(calendar, "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z") == 0)
    #expect(try elapsed(calendar, "2026-01-07T00:00:00Z", "2026-01-08T00:00:00Z") == 8 * 3600)
    #expect(try elapsed(calendar, "2026-01-08T00:00:00Z", "2026-01-09T00:00:00Z") == 2 * 3600)
    #expect(try elapsed(calendar, "2026-01-09T00:00:00Z", "2026-01-10T00:00:00Z") == 0)
  }

  @Test("breaks are taken away, also over midnight and beyond the hours")
  func breaks() throws {
    var definition = CalendarDefinition.always(zone: "UTC")
    definition.breaks = [try Sample.date("2026-01-05"): [try Sample.hours("23:30", "00:30")]]
    #expect(try elapsed(Sample.calendar(definition), "2026-01-05T00:00:00Z", "2026-01-07T00:00:00Z") == 47 * 3600)
    definition = try Sample.office()
    definition.breaks = [
      try Sample.date("2026-01-05"): [try Sample.hours("08:00", "18:00")],
      try Sample.date("2026-01-06"): [try Sample.hours("12:00", "13:00"), try Sample.hours("12:30", "13:30")],
    ]
    #expect(try elapsed(Sample.calendar(definition), "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z") == 0)
    #expect(try elapsed(Sample.calendar(definition), "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z") == 23_400)
  }

  @Test("an overnight interval belongs to the date on which it starts")
  func overnight() throws {
    let nights = try Sample.hours("22:00", "06:00")
    var definition = CalendarDefinition(zone: "UTC", week: Sample.week(1...7, nights))
    // Into a holiday: the tail of the evening before stays. Out of it: no shift starts, so the next morning is closed.
    definition.holidays = [Holiday(try Sample.date("2026-01-06"))]
    let calendar = try Sample.calendar(definition)
    #expect(try elapsed(calendar, "2026-01-06T00:00:00Z", "2026-01-07T00:00:00Z") == 6 * 3600)
    #expect(try elapsed(calendar, "2026-01-07T00:00:00Z", "2026-01-08T00:00:00Z") == 2 * 3600)
    // The last day of the week goes on into the first.
    let sundays = CalendarDefinition(zone: "UTC", week: [7: [nights]])
    #expect(try elapsed(Sample.calendar(sundays), "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z") == 6 * 3600)
    // Equal start and end are a whole day from there.
    let whole = CalendarDefinition(zone: "UTC", week: [1: [try Sample.hours("09:00", "09:00")]])
    #expect(try elapsed(Sample.calendar(whole), "2026-01-05T00:00:00Z", "2026-01-07T00:00:00Z") == 24 * 3600)
  }

  @Test("hours that the clock skips do not exist, hours that it shows twice count twice")
  func clockChanges() throws {
    func night(_ zone: String) throws -> BusinessCalendar {
      try Sample.calendar(CalendarDefinition(zone: zone, week: Sample.week(1...7, Sample.hours("01:00", "04:00"))))
    }
    #expect(try elapsed(night("Europe/Berlin"), "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z") == 2 * 3600)
    #expect(try elapsed(night("Europe/Berlin"), "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z") == 4 * 3600)
    #expect(try elapsed(night("Australia/Lord_Howe"), "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z") == 12_600)
    let apia = try Sample.calendar(.always(zone: "Pacific/Apia"))
    #expect(try elapsed(apia, "2011-12-29T00:00:00Z", "2012-01-01T00:00:00Z") == 3 * 86_400)
  }

  @Test("each second is measured with the version in force")
  func versions() throws {
    let change = try Sample.at("2026-01-05T12:00:00Z")
    var first = try Sample.office()
    first.validTo = change
    var second = CalendarDefinition.always(zone: "Asia/Tokyo")
    second.validFrom = change
    let calendar = try BusinessCalendar(id: "both", versions: [second, first])
    #expect(try elapsed(calendar, "2026-01-05T00:00:00Z", "2026-01-06T00:00:00Z") == 15 * 3600)
    #expect(calendar.zone(at: try Sample.at("2026-01-05T11:59:59Z")).identifier == "UTC")
    #expect(calendar.zone(at: change).identifier == "Asia/Tokyo")
    second.validFrom = try Sample.at("2026-01-05T11:00:00Z")
    #expect(throws: CalendarError.versionsOverlap(calendar: "both", at: try Sample.at("2026-01-05T11:00:00Z"))) {
      try BusinessCalendar(id: "both", versions: [first, second])
    }
    #expect(throws: CalendarError.noVersion(calendar: "none")) { try BusinessCalendar(id: "none", versions: []) }
    #expect(throws: CalendarError.zone(.unknown(identifier: "Mars/Base"))) {
      try BusinessCalendar(id: "mars", .always(zone: "Mars/Base"))
    }
  }

  @Test("spans say why time does not count")
  func spans() throws {
    var definition = try Sample.office()
    definition.holidays = [Holiday(try Sample.date("2026-01-06"), name: "Epiphany")]
    definition.breaks = [try Sample.date("2026-01-05"): [try Sample.hours("12:00", "13:00")]]
    definition.validTo = try Sample.at("2026-01-07T10:00:00Z")
    let calendar = try Sample.calendar(definition)
    let from = try Sample.at("2026-01-05T11:00:00Z")
    let to = try Sample.at("2026-01-07T12:00:00Z")
    let spans = calendar.spans(from: from, to: to)
    #expect(
      spans.map(\.reason) == [
        .open, .breakTime, .open, .closed, .holiday(name: "Epiphany"), .closed, .open, .outside,
      ])
    #expect(spans.map(\.seconds) == [3600, 3600, 14_400, 25_200, 86_400, 32_400, 3600, 7200])
    #expect(spans.first?.start == from)
    #expect(spans.last?.end == to)
    #expect(calendar.spans(from: to, to: from).isEmpty)
  }

  @Test(
    "day intervals are read exactly",
    arguments: [
      ("09:00", "17:00", "09:00-17:00"), ("9:00", "17:00:30", "09:00-17:00:30"), ("00:00", "24:00", "00:00-24:00"),
      ("22:00", "06:00", "22:00-06:00"), ("24:00", "06:00", nil), ("09:00", "24:01", nil), ("09:60", "10:00", nil),
      ("09", "10:00", nil), ("", "10:00", nil), ("09:0", "10:00", nil), ("-9:00", "10:00", nil),
      ("09:00", "1٠:00", nil),
    ])
  func intervals(start: String, end: String, text: String?) {
    #expect(DayInterval(start, end)?.description == text)
  }
}
