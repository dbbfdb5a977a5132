import Model
import Testing

@Suite("Time zone rules")
struct TimeZoneRulesTests {
  private func zone(_ name: String) throws -> TimeZoneRules { try TimeZoneRules(identifier: name) }

  private func at(_ text: String) throws -> Instant { try #require(Instant(text)) }

  private func wall(_ text: String) throws -> WallTime { try #require(ISOTime(text)).wall }

  @Test(
    "the clock on the wall",
    arguments: [
      ("America/New_York", "2026-03-08T06:59:59Z", "2026-03-08T01:59:59"),
      ("America/New_York", "2026-03-08T07:00:00Z", "2026-03-08T03:00:00"),
      ("America/New_York", "1970-01-01T00:00:00Z", "1969-12-31T19:00:00"),
      ("Australia/Lord_Howe", "2026-04-04T15:00:00Z", "2026-04-05T01:30:00"),
      ("Europe/Berlin", "2050-07-01T12:00:00Z", "2050-07-01T14:00:00"),
      ("Europe/Berlin", "2999-12-31T23:30:00Z", "3000-01-01T00:30:00"),
      ("Europe/Berlin", "9999-07-01T00:00:00Z", "9999-07-01T02:00:00"),
      ("Europe/Dublin", "2026-01-15T12:00:00Z", "2026-01-15T12:00:00"),
      ("Africa/Casablanca", "2026-02-20T12:00:00Z", "2026-02-20T12:00:00"),
      ("Africa/Casablanca", "2026-06-01T12:00:00Z", "2026-06-01T13:00:00"),
      ("Asia/Kathmandu", "2026-06-01T00:00:00.250Z", "2026-06-01T05:45:00.250"),
      ("America/Sao_Paulo", "2018-11-04T03:00:00Z", "2018-11-04T01:00:00"),
      ("Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00"),
      ("UTC", "2026-06-01T00:00:00Z", "2026-06-01T00:00:00"),
      ("Etc/GMT+5", "2026-06-01T00:00:00Z", "2026-05-31T19:00:00"),
    ])
  func wallClock(name: String, instant: String, shown: String) throws {
    #expect(try zone(name).wall(at: at(instant)).description == shown)
  }

  @Test("a time in a gap has no instant and is moved forward by the gap")
  func gap() throws {
    let newYork = try zone("America/New_York")
    #expect(newYork.instants(of: try wall("2026-03-08T02:30:00")) == [])
    #expect(newYork.instant(of: try wall("2026-03-08T02:30:00")) == (try at("2026-03-08T07:30:00Z")))
    let apia = try zone("Pacific/Apia")
    #expect(apia.instants(of: try wall("2011-12-30T12:00:00")) == [])
    #expect(apia.instant(of: try wall("2011-12-30T12:00:00")) == (try at("2011-12-30T22:00:00Z")))
  }

  @Test("a time shown twice has two instants and the first is taken")
  func overlap() throws {
    let newYork = try zone("America/New_York")
    let both = [try at("2026-11-01T05:30:00Z"), try at("2026-11-01T06:30:00Z")]
    #expect(newYork.instants(of: try wall("2026-11-01T01:30:00")) == both)
    #expect(newYork.instant(of: try wall("2026-11-01T01:30:00")) == both[0])
    // The overlap of Moscow changed the offset without a daylight saving flag.
    #expect(try zone("Europe/Moscow").instants(of: wall("2014-10-26T01:30:00")).count == 2)
  }

  @Test("every instant is among the instants of its own wall clock", arguments: ["Europe/Berlin", "Asia/Gaza", "UTC"])
  func roundTrip(name: String) throws {
    let rules = try zone(name)
    var second = try at("1935-01-01T00:00:00Z").seconds
    let end = try at("2480-01-01T00:00:00Z").seconds
    while second < end {
      let instant = Instant(milliseconds: second * 1000 + 7)
      let found = rules.instants(of: rules.wall(at: instant))
      #expect(found.contains(instant))
      #expect(rules.instant(of: rules.wall(at: instant)) == found.first)
      second += 3_331_333
    }
  }

  @Test("transitions follow each other, in the table, in the footer's years and after a whole cycle")
  func transitions() throws {
    let berlin = try zone("Europe/Berlin")
    #expect(berlin.nextTransition(after: try at("2026-01-01T00:00:00Z")) == (try at("2026-03-29T01:00:00Z")))
    #expect(berlin.nextTransition(after: try at("2026-03-29T01:00:00Z")) == (try at("2026-10-25T01:00:00Z")))
    #expect(berlin.nextTransition(after: try at("2100-01-01T00:00:00Z")) == (try at("2100-03-28T01:00:00Z")))
    #expect(try zone("Asia/Tokyo").nextTransition(after: at("2000-01-01T00:00:00Z")) == nil)
    var instant = try at("1990-01-01T00:00:00Z")
    var count = 0
    while let next = berlin.nextTransition(after: instant), next < (try at("9990-01-01T00:00:00Z")) {
      #expect(next > instant)
      #expect(berlin.offsetSeconds(at: next) != berlin.offsetSeconds(at: Instant(seconds: next.seconds - 1)))
      instant = next
      count += 1
    }
    #expect(count == 2 * 8000)
    let span = berlin.span(atSecond: try at("2026-07-01T00:00:00Z").seconds)
    #expect(span.offsetSeconds == 7200)
    #expect(span.contains(second: span.start))
    #expect(!span.contains(second: span.end))
  }

  @Test(
    "names that are no zones are refused",
    arguments: [
      "", "Europe", "Europe/Nowhere", "../../../etc/passwd", "/etc/localtime", "Europe/../Europe/Berlin", "./UTC",
      "localtime", "europe/berlin", "UTC/", "Europe//Berlin", "Europe/Ber\0lin", "Europe/Berlin\n",
    ])
  func unknown(name: String) {
    #expect(throws: TimeZoneError.unknown(identifier: name)) { try TimeZoneRules(identifier: name) }
  }

  @Test("files that are no zone data are refused")
  func damaged() {
    #expect(throws: TimeZoneError.damaged(path: "/usr/share/zoneinfo/tzdata.zi")) {
      try TimeZoneRules(identifier: "tzdata.zi", directory: "/usr/share/zoneinfo")
    }
  }

  @Test("the version of the zone data looks like 2026f")
  func version() throws {
    let version = try #require(TimeZoneRules.tzdataVersion())
    #expect(version.utf8.count == 5)
    #expect(version.hasPrefix("20"))
    #expect(TimeZoneRules.tzdataVersion(directory: "/nonexistent") == nil)
  }
}
