import Diagnostics
import Exports
import Foundation
import Mapping
import Store
import Testing

/// Lines that say what their file comes to, and workbooks of several sheets.
@Suite struct ExportFactTests {
  private static let orders = "kind: export\nrows: order\n"

  /// Header and trailer know counts, sums, hash totals and the run; the header too, before its rows.
  @Test func aBankFileWithTotalsAtBothEnds() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        format: fixed
        where: {currency: EUR}
        records:
          - once: start
            columns:
              - {title: Kind, constant: H, width: 1}
              - {title: Day, run: date, pattern: yyyyMMdd, width: 8}
              - {title: Count, count: rows, pad_left: 4, pad_with: 0, width: 4}
              - {title: Sum, sum: Cents, scale: 100, decimals: 0, width: 12}
          - name: detail
            columns:
              - {title: Kind, constant: D, width: 1}
              - {title: Line, number: line, pad_left: 3, pad_with: 0, width: 3}
              - {title: Id, field: order_id, width: 6}
              - {title: Cents, field: total, decimals: 2, width: 12}
          - name: note
            if: {total: 0}
            columns: [{title: Kind, constant: N, width: 1}]
          - once: end
            columns:
              - {title: Kind, constant: T, width: 1}
              - {title: Details, count: detail, width: 3}
              - {title: Notes, count: note, width: 3}
              - {title: Lines, count: lines, width: 3}
              - {title: Tens, count: lines, per: 10, width: 3}
              - {title: Hash, sum: Id, last_digits: 1, width: 3}
              - {title: Money, sum: [Cents, -Cents], width: 6}
        """
    #expect(
      try fixture.export(text) == """
        H202609210003    12345680
        D0020001     123456.79
        D0030003          0.01
        D0040004          0.00
        N
        T  3  1  6  1  8  0.00

        """)
  }

  @Test func eachFileOfASplitHasTotalsOfItsOwn() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        csv: {header: no}
        columns: [{title: Row, number: row}, order_id, total]
        records:
          - {once: start, columns: [{title: A, run: group}, {title: B, run: sequence}, {title: C, count: orders}]}
          - {once: end, columns: [{title: A, constant: total}, {title: B, sum: total}]}
        split: {by: currency}
        """
    var request = ExportRequest(layout: try fixture.layout(text), path: fixture.path("out"))
    request.isFolder = true
    _ = try fixture.runner.run(request)
    #expect(
      try fixture.text("out/test-EUR.csv")
        == "EUR,1,3\n1,0001,123456.789\n2,0003,0.01\n3,0004,0.00\ntotal,123456.799\n")
    #expect(try fixture.text("out/test-USD.csv") == "USD,2,1\n1,0002,-1.2345\ntotal,-1.2345\n")
  }

  @Test func aSumOfTwoCurrenciesIsRefused() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        csv: {header: no}
        columns: [total]
        records: [{once: end, columns: [{title: Sum, sum: total}]}]
        """
    let failure = #expect(throws: Failure.self) { try fixture.export(text) }
    #expect(failure?.diagnostics.first?.code == .exportMixedCurrencies)
  }

  @Test func xmlHasAHeadAFootAndAListOfNumberedRows() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        format: xml
        xml: {root: file, record: order, list: orders}
        where: {order_id: ["0001", "0002"]}
        columns:
          - {title: id, field: order_id, xml: attribute}
          - {title: items, each: item, element: item, columns: [{title: n, number: element, xml: attribute}, {title: sku, field: item_sku}]}
        records:
          - once: start
            columns:
              - {title: version, constant: "2", xml: attribute}
              - {title: head, columns: [{title: day, run: date}, {title: orders, count: orders}]}
          - {once: end, columns: [{title: rows, count: rows}]}
        """
    #expect(
      try fixture.export(text, to: "out.xml") == """
        <?xml version="1.0" encoding="UTF-8"?>
        <file version="2">
          <head>
            <day>2026-09-21</day>
            <orders>2</orders>
          </head>
          <orders>
            <order id="0001">
              <items>
                <item n="1">
                  <sku>A</sku>
                </item>
                <item n="2">
                  <sku>B</sku>
                </item>
              </items>
            </order>
            <order id="0002">
              <items>
                <item n="1">
                  <sku>C</sku>
                </item>
              </items>
            </order>
          </orders>
          <rows>2</rows>
        </file>

        """)
    let none = try fixture.export(text.replacing("[\"0001\", \"0002\"]", with: "none"), to: "out.xml")
    #expect(none.contains("<orders/>\n  <rows>0</rows>\n</file>"))
  }

  @Test func jsonIsAnObjectWithItsRows() throws {
    let fixture = try ExportFixture()
    let text =
      Self.orders + """
        format: json
        json: {rows: orders}
        where: {order_id: "0001"}
        columns: [order_id, {title: lines, each: item, columns: [{title: n, number: element}, item_sku]}]
        records:
          - {once: start, columns: [{title: head, columns: [{title: mapping, run: mapping}, {title: count, count: rows}]}]}
          - {once: end, columns: [{title: end, constant: yes}]}
        """
    #expect(
      try fixture.export(text, to: "out.json") == """
        {
        "head":{"mapping":"test","count":1},
        "orders":[
        {"order_id":"0001","lines":[{"n":1,"item_sku":"A"},{"n":2,"item_sku":"B"}]}
        ],
        "end":"yes"
        }

        """)
    let none = try fixture.export(text.replacing("\"0001\"", with: "none"), to: "out.json")
    #expect(try JSONSerialization.jsonObject(with: Data(none.utf8)) is [String: Any])
    let lines = try fixture.export(
      text.replacing("format: json\njson: {rows: orders}", with: "format: jsonl"), to: "out.jsonl")
    #expect(lines.split(separator: "\n").count == 3 && lines.hasPrefix("{\"head\":{"))
  }

  @Test(arguments: [
    ("columns: [{title: A, count: rows}]", "layout/count-of-row"),
    ("columns: [order_id]\nrecords: [{once: end, columns: [{title: A, count: detail}]}]", "layout/no-such-kind"),
    ("columns: [order_id]\nrecords: [{once: end, columns: [{title: A, sum: totl}]}]", "layout/balance-title"),
    ("columns: [{title: A, number: element}]", "layout/needs"),
    ("columns: [order_id]\nfile: \"{group}.csv\"", "layout/needs"),
    ("sheets: [{sheet: A, rows: order, columns: [order_id]}]\nformat: csv", "layout/sheets-of-workbooks"),
    ("sheets: [{sheet: A, columns: [order_id], rows: order}]", "layout/beside-sheets"),
    ("columns: [order_id]\nsplit: {by: currency, into: sheets}", "layout/sheets-of-workbooks"),
  ])
  func mistakesAreNamed(text: String, code: String) throws {
    let bytes = Array((Self.orders + "csv: {header: no}\n" + text + "\n").utf8)
    let file = MappingFile(name: "t", section: .exports, origin: .file(path: "t.yaml"), bytes: bytes)
    let found = ExportLayout.check(file, fields: ExportCatalogue.fields).map(\.code.name)
    #expect(found.contains(code), "\(found)")
  }
}
