import Model
import Reporting
import Testing

@Suite("Every aggregate of the report on service levels adds up from its rows")
struct SLARecountTests {
  /// The tables of a report of the sample, with a merged-away past: a deleted case is not there to be counted.
  private func tables() throws -> [String: [[String: String]]] {
    let bench = try ReportBench()
    try bench.importingSample()
    return try bench.files(formats: [.csv]).reduce(into: [:]) { tables, file in
      tables[String(file.key.dropFirst("sla-".count).dropLast(".csv".count))] = try Rows(file.value).rows
    }
  }

  private func sum(_ rows: [[String: String]], _ key: String) -> Int {
    rows.reduce(0) { $0 + (Int($1[key] ?? "") ?? 0) }
  }

  @Test("Days: opened, closed and re-opened cases, and the backlog of all days before")
  func days() throws {
    let tables = try tables()
    let moments = try #require(tables["moments"])
    let days = try #require(tables["days"])
    #expect(days.count > 10)
    for day in days {
      let date = try #require(day["date"])
      func count(_ what: String, _ isIn: (String) -> Bool) -> Int {
        moments.filter { $0["what"] == what && isIn($0["date"] ?? "") }.count
      }
      for what in ["opened", "closed", "reopened"] { #expect(day[what] == "\(count(what) { $0 == date })", "\(day)") }
      let backlog = count("opened") { $0 <= date } + count("reopened") { $0 <= date } - count("closed") { $0 <= date }
      #expect(day["backlog"] == "\(backlog)", "\(day)")
    }
  }

  @Test("Hours: customers' messages by weekday and hour, which sum to the messages of the cases")
  func hours() throws {
    let tables = try tables()
    let messages = try #require(tables["moments"]).filter { $0["what"] == "customer_message" }
    let hours = try #require(tables["hours-of-messages"])
    let cells = hours.map { row in (0..<24).map { Int(row["h" + ($0 < 10 ? "0" : "") + "\($0)"] ?? "") ?? -1 } }
    var counted = [[Int]](repeating: [Int](repeating: 0, count: 24), count: 7)
    for message in messages {
      let date = try #require(message["date"].flatMap { CivilDate($0) })
      counted[date.weekday - 1][try #require(Int(message["hour"] ?? ""))] += 1
    }
    #expect(cells == counted)
    #expect(messages.count == sum(try #require(tables["cases"]), "customer_messages"))
  }

  @Test("Ageing, statuses, unread, re-opened and cancelled cases")
  func cases() throws {
    let tables = try tables()
    let cases = try #require(tables["cases"])
    let bounds = [0, 1, 3, 7, 14, 30].map { $0 * 86_400 } + [Int.max]
    let keys = ["under_1d", "1_3d", "3_7d", "7_14d", "14_30d", "over_30d"]
    let ageing = try #require(tables["ageing"])
    #expect(sum(ageing, "total") == cases.filter { $0["status"] != "Closed" }.count)
    for row in ageing {
      let own = cases.filter {
        ($0["team"] == "" ? "none" : $0["team"]) == row["team"] && $0["waiting_on"] == row["waiting_on"]
      }
      for (index, key) in keys.enumerated() {
        let count = own.compactMap { Int($0["age_calendar_seconds"] ?? "") }
          .filter { $0 >= bounds[index] && $0 < bounds[index + 1] }.count
        #expect(row[key] == "\(count)", "\(row)")
      }
    }
    let counts = Dictionary(
      uniqueKeysWithValues: try #require(tables["counts"]).map { ($0["what"] ?? "", $0["count"] ?? "") })
    for status in ["New", "Open", "Reply Received", "Waiting", "Closed"] {
      #expect(counts["status \(status)"] == "\(cases.filter { $0["status"] == status }.count)")
    }
    #expect(counts["unread"] == "\(cases.filter { $0["unread"] == "1" }.count)")
    #expect(counts["closed in the period"] == "\(cases.filter { $0["first_closed_at"] != "" }.count)")
    let reopened = cases.filter { $0["first_closed_at"] != "" && $0["reopened"] != "0" }.count
    #expect(counts["of these re-opened"] == "\(reopened)")
    let cancelled = try #require(tables["cancelled"])
    #expect(counts["merged or deleted (in no figure)"] == "\(cancelled.count)")
    #expect(counts["of these breached"] == "\(sum(cancelled, "breached"))")
  }

  @Test("The shares of assignees, which are all of the resolution clocks, case by case")
  func handling() throws {
    let tables = try tables()
    let shares = try #require(tables["handling"])
    let wait = try #require(tables["cycles"]).filter { $0["metric"] == "wait" }
    for clock in wait {
      #expect(sum(shares.filter { $0["case"] == clock["case"] }, "seconds") == Int(clock["elapsed_seconds"] ?? ""))
    }
    let whole = sum(wait, "elapsed_seconds")
    let assignees = try #require(tables["assignees"])
    #expect(assignees.count > 2 && sum(assignees, "seconds") == whole)
    for row in assignees {
      let own = shares.filter { ($0["assignee"] == "" ? "nobody" : $0["assignee"]) == row["assignee"] }
      #expect(row["cases"] == "\(own.count)" && row["seconds"] == "\(sum(own, "seconds"))", "\(row)")
      #expect(row["share_bp"] == "\(sum(own, "seconds") * 10_000 / whole)", "\(row)")
    }
  }

  @Test("Disputes by reason, and the clocks that each version of the rules judged")
  func disputes() throws {
    let tables = try tables()
    let list = try #require(tables["dispute-list"])
    let reasons = try #require(tables["disputes"])
    #expect(!list.isEmpty && sum(reasons, "count") == list.count)
    for row in reasons {
      let own = list.filter { ($0["reason"] == "" ? "none" : $0["reason"]) == row["reason"] }
      let open = own.filter { $0["closed_at"] == "" }
      #expect(row["count"] == "\(own.count)" && row["open"] == "\(open.count)", "\(row)")
      #expect(row["sum_calendar_seconds"] == "\(sum(own, "calendar_seconds"))", "\(row)")
      let oldest = open.compactMap { Int($0["calendar_seconds"] ?? "") }.max()
      #expect(row["oldest_open_calendar_seconds"] == oldest.map { "\($0)" } ?? "", "\(row)")
    }
    #expect(sum(try #require(tables["rules"]), "clocks") == tables["cycles"]?.count)
  }
}
