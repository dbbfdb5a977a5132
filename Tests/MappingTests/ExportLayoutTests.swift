import Diagnostics
import Mapping
import Model
import Tabular
import Testing

private func field(
  _ name: String, _ kind: ExportField.Kind, _ part: ExportField.Part = .order
) -> ExportField { ExportField(name: name, part: part, kind: kind, meaning: name, isPersonal: false) }

/// A small catalogue; the store's own is tested with the store.
private let fields = [
  field("order_id", .identifier), field("created_at", .instant), field("stage", .stage), field("currency", .currency),
  field("total", .money), field("tax_rate", .rate), field("channel", .text), field("is_test", .flag),
  field("weight", .decimal), field("shipped_at", .instant), field("item_sku", .identifier, .item),
  field("item_quantity", .quantity, .item), field("item_line", .integer, .item), field("case_status", .text, .case),
  field("customer_tier", .text, .customer), field("entry_on", .date, .costEntry),
]

private func file(_ text: String) -> MappingFile {
  MappingFile(name: "mine", section: .exports, origin: .file(path: "mine.yaml"), bytes: Array(text.utf8))
}

private let head = "kind: export\nrows: order\n"
private let columns = "columns: [order_id]\n"

/// Texts with the places and codes of all their mistakes.
private let mistaken: [(String, [String])] = [
  ("rows: order\ncolumns: [order_id]\n", ["1:1", "mapping/missing-key"]),
  ("kind: exprot\nrows: order\ncolumns: [order_id]\n", ["1:7", "mapping/unknown-value"]),
  ("kind: export\nrows: orders\ncolumns: [order_id]\n", ["2:7", "mapping/unknown-value"]),
  (head, ["1:1", "mapping/missing-key"]),
  (head + "columns: []\n", ["3:10", "layout/no-columns"]),
  (head + "columns: order_id\n", ["3:10", "mapping/wrong-type"]),
  (head + "columns: [order_id, totl]\n", ["3:21", "layout/unknown-field"]),
  (head + "columns:\n  - item_sku\n", ["4:5", "layout/field-not-in-rows"]),
  (head + "columns:\n  - title: A\n", ["4:5", "layout/column-source"]),
  (head + "columns:\n  - {title: A, field: total, constant: x}\n", ["4:5", "layout/column-source"]),
  (head + "columns:\n  - {constant: x}\n", ["4:5", "mapping/missing-key"]),
  (head + "columns:\n  - {field: order_id, decimals: 2}\n", ["4:33", "layout/option-does-not-fit"]),
  (head + "columns:\n  - {field: total, pattern: yyyy}\n", ["4:29", "layout/option-does-not-fit"]),
  (head + "columns:\n  - {field: total, decimals: 5}\n", ["4:30", "mapping/out-of-range"]),
  (head + "columns:\n  - {field: created_at, pattern: DD.MM.YYYY}\n", ["4:34", "layout/date-pattern"]),
  (head + "columns:\n  - {field: created_at, zone: Europe/Berln}\n", ["4:31", "config/unknown-zone"]),
  (head + "columns:\n  - {field: total, decimal_mark: '.', grouping: '.'}\n", ["4:49", "layout/marks"]),
  (head + "columns:\n  - {field: total, grouping: '..'}\n", ["4:30", "layout/mark-length"]),
  (head + "columns:\n  - {field: stage, otherwise: x}\n", ["4:31", "layout/needs"]),
  (head + "columns:\n  - {field: stage, case: Upper}\n", ["4:26", "mapping/unknown-value"]),
  (head + columns + "csv: {delimiter: x}\n", ["4:18", "layout/delimiter"]),
  (head + columns + "csv: {delimeter: ','}\n", ["4:7", "mapping/unknown-key"]),
  (head + columns + "csv: {encoding: utf-9}\n", ["4:17", "mapping/unknown-value"]),
  (head + columns + "xlsx: {sheet: 'a/b'}\n", ["4:15", "layout/sheet-name"]),
  (head + columns + "xml: {root: '1a'}\n", ["4:13", "layout/element-name"]),
  (head + columns + "xml: text\n", ["4:6", "mapping/wrong-type"]),
  (head + "format: json\ncolumns: [order_id, order_id]\n", ["4:21", "layout/title-twice"]),
  (head + "columns: [order_id, order_id]\n", []),
  (
    head + "format: xml\ncolumns: [{title: A B, field: order_id}, {title: A_B, field: total}]\n",
    ["4:50", "layout/title-twice"]
  ),
  (head + "columns:\n  - {field: total, max_length: 5}\n", ["4:32", "layout/option-does-not-fit"]),
  (head + "columns:\n  - {title: A, constant: long, max_length: 2}\n", []),
  (head + columns + "xlsx: {sheet: \"it's'\"}\n", ["4:15", "layout/sheet-name"]),
  (head + columns + "where: {tax_rate: {min: 900000000000000}}\n", ["4:25", "layout/amount"]),
  (head + columns + "zone: Mars/Olympus\n", ["4:7", "config/unknown-zone"]),
  (head + columns + "sort: totl\n", ["4:7", "layout/unknown-field"]),
  (head + columns + "where: {stage: [Completed Order, Complete]}\n", ["4:34", "mapping/unknown-value"]),
  (head + columns + "where: {stage: []}\n", ["4:16", "layout/empty-list"]),
  (head + columns + "where: {currency: Euro}\n", ["4:19", "layout/currency"]),
  (head + columns + "where: {total: {min: ten}}\n", ["4:22", "layout/amount"]),
  (head + columns + "where: {total: {min: 2, max: 1}}\n", ["4:30", "layout/empty-range"]),
  (head + columns + "where: {created_at: {from: 30.09.2026}}\n", ["4:28", "layout/date"]),
  (
    head + columns + "where: {created_at: {from: 2026-02-01, to: 2026-01-31}}\n", ["4:44", "layout/empty-range"]
  ),
  (head + columns + "where: {is_test: {starts: x}}\n", ["4:27", "layout/test-does-not-fit"]),
  (head + columns + "where: {is_test: {start: x}}\n", ["4:19", "mapping/unknown-key"]),
  (head + columns + "where: {channel: {}}\n", ["4:18", "layout/condition-without-test"]),
  (head + columns + "where: {chanel: x}\n", ["4:9", "layout/unknown-field"]),
  (head + columns + "where: {item: yes}\n", ["4:9", "layout/unknown-field"]),
  (head + columns + "where: {items: {total: 1}}\n", ["4:17", "layout/field-not-in-rows"]),
  (head + columns + "where: {items: {tag: x}}\n", ["4:17", "layout/not-of-order"]),
  (head + columns + "where: {created_at: last_moon}\n", ["4:21", "layout/period"]),
  (head + columns + "where: {created_at: {to: today, before: today}}\n", ["4:41", "layout/two-ends"]),
  ("kind: export\nrows: customer\ncolumns: [customer_tier]\nwhere: {tag: x}\n", ["4:9", "layout/not-of-order"]),
  (head + "columns:\n  - {title: I, each: item, columns: [item_sku]}\n", ["4:5", "layout/needs-nesting"]),
  (head + "columns:\n  - {title: I, columns: [order_id]}\n", ["4:25", "layout/needs-nesting"]),
  (
    head + "format: json\ncolumns:\n  - {title: I, each: item, columns: [{title: J, columns: [item_sku]}], as: cell}\n",
    ["5:37", "layout/needs-nesting"]
  ),
  (head + "columns:\n  - {each: item, columns: [item_sku], as: columns}\n", ["4:5", "mapping/missing-key"]),
  (head + "columns:\n  - {title: T, template: \"{totl}\"}\n", ["4:26", "layout/unknown-field"]),
  (head + "columns:\n  - {title: T, template: \"{total:x}\"}\n", ["4:26", "layout/template-detail"]),
  (head + "columns:\n  - {title: T, template: \"{channel:3}\"}\n", ["4:26", "layout/template-detail"]),
  (head + "columns:\n  - {title: T, when: [{if: {stage: Hold}}], else: x}\n", ["4:23", "mapping/missing-key"]),
  (head + "columns:\n  - {title: T, when: []}\n", ["4:22", "layout/empty-list"]),
  (head + "columns:\n  - {field: total, scale: 7}\n", ["4:27", "layout/scale"]),
  (head + "columns:\n  - {field: total, pad_left: 7, pad_right: 7}\n", ["4:44", "layout/pads-twice"]),
  (head + "columns:\n  - {field: total, pad_left: 7, pad_with: ab}\n", ["4:43", "layout/pad-with"]),
  (head + "columns:\n  - {field: order_id, total: sum}\n", ["4:30", "layout/total-of-text"]),
  (head + columns + "totals: {grand: yes}\n", ["4:9", "layout/no-totals"]),
  (
    head + "format: json\ncolumns: [{field: total, total: sum}]\ntotals: {grand: yes}\n",
    ["5:9", "layout/totals-of-records"]
  ),
  (head + columns + "split: {}\n", ["4:8", "layout/empty-split"]),
  (head + columns + "file: a/b.csv\n", ["4:7", "layout/file-name"]),
  (head + columns + "file: ../b.csv\n", ["4:7", "layout/file-name"]),
  (head + columns + "file: \"{grop}.csv\"\n", ["4:7", "layout/file-place"]),
  (head + columns + "file: \"{date:QQ}.csv\"\n", ["4:7", "layout/date-pattern"]),
  (head + columns + "split: {every: 5}\nfile: \"{group}.csv\"\n", ["5:7", "layout/files-of-one-name"]),
  (
    "kind: export\nrows: item\ncolumns: [item_sku]\nsort: item_sku\norder_values: first\nsplit: {every: 5}\n",
    ["5:15", "layout/torn-orders", "6:8", "layout/torn-orders"]
  ),
  (
    head + "columns:\n  - {field: channel, lookup: {file: ../a.csv, key: a, value: b}}\n",
    ["4:37", "layout/lookup-path"]
  ),
  (
    head + "columns:\n  - {field: channel, lookup: {file: no.csv, key: a, value: b}}\n", ["4:37", "layout/lookup-file"]
  ),
  (
    "kind: export\nrows: order\nformt: csv\ncolumns:\n  - order_idd\n  - {title: T, field: total, decimals: two}\n",
    ["3:1", "mapping/unknown-key", "5:5", "layout/unknown-field", "6:40", "mapping/wrong-type"]
  ),
]

