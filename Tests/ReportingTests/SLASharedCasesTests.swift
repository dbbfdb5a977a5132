import Changes
import Foundation
import Model
import Reporting
import ServiceLevels
import Store
import TestSupport
import Testing

@Suite("Shared cases through the whole store")
struct SLASharedCasesTests {
  private struct Answers {
    let calendars: [[String: Any]]
    let policies: [String: [String: [String: Int]]]
    let cases: [[String: Any]]
    let tables: [String: [String: Int?]]

    init?() throws {
      let file = PackageFolder.url.deletingLastPathComponent().appendingPathComponent(
        "shared/vectors/cases_shared.json")
      guard FileManager.default.fileExists(atPath: file.path) else {
        print("skipped: ../shared/vectors/cases_shared.json is absent")
        return nil
      }
      let root = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
      calendars = try #require(root["calendars"] as? [[String: Any]])
      policies = try #require(root["policies"] as? [String: [String: [String: Int]]])
      cases = try #require(root["cases"] as? [[String: Any]])
      let report = try #require(root["report"] as? [String: Any])
      tables = try #require(report["tables"] as? [String: [String: Any]]).mapValues { $0.mapValues { $0 as? Int } }
    }

    /// The calendars in the files' own words: JSON is YAML.
    func writeRules(to bench: ReportBench) throws {
      for calendar in calendars {
        let id = try #require(calendar["id"] as? String)
        let text = try text(calendar.filter { $0.key != "id" })
        try bench.file("reports/sla/calendars/\(id).yaml", text)
      }
      let list = policies.map { ["name": $0.key, "targets": $0.value] as [String: Any] }
      try bench.file("reports/sla/policies.yaml", try text(["policies": list]))
    }

    /// The events in Daybook's own layout, one JSON object a line.
    func lines() throws -> String {
      let kinds = ["customer": "customer_message", "merchant": "merchant_message", "internal": "internal_action"]
      var lines = ""
      for record in cases {
        for (number, event) in try #require(record["events"] as? [[String: String]]).enumerated() {
          let type = try #require(event["type"])
          var row = ["case": try #require(record["id"] as? String), "at": try #require(event["at"])]
          row["kind"] = kinds[type] ?? type
          row["actor"] = event["by"]
          row["value"] = event["status"] ?? event["priority"] ?? event["agent"] ?? event["reason"]
          row["entry_id"] = "\(number)"
          for name in ["team", "calendar", "policy"] { row[name] = record[name] as? String }
          lines += try text(row) + "\n"
        }
      }
      return lines
    }

    private func text(_ value: Any) throws -> String {
      String(decoding: try JSONSerialization.data(withJSONObject: value, options: .sortedKeys), as: UTF8.self)
    }
  }

  @Test("The report of the imported cases has the shared figures")
  func figures() throws {
    guard let answers = try Answers() else { return }
    let bench = try ReportBench()
    try answers.writeRules(to: bench)
    let summary = try bench.importing(answers.lines(), as: "shared.jsonl")
    #expect(summary.counts.rejected == 0 && summary.details.map(\.count) == [5101, 600, 0])
    let rules = try bench.rules()
    #expect(rules.warnings.isEmpty)
    let asOf = try Dictionary(
      uniqueKeysWithValues: answers.cases.map { record in
        let instant = try #require(record["as_of"] as? String)
        return (try #require(record["id"] as? String), try #require(Instant(instant)))
      })
    let last = try #require(asOf.values.max())
    var collection = ServiceLevelCollection(
      asOf: last, scope: ReportScope(zone: try TimeZoneRules(identifier: "UTC")), judge: CaseJudge(rules: rules))
    var unknown = UnknownRules()
    try bench.store.read { connection in
      try connection.forEachClockCase(asOf: last) { record, events, _ in
        let facts = rules.facts(of: record, events: events, unknown: &unknown)
        let own = try #require(asOf[record.id])
        let figures = try #require(CaseFigures(facts, asOf: own))
        collection.add(figures)
      }
    }
    #expect(unknown.isEmpty)
    let table = collection.finished().figures
    let keys = table.columns.map(\.key)
    var seen = 0
    for row in table.rows {
      let values = Dictionary(uniqueKeysWithValues: zip(keys, row))
      let (dimension, group) = (values["dimension"]?.shown ?? "", values["group"]?.shown ?? "")
      let name = (dimension == "all" ? "all" : "\(dimension)=\(group)") + "|\(values["metric"]?.shown ?? "")"
      guard let answer = answers.tables[name] else { continue }
      seen += 1
      let columns = [
        "count": "count", "finished": "finished", "breached": "breached", "running": "running",
        "running_breached": "running_breached", "attainment_bp": "attainment_of_finished_bp",
        "p50": "p50_seconds", "p90": "p90_seconds", "p95": "p95_seconds", "max": "max_seconds",
        "sum": "sum_seconds", "closed_without_reply": "closed_without_reply",
      ]
      for (theirs, ours) in columns {
        #expect(values[ours]?.number == answer[theirs] ?? nil, "\(name) \(theirs)")
      }
    }
    #expect(seen == answers.tables.count)
  }
}

extension ReportValue {
  fileprivate var number: Int? {
    switch self {
    case .count(let value), .basisPoints(let value): value
    case .seconds(let value): Int(value)
    default: nil
    }
  }
}
