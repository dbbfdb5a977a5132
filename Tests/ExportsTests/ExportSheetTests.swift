import Exports
import Foundation
import Mapping
import Model
import Tabular
import Testing

/// Workbooks of several sheets, as our own reader sees them.
@Suite struct ExportSheetTests {
  /// Each sheet's name with its rows as text.
  private func sheets(_ fixture: ExportFixture, _ text: String) throws -> [(name: String, rows: [String])] {
    _ = try fixture.runner.run(
      ExportRequest(layout: try fixture.layout(text), path: fixture.path("out.xlsx")))
    let file = try InputFile.open(fixture.path("out.xlsx"))
    return try file.sheets().map { sheet in
      var options = ReadOptions()
      options.sheet = sheet.name
      let reader = try file.anyTable(options)
      var rows: [String] = []
      while let row = try reader.next() {
        rows.append(row.cells.map { String(decoding: $0.utf8, as: UTF8.self) }.joined(separator: "|"))
      }
      return (sheet.name, rows)
    }
  }

  @Test func aSheetForEachValue() throws {
    let fixture = try ExportFixture()
    let found = try sheets(
      fixture,
      """
      kind: export
      rows: order
      format: xlsx
      columns: [order_id, {field: total, decimals: 2, total: sum}]
      split: {by: billing_last_name, into: sheets}
      totals: {grand: yes}
      """)
    #expect(found.map(\.name) == ["Export", "=cmd()", "Last", "Žižka, \"J\""])
    #expect(found[1].rows == ["order_id|total", "0001|123456.79", "Total|123456.79"])
  }

  @Test func sheetsOfDifferentRows() throws {
    let fixture = try ExportFixture()
    let found = try sheets(
      fixture,
      """
      kind: export
      format: xlsx
      sheets:
        - {sheet: Orders, rows: order, columns: [order_id, total], where: {currency: EUR}, sort: -order_id}
        - {sheet: Goods, rows: item, columns: [order_id, item_sku], bare_orders: leave_out}
      """)
    #expect(found.map(\.name) == ["Orders", "Goods"])
    #expect(found[0].rows == ["order_id|total", "0004|0.00", "0003|0.01", "0001|123456.789"])
    #expect(found[1].rows.count == 5)
    let manifest = try fixture.text("out.xlsx.manifest.json")
    #expect(manifest.contains("\"rows\" : 7") && manifest.contains("\"sheet\" : \"Goods\""))
    #expect(manifest.contains("\"Orders: currency is EUR\""))
  }
}