@Suite struct ExportLayoutTests {
  /// A layout's text with the places and codes of all its mistakes.
  @Test(arguments: mistaken)
  func mistakes(text: String, expected: [String]) {
    let found = ExportLayout.check(file(text), fields: fields)
    #expect(found.flatMap { ["\($0.location.line ?? 0):\($0.location.column ?? 0)", $0.code.name] } == expected)
    for diagnostic in found {
      #expect(diagnostic.location.file == "mine.yaml")
      #expect(!diagnostic.message.contains("{"), "\(diagnostic.message)")
      #expect(!(diagnostic.hint ?? "").contains("{"), "\(diagnostic.hint ?? "")")
    }
  }

  @Test func everythingThatALayoutMaySay() throws {
    let text = """
      kind: export
      name: monthly
      description: for the bookkeeper
      rows: item
      format: csv
      zone: Europe/Berlin
      order_values: first
      sort: created_at
      csv: {delimiter: tab, quotes: all, newline: crlf, encoding: cp1252, header: no, formula_guard: off,
        byte_order_mark: no, unmappable: replace}
      xlsx: {sheet: Orders}
      json: {money: text}
      xml: {root: export, record: line}
      columns:
        - order_id
        - {title: Day, field: created_at, pattern: dd.MM.yyyy, zone: America/New_York}
        - {title: Total, field: total, decimals: 2, decimal_mark: ",", grouping: ".", default: "-", width: 12}
        - {title: State, field: stage, map: {Completed Order: done, Hold: ~}, otherwise: open, case: upper, max_length: 4}
        - {title: Source, constant: Daybook}
        - item_sku
      where:
        created_at: {from: 2026-01-01, to: 2026-01-31}
        stage: [Completed Order, Hold]
        currency: eur
        channel: {not: web}
        total: {min: 0.01, max: 1000}
        is_test: no
        order_id: {starts: "00", ignore_case: yes}
        shipped_at: {from: month_start-1m}
        tax_rate: [0.19, 0.07]
        item_line: 1
        weight: {empty: no}
        tag: vip
        any: [{items: {item_sku: A}}, {open_case: yes}]
      """
    let layout = try ExportLayout.read(file(text), fields: fields)
    #expect(layout.name == "monthly")
    #expect(layout.rows == .item && layout.orderValues == .first && layout.sort == [ExportSort("created_at")])
    #expect(layout.zone?.identifier == "Europe/Berlin")
    #expect(layout.csv.delimiter == 9 && layout.csv.quotes == .all && !layout.csv.header && !layout.csv.formulaGuard)
    #expect(layout.csv.file.encoding == .windows1252 && layout.csv.file.newline == .crlf)
    #expect(layout.csv.file.unmappable == .replace)
    #expect(layout.sheet == "Orders" && layout.jsonMoneyAsText)
    #expect(layout.xml.root == "export" && layout.xml.record == "line")
    #expect(layout.columns.map(\.title) == ["order_id", "Day", "Total", "State", "Source", "item_sku"])
    #expect(layout.columns[3].form.map == ["Completed Order": "done", "Hold": ""])
    #expect(layout.columns[2].width == 12)
    let days = ExportDays(from: .on(try day("2026-01-01")), to: .on(try day("2026-01-31")))
    let open = ExportCondition.has(.case, [.not(.field("case_status", .anyOf([.text("Closed")])))])
    let conditions: [ExportCondition] = [
      .field("created_at", .days(days)), .field("stage", .anyOf([.text("Completed Order"), .text("Hold")])),
      .field("currency", .anyOf([.text("EUR")])), .not(.field("channel", .anyOf([.text("web")]))),
      .field("total", .atLeast(100)), .field("total", .atMost(10_000_000)), .field("is_test", .anyOf([.number(0)])),
      .field("order_id", .starts("00"), ignoringCase: true),
      .field("shipped_at", .days(ExportDays(from: .relative(start: .month, by: -1, .month), to: nil))),
      .field("tax_rate", .anyOf([.number(190_000), .number(70_000)])), .field("item_line", .anyOf([.number(1)])),
      .field("weight", .isEmpty(false)), .tag(["vip"]),
      .any([.has(.item, [.field("item_sku", .anyOf([.text("A")]))]), open]),
    ]
    #expect(layout.conditions == conditions)
  }

