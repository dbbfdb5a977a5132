import Diagnostics
import Tabular
import Testing

@Suite struct WriterTextTests {
  /// Writes one table with `body` and gives what came out.
  private func csv(_ options: CSVOptions = CSVOptions(), _ body: (CSVWriter) throws -> Void) throws -> String {
    let sink = MemorySink()
    let writer = try CSVWriter(to: sink, options: options)
    try body(writer)
    try writer.finish()
    return sink.text
  }

  @Test func csvTypedCells() throws {
    let text = try csv { writer in
      try writer.header([ColumnHeading("Order ID"), ColumnHeading("Total", kind: .money), ColumnHeading("A,B")])
      try writer.text("0017")
      try writer.amount(e4: -1_234_500, places: 2)
      try writer.integer(-5)
      try writer.endRow()
      try writer.boolean(true)
      try writer.empty()
      try writer.dateTime(bytes("2026-09-30"))
      try writer.endRow()
    }
    #expect(text == "Order ID,Total,\"A,B\"\n0017,-123.45,-5\ntrue,,2026-09-30\n")
  }

  @Test func csvQuoteRules() throws {
    func row(_ rule: CSVOptions.Quotes) throws -> String {
      try csv(CSVOptions(delimiter: UInt8(ascii: ";"), quotes: rule)) { writer in
        try writer.text("a \"b\";\r\nc")
        try writer.text("plain")
        try writer.number(bytes("1,5"))
        try writer.number(bytes("1;5"))
        try writer.empty()
        try writer.text("")
        try writer.endRow()
      }
    }
    #expect(try row(.needed) == "\"a \"\"b\"\";\r\nc\";plain;1,5;\"1;5\";;\n")
    #expect(try row(.all) == "\"a \"\"b\"\";\r\nc\";\"plain\";\"1,5\";\"1;5\";\"\";\"\"\n")
    #expect(try row(.nonNumeric) == "\"a \"\"b\"\";\r\nc\";\"plain\";1,5;\"1;5\";;\"\"\n")
  }

  @Test func csvRowsThatWouldVanishAreQuoted() throws {
    let text = try csv { writer in
      try writer.text("\u{FEFF}x")
      try writer.endRow()
      try writer.empty()
      try writer.endRow()
      try writer.endRow()
      try writer.text("")
      try writer.endRow()
    }
    #expect(text == "\"\u{FEFF}x\"\n\"\"\n\"\"\n\"\"\n")
  }

  @Test(
    "A first title that looks like the start of another kind of file stands in quotes and comes back",
    arguments: [
      "sep=;", "SEP=,", "<id>", " <?xml", "{\"id\"", "[{", "PK\u{3}\u{4}", "%PDF-1", "BZh9", "Rar!", "GIF89a",
    ])
  func csvThatLooksLikeAnotherFile(title: String) throws {
    let text = try csv(CSVOptions(formulaGuard: false)) { writer in
      try writer.header([ColumnHeading(title), ColumnHeading("sep=;")])
      try writer.text(title)
      try writer.integer(1)
      try writer.endRow()
    }
    #expect(text.hasPrefix("\""))
    #expect(text.hasSuffix("1\n"))
    let rows = try InputFixture(text).rows(ReadOptions(keepsFormulaGuards: true))
    #expect(rows.map(\.cells) == [[title, "sep=;"], [title, "1"]])
  }

  @Test func csvLongFieldsAndManyRows() throws {
    let long = String(repeating: "x", count: 300_000)
    let text = try csv { writer in
      for _ in 0..<3 {
        try writer.text(long)
        try writer.text(long + ",")
        try writer.endRow()
      }
    }
    #expect(text == String(repeating: "\(long),\"\(long),\"\n", count: 3))
  }

