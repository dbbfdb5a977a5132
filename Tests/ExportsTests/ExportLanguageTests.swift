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

/// What layouts can say, each on the same four orders; see ``ExportFixture``.
@Suite struct ExportLanguageTests {
  /// One column of the four orders, its cells with a bar between them.
  private func cells(_ column: String, head: String = "") throws -> String {
    let text = orders + head + "csv: {header: no, formula_guard: no}\ncolumns:\n  - \(column)\n"
    let lines = try ExportFixture().export(text).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return lines.map { $0 == "\"\"" ? "" : $0 }.joined(separator: "|")
  }

  @Test(arguments: [
    ("{title: T, constant: -1}", "-1|-1|-1|-1"),
    (
      "{title: T, template: '{order_id}/{created_at:MM} {billing_last_name}', case: upper}",
      "0001/07 =CMD()|\"0002/02 ŽIŽKA, \"\"J\"\"\"|0003/02|0004/04 LAST"
    ),
    ("{title: T, template: '{total:1} {currency}'}", "123456.8 EUR|-1.2 USD|0.0 EUR|0.0 EUR"),
    ("{title: T, first_of: [billing_last_name, order_id]}", "=cmd()|\"Žižka, \"\"J\"\"\"|0003|Last"),
    (
      "{title: T, when: [{if: {stage: Rejected}, then: no}, {if: {total: {below: 0}}, then: {field: order_id}}], else: 7}",
      "7|0002|7|no"
    ),
    ("{field: total, scale: 100}", "12345678.9|-123.45|1|0"),
    (
      "{field: total, scale: -1, decimals: 2}",
      "-123456.79|1.23|-0.01|0.00"
    ),
    ("{field: total, decimals: 2, negative: parentheses}", "123456.79|(1.23)|0.01|0.00"),
    ("{field: total, decimals: 1, negative: trailing}", "123456.8|1.2-|0.0|0.0"),
    ("{field: total, decimals: 0, negative: drop, grouping: \" \"}", "123 457|1|0|0"),
    (
      "{field: total, decimals: 2, scale: 100, pad_left: 12, pad_with: 0}",
      "012345678.90|-00000123.45|000000001.00|000000000.00"
    ),
    ("{field: order_id, pad_right: 6, pad_with: .}", "0001..|0002..|0003..|0004.."),
    ("{field: is_test, map: {false: N, true: Y}}", "N|N|N|N"),
    ("{field: billing_last_name, ascii: transliterate}", "=cmd()|\"Zizka, \"\"J\"\"\"||Last"),
    ("{field: billing_last_name, ascii: replace}", "=cmd()|\"?i?ka, \"\"J\"\"\"||Last"),
    ("{field: billing_last_name, keep: alphanumeric}", "cmd|ŽižkaJ||Last"),
    ("{field: billing_last_name, max_length: 3, default: 0}", "=cm|Žiž|0|Las"),
    ("{field: order_id, keep: digits, type: number}", "0001|0002|0003|0004"),
    (
      "{title: T, each: item, as: cell, columns: [item_sku, item_quantity], between: x, separator: ' + '}",
      "Ax0.5 + Bx0.0003|Cx1||Dx2"
    ),
    (
      "{title: T, each: item, as: cell, columns: [item_sku], where: {item_quantity: {min: 0.5}}, default: none}",
      "A|C|none|D"
    ),
    (
      "{each: item, as: columns, count: 1, overflow: cut, columns: [item_sku, order_id]}",
      "A,0001|C,0002|,|D,0004"
    ),
  ])
  func values(column: String, expected: String) throws {
    #expect(try cells(column) == expected)
  }

