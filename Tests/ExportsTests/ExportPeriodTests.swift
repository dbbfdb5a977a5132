import Diagnostics
import Exports
import Foundation
import Mapping
import Model
import Testing

@testable import Store

/// Groups by stretches of time, periods of the command line, masks in conditions, and characters that an encoding lacks.
@Suite struct ExportPeriodTests {
  private static let orders = "kind: export\nrows: order\n"

  @Test(arguments: [
    ("month", ["2026-02", "2026-04", "2026-07"]), ("quarter", ["2026-Q1", "2026-Q2", "2026-Q3"]),
    ("year", ["2026"]), ("week", ["2026-01-26", "2026-02-23", "2026-03-30", "2026-06-29"]),
  ])
  func totalsByStretchesOfTime(period: String, groups: [String]) throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        csv: {header: no}
        columns: [{title: Group, constant: ""}, {title: Orders, field: order_id, total: count}]
        totals: {by: created_at, period: \(period), only: yes, grand: no, label: "{group}"}
        """
    let found = try fixture.export(text).split(separator: "\n").map { $0.split(separator: ",")[0] }
    #expect(found.map(String.init) == groups)
  }

  @Test func aFileForEachQuarter() throws {
    let fixture = try ExportFixture()
    var request = ExportRequest(
      layout: try fixture.layout(Self.orders + "columns: [order_id]\nsplit: {by: created_at, period: quarter}\n"),
      path: fixture.path("out"))
    request.isFolder = true
    let summary = try fixture.runner.run(request)
    #expect(summary.files.map(\.group) == ["2026-Q1", "2026-Q2", "2026-Q3"])
    #expect(summary.files.map(\.rows) == [2, 1, 1])
  }

  /// Within a stretch of time rows stand as the layout sorts them, and not by the time itself.
  @Test func rowsAreSortedWithinAStretch() throws {
    let fixture = try ExportFixture()
    let text = Self.orders + "csv: {header: no}\ncolumns: [order_id]\nsort: -order_id\n"
    #expect(try fixture.export(text + "split: {by: created_at, period: year}\n") == "0004\n0003\n0002\n0001\n")
    let totals = "totals: {by: created_at, period: quarter, grand: no}\n"
    let columns = text.replacing("[order_id]", with: "[{field: order_id, total: count}]")
    #expect(
      try fixture.export(columns + totals).split(separator: "\n").map { $0.prefix(4) }
        == ["0003", "0002", "2", "0004", "1", "0001", "1"])
  }

  @Test func aPeriodOfCostsGoesByTheDayOnWhichTheyCount() throws {
    let fixture = try ExportFixture()
    let text = "kind: export\nrows: cost_entry\ncolumns: [order_id]\nwhere: {entry_on: last_year}\n"
    var request = ExportRequest(layout: try fixture.layout(text), path: fixture.path("out.csv"))
    request.from = CivilDate("2026-07-01")
    _ = try fixture.runner.run(request)
    #expect(try fixture.text("out.csv.manifest.json").contains("\"entry_on from 2026-07-01\""))
  }

  @Test func lettersThatAnEncodingLacksBecomeTheNearestOnes() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + "csv: {encoding: windows-1252, unmappable: transliterate, header: no}\n"
      + "columns: [{title: a, constant: \"Łódź ä €\"}]\nwhere: {order_id: '0001'}\n"
    _ = try fixture.runner.run(ExportRequest(layout: try fixture.layout(text), path: fixture.path("out.csv")))
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: fixture.path("out.csv"))))
    // Windows-1252 has ó, ä and the euro, but neither Ł nor ź.
    #expect(bytes == [0x4C, 0xF3, 0x64, 0x7A, 0x20, 0xE4, 0x20, 0x80, 0x0A])
  }

  /// A masked value must not show in what a condition lets through, wherever that stands.
  @Test(arguments: [
    "columns: [order_id]\nwhere: {email: a@b}", "columns: [order_id]\nwhere: {any: [{not: {email: a@b}}]}",
    "columns: [{title: A, when: [{if: {email: a@b}, then: x}]}]",
    "columns: [{title: A, first_of: [order_id, {when: [{if: {email: a@b}, then: x}]}]}]",
    "csv: {header: no}\nrecords: [{if: {email: a@b}, columns: [order_id]}]",
    "columns: [order_id]\nwhere: {cases: {case_subject: late}}",
  ])
  func noConditionAsksForWhatIsMasked(text: String) throws {
    let rules = ExportRules(masks: ["email": .drop, "case_subject": .hash]) { _ in nil }
    let file = MappingFile(
      name: "t", section: .exports, origin: .file(path: "t.yaml"), bytes: Array((Self.orders + text + "\n").utf8))
    let found = ExportLayout.check(file, fields: ExportCatalogue.fields, rules: rules).map(\.code)
    #expect(found == [.maskedCondition])
  }

  @Test func rowsAreSortedByWhatIsShown() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        csv: {header: no}
        columns: [order_id, {field: billing_last_name, mask: last4}]
        where: {billing_last_name: {empty: no}}
        sort: billing_last_name
        """
    // By what stands behind the stars: nothing, ' "J"', 'md()'.
    #expect(
      try fixture.export(text).split(separator: "\n").map { $0.prefix(4) } == ["0004", "0002", "0001"])
  }

  @Test func mistakesOfStretchesAreNamed() throws {
    func codes(_ text: String) -> [String] {
      let file = MappingFile(
        name: "t", section: .exports, origin: .file(path: "t.yaml"),
        bytes: Array((Self.orders + "columns: [order_id, {field: total, total: sum}]\n" + text + "\n").utf8))
      return ExportLayout.check(file, fields: ExportCatalogue.fields).map(\.code.name)
    }
    #expect(codes("totals: {by: channel, period: month}") == ["layout/option-does-not-fit"])
    #expect(codes("split: {every: 5, period: month}") == ["layout/needs"])
  }
}

/// The copies of deliveries are proved.
@Suite struct ExportCopiesTests {
  @Test func copiesThatAreMissingOrChangedAreFound() throws {
    let fixture = try ExportFixture()
    let text = "kind: export\nrows: order\ncolumns: [order_id]\nsplit: {by: currency}\n"
    var request = ExportRequest(layout: try fixture.layout(text), path: fixture.path("out"))
    request.isFolder = true
    request.delivery = DeliveryRequest(
      scope: .new, destination: ExportDestination(name: "bank", folder: fixture.path("out")),
      copies: fixture.path("copies"))
    let summary = try fixture.runner.run(request)
    let copies = ExportCopies(folder: fixture.path("copies"))
    func codes() throws -> [DiagnosticCode] {
      try copies.findings(of: fixture.store.read { try $0.exportRun(2) }).map(\.code)
    }
    #expect(try codes() == [])
    func copy(_ digest: SHA256Digest) -> URL { URL(fileURLWithPath: fixture.path("copies/\(digest).gz")) }
    let (first, second) = (copy(summary.files[0].sha256), copy(summary.files[1].sha256))
    let bytes = try Data(contentsOf: first)
    try FileManager.default.removeItem(at: first)
    #expect(try codes() == [.exportCopyMissing])
    try FileManager.default.copyItem(at: second, to: first)
    #expect(try codes() == [.exportCopyDamaged])
    try bytes.write(to: first)
    #expect(try codes() == [])
    var run = try fixture.store.read { try $0.exportRun(2) }
    run.files[0].rows = 99
    #expect(try copies.findings(of: run).map(\.code) == [.exportManifestDiffers])
  }
}
