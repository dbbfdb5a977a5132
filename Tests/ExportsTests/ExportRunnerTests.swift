import Diagnostics
import Exports
import Foundation
import Mapping
import Model
import Store
import Tabular
import Testing

private let orders = "kind: export\nrows: order\n"
private let items = "kind: export\nrows: item\n"

@Suite struct ExportRunnerTests {
  @Test func valuesAreWrittenExactly() throws {
    let fixture = try ExportFixture()
    let text = try fixture.export(
      orders
        + "columns: [order_id, created_at, currency, total, tax_rate, is_test, billing_last_name, actual_shipping]\n")
    #expect(
      text == """
        order_id,created_at,currency,total,tax_rate,is_test,billing_last_name,actual_shipping
        0001,2026-07-01T12:00:00+02:00,EUR,123456.789,0.0825,false,'=cmd(),0.00
        0002,2026-02-01T00:30:00+01:00,USD,-1.2345,0.0825,false,"Žižka, ""J""\",
        0003,2026-02-28T23:59:59.500+01:00,EUR,0.01,0.0825,false,,
        0004,2026-04-01T00:00:00+02:00,EUR,0.00,0.0825,false,Last,

        """)
  }

  @Test func formats() throws {
    let fixture = try ExportFixture()
    let text = try fixture.export(
      orders + """
        csv: {delimiter: ";", newline: crlf}
        zone: America/New_York
        columns:
          - {title: Day, field: created_at, pattern: dd.MM.yyyy HH:mm}
          - {title: Berlin, field: created_at, pattern: yyyy-MM-dd, zone: Europe/Berlin}
          - {title: Total, field: total, decimals: 2, decimal_mark: ",", grouping: "."}
          - {title: Rate, field: tax_rate, decimals: 3}
          - {title: Stage, field: stage, map: {Rejected: no}, otherwise: yes!, case: upper}
          - {title: Name, field: billing_last_name, max_length: 3, default: none}
          - {title: Shipping, field: actual_shipping, default: "0.00"}
          - {title: From, constant: Daybook, case: lower}
        """)
    #expect(
      text
        == [
          "Day;Berlin;Total;Rate;Stage;Name;Shipping;From",
          "01.07.2026 06:00;2026-07-01;123.456,79;0.083;YES!;'=cm;0.00;daybook",
          "31.01.2026 18:30;2026-02-01;-1,23;0.083;YES!;Žiž;0.00;daybook",
          "28.02.2026 17:59;2026-02-28;0,01;0.083;YES!;none;0.00;daybook",
          "31.03.2026 18:00;2026-04-01;0,00;0.083;NO;Las;0.00;daybook", "",
        ].joined(separator: "\r\n"))
  }

  @Test func itemsRepeatTheirOrderOrDoNot() throws {
    let fixture = try ExportFixture()
    let columns = "columns: [order_id, total, item_line, item_sku, item_quantity]\n"
    #expect(
      try fixture.export(items + columns) == """
        order_id,total,item_line,item_sku,item_quantity
        0001,123456.789,1,A,0.5
        0001,123456.789,2,B,0.0003
        0002,-1.2345,1,C,1
        0003,0.01,,,
        0004,0.00,1,D,2

        """)
    #expect(
      try fixture.export(items + "order_values: first\n" + columns).hasPrefix(
        """
        order_id,total,item_line,item_sku,item_quantity
        0001,123456.789,1,A,0.5
        0001,,2,B,0.0003
        """))
    #expect(try fixture.text("out.csv.manifest.json").contains("\"sum\" : \"123456.799\""))
  }

  @Test(arguments: [
    ("where: {stage: Rejected}", "0004"), ("where: {currency: [usd]}", "0002"),
    ("where: {total: {max: 0}}", "0002 0004"),
    ("where: {total: {min: 0.01, max: 1}}", "0003"),
    ("where: {created_at: {from: 2026-02-01, to: 2026-02-28}}", "0002 0003"),
    ("where: {created_at: {from: 2026-04-01}}", "0001 0004"), ("where: {created_at: {to: 2026-01-31}}", ""),
    ("where: {billing_last_name: {starts: Ž}}", "0002"),
    ("where: {billing_last_name: {empty: yes}}", "0003"),
    ("where: {actual_shipping: 0}", "0001"),
    ("where: {order_id: ['0001', '2']}", "0001"),
    ("sort: created_at", "0002 0003 0004 0001"), ("sort: order_id", "0001 0002 0003 0004"),
  ])
  func filtersAndOrder(text: String, expected: String) throws {
    let fixture = try ExportFixture()
    let written = try fixture.export(orders + "columns: [order_id]\ncsv: {header: no}\n" + text + "\n")
    #expect(written.split(separator: "\n").joined(separator: " ") == expected)
  }

  @Test func datesOfTheCommandReplaceThoseOfTheLayout() throws {
    let fixture = try ExportFixture()
    let text = orders + "columns: [order_id]\nwhere: {created_at: {from: 2026-06-01}}\n"
    #expect(try fixture.export(text) == "order_id\n0001\n")
    #expect(try fixture.export(text, from: "2026-02-01", through: "2026-02-01") == "order_id\n0002\n")
  }

  @Test func theSameDataGiveTheSameBytesAndDeletedOrdersAreGone() throws {
    let fixture = try ExportFixture()
    let text = orders + "columns: [order_id, total, created_at]\n"
    let first = try fixture.export(text, to: "a.csv")
    #expect(try fixture.export(text, to: "b.csv") == first)
    let batches = try fixture.store.read { try $0.batches(kind: .export) }
    #expect(batches.count == 2)
    let outputs = try fixture.store.read { try $0.outputs(of: batches[0].batch) }
    #expect(outputs.map { $0.path.split(separator: "/").last } == ["b.csv", "b.csv.manifest.json"])
    #expect(outputs[0].rows == 4)
    #expect(outputs[0].sha256 == SHA256Digest(of: Array(first.utf8)))
  }

  @Test func theManifestProvesTheFile() throws {
    let fixture = try ExportFixture()
    let summary = try fixture.runner.run(
      ExportRequest(
        layout: try fixture.layout(
          orders + "columns: [{title: T, field: total, decimals: 2}, actual_payment]\nwhere: {stage: Completed Order}\n"
        ),
        path: fixture.path("out.csv"), from: CivilDate("2026-01-01")))
    #expect(summary.rows == 3 && summary.lastDataBatch == 1 && summary.batch == 2)
    let data = try Data(contentsOf: URL(fileURLWithPath: fixture.path("out.csv.manifest.json")))
    let manifest = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(manifest["schema"] as? String == "daybook.export-manifest/1")
    #expect(manifest["rows"] as? Int == 3)
    #expect(manifest["sha256"] as? String == SHA256Digest(of: Array(try fixture.text("out.csv").utf8)).description)
    #expect(manifest["bytes"] as? Int == summary.bytes)
    #expect(manifest["batch"] as? Int == 2 && manifest["data_batch"] as? Int == 1)
    #expect(manifest["zone"] as? String == "Europe/Berlin")
    #expect((manifest["mapping"] as? [String: String])?["name"] == "test")
    let sums = try #require(manifest["sums"] as? [[String: String]])
    #expect(
      sums == [
        ["column": "T", "currency": "EUR", "sum": "123456.80", "unrounded": "123456.799"],
        ["column": "T", "currency": "USD", "sum": "-1.23", "unrounded": "-1.2345"],
        ["column": "actual_payment", "currency": "EUR", "sum": "1.2345"],
        ["column": "actual_payment", "currency": "USD", "sum": "0.00"],
      ])
    #expect(manifest["filter"] as? [String] == ["stage is Completed Order", "created_at from 2026-01-01"])
  }

  @Test func previewWritesTheFirstRowsAndRecordsNothing() throws {
    let fixture = try ExportFixture()
    let sink = MemorySink()
    let rows = try fixture.runner.preview(try fixture.layout(orders + "columns: [order_id]\n"), rows: 2, to: sink)
    #expect(rows == 2 && sink.text == "order_id\n0001\n0002\n")
    #expect(try fixture.store.read { try $0.batches(kind: .export) }.isEmpty)
  }

  @Test func anExistingFileIsReplacedButNeverTheStore() throws {
    let fixture = try ExportFixture()
    let text = orders + "columns: [order_id]\n"
    try Data("old".utf8).write(to: URL(fileURLWithPath: fixture.path("out.csv")))
    #expect(try fixture.export(text).hasPrefix("order_id"))
    let failure = #expect(throws: Failure.self) { try fixture.export(text, to: "daybook.sqlite") }
    #expect(failure?.diagnostics.first?.code == .outputOntoOriginal)
  }

  @Test func charactersThatTheEncodingLacksLeaveNothingBehind() throws {
    let fixture = try ExportFixture()
    let text = orders + "csv: {encoding: latin1}\ncolumns: [billing_last_name]\n"
    #expect(throws: Failure.self) { try fixture.export(text) }
    #expect(!fixture.exists("out.csv") && !fixture.exists("out.csv.part"))
    #expect(try fixture.store.read { try $0.batches(kind: .export) }.isEmpty)
  }
}
