import Changes
import Foundation
import Model
import Reporting
import ServiceLevels
import Store
import TestSupport
import Testing

@Suite("Properties of the report on service levels")
struct SLAPropertyTests {
  /// Rows of made-up cases in Daybook's own layout, in the order of the cases. `sequence` orders what happens at one instant.
  private static func rows(_ seed: UInt64) -> [(at: Int64, line: String)] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func next(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(below))
    }
    let kinds = [
      "customer_message", "merchant_message", "internal_action", "status", "priority", "assign", "dispute_open",
      "dispute_close",
    ]
    let statuses = ["New", "Open", "Reply Received", "Waiting", "Closed"]
    let priorities = ["low", "normal", "high", "urgent"]
    let people = ["ana", "ben", "kim", "system"]
    var rows: [(Int64, String)] = []
    for number in 0..<60 {
      var minute = Int64(next(60 * 24 * 90))
      for sequence in 1...(2 + next(12)) {
        minute += next(3) == 0 ? 0 : Int64(next(60 * 30))
        let kind = sequence == 1 ? "customer_message" : kinds[next(kinds.count)]
        let value =
          switch kind {
          case "status": statuses[next(statuses.count)]
          case "priority": priorities[next(priorities.count)]
          case "assign": people[next(3)]
          case "dispute_open", "dispute_close": ["damaged", "late"][next(2)]
          default: ""
          }
        let at = Instant(seconds: 1_782_864_000 + minute * 60)
        let team = sequence == 1 ? ["orders", "returns", ""][next(3)] : ""
        rows.append(
          (at.seconds, "C-\(number),\(at),\(kind),\(people[next(people.count)]),\(value),\(sequence),\(team)"))
      }
    }
    return rows
  }

  private static let header = "case,at,kind,actor,value,sequence,team\n"
  private static let asOf = "2026-10-20T12:00:00Z"

  private static func file(_ rows: [(at: Int64, line: String)]) -> String {
    header + rows.map { $0.line + "\n" }.joined()
  }

  @Test("The order of arrival does not matter, and twice is once", arguments: [UInt64(1), 2, 3])
  func arrival(seed: UInt64) throws {
    let rows = Self.rows(seed)
    let first = try ReportBench()
    try first.importing(Self.file(rows))
    let once = try first.files(asOf: Self.asOf)
    #expect(try first.importing(Self.file(rows)).batch == nil)
    #expect(try first.files(asOf: Self.asOf) == once)
    let second = try ReportBench()
    try second.importing(Self.file(rows.sorted { ($0.line.hashed, $0.line) < ($1.line.hashed, $1.line) }))
    #expect(try second.files(asOf: Self.asOf) == once)
  }

  @Test("A report as of the past gives the bytes it gave then", arguments: [UInt64(4), 5])
  func replay(seed: UInt64) throws {
    let rows = Self.rows(seed)
    let past = try #require(Instant("2026-08-15T12:00:00Z"))
    let then = try ReportBench()
    try then.importing(Self.file(rows.filter { $0.at <= past.seconds }))
    let now = try ReportBench()
    try now.importing(Self.file(rows))
    #expect(try now.files(asOf: "\(past)") == then.files(asOf: "\(past)"))
  }

  @Test(
    "The backlog of a day follows from the day before, and the hours add up to the messages", arguments: [UInt64(6), 7])
  func sums(seed: UInt64) throws {
    let bench = try ReportBench()
    try bench.importing(Self.file(Self.rows(seed)))
    let files = try bench.files(asOf: Self.asOf)
    var backlog = 0
    let days = try Rows(try #require(files["sla-days.csv"])).rows
    #expect(days.count > 60)
    for day in days {
      func count(_ key: String) -> Int { day[key].flatMap { Int($0) } ?? .min }
      backlog += count("opened") + count("reopened") - count("closed")
      #expect(count("backlog") == backlog && count("net") == count("opened") + count("reopened") - count("closed"))
    }
    let cases = try Rows(try #require(files["sla-cases.csv"])).rows
    #expect(cases.count == 60 && cases.filter { $0["status"] != "Closed" }.count == backlog)
    let hours = try Rows(try #require(files["sla-hours-of-messages.csv"])).rows
    #expect(hours.sum("total") == cases.sum("customer_messages"))
    let ageing = try Rows(try #require(files["sla-ageing.csv"])).rows
    #expect(ageing.sum("total") == backlog)
    let counts = try Rows(try #require(files["sla-counts.csv"])).rows
    let unread = counts.first { $0["what"] == "unread" }?["count"]
    #expect(unread == "\(cases.sum("unread"))")
    let disputes = try Rows(try #require(files["sla-disputes.csv"])).rows
    #expect(disputes.sum("open") == cases.sum("open_disputes"))
  }

  @Test("What the assignees had a case for adds up to the waiting time", arguments: [UInt64(8), 9])
  func handling(seed: UInt64) throws {
    let bench = try ReportBench()
    try bench.importing(Self.file(Self.rows(seed)))
    let rules = try bench.rules()
    let asOf = try #require(Instant(Self.asOf))
    var unknown = UnknownRules()
    var seen = 0
    try bench.store.read { connection in
      try connection.forEachClockCase(asOf: asOf) { record, events, _ in
        let facts = rules.facts(of: record, events: events, unknown: &unknown)
        let figures = try #require(CaseFigures(facts, asOf: asOf))
        #expect(figures.handling.reduce(0) { $0 + $1.seconds } == figures.clock(.wait)?.elapsedSeconds, "\(record.id)")
        seen += 1
      }
    }
    #expect(seen == 60)
  }
}

extension String {
  /// A number that scatters texts, the same in every run.
  fileprivate var hashed: UInt64 { utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 } }
}

extension [[String: String]] {
  fileprivate func sum(_ key: String) -> Int { reduce(0) { $0 + ($1[key].flatMap { Int($0) } ?? 0) } }
}