  private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

  /// Days relative to Thursday, 2026-10-15, with the first and the first behind them.
  @Test(arguments: [
    ("today", "2026-10-15 2026-10-16"), ("yesterday", "2026-10-14 2026-10-15"), ("this_week", "2026-10-12 2026-10-19"),
    ("last_month", "2026-09-01 2026-10-01"), ("this_quarter", "2026-10-01 2027-01-01"),
    ("last_year", "2025-01-01 2026-01-01"), ("2026-02", "2026-02-01 2026-03-01"), ("2024", "2024-01-01 2025-01-01"),
    ("2026-02-28", "2026-02-28 2026-03-01"), ("{from: -7d}", "2026-10-08 -"), ("{to: today}", "- 2026-10-16"),
    ("{before: today}", "- 2026-10-15"), ("{from: month_start-1m, before: month_start}", "2026-09-01 2026-10-01"),
    ("{from: today-1y, to: tomorrow}", "2025-10-15 2026-10-17"), ("{from: -2w, to: +1q}", "2026-10-01 2027-01-16"),
  ])
  func relativeDays(text: String, expected: String) throws {
    let layout = try ExportLayout.read(file(head + columns + "where: {created_at: \(text)}\n"), fields: fields)
    guard case .field(_, .days(let days), _) = layout.conditions[0] else {
      Issue.record("no days")
      return
    }
    let (from, before) = days.bounds(today: try day("2026-10-15"))
    #expect("\(from?.description ?? "-") \(before?.description ?? "-")" == expected)
  }

