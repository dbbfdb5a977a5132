import Model
import Reporting
import ServiceLevels
import Store
import Testing

@Suite("Finished clocks keep the rules that judged them")
struct FrozenJudgementTests {
  /// Open from nine to five, or from ten to four.
  private func writeCalendar(_ hours: String, in bench: ReportBench, zone: String = "UTC") throws {
    let days = ["mon", "tue", "wed", "thu", "fri"].map { "  \($0): \(hours)" }.joined(separator: "\n")
    try bench.file("reports/sla/calendars/default.yaml", "zone: \(zone)\nweek:\n\(days)\n")
  }

  private func identity(_ day: String) throws -> RunIdentity {
    RunIdentity(
      startedAt: try #require(Instant(day)), operator: "ana", login: "ana", host: "desk", version: "test")
  }

  /// Writes down that a report was made, as `report sla` does.
  private func report(_ bench: ReportBench, asOf: String) throws {
    let rules = try bench.rules()
    try bench.store.change { connection in
      let number = try connection.record(rules.documents, identity: identity(asOf))
      try connection.recordReport(asOf: #require(Instant(asOf)), rules: number, madeAt: #require(Instant(asOf)))
    }
  }

  private func clocks(_ bench: ReportBench, asOf: String = "2026-09-26T00:00:00Z") throws -> [[String: String]] {
    try Rows(try #require(try bench.files(asOf: asOf, formats: [.csv])["sla-cycles.csv"])).rows
  }

  /// A case that was answered, one that was answered later, and one that never was.
  private func bench() throws -> ReportBench {
    let bench = try ReportBench()
    try writeCalendar("09:00-17:00", in: bench)
    try bench.importing(
      """
      case,at,kind,actor,value
      C-1,2026-09-07T08:00:00Z,customer_message,eve,
      C-1,2026-09-07T12:00:00Z,merchant_message,ana,
      C-2,2026-09-07T08:00:00Z,customer_message,eve,
      C-2,2026-09-16T12:00:00Z,merchant_message,ana,
      C-3,2026-09-07T08:00:00Z,customer_message,eve,

      """)
    return bench
  }

  private func elapsed(_ rows: [[String: String]], _ id: String, _ metric: String = "frt") -> String? {
    rows.first { $0["case"] == id && $0["metric"] == metric }?["elapsed_seconds"]
  }

  @Test("A change of the calendar leaves what a report has shown as finished, and takes what goes on")
  func frozen() throws {
    let bench = try bench()
    try report(bench, asOf: "2026-09-10T00:00:00Z")
    let before = try clocks(bench)
    try writeCalendar("10:00-16:00", in: bench)
    let after = try clocks(bench)
    #expect(elapsed(before, "C-1") == "10800" && elapsed(after, "C-1") == "10800")
    // Answered after the report: nobody has seen a judgement yet.
    #expect(elapsed(before, "C-2") == "\(7 * 28_800 + 10_800)" && elapsed(after, "C-2") == "\(7 * 21_600 + 7_200)")
    #expect(elapsed(after, "C-3") == "\(15 * 21_600)")
    try report(bench, asOf: "2026-09-20T00:00:00Z")
    try writeCalendar("12:00-13:00", in: bench)
    let last = try clocks(bench)
    #expect(elapsed(last, "C-1") == "10800" && elapsed(last, "C-2") == "\(7 * 21_600 + 7_200)")
    #expect(elapsed(last, "C-3") == "\(15 * 3600)")
    #expect(last.first { $0["case"] == "C-1" }?["rules"] == "1")
    #expect(last.first { $0["case"] == "C-2" }?["rules"] == "2")
  }

  @Test("A clock that runs goes by the present rules, also in a report of a time before they were changed")
  func openInThePast() throws {
    let bench = try bench()
    try report(bench, asOf: "2026-09-26T00:00:00Z")
    let before = try clocks(bench)
    try writeCalendar("10:00-16:00", in: bench)
    let after = try clocks(bench)
    #expect(elapsed(before, "C-3") == "\(15 * 28_800)" && elapsed(after, "C-3") == "\(15 * 21_600)")
    #expect(elapsed(after, "C-1") == "10800" && elapsed(after, "C-2") == elapsed(before, "C-2"))
    // A change with a date leaves the time before it.
    let versions = [
      ("", "09:00-17:00", "valid_to: 2026-09-26T00:00:00Z"), ("", "10:00-16:00", "valid_from: 2026-09-26T00:00:00Z"),
    ]
    let texts = versions.map { _, hours, dates in
      "  - {zone: UTC, \(dates), week: {\(["mon", "tue", "wed", "thu", "fri"].map { "\($0): '\(hours)'" }.joined(separator: ", "))}}"
    }
    try bench.file("reports/sla/calendars/default.yaml", "versions:\n\(texts.joined(separator: "\n"))\n")
    #expect(elapsed(try clocks(bench), "C-3") == elapsed(before, "C-3"))
  }

  @Test("Another team brings another policy and its hours from then on; what was reckoned before stays")
  func teams() throws {
    let bench = try ReportBench()
    try writeCalendar("09:00-17:00", in: bench)
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map { "  \($0): 00:00-24:00\n" }.joined()
    try bench.file("reports/sla/calendars/always.yaml", "zone: UTC\nweek:\n\(days)")
    try bench.file(
      "reports/sla/policies.yaml",
      """
      policies:
        - {name: hotline, when: {team: hotline}, calendar: always, targets: {frt: {normal: 2h}, wait: {normal: 100h}}}
        - {name: office, targets: {frt: {normal: 8h}, wait: {normal: 100h}}}
      """)
    try bench.importing(
      """
      case,at,kind,actor,value,team
      C-1,2026-09-07T15:00:00Z,customer_message,eve,,billing
      C-1,2026-09-07T16:00:00Z,team,ana,hotline,
      C-1,2026-09-07T20:00:00Z,merchant_message,ana,,
      C-1,2026-09-07T21:00:00Z,customer_message,eve,,
      C-2,2026-09-07T15:00:00Z,customer_message,eve,,hotline
      C-2,2026-09-07T16:30:00Z,team,ana,,
      C-2,2026-09-07T16:00:00Z,merchant_message,ana,,

      """)
    let rows = try clocks(bench, asOf: "2026-09-08T09:00:00Z")
    let first = try #require(rows.first { $0["case"] == "C-1" && $0["metric"] == "frt" })
    // An hour of the office, then four of the hotline; over when two had passed.
    #expect(first["elapsed_seconds"] == "18000" && first["policy"] == "hotline")
    #expect(first["breached_at"] == "2026-09-07T17:00:00Z" && first["team"] == "hotline")
    // Waiting from the reply to the next message does not count.
    #expect(elapsed(rows, "C-1", "wait") == "\(18_000 + 43_200)")
    let second = try #require(rows.first { $0["case"] == "C-2" && $0["metric"] == "frt" })
    #expect(second["elapsed_seconds"] == "3600" && second["policy"] == "hotline" && second["team"] == "")
  }

  @Test("A change of policies leaves finished clocks, and those that were never measured stay so")
  func policies() throws {
    let bench = try bench()
    try bench.file("reports/sla/policies.yaml", "policies:\n  - {name: a, targets: {frt: {normal: 2h}}}\n")
    try report(bench, asOf: "2026-09-10T00:00:00Z")
    try bench.file(
      "reports/sla/policies.yaml", "policies:\n  - {name: b, targets: {frt: {normal: 4h}, upd: {normal: 1h}}}\n")
    let rows = try clocks(bench)
    let first = try #require(rows.first { $0["case"] == "C-1" && $0["metric"] == "frt" })
    #expect(first["state"] == "breached" && first["policy"] == "a" && first["target_seconds"] == "7200")
    let second = try #require(rows.first { $0["case"] == "C-2" && $0["metric"] == "frt" })
    #expect(second["policy"] == "b" && second["target_seconds"] == "14400")
    // The updates after the replies go on: the present policy measures them.
    #expect(rows.filter { $0["metric"] == "upd" }.count == 2)
  }

  @Test("Other time zone data leaves finished clocks")
  func zoneData() throws {
    let bench = try bench()
    var documents = try bench.rules().documents
    // A zone that lies where it does not: UTC's data under Berlin's name.
    try writeCalendar("09:00-17:00", in: bench, zone: "Europe/Berlin")
    let now = try bench.rules().documents
    documents.files = now.files
    documents.zones = [RulesDocuments.Part("Europe/Berlin", try #require(documents.zones.first).content)]
    documents.tzdata = "before"
    try bench.store.change { connection in
      let number = try connection.record(documents, identity: identity("2026-09-10T00:00:00Z"))
      try connection.recordReport(
        asOf: #require(Instant("2026-09-10T00:00:00Z")), rules: number,
        madeAt: #require(Instant("2026-09-10T00:00:00Z")))
    }
    let rows = try clocks(bench)
    #expect(elapsed(rows, "C-1") == "10800")
    // 10:00 to 14:00 on Berlin's clock in summer.
    let restatement = ServiceRestatement(rules: try bench.rules())
    var found: [ServiceRestatement.Difference] = []
    let counts = try bench.store.read { connection in
      try restatement.forEachDifference(in: connection, now: #require(Instant("2026-09-26T00:00:00Z"))) {
        found.append($0)
      }
    }
    #expect(counts.clocks == 1 && counts.changed == 1)
    #expect(found.first?.after?.elapsedSeconds == 14_400 && found.first?.reasons == [.tzdata])
  }

  @Test("An event that comes late recomputes its case by the rules of then, and is listed")
  func late() throws {
    let bench = try bench()
    try report(bench, asOf: "2026-09-10T00:00:00Z")
    try writeCalendar("10:00-16:00", in: bench)
    try bench.importing("case,at,kind,actor\nC-1,2026-09-07T11:00:00Z,merchant_message,bob\n", as: "late.csv")
    let rows = try clocks(bench)
    #expect(elapsed(rows, "C-1") == "7200")
    let restated = try Rows(try #require(try bench.files(formats: [.csv])["sla-restated.csv"])).rows
    #expect(restated.map { $0["case"] } == ["C-1"] && restated.first?["events"] == "1")
    // What comes after the last report is not late.
    try bench.importing("case,at,kind,actor\nC-3,2026-09-17T11:00:00Z,merchant_message,bob\n", as: "new.csv")
    #expect(try Rows(try #require(try bench.files(formats: [.csv])["sla-restated.csv"])).rows.count == 1)
    // A report of an instant before it does not know it.
    let early = try bench.files(asOf: "2026-09-07T10:00:00Z", formats: [.csv])["sla-restated.csv"]
    #expect(try Rows(try #require(early)).rows.isEmpty)
  }

  @Test("Rules that come back after a while judge as they did")
  func back() throws {
    let bench = try bench()
    try report(bench, asOf: "2026-09-10T00:00:00Z")
    try writeCalendar("10:00-16:00", in: bench)
    try report(bench, asOf: "2026-09-12T00:00:00Z")
    try writeCalendar("09:00-17:00", in: bench)
    try report(bench, asOf: "2026-09-20T00:00:00Z")
    let history = try bench.store.read { try $0.rulesHistory() }
    #expect(history.versions.map(\.number) == [1, 2, 3] && history.versions[0].digest == history.versions[2].digest)
    #expect(history.rules(ofClockStoppedAt: try #require(Instant("2026-09-10T00:00:00Z"))) == 1)
    #expect(history.rules(ofClockStoppedAt: try #require(Instant("2026-09-10T00:00:00.001Z"))) == 2)
    #expect(history.rules(ofClockStoppedAt: try #require(Instant("2026-09-20T00:00:00.001Z"))) == nil)
    #expect(elapsed(try clocks(bench), "C-2") == "\(7 * 28_800 + 10_800)")
    #expect(try bench.store.read { try $0.rulesFindings() }.isEmpty)
  }

  @Test("Explanations of a finished clock are by the rules that judged it")
  func explained() throws {
    let bench = try bench()
    try report(bench, asOf: "2026-09-10T00:00:00Z")
    try writeCalendar("10:00-16:00", in: bench)
    let explanation = try bench.store.read { connection in
      try CaseExplanation(
        of: "C-1", asOf: #require(Instant("2026-09-26T00:00:00Z")), rules: bench.rules(), in: connection)
    }
    for (clock, spans, rules) in explanation.clocks {
      #expect(spans.filter(\.isCounted).reduce(0) { $0 + $1.seconds } == clock.elapsedSeconds)
      #expect(rules == (clock.metric == .firstReply ? 1 : nil))
    }
  }
}
