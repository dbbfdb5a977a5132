import Testing

@testable import Model

@Suite("The rule after a zone's last transition")
struct TimeZoneFooterTests {
  private func zone(_ footer: String) throws -> TimeZoneRules {
    var table = try #require(ZoneTable(TimeZoneFooterTests.file(footer)))
    #expect(table.transitions.isEmpty)
    table.offsets = [0]
    return TimeZoneRules(identifier: footer, table: table)
  }

  /// A file of version 2 with one type, no transition and that footer.
  private static func file(_ footer: String) -> [UInt8] {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    let counts: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
    let block = [UInt8](repeating: 0, count: 6) + Array("UTC\0".utf8)
    return header + counts + block + header + counts + block + Array("\n\(footer)\n".utf8)
  }

  @Test(
    "offsets by rule",
    arguments: [
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3600),
      ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7200),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-10T00:00:00Z", 0),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-10T00:00:00Z", 3600),
      ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:30:00Z", 39_600),
      ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800),
      ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7200),
      ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3600),
      ("AAA0BBB,J60,J300", "2028-03-01T01:59:59Z", 0),
      ("AAA0BBB,J60,J300", "2028-03-01T02:00:00Z", 3600),
      ("AAA0BBB,59,300", "2028-02-29T02:00:00Z", 3600),
      ("EST5EDT4,0/0,J365/25", "2026-01-01T04:30:00Z", -14_400),
      ("EST5EDT4,0/0,J365/25", "2026-12-31T12:00:00Z", -14_400),
      ("<+04>-4", "2050-01-01T00:00:00Z", 14_400),
    ])
  func offset(footer: String, at: String, seconds: Int) throws {
    #expect(try zone(footer).offsetSeconds(at: #require(Instant(at))) == seconds)
  }

  @Test(
    "a footer that is none is refused", arguments: ["CET", "C-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1,M13.1.0,0"])
  func refused(footer: String) {
    #expect(ZoneTable(TimeZoneFooterTests.file(footer)) == nil)
  }

  @Test("a file cut anywhere is refused")
  func cut() {
    let whole = TimeZoneFooterTests.file("UTC0")
    for length in 0..<whole.count { #expect(ZoneTable(Array(whole[0..<length])) == nil) }
    #expect(ZoneTable(whole) != nil)
  }
}
