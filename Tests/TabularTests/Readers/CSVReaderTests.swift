import Diagnostics
import Tabular
import Testing

@Suite("Reading delimited text")
struct CSVReaderTests {
  private func rows(_ text: String, _ options: ReadOptions = ReadOptions()) throws -> [ReadRow] {
    try InputFixture(text).rows(options)
  }

  @Test("Quotes, doubled quotes, delimiters and line breaks inside quotes; lines are counted through them")
  func quoting() throws {
    let text = "id,note\r\n1,\"a, \"\"b\"\"\"\r\n2,\"two\nlines\r\nthree\"\r\n3,5\" pipe\r\n"
    #expect(
      try rows(text) == [
        ReadRow(1, ["id", "note"]), ReadRow(2, ["1", "a, \"b\""]), ReadRow(3, ["2", "two\nlines\r\nthree"]),
        ReadRow(6, ["3", "5\" pipe"]),
      ])
  }

  @Test("LF, CR LF and CR end lines, mixed; the last line needs none; blank lines are left out")
  func lineEnds() throws {
    #expect(
      try rows("a,b\n\n1,2\r3,4\r\n\r\n5,") == [
        ReadRow(1, ["a", "b"]), ReadRow(3, ["1", "2"]), ReadRow(4, ["3", "4"]), ReadRow(6, ["5", ""]),
      ])
    #expect(try rows("").isEmpty)
    #expect(try rows("\n\r\n\r").isEmpty)
    #expect(try rows("\"\"") == [ReadRow(1, [""])])
  }

  @Test("Rows of any length pass, NUL and control characters too")
  func ragged() throws {
    #expect(
      try rows("a,b,c\n1\n1,2,3,4\nx\0y,\u{1}\n") == [
        ReadRow(1, ["a", "b", "c"]), ReadRow(2, ["1"]), ReadRow(3, ["1", "2", "3", "4"]),
        ReadRow(4, ["x\0y", "\u{1}"]),
      ])
  }

  @Test(
    "The delimiter is found, or declared by sep=, or given",
    arguments: [
      ("a;b\n1,5;2,5\n", ["1,5", "2,5"]), ("a\tb\n1, 2\t3\n", ["1, 2", "3"]), ("a|b\n1|2\n", ["1", "2"]),
      ("a,\"x;y;z\"\n1,2\n", ["1", "2"]),
    ])
  func delimiters(text: String, second: [String]) throws {
    #expect(try rows(text).last?.cells == second)
  }

  @Test func declaredDelimiter() throws {
    #expect(try rows("sep=^\r\na^b,c\r\n") == [ReadRow(2, ["a", "b,c"])])
    #expect(try rows("SEP=;\na;b") == [ReadRow(2, ["a", "b"])])
    #expect(try rows("a:b,c\n", ReadOptions(delimiter: UInt8(ascii: ":"))) == [ReadRow(1, ["a", "b,c"])])
  }

  @Test("A quote that is never closed names the line and field where it opened")
  func unclosedQuote() throws {
    let found = diagnostic { _ = try rows("a,b\n\"x\ny\",\"open\n1,2\n3,4\n") }
    #expect(found?.code == .csvUnclosedQuote)
    #expect(found?.location.line == 3)
    #expect(found?.location.column == 2)
  }

  @Test("A blank line has no field; a field of nothing but quotes is one; a delimiter at the end opens another")
  func edges() throws {
    #expect(try rows("a,b,\n") == [ReadRow(1, ["a", "b", ""])])
    #expect(try rows(",\n") == [ReadRow(1, ["", ""])])
    #expect(try rows("a\n\"\"\nb") == [ReadRow(1, ["a"]), ReadRow(2, [""]), ReadRow(3, ["b"])])
    #expect(try rows("id,note\n") == [ReadRow(1, ["id", "note"])])
    #expect(try rows("id,note") == [ReadRow(1, ["id", "note"])])
    #expect(try rows("a,\"b\"\"\"") == [ReadRow(1, ["a", "b\""])])
    #expect(try rows("a\"b,c\"\"d,\"\"\n") == [ReadRow(1, ["a\"b", "c\"\"d", ""])])
    #expect(try rows("a, \"b\" ,c\n") == [ReadRow(1, ["a", " \"b\" ", "c"])])
  }

  @Test("What cannot separate fields is refused as a usage error", arguments: ["\"", "\r", "\n"])
  func delimitersThatAreNone(text: String) throws {
    let found = try #require(throws: Failure.self) { try rows("a,b\n", ReadOptions(delimiter: text.utf8.first)) }
    #expect(found.exit == .usage)
  }

  @Test("Packed and wide text in small pieces is read in time that grows with its length alone")
  func longRowsFromSmallPieces() throws {
    // 6 MB in one quoted field: searched from its start at every piece, it would take minutes.
    let long = String(repeating: "0123456789,\n", count: 500_000)
    let text = "\u{feff}a,\"\(long)\",b\n"
    let wide = TextEncodingTests.bytes(text, .utf16le, mark: false)
    for bytes in [wide, deflated(Array(text.utf8), gzip: true), deflated(wide, gzip: true)] {
      let read = try InputFixture(bytes).rows()
      #expect(read.count == 1)
      #expect(read.first?.cells[1].utf8.count == long.utf8.count)
      #expect(read.first?.cells.last == "b")
    }
  }

  @Test func textAfterQuote() throws {
    let found = diagnostic { _ = try rows("a,b\n1,\"x\"y\n") }
    #expect(found?.code == .csvTextAfterQuote)
    #expect(found?.location.line == 2)
  }

  @Test("Limits on fields and columns are diagnostics that name the option")
  func limits() throws {
    var options = ReadOptions()
    options.limits.fieldBytes = 10
    let long = diagnostic { _ = try rows("a\n12345678901\n", options) }
    #expect(long?.code == .limitHit)
    #expect(long?.location.line == 2)
    #expect(long?.hint?.contains("--limit field-bytes=NUMBER") == true)
    options.limits = ReadLimits()
    options.limits.columns = 100
    let wide = diagnostic { _ = try rows(String(repeating: ",", count: 100), options) }
    #expect(wide?.message.contains("columns") == true)
    #expect(try rows(String(repeating: ",", count: 99), options).first?.cells.count == 100)
    options.limits.columns = 3
    #expect(diagnostic { _ = try rows("a,b,c,d\n", options) }?.code == .limitHit)
    #expect(try rows("a,b,c\n", options).first?.cells.count == 3)
  }

  @Test("Rows across the edges of the read buffer come out as they are, at every offset of the edge")
  func bufferEdges() throws {
    // The buffer holds 256 KiB: rows of an odd length put the edge at every place within a row.
    let row = "12345,\"a \"\"quoted\"\"\r\nfield\",,é€😀,\"\",last\r\n"
    for shift in 0..<8 {
      let text = "h" + String(repeating: "x", count: shift) + "\r\n" + String(repeating: row, count: 14_000)
      let file = try InputFixture(text)
      let reader = try file.open().table()
      _ = try reader.next()
      var count = 0
      while let next = try reader.next() {
        let cells = next.cells.map(\.text)
        guard cells == ["12345", "a \"quoted\"\r\nfield", "", "é€😀", "", "last"], next.number == 2 + 2 * count else {
          Issue.record("shift \(shift), row \(count): \(next.number) \(cells)")
          return
        }
        count += 1
      }
      #expect(count == 14_000)
    }
  }

  @Test("A field larger than the buffer")
  func longField() throws {
    let long = String(repeating: "0123456789\"\"\n", count: 80_000)
    let read = try rows("a,\"\(long)\",b\n")
    #expect(read.count == 1)
    #expect(read.first?.cells[1] == String(repeating: "0123456789\"\n", count: 80_000))
    #expect(read.first?.cells[2] == "b")
  }
}
