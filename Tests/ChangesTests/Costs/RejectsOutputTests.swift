import Diagnostics
import Foundation
import Tabular
import TestSupport
import Testing

@testable import Changes

@Suite("The rejects file")
struct RejectsOutputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  /// Copies the rows above the header, the header, and the rows of these numbers with two findings each.
  private func reject(_ lines: Set<Int>, of name: String, header: Int) throws -> [[String]] {
    let input = try InputFile.open(path(name))
    let reader = try input.table(RejectsOutput.verbatim(ReadOptions()))
    let out = path(name) + RejectsForm.suffix(for: input.format)
    let output = try RejectsOutput(path: out, like: input, options: ReadOptions(), sheet: reader.sheet)
    let found = [
      Diagnostic(.error, .costsNoOrderID), Diagnostic(.error, .costsNoOrderID),
      Diagnostic(.warning, .costsNoRows),
    ]
    while let row = try reader.next() {
      if row.number < header { try output.copy(row) }
      if row.number == header { try output.header(row) }
      if lines.contains(row.number) { try output.reject(row, line: row.number, because: found) }
    }
    try output.commit()
    let table = try InputFile.open(out).table()
    var rows: [[String]] = []
    while let row = try table.next() {
      rows.append([String(row.number)] + row.cells.map { "\($0.kind):\($0.text)" })
    }
    return rows
  }

  @Test("Rows above the header stay where they are, cells keep their types, and each finding is named")
  func workbook() throws {
    let file = try OutputFile(path: path("in.xlsx"))
    let writer = try XLSXWriter(to: file, sheet: "Costs")
    try writer.plainSheet()
    func row(_ cells: [() throws -> Void]) throws {
      for cell in cells { try cell() }
      try writer.endRow()
    }
    try row([{ try writer.text("Statement 7") }])
    try row([])
    try row([{ try writer.empty() }, { try writer.text("Order ID") }, { try writer.text("Amount") }])
    try row([{ try writer.empty() }, { try writer.text("0012") }, { try writer.amount(e4: 125_000, places: 2) }])
    try row([
      { try writer.boolean(true) }, { try writer.text("0013") }, { try writer.integer(9) },
      { try writer.text("beyond") },
    ])
    try writer.finish()
    _ = try file.commit()
    let reason = "\(Diagnostic(.error, .costsNoOrderID).message)"
    #expect(
      try reject([5], of: "in.xlsx", header: 3) == [
        ["1", "text:Statement 7"],
        ["3", "empty:", "text:Order ID", "text:Amount", "text:Line", "text:Code", "text:Reason"],
        [
          "4", "boolean:true", "text:0013", "number:9", "number:5", "text:costs/no-order-id; costs/no-order-id",
          "text:\(reason); \(reason)", "text:beyond",
        ],
      ])
  }

  @Test("Text keeps delimiter, encoding, byte order mark and line ends")
  func text() throws {
    let bytes: [UInt8] =
      [0xFF, 0xFE] + "Order|Amount\r\n'=1|2\r\n\"a\"\"b\"|3\r\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    try Data(bytes).write(to: folder.url.appendingPathComponent("in.txt"))
    let input = try InputFile.open(path("in.txt"))
    let form = try input.textForm()
    #expect(form.delimiter == UInt8(ascii: "|") && form.encoding == .utf16le)
    #expect(form.hasByteOrderMark && form.endsLinesWithCRLF)
    _ = try reject([2, 3], of: "in.txt", header: 1)
    let written = try Data(contentsOf: folder.url.appendingPathComponent("in.txt.rejects.csv"))
    let text = String(
      decoding: stride(from: 2, to: written.count, by: 2).map {
        UInt16(written[$0]) | UInt16(written[$0 + 1]) << 8
      }, as: UTF16.self)
    let lines = text.components(separatedBy: "\r\n")
    #expect([UInt8](written.prefix(2)) == [0xFF, 0xFE])
    #expect(lines[0] == "Order|Amount|Line|Code|Reason")
    #expect(lines[1].hasPrefix("'=1|2|2|costs/no-order-id; "))
    #expect(lines[2].hasPrefix("\"a\"\"b\"|3|3|"))
  }
}