  @Test func groupsEndSomewhere() {
    let column = String(repeating: "{title: a, columns: [", count: 9) + "order_id" + String(repeating: "]}", count: 9)
    let found = ExportLayout.check(file(head + "format: json\ncolumns: [\(column)]\n"), fields: fields)
    #expect(found.map(\.code.name) == ["layout/too-deep"])
  }

  @Test func anotherFormatIsCheckedInPlaceOfTheFiles() throws {
    let text = head + "columns: [order_id, order_id]\n"
    #expect(try ExportLayout.read(file(text), fields: fields).format == .csv)
    #expect(throws: Failure.self) { try ExportLayout.read(file(text), fields: fields, format: .jsonl) }
  }

  @Test(arguments: [
    ("yyyy-MM-dd'T'HH:mm:ssZ", "2026-03-09T07:05:03+02:00"), ("d.M.yy", "9.3.26"),
    ("EEE, dd MMM yyyy hh:mm a", "Mon, 09 Mar 2026 07:05 AM"), ("EEEE d MMMM", "Monday 9 March"),
    ("HH''mm 'o''clock'", "07'05 o'clock"), ("SSS", "045"), ("yyyy年", "2026年"),
  ])
  func datePatterns(pattern: String, expected: String) throws {
    let date = try #require(CivilDate("2026-03-09"))
    let wall = WallTime(date: date, secondOfDay: 7 * 3600 + 5 * 60 + 3, millisecond: 45)
    var bytes: [UInt8] = []
    try ExportDatePattern(pattern).append(wall, offsetSeconds: 7200, to: &bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == expected)
  }

  @Test func midnightAndNoonByTwelve() throws {
    let pattern = try ExportDatePattern("h a")
    for (hour, expected) in [(0, "12 AM"), (11, "11 AM"), (12, "12 PM"), (23, "11 PM")] {
      var bytes: [UInt8] = []
      pattern.append(
        WallTime(date: CivilDate(days: 0), secondOfDay: Int32(hour * 3600)), offsetSeconds: 0, to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
  }
}
