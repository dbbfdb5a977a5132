import Model
import ServiceLevels
import Testing

@Suite("The report against shared answers")
struct ReportVectorTests {
  @Test("every table, ageing, statuses, re-opens and heatmap of the shared cases")
  func report() throws {
    guard let shared = try SharedCases.read() else { return }
    let report = ServiceReportBuilder.report(of: shared.figures, scope: ReportScope(zone: .utc))
    let answer = shared.file["report"]
    let tables = try answer["tables"].table
    #expect(tables.count == 24)
    for (name, table) in tables { try check(report, name, table) }
    for (bucket, count) in try answer["ageing_open_cases"].table {
      let index = try #require(AgeingRow.buckets.firstIndex(of: bucket))
      #expect(Int64(report.ageing.reduce(0) { $0 + $1.counts[index] }) == (try count.number), "\(bucket)")
    }
    for (side, count) in try answer["waiting_on"].table {
      let rows = report.ageing.filter { $0.waitingOn.rawValue == side }
      #expect(Int64(rows.reduce(0) { $0 + $1.counts.reduce(0, +) }) == (try count.number), "\(side)")
    }
    for (status, count) in try answer["status"].table {
      let known = try #require(CaseStatus(rawValue: status))
      #expect(Int64(report.statuses[known] ?? 0) == (try count.number), "\(status)")
    }
    #expect(Int64(report.reopening.reopenedCases) == (try answer["reopened_cases"].number))
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    let heatmap = try answer["heatmap_customer_messages"].table
    #expect(heatmap.count == 168)
    for (cell, count) in heatmap {
      let parts = cell.split(separator: "-")
      let (day, hour) = (try #require(days.firstIndex(of: String(parts[0]))), try #require(Int(parts[1])))
      #expect(Int64(report.heatmap[day][hour]) == (try count.number), "\(cell)")
    }
  }

  private func check(_ report: ServiceReport, _ name: String, _ table: JSON) throws {
    let parts = name.split(separator: "|").map(String.init)
    let group = parts[0].split(separator: "=").map(String.init)
    let metric = try #require(Metric(rawValue: parts[1]))
    let dimension = try #require(ReportDimension(rawValue: group[0]))
    let figures = try #require(report.figures(metric, dimension, group.count > 1 ? group[1] : nil))
    let id = Comment(rawValue: name)
    #expect(Int64(figures.count) == (try table["count"].number), id)
    #expect(Int64(figures.finished) == (try table["finished"].number), id)
    #expect(Int64(figures.breached) == (try table["breached"].number), id)
    #expect(Int64(figures.running) == (try table["running"].number), id)
    #expect(Int64(figures.runningBreached) == (try table["running_breached"].number), id)
    #expect(figures.attainmentOfFinished.map { Int64($0) } == (try table["attainment_bp"].optionalNumber), id)
    #expect(figures.p50 == (try table["p50"].optionalNumber), id)
    #expect(figures.p90 == (try table["p90"].optionalNumber), id)
    #expect(figures.p95 == (try table["p95"].optionalNumber), id)
    #expect(figures.maximumSeconds == (try table["max"].optionalNumber), id)
    #expect(figures.sumSeconds == (try table["sum"].number), id)
    #expect(Int64(figures.closedWithoutReply) == (try table["closed_without_reply"].number), id)
  }
}
