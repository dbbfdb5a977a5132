import Diagnostics
import Exports
import Foundation
import Mapping
import Model
import Store
import Tabular
import TestSupport
import Testing

/// What is written is read again with the readers of the same format.
@Suite struct ExportFormatTests {
  private static let columns = """
    columns:
      - {title: Order ID, field: order_id}
      - {title: Made, field: created_at}
      - {title: Total, field: total}
      - {title: Test, field: is_test}
      - {title: Name, field: billing_last_name}
      - {title: Shipping, field: actual_shipping}

    """
  private static func text(_ format: String) -> String {
    "kind: export\nrows: order\nformat: \(format)\n\(columns)"
  }

  private func table(_ fixture: ExportFixture, _ name: String) throws -> [[String]] {
    let reader = try InputFile.open(fixture.path(name)).table()
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append((0..<6).map { row[$0].text }) }
    return rows
  }

  @Test func aWorkbookHasTypedCells() throws {
    let fixture = try ExportFixture()
    _ = try fixture.runner.run(
      ExportRequest(layout: try fixture.layout(Self.text("xlsx")), path: fixture.path("out.xlsx")))
    let input = try InputFile.open(fixture.path("out.xlsx"))
    #expect(try input.sheets().map(\.name) == ["Export"])
    let rows = try table(fixture, "out.xlsx")
    #expect(rows.first == ["Order ID", "Made", "Total", "Test", "Name", "Shipping"])
    #expect(rows[1] == ["0001", "2026-07-01T12:00:00", "123456.789", "false", "=cmd()", "0.00"])
    #expect(rows[2] == ["0002", "2026-02-01T00:30:00", "-1.2345", "false", "Žižka, \"J\"", ""])
    #expect(rows[3].prefix(3) == ["0003", "2026-02-28T23:59:59.500", "0.01"])
    let reader = try input.table()
    _ = try reader.next()
    // A row borrows its reader's memory.
    let kinds = try withExtendedLifetime(reader) { try reader.next()?.cells.map(\.kind) }
    #expect(kinds == [.text, .dateTime, .number, .boolean, .text, .number])
  }

  @Test func aCSVFileComesBackWithGuardedTexts() throws {
    let fixture = try ExportFixture()
    _ = try fixture.export(Self.text("csv"))
    let rows = try table(fixture, "out.csv")
    #expect(rows[1] == ["0001", "2026-07-01T12:00:00+02:00", "123456.789", "false", "=cmd()", "0.00"])
    #expect(try fixture.text("out.csv").contains(",'=cmd(),"))
    #expect(rows[2] == ["0002", "2026-02-01T00:30:00+01:00", "-1.2345", "false", "Žižka, \"J\"", ""])
    _ = try fixture.export("csv: {formula_guard: off}\n" + Self.text("csv"))
    #expect(try table(fixture, "out.csv")[1][4] == "=cmd()")
  }

  @Test func aNumberThatNoLookupKnowsStaysANumber() throws {
    let fixture = try ExportFixture()
    let text = """
      kind: export
      rows: order
      columns:
        - {title: Total, field: total, map: {"0.00": "-"}}
      """
    #expect(try fixture.export(text) == "Total\n123456.789\n-1.2345\n0.01\n'-\n")
  }

  @Test func jsonLinesAndXMLAreRecords() throws {
    let fixture = try ExportFixture()
    #expect(
      try fixture.export(Self.text("jsonl"), to: "out.jsonl").split(separator: "\n")[1]
        == #"{"Order ID":"0002","Made":"2026-02-01T00:30:00+01:00","Total":-1.2345,"Test":false,"Name":"Žižka, \"J\"","Shipping":null}"#
    )
    _ = try fixture.export("json: {money: text}\n" + Self.text("json"), to: "out.json")
    let array = try #require(
      try JSONSerialization.jsonObject(with: Data(fixture.text("out.json").utf8)) as? [[String: Any]])
    #expect(array.count == 4)
    #expect(array[0]["Total"] as? String == "123456.789")

    _ = try fixture.export("xml: {root: export, record: order}\n" + Self.text("xml"), to: "out.xml")
    let reader = XMLRecordReader(
      try InputFile.open(fixture.path("out.xml")).byteStream(), file: "out.xml", path: "export/order")
    var records: [RecordNode] = []
    while let record = try reader.next() { records.append(record) }
    #expect(records.count == 4)
    #expect(records[1].children.first { $0.name == "Name" }?.text == "Žižka, \"J\"")
    #expect(records[0].children.first { $0.name == "Order_ID" }?.text == "0001")
  }

  @Test(arguments: ExportFormat.allCases.filter { $0 != .fixed })
  func theSameBytesTwice(format: ExportFormat) throws {
    let fixture = try ExportFixture()
    let layout = try fixture.layout(Self.text(format.rawValue))
    let first = try fixture.runner.run(ExportRequest(layout: layout, path: fixture.path("a")))
    let second = try fixture.runner.run(ExportRequest(layout: layout, path: fixture.path("b")))
    #expect(first.sha256 == second.sha256 && first.bytes > 0)
    #expect(first.sums == second.sums)
  }

  @Test(arguments: ["all-columns", "accounting-items", "actual-costs"])
  func shippedLayoutsWork(name: String) throws {
    let fixture = try ExportFixture()
    let file = try MappingCatalog(folder: nil).find(name, in: .exports)
    #expect(ExportLayout.check(file, fields: ExportCatalogue.fields) == [])
    let layout = try ExportLayout.read(file, fields: ExportCatalogue.fields)
    #expect(layout.name == name)
    #expect(layout.description?.isEmpty == false)
    let summary = try fixture.runner.run(ExportRequest(layout: layout, path: fixture.path("out.csv")))
    #expect(summary.rows > 0)
    if name == "actual-costs" {
      #expect(
        try fixture.text("out.csv") == """
          Order ID,Actual Shipping,Actual Fulfillment,Payment Total
          0001,0.00,,1.2345
          0002,,,
          0003,,,
          0004,,,

          """)
    }
  }

  /// Every example of the documentation, with what it leaves out put in front.
  @Test func theDocumentedExamplesAreLayouts() throws {
    let docs = try String(contentsOf: PackageFolder.url("docs/exports.md"), encoding: .utf8)
    let fixture = try ExportFixture()
    try Data("SKU,Account\nA,1\n".utf8).write(to: URL(fileURLWithPath: fixture.path("accounts.csv")))
    var count = 0
    for block in docs.components(separatedBy: "```yaml\n").dropFirst() {
      var example = try #require(block.components(separatedBy: "```").first)
      for (key, value) in [("kind:", "export"), ("rows:", "order"), ("columns:", "[order_id]")] {
        let lines = example.split(separator: "\n")
        if key == "columns:", lines.contains("records:") { continue }
        if key != "kind:", lines.contains("sheets:") { continue }
        if !lines.contains(where: { $0.hasPrefix(key) }) {
          example = "\(key) \(value)\n" + example
        }
      }
      let file = MappingFile(
        name: "doc", section: .exports, origin: .file(path: fixture.path("doc.yaml")), bytes: Array(example.utf8))
      #expect(ExportLayout.check(file, fields: ExportCatalogue.fields).map(\.message) == [], "\(example)")
      let layout = try ExportLayout.read(file, fields: ExportCatalogue.fields)
      let hasTitles = try !fixture.runner.preview(layout, rows: 0).titles.isEmpty
      #expect(hasTitles == (!layout.columns.isEmpty || !layout.sheets.isEmpty))
      count += 1
    }
    #expect(count >= 12)
  }

  @Test func everyKeyIsDocumented() throws {
    let docs = try String(contentsOf: PackageFolder.url("docs/exports.md"), encoding: .utf8)
    let keys = ExportLayoutGuide.text.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    #expect(keys.count > 80)
    for key in Set(keys) { #expect(docs.contains(key), "\(key) is not documented") }
  }
}