  @Test func csvEncodings() throws {
    func encoded(_ file: TextFileOptions) throws -> [UInt8] {
      let sink = MemorySink()
      let writer = try CSVWriter(to: sink, options: CSVOptions(file: file))
      try writer.text("é€😀")
      try writer.endRow()
      try writer.finish()
      return sink.bytes
    }
    #expect(
      try encoded(TextFileOptions(byteOrderMark: true, newline: .crlf)) == [0xEF, 0xBB, 0xBF] + Array("é€😀\r\n".utf8))
    #expect(
      try encoded(TextFileOptions(encoding: .utf16le, byteOrderMark: true))
        == [0xFF, 0xFE, 0xE9, 0, 0xAC, 0x20, 0x3D, 0xD8, 0x00, 0xDE, 0x0A, 0])
    #expect(
      try encoded(TextFileOptions(encoding: .windows1252, unmappable: .replace)) == [0xE9, 0x80, 0x3F, 0x0A])
    #expect(try encoded(TextFileOptions(encoding: .latin1, unmappable: .replace)) == [0xE9, 0x3F, 0x3F, 0x0A])
    let failure = #expect(throws: Failure.self) { try encoded(TextFileOptions(encoding: .latin1)) }
    #expect(failure?.exit == .rejected)
    #expect(failure?.diagnostics.first?.message == "row 1 holds '€' (U+20AC), which iso-8859-1 does not have")
  }

  @Test func csvRefusesAnAmbiguousDelimiter() {
    for delimiter in "\"\n\r.-+a7'".utf8 {
      let failure = #expect(throws: Failure.self) {
        try CSVWriter(to: MemorySink(), options: CSVOptions(delimiter: delimiter))
      }
      #expect(failure?.exit == .configuration)
    }
  }

  @Test(
    arguments: [
      ("=1+1", true), ("+49 30 123", true), ("-5", true), ("@SUM(A1)", true), ("|cmd", true), ("%0A", true),
      ("\tx", true), ("\rx", true), ("\nx", true), ("\0x", true), ("  =1", true), (" \tx", true), ("\u{FEFF}=1", true),
      ("\u{200B}=1", true), ("\u{A0}=1", true), ("\u{3000}-1", true), ("\u{1}=1", true), ("\u{7F}=1", true),
      ("\u{FF1D}1", true), ("\u{FF0B}1", true), ("\u{FF0D}1", true), ("\u{FF20}a", true), ("\u{FF5C}a", true),
      ("\u{FF05}a", true), ("'=1", true), ("''=1", true), ("' =1", true), ("'", false), ("''", false), ("", false),
      (" ", false), ("a=1", false), ("5-3", false), ("'a", false), ("\u{E9}=1", false), ("\u{4E2D}=1", false),
      ("\u{200B}", false), (" 'x", false), (" '=x", false), ("#=1", false), ("{=1}", false), ("~", false),
    ])
  func formulaGuard(text: String, guarded: Bool) throws {
    let written = try csv { writer in
      try writer.text(text)
      try writer.text("z")
      try writer.endRow()
    }
    let needsQuotes = text.utf8.contains { $0 == 10 || $0 == 13 }
    let cell = (guarded ? "'" : "") + text
    #expect(written == (needsQuotes ? "\"\(cell)\"" : cell) + ",z\n")
    var copy = cell
    let back = copy.withUTF8 { String(decoding: FormulaGuard.unguarded(UnsafeRawBufferPointer($0)), as: UTF8.self) }
    #expect(back == text)
  }

  @Test func formulaGuardIsByType() throws {
    let text = try csv { writer in
      try writer.header([ColumnHeading("=A1"), ColumnHeading("-B", kind: .money)])
      try writer.number(bytes("-5"))
      try writer.amount(e4: -50_000, places: 2)
      try writer.text("=x,\"y\"")
      try writer.endRow()
    }
    #expect(text == "'=A1,'-B\n-5,-5.00,\"'=x,\"\"y\"\"\"\n")
    let off = try csv(CSVOptions(formulaGuard: false)) { writer in
      try writer.text("=1")
      try writer.endRow()
    }
    #expect(off == "=1\n")
  }

  @Test(
    arguments: [
      (Int64(12_345), 4, "1.2345"), (12_345, 2, "1.23"), (12_350, 2, "1.24"), (-12_350, 2, "-1.24"), (-1, 2, "0.00"),
      (5_000, 0, "1"), (4_999, 0, "0"), (.max, 4, "922337203685477.5807"), (.min, 4, "-922337203685477.5808"),
      (0, 2, "0.00"), (100, 2, "0.01"), (-50, 3, "-0.005"), (99_999, 1, "10.0"),
    ])
  func amounts(e4: Int64, places: Int, expected: String) throws {
    let text = try csv { writer in
      try writer.amount(e4: e4, places: places)
      try writer.endRow()
    }
    #expect(text == expected + "\n")
  }

  @Test func jsonLines() throws {
    let sink = MemorySink()
    let writer = JSONLinesWriter(to: sink)
    try writer.header([ColumnHeading("id"), ColumnHeading("a \"b\"", kind: .money), ColumnHeading("c")])
    try writer.text("x\u{1}\u{1F}\"\\\n\r\té😀")
    try writer.amount(e4: 12_340, places: 4)
    try writer.number(bytes("-1.5e3"))
    try writer.endRow()
    try writer.empty()
    try writer.boolean(false)
    try writer.number(bytes("007"))
    try writer.endRow()
    #expect(throws: Failure.self) { for _ in 0..<4 { try writer.integer(1) } }
    try writer.endRow()
    try writer.finish()
    #expect(
      sink.text
        == #"{"id":"x\u0001\u001f\"\\\n\r\té😀","a \"b\"":1.2340,"c":-1.5e3}"# + "\n"
        + #"{"id":null,"a \"b\"":false,"c":"007"}"# + "\n"
        + #"{"id":1,"a \"b\"":1,"c":1}"# + "\n")
  }

  @Test func jsonArray() throws {
    func array(rows: Int) throws -> String {
      let sink = MemorySink()
      let writer = JSONWriter(to: sink, moneyAsText: true)
      try writer.header([ColumnHeading("m", kind: .money)])
      for row in 0..<rows {
        try writer.amount(e4: Int64(row) * 10_000, places: 2)
        try writer.endRow()
      }
      try writer.finish()
      return sink.text
    }
    #expect(try array(rows: 0) == "[]\n")
    #expect(try array(rows: 2) == "[\n{\"m\":\"0.00\"},\n{\"m\":\"1.00\"}\n]\n")
  }
}

/// The UTF-8 of a literal, which lives as long as the process.
func bytes(_ literal: StaticString) -> UnsafeRawBufferPointer {
  UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount)
}