  @Test func relativeDaysAreCountedFromTheDayOfTheRun() throws {
    // The run is on 2026-09-21 in Berlin.
    let fixture = try ExportFixture()
    let text = orders + "columns: [order_id]\ncsv: {header: no}\nwhere: {created_at: {from: -3m}}\n"
    #expect(try fixture.export(text) == "0001\n")
    #expect(try fixture.text("out.csv.manifest.json").contains("created_at from 2026-06-21"))
    #expect(try fixture.export(text.replacing("{from: -3m}", with: "2026-02")) == "0002\n0003\n")
  }

  @Test(arguments: [
    ("not: {stage: Rejected}", "0001 0002 0003"), ("billing_last_name: {not: Last}", "0001 0002 0003"),
    ("any: [{stage: Rejected}, {currency: USD}]", "0002 0004"), ("items: no", "0003"),
    ("items: {item_quantity: {min: 1}}", "0002 0004"), ("payments: yes", ""), ("costs: yes", ""),
    ("costs: {entry_kind: payment, entry_amount: {above: 1}}", ""), ("open_case: no", "0001 0002 0003 0004"),
    ("tag: vip", ""), ("billing_last_name: {ends: \"()\"}", "0001"), ("billing_last_name: {contains: as}", "0004"),
    ("billing_last_name: {starts: LA, ignore_case: yes}", "0004"), ("total: {above: 0, below: 1}", "0003"),
  ])
  func conditions(text: String, expected: String) throws {
    let fixture = try ExportFixture()
    let written = try fixture.export(orders + "columns: [order_id]\ncsv: {header: no}\nwhere: {\(text)}\n")
    #expect(written.split(separator: "\n").joined(separator: " ") == expected)
  }

