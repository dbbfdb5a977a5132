import Diagnostics
import Tabular
import Testing

@Suite("Reading text of fixed width")
struct FixedWidthReaderTests {
  private func rows(_ text: String, _ columns: String, _ encoding: TextEncoding? = nil) throws -> [ReadRow] {
    let columns = try #require(FixedColumns(columns))
    return try InputFixture(text).rows(ReadOptions(encoding: encoding, columns: columns))
  }

  @Test("Columns by widths and by positions, gaps, an open end, short lines, all line ends")
  func columns() throws {
    let text = "1001  12.50 first\r\n\n1002\r   7  -3.00 \u{e9}\u{1F600}x"
    let expected = [
      ReadRow(1, ["1001", "12.50", "first"]), ReadRow(3, ["1002", "", ""]),
      ReadRow(4, ["7", "-3.00", "\u{e9}\u{1F600}x"]),
    ]
    #expect(try rows(text, "1-4,5-11,12-") == expected)
    #expect(try rows(text, "4,7,100") == expected)
    #expect(
      try rows(text, "2-3,13-13") == [ReadRow(1, ["00", "f"]), ReadRow(3, ["00", ""]), ReadRow(4, ["", "\u{e9}"])])
    #expect(try rows("", "1-4").isEmpty)
    #expect(try rows("    \n", "1-4") == [ReadRow(1, [""])])
  }

  @Test("What are no columns", arguments: ["", "0-3", "3-2", "1-4,4-6", "1-,5-6", "5", "a-b", "10,0", "1-4,x", "-3"])
  func malformed(text: String) {
    if text == "5" {
      #expect(FixedColumns(text)?.ranges == [0..<5])
    } else {
      #expect(FixedColumns(text) == nil)
    }
  }

  @Test("Lines in pieces, longer than the buffer, and against the limit")
  func longLines() throws {
    let lines = (0..<3000).map { "\($0)".padding(8) + String(repeating: "x", count: $0 % 97) }
    let file = try rows(lines.joined(separator: "\r\n"), "8,200")
    #expect(file.count == 3000)
    #expect(file[2999].cells == ["2999", String(repeating: "x", count: 2999 % 97)])
    let long = String(repeating: "y", count: 300_000)
    #expect(try rows("a\n\(long)\nb", "1-").map(\.cells) == [["a"], [long], ["b"]])
    var options = ReadOptions(columns: FixedColumns(widths: [4]))
    options.limits.rowBytes = 100_000
    #expect(diagnostic { _ = try InputFixture(long).rows(options) }?.code == .limitHit)
  }

  @Test("Other encodings; what is no text of the encoding; workbooks")
  func encodings() throws {
    let wide = TextEncodingTests.bytes("\u{e9}a b\n", .utf16le, mark: true)
    #expect(
      try InputFixture(wide).rows(ReadOptions(columns: FixedColumns("1-2,3-"))) == [ReadRow(1, ["\u{e9}a", "b"])])
    let broken = Array("ab\nc".utf8) + [0xFF, 0x0A]
    let found = diagnostic {
      _ = try InputFixture(broken).rows(ReadOptions(encoding: .utf8, columns: FixedColumns("1-2")))
    }
    #expect(found?.code == .notInEncoding)
    #expect(found?.location.line == 2)
    let book = diagnostic { _ = try WorkbookFixture().file().rows(ReadOptions(columns: FixedColumns("1-2"))) }
    #expect(book?.code == .notDelimited)
  }

  @Test("What the writer writes is read back")
  func roundTrip() throws {
    let sink = MemorySink()
    let writer = FixedWidthWriter(to: sink, header: true)
    let widths = [8, 10, 6]
    try writer.header(zip(["id", "n\u{e4}me", "cost"], widths).map { ColumnHeading($0, width: $1) })
    let cells = [["0001", "M\u{fc}ller", "12.50"], ["2", "", "-3"], ["", "a  b", "0"]]
    for row in cells {
      for (index, text) in row.enumerated() {
        var text = text
        try text.withUTF8 {
          let bytes = UnsafeRawBufferPointer($0)
          if index == 2 { try writer.number(bytes) } else { try writer.text(bytes) }
        }
      }
      try writer.endRow()
    }
    try writer.finish()
    let read = try InputFixture(sink.bytes).rows(ReadOptions(columns: FixedColumns(widths: widths)))
    #expect(read.map(\.cells) == [["id", "n\u{e4}me", "cost"]] + cells)
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - utf8.count)) }
}
