import Diagnostics
import Mapping
import Model
import Tabular
import Testing

private let fields = [
  ExportField(name: "order_id", part: .order, kind: .identifier, meaning: "id", isPersonal: false),
  ExportField(name: "total", part: .order, kind: .money, meaning: "total", isPersonal: false),
  ExportField(name: "item_sku", part: .item, kind: .identifier, meaning: "sku", isPersonal: false),
]

private let head = "kind: export\nrows: order\n"
private let bare = head + "csv: {header: no}\n"

/// Layouts with lines of several kinds, with the places and codes of all their mistakes.
private let mistaken: [(String, [String])] = [
  (bare + "records:\n  - columns: [order_id]\n  - {each: item, columns: [item_sku, order_id]}\n", []),
  (head + "columns: [order_id]\nrecords:\n  - {if: {total: 0}}\n", []),
  (bare + "records: []\n", ["4:10", "layout/no-columns"]),
  (head + "records:\n  - columns: [order_id]\n", ["4:3", "layout/records-without-columns"]),
  (head + "format: json\nrecords:\n  - columns: [order_id]\n", ["5:3", "layout/records-of-tables"]),
  (bare + "records:\n  - {once: start, columns: [order_id]}\n", ["5:29", "layout/of-no-row"]),
  (
    bare + "records:\n  - {once: end, if: {total: 0}, columns: [{title: A, constant: b}]}\n",
    ["5:21", "layout/of-no-row"]
  ),
  (
    bare + "records:\n  - columns: [{each: item, as: columns, count: 2, columns: [item_sku]}]\n",
    ["5:14", "layout/nested-line"]
  ),
  (bare + "records:\n  - {columns: [order_id], sort: total}\n", ["5:33", "layout/needs"]),
  (bare + "balance: Totl\nrecords:\n  - columns: [{title: Total, field: total}]\n", ["4:10", "layout/balance-title"]),
  (
    bare + "balance: {columns: total, equals: -order_id}\nrecords:\n  - columns: [total]\n",
    ["4:35", "layout/total-of-text"]
  ),
  (
    head + "columns: [{title: Amount, field: total}]\nrecords:\n  - columns: [{title: Amuont, constant: 1}]\n",
    ["5:14", "layout/line-title"]
  ),
  (bare + "split: {rows: 0}\nrecords:\n  - columns: [total]\n", ["4:15", "mapping/out-of-range"]),
]

@Suite struct ExportRecordsTests {
  @Test(arguments: mistaken)
  func findsTheMistakes(text: String, expected: [String]) {
    let file = MappingFile(
      name: "mine", section: .exports, origin: .file(path: "mine.yaml"), bytes: Array(text.utf8))
    let found = ExportLayout.check(file, fields: fields).map {
      ["\($0.location.line ?? 0):\($0.location.column ?? 0)", $0.code.name]
    }
    #expect(found.flatMap { $0 } == expected)
  }
}
