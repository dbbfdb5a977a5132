import Foundation
import Model
import Reporting
import TestSupport
import Testing

@Suite("The report on service levels")
struct SLAReportTests {
  @Test("The same data and the same instant give the same bytes, in whatever order the data came")
  func sameBytes() throws {
    let first = try ReportBench()
    try first.importingSample()
    let once = try first.files()
    #expect(try first.files() == once)
    let second = try ReportBench()
    let lines = try String(contentsOf: PackageFolder.url("samples/cases.csv"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    try second.importing(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n")
    #expect(try second.files() == once)
    #expect(
      Set(once.keys) == [
        "sla.html", "sla.json", "sla-days.csv", "sla-ageing.csv", "sla-hours-of-messages.csv", "sla-counts.csv",
        "sla-disputes.csv", "sla-figures.csv", "sla-cases.csv", "sla-cycles.csv", "sla-assignees.csv", "sla-rules.csv",
        "sla-moments.csv", "sla-handling.csv", "sla-dispute-list.csv", "sla-cancelled.csv", "sla-restated.csv",
      ])
  }

  @Test("Events after the instant change nothing")
  func laterEvents() throws {
    let bench = try ReportBench()
    try bench.importingSample()
    let early = try bench.files(asOf: "2026-09-10T12:00:00Z")["sla-cycles.csv"]
    try bench.importing("case,at,kind\nC-2006,2026-09-20T09:00:00Z,customer_message\n")
    #expect(try bench.files(asOf: "2026-09-10T12:00:00Z")["sla-cycles.csv"] == early)
  }

  @Test("Every figure can be worked out again from the rows of the clocks")
  func recomputed() throws {
    let bench = try ReportBench()
    try bench.importingSample()
    let files = try bench.files()
    let cycles = try Rows(try #require(files["sla-cycles.csv"]))
    let figures = try Rows(try #require(files["sla-figures.csv"]))
    #expect(cycles.rows.count > 50 && figures.rows.count > 50)
    for row in figures.rows {
      let own = cycles.rows.filter { cycle in
        guard cycle["metric"] == row["metric"] else { return false }
        switch row["dimension"] {
        case "all": return true
        case "assignee": return cycle["breached_at"] != "" && cycle["assignee_at_breach"] == row["group"]
        case "week": return cycle["week"] == row["group"]
        case let dimension?: return cycle[dimension] == row["group"]
        case nil: return false
        }
      }
      let states = own.compactMap { $0["state"] }
      let met = states.filter { $0 == "met" }.count
      let breached = states.filter { $0 == "breached" }.count
      let late = states.filter { $0 == "running_breached" }.count
      let metMeasured = own.filter { $0["state"] == "met" && $0["measured"] == "1" }.count
      let name = Comment(rawValue: "\(row)")
      #expect(row["count"] == "\(own.count)", name)
      #expect(row["met"] == "\(met)" && row["breached"] == "\(breached)", name)
      #expect(row["running_breached"] == "\(late)", name)
      #expect(row["closed_without_reply"] == "\(own.filter { $0["closed_without_reply"] == "1" }.count)", name)
      #expect(row["at_risk"] == "\(own.filter { $0["at_risk"] == "1" }.count)", name)
      #expect(row["not_measured"] == "\(own.filter { $0["measured"] == "0" }.count)", name)
      let judged = metMeasured + breached + late
      #expect(row["attainment_bp"] == (judged == 0 ? "" : "\(metMeasured * 10_000 / judged)"), name)
      let finished = own.filter { $0["stopped_at"] != "" }.compactMap { $0["elapsed_seconds"].flatMap { Int($0) } }
        .sorted()
      func percentile(_ percent: Int) -> String {
        finished.isEmpty ? "" : "\(finished[max((percent * finished.count + 99) / 100, 1) - 1])"
      }
      #expect(row["p50_seconds"] == percentile(50) && row["p90_seconds"] == percentile(90), name)
      #expect(row["p95_seconds"] == percentile(95) && row["max_seconds"] == percentile(100), name)
      #expect(row["sum_seconds"] == "\(finished.reduce(0, +))", name)
    }
  }

  @Test("The parts of teams, priorities, policies and weeks together are the whole")
  func sums() throws {
    let bench = try ReportBench()
    try bench.importingSample()
    let figures = try Rows(try #require(try bench.files()["sla-figures.csv"]))
    for metric in ["frt", "nrt", "wait"] {
      let whole = figures.rows.first { $0["dimension"] == "all" && $0["metric"] == metric }
      for dimension in ["team", "replier", "priority", "policy", "week"] {
        let parts = figures.rows.filter { $0["dimension"] == dimension && $0["metric"] == metric }
        for column in ["count", "met", "breached", "running", "running_breached", "sum_seconds"] {
          let sum = parts.compactMap { $0[column].flatMap { Int($0) } }.reduce(0, +)
          #expect(whole?[column] == "\(sum)", "\(metric) by \(dimension): \(column)")
        }
      }
    }
    let days = try Rows(try #require(try bench.files()["sla-days.csv"])).rows
    for (before, day) in zip(days, days.dropFirst()) {
      let numbers = ["backlog", "opened", "reopened", "closed"].map { day[$0].flatMap { Int($0) } ?? 0 }
      let backlog = before["backlog"].flatMap { Int($0) } ?? 0
      #expect(numbers[0] == backlog + numbers[1] + numbers[2] - numbers[3], "\(day)")
    }
  }

  @Test("Hostile text is shown as text, and the file asks for nothing from outside")
  func hostile() throws {
    let bench = try ReportBench()
    let attack = #"<script>alert(1)</script>\"" onload=""x'&"#
    try bench.importing(
      """
      case,at,kind,actor,team,priority,value
      "\(attack)",2026-09-01T09:00:00Z,customer_message,"\(attack)","\(attack)","\(attack)",
      "\(attack)",2026-09-01T10:00:00Z,merchant_message,"\(attack)",,,
      "\(attack)",2026-09-01T11:00:00Z,dispute_open,"\(attack)",,,"\(attack)"
      C-2,2026-09-01T11:00:00Z,customer_message,,=1+1,,

      """)
    let files = try bench.files()
    let html = try #require(files["sla.html"])
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    for forbidden in ["<script", "http://", "https://", "onload=\"", "src=", "@import", "url("] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(files["sla-figures.csv"]?.contains(",'=1+1,") == true)
    let json = try #require(files["sla.json"])
    #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(json.utf8)) }
  }

  @Test("What internal actions say is in no file of a report")
  func canary() throws {
    let bench = try ReportBench()
    try bench.importingSample()
    try bench.importing("case,at,kind,actor,body\nC-2001,2026-09-01T09:30:00Z,internal_action,ana,CANARY-91c4\n")
    for (name, text) in try bench.files() { #expect(!text.contains("CANARY-91c4"), "\(name)") }
  }

  @Test("Tables of the HTML have captions and headers, charts have a title and a description")
  func accessible() throws {
    let bench = try ReportBench()
    try bench.importingSample()
    let html = try #require(try bench.files()["sla.html"])
    func count(_ text: String) -> Int { html.components(separatedBy: text).count - 1 }
    #expect(count("<table>") == count("<caption>") && count("<table>") > 8)
    #expect(count("<svg ") == count("<desc ") && count("<svg ") > 10)
    #expect(count("<main>") == 1 && count("<h1>") == 1 && count("<header>") == 1)
    let ids = html.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
    #expect(Set(ids).count == ids.count)
  }

  @Test("A period shows the clocks that started in it; an empty store gives an empty report")
  func period() throws {
    let bench = try ReportBench()
    #expect(try bench.document().data.first { $0.id == "figures" }?.rows.isEmpty == true)
    try bench.importingSample()
    let first = try #require(CivilDate("2026-09-14"))
    let cycles = try Rows(try #require(bench.files(period: first...first.adding(days: 6))["sla-cycles.csv"]))
    #expect(Set(cycles.rows.map { $0["week"] }) == ["2026-09-14"])
  }

  @Test("People read durations, shares and counts as they would say them")
  func shown() {
    #expect(ReportValue.seconds(59).shown == "59s")
    #expect(ReportValue.seconds(3900).shown == "1h 05m")
    #expect(ReportValue.seconds(4_500_000).shown == "1,250h 00m")
    #expect(ReportValue.basisPoints(6666).shown == "66.66%")
    #expect(ReportValue.basisPoints(5).shown == "0.05%")
    #expect(ReportValue.none.shown == "–")
  }
}

/// A CSV file without quoted line breaks as rows by column.
struct Rows {
  let rows: [[String: String]]

  init(_ text: String) throws {
    let lines = text.split(separator: "\n").map { Rows.cells(String($0)) }
    let header = try #require(lines.first)
    rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
