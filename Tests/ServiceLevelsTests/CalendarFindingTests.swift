import Model
import ServiceLevels
import Testing

@Suite("Findings in a calendar")
struct CalendarFindingTests {
  @Test("a sound calendar has none")
  func none() throws {
    var definition = try Sample.office()
    definition.breaks = [try Sample.date("2026-01-05"): [try Sample.hours("12:00", "13:00")]]
    definition.shifts = [try Sample.date("2026-01-10"): [try Sample.hours("22:00", "06:00")]]
    definition.holidays = [Holiday(try Sample.date("2026-01-06"))]
    #expect(definition.findings() == [])
    #expect(CalendarDefinition.always(zone: "UTC").findings() == [])
  }

  @Test("what is probably not meant is found")
  func found() throws {
    let late = try Sample.hours("00:00", "23:59")
    let (morning, noon) = (try Sample.hours("09:00", "12:30"), try Sample.hours("12:00", "17:00"))
    let (monday, tuesday) = (try Sample.date("2026-01-05"), try Sample.date("2026-01-06"))
    let definition = CalendarDefinition(
      zone: "UTC", week: [1: [noon, morning], 2: [late]],
      holidays: [Holiday(tuesday), Holiday(tuesday, isActive: false)],
      shifts: [tuesday: [morning]], breaks: [monday: [try Sample.hours("17:00", "18:00")]])
    #expect(
      definition.findings() == [
        .overlap(.weekday(1), morning, noon), .endsBeforeMidnight(.weekday(2), late),
        .breakOutsideHours(monday, try Sample.hours("17:00", "18:00")), .holidayTwice(tuesday),
        .shiftOnHoliday(tuesday),
      ])
  }

  @Test("touching intervals are no overlap")
  func touching() throws {
    let week = Sample.week(1...5, try Sample.hours("09:00", "12:00"), try Sample.hours("12:00", "17:00"))
    #expect(CalendarDefinition(zone: "UTC", week: week).findings() == [])
  }

  @Test("a calendar that never opens is found")
  func neverOpen() throws {
    #expect(CalendarDefinition(zone: "UTC", week: [:]).findings() == [.neverOpen])
    let date = try Sample.date("2026-01-05")
    let shift = CalendarDefinition(zone: "UTC", week: [:], shifts: [date: [try Sample.hours("09:00", "10:00")]])
    #expect(shift.findings() == [])
    var past = try Sample.office()
    (past.validFrom, past.validTo) = (try Sample.at("2026-01-02T00:00:00Z"), try Sample.at("2026-01-01T00:00:00Z"))
    #expect(past.findings() == [.neverInForce])
  }
}
