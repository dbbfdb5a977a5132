import Diagnostics
import Foundation
import Tabular
import TestSupport
import Testing

/// The examples of the page on `Tabular`, as they stand there.
private struct Examples {
  func orderIDs(in path: String) throws -> [String] {
    let table = try InputFile.open(path).table()
    var ids: [String] = []
    while let row = try table.next() {
      // Row 1 is the header.
      if row.number > 1, !row[0].isEmpty { ids.append(row[0].text) }
    }
    return ids
  }

  func firstColumns(of path: String) throws -> [String: [String]] {
    let workbook = try InputFile.open(path)
    var columns: [String: [String]] = [:]
    for sheet in try workbook.sheets() where sheet.kind == .sheet && sheet.state == .visible {
      let table = try workbook.table(ReadOptions(sheet: sheet.name))
      while let row = try table.next() { columns[sheet.name, default: []].append(row[0].text) }
    }
    return columns
  }

  func skus(of path: String) throws -> [String] {
    let records = try InputFile.open(path).records(ReadOptions(recordPath: "export/order"))
    var skus: [String] = []
    while let order = try records.next() {
      for item in order.children where item.name == "item" {
        skus += item.children.filter { $0.name == "sku" }.compactMap(\.text)
      }
    }
    return skus
  }

  func oldList(_ path: String) throws -> [[String]] {
    var limits = ReadLimits()
    limits.rows = 5_000_000
    let options = ReadOptions(
      encoding: .windows1252, columns: FixedColumns(widths: [8, 10]), limits: limits)
    let table = try InputFile.open(path, limits: limits).table(options)
    var rows: [[String]] = []
    while let row = try table.nextTexts() { rows.append(row) }
    return rows
  }

  func reason(for path: String) -> String? {
    do {
      let table = try InputFile.open(path).table()
      while try table.next() != nil {}
      return nil
    } catch let failure as Failure {
      return failure.diagnostics.first?.message
    } catch {
      return "\(error)"
    }
  }

  func write(_ orders: [(id: String, totalE4: Int64)], to table: any TableWriter) throws {
    let columns = [
      ColumnHeading("order", kind: .identifier, width: 12), ColumnHeading("total", kind: .money, width: 10),
    ]
    try table.header(columns)
    for order in orders {
      try table.text(order.id)
      try table.amount(e4: order.totalE4, places: 2)
      try table.endRow()
    }
    try table.finish()
  }

  func writeAll(_ orders: [(id: String, totalE4: Int64)], in folder: String) throws {
    func file(_ name: String, _ writer: (OutputFile) throws -> any TableWriter) throws {
      let file = try OutputFile(path: "\(folder)/\(name)")
      try write(orders, to: writer(file))
      _ = try file.commit()
    }
    try file("orders.csv") { try CSVWriter(to: $0, options: CSVOptions(delimiter: UInt8(ascii: ";"))) }
    try file("orders.xlsx") { try XLSXWriter(to: $0, sheet: "Orders") }
    try file("orders.json") { JSONWriter(to: $0) }
    try file("orders.jsonl") { JSONLinesWriter(to: $0) }
    try file("orders.xml") { XMLWriter(to: $0, root: "orders", record: "order") }
    try file("orders.txt") { FixedWidthWriter(to: $0) }
  }
}

@Suite("The page on the library of tables")
struct DocumentationTests {
  private let examples = Examples()
  private let orders: [(id: String, totalE4: Int64)] = [("0017", 499_000), ("=A-2", -125_000)]

  @Test("What is written reads back, in every format that reads")
  func examplesWork() throws {
    let folder = try TemporaryFolder()
    try examples.writeAll(orders, in: folder.path)
    for name in ["orders.csv", "orders.xlsx"] {
      #expect(try examples.orderIDs(in: "\(folder.path)/\(name)") == ["0017", "=A-2"], "\(name)")
    }
    #expect(try examples.firstColumns(of: folder.path + "/orders.xlsx") == ["Orders": ["order", "0017", "=A-2"]])
    for name in ["orders.jsonl", "orders.xml"] {
      let records = try InputFile.open("\(folder.path)/\(name)").records()
      #expect(try records.next()?.children.first?.text == "0017", "\(name)")
    }
  }

  @Test("Records, fixed columns and refusals")
  func otherExamplesWork() throws {
    let export = try InputFixture("<export><order><item><sku>a</sku></item><item><sku>b</sku></item></order></export>")
    #expect(try examples.skus(of: export.path) == ["a", "b"])
    let list = try InputFixture(Array("A-1     M".utf8) + [0xFC] + Array("ller    \n".utf8))
    #expect(try examples.oldList(list.path) == [["A-1", "Müller"]])
    #expect(examples.reason(for: list.path) == nil)
    let broken = try InputFixture("a,\"b\n")
    #expect(examples.reason(for: broken.path) == "the quote that opens this field is never closed")
    #expect(diagnostic { _ = try broken.open().records() }?.code == .notRecords)
  }

  @Test("The page shows what is compiled here")
  func pageIsTrue() throws {
    func lines(_ text: some StringProtocol) -> String {
      text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
    }
    let page = try String(contentsOf: PackageFolder.url("Sources/Tabular/Tabular.docc/Tabular.md"), encoding: .utf8)
    let tests = lines(try String(contentsOf: URL(fileURLWithPath: #filePath), encoding: .utf8))
    let blocks = page.components(separatedBy: "```swift\n").dropFirst().map { $0.components(separatedBy: "```")[0] }
    #expect(blocks.count == 7)
    for block in blocks { #expect(tests.contains(lines(block)), "\(block)") }
  }
}