  @Test func nestedRecords() throws {
    let fixture = try ExportFixture()
    let columns = """
      columns:
        - order_id
        - {title: to, columns: [{title: name, field: billing_last_name}]}
        - title: lines
          each: item
          element: line
          sort: -item_line
          columns: [{title: sku, field: item_sku}, {title: of, field: currency}, {title: price, field: item_unit_price}]
      where: {order_id: ["0001", "0003"]}
      """
    #expect(
      try fixture.export(orders + "format: jsonl\n" + columns, to: "out.jsonl") == """
        {"order_id":"0001","to":{"name":"=cmd()"},"lines":[{"sku":"B","of":"EUR","price":null},{"sku":"A","of":"EUR","price":null}]}
        {"order_id":"0003","to":{"name":null},"lines":[]}

        """)
    #expect(
      try fixture.export(orders + "format: xml\nxml: {root: orders}\n" + columns, to: "out.xml").contains(
        """
            <to>
              <name>=cmd()</name>
            </to>
            <lines>
              <line>
                <sku>B</sku>
        """))
    let bare = columns.replacing("element: line", with: "wrapper: no")
    #expect(
      try fixture.export(orders + "format: xml\n" + bare, to: "out.xml").contains(
        "</to>\n    <item>\n      <sku>B</sku>"))
  }

  @Test func totalsByGroupAndCurrency() throws {
    let fixture = try ExportFixture()
    let text =
      orders + """
        columns:
          - order_id
          - stage
          - currency
          - {field: total, decimals: 2, total: sum}
          - {field: billing_last_name, total: count}
        totals: {by: stage, label: "Sum {group}", grand: yes}
        """
    #expect(
      try fixture.export(text) == """
        order_id,stage,currency,total,billing_last_name
        0001,Completed Order,EUR,123456.79,'=cmd()
        0002,Completed Order,USD,-1.23,"Žižka, ""J""\"
        0003,Completed Order,EUR,0.01,
        Sum Completed Order,Completed Order,EUR,123456.80,1
        Sum Completed Order,Completed Order,USD,-1.23,1
        0004,Rejected,EUR,0.00,Last
        Sum Rejected,Rejected,EUR,0.00,1
        Total,,EUR,123456.80,2
        Total,,USD,-1.23,1

        """)
    let alone = try fixture.export(text.replacing("grand: yes", with: "grand: no, only: yes"))
    #expect(alone.split(separator: "\n").count == 4)
  }

  @Test func sortedByFieldsOfLines() throws {
    let fixture = try ExportFixture()
    let text =
      items
      + "columns: [item_sku, item_quantity]\ncsv: {header: no}\nsort: [-item_quantity, order_id]\nbare_orders: leave_out\n"
    #expect(try fixture.export(text) == "D,2\nC,1\nA,0.5\nB,0.0003\n")
  }

  @Test func movementsOfCosts() throws {
    let fixture = try ExportFixture()
    try fixture.store.change { connection in
      let new = NewBatch(kind: .costs, identity: ExportFixture.identity)
      let batch = try connection.begin(new)
      let ledger = try connection.ledgerWriter(batch: batch)
      try ledger.finish()
      try connection.complete(batch, new, counts: BatchCounts())
    }
    let text =
      "kind: export\nrows: cost_entry\ncolumns: [order_id, entry_kind, entry_amount, entry_currency, entry_on]\n"
    #expect(try fixture.export(text).hasPrefix("order_id,entry_kind,entry_amount,entry_currency,entry_on\n"))
  }

  @Test(arguments: [
    ("{field: billing_last_name, ascii: error}", "export/not-ascii", "order 0002"),
    ("{field: billing_last_name, max_length: 4, too_long: error}", "export/too-long", "order 0001"),
    ("{field: billing_last_name, required: yes}", "export/missing", "order 0003"),
    ("{each: item, as: columns, count: 1, columns: [item_sku]}", "export/overflow", "order 0001"),
  ])
  func whatAColumnRefuses(column: String, code: String, order: String) throws {
    let fixture = try ExportFixture()
    let failure = #expect(throws: Failure.self) { try fixture.export(orders + "columns:\n  - \(column)\n") }
    #expect(failure?.diagnostics.first?.code.name == code)
    #expect(failure?.diagnostics.first?.message.contains(order) == true)
    #expect(!fixture.exists("out.csv") && !fixture.exists("out.csv.part"))
  }

  @Test func tablesBesideTheLayout() throws {
    let fixture = try ExportFixture()
    try Data("Stage;Account\nCompleted Order;8400\nHold;0007\n".utf8).write(
      to: URL(fileURLWithPath: fixture.path("accounts.csv")))
    func layout(_ lookup: String) -> MappingFile {
      let text = orders + "columns:\n  - {title: A, field: stage, lookup: {file: accounts.csv, \(lookup)}}\n"
      return MappingFile(
        name: "l", section: .exports, origin: .file(path: fixture.path("l.yaml")), bytes: Array(text.utf8))
    }
    let read = try ExportLayout.read(
      layout("key: Stage, value: Account, default: \"9999\""), fields: ExportCatalogue.fields)
    #expect(read.lookupFiles.map(\.name) == ["accounts.csv"])
    _ = try fixture.runner.run(ExportRequest(layout: read, path: fixture.path("out.csv")))
    #expect(try fixture.text("out.csv") == "A\n8400\n8400\n8400\n9999\n")
    let mistakes = ExportLayout.check(layout("key: Stag, value: Account"), fields: ExportCatalogue.fields)
    #expect(mistakes.map(\.code.name) == ["layout/lookup-column"])
    try Data("Stage;Account\nHold;1\nHold;2\n".utf8).write(to: URL(fileURLWithPath: fixture.path("accounts.csv")))
    let twice = ExportLayout.check(layout("key: Stage, value: Account"), fields: ExportCatalogue.fields)
    #expect(twice.map(\.code.name) == ["layout/lookup-twice"])
  }

  @Test func severalFilesNeedAFolder() throws {
    let fixture = try ExportFixture()
    let failure = #expect(throws: Failure.self) {
      try fixture.export(orders + "columns: [order_id]\nsplit: {every: 3}\n")
    }
    #expect(failure?.diagnostics.first?.code == .exportNeedsFolder)
  }
}
