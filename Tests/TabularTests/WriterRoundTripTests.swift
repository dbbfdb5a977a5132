import Tabular
import Testing

/// What is written is read back by the readers, cell by cell.
@Suite struct WriterRoundTripTests {
  /// Texts from pieces that writers and readers like to trip over, the same ones in every run.
  private struct Texts {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let pieces = [
      "a", "Order 1", ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", " ", "'", "=", "+1", "-", "@", "é", "€", "😀",
      "\u{FEFF}",
      "\u{200B}", "_x0041_", "_", "&", "<", ">", "]]>", "\\", "0", "1.50", "true", "\u{1}", "\u{7F}", "\u{A0}", "|",
      "%",
    ]

    mutating func number(below limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }

    mutating func text() -> String {
      var text = ""
      for _ in 0..<number(below: 5) { text += pieces[number(below: pieces.count)] }
      return text
    }

    mutating func table(rows: Int, columns: Int) -> [[String]] {
      (0..<rows).map { _ in (0..<columns).map { _ in text() } }
    }
  }

  private func write(_ table: [[String]], with writer: any TableWriter) throws {
    try writer.header(table[0].indices.map { ColumnHeading("column \($0)") })
    for row in table {
      for cell in row { try writer.text(cell) }
      try writer.endRow()
    }
    try writer.finish()
  }

  /// Rows without the header; empty cells at the end of a row are left out.
  private func read(_ path: String, _ options: ReadOptions = ReadOptions()) throws -> [[String]] {
    let reader = try InputFile.open(path).table(options)
    var rows: [[String]] = []
    while let row = try reader.next() {
      if row.number > 1 { rows.append(trimmed(row.cells.map { $0.text })) }
    }
    return rows
  }

  private func trimmed(_ cells: [String]) -> [String] {
    Array(cells[..<((cells.lastIndex { !$0.isEmpty } ?? -1) + 1)])
  }

  @Test(
    arguments: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")],
    [CSVOptions.Quotes.needed, .all, .nonNumeric])
  func csv(delimiter: UInt8, quotes: CSVOptions.Quotes) throws {
    let folder = try TemporaryFolder()
    var texts = Texts(state: UInt64(delimiter))
    let table = texts.table(rows: 500, columns: 4)
    for newline in TextFileOptions.Newline.allCases {
      let path = "\(folder.path)/\(newline.rawValue).csv"
      let file = try OutputFile(path: path)
      let options = CSVOptions(
        delimiter: delimiter, quotes: quotes, formulaGuard: false, file: TextFileOptions(newline: newline))
      try write(table, with: CSVWriter(to: file, options: options))
      _ = try file.commit()
      let read = try read(path, ReadOptions(delimiter: delimiter, keepsFormulaGuards: true))
      #expect(read == table.map(trimmed))
    }
  }

  @Test func guardedCSVComesBack() throws {
    let folder = try TemporaryFolder()
    var texts = Texts()
    let table = texts.table(rows: 1000, columns: 3)
    let file = try OutputFile(path: folder.path + "/guarded.csv")
    try write(table, with: CSVWriter(to: file))
    _ = try file.commit()
    let reader = try InputFile.open(folder.path + "/guarded.csv").table()
    var rows: [[String]] = []
    while let row = try reader.next() {
      if row.number > 1 {
        rows.append(trimmed(row.cells.map { String(decoding: $0.utf8, as: UTF8.self) }))
      }
    }
    #expect(rows == table.map(trimmed))
  }

  @Test(arguments: [TextEncoding.utf16le, .utf16be, .utf8])
  func encodingsWithAByteOrderMark(encoding: TextEncoding) throws {
    let folder = try TemporaryFolder()
    var texts = Texts()
    let table = texts.table(rows: 200, columns: 3)
    let file = try OutputFile(path: folder.path + "/encoded.csv")
    let options = TextFileOptions(encoding: encoding, byteOrderMark: true)
    try write(table, with: CSVWriter(to: file, options: CSVOptions(formulaGuard: false, file: options)))
    _ = try file.commit()
    let read = try read(folder.path + "/encoded.csv", ReadOptions(keepsFormulaGuards: true))
    #expect(read == table.map(trimmed))
  }

  @Test func workbook() throws {
    let folder = try TemporaryFolder()
    var texts = Texts()
    let table = texts.table(rows: 500, columns: 4)
    let file = try OutputFile(path: folder.path + "/book.xlsx")
    try write(table, with: XLSXWriter(to: file, sheet: "All"))
    _ = try file.commit()
    // A row without a cell is no row to a reader of workbooks.
    #expect(try read(folder.path + "/book.xlsx") == table.map(trimmed).filter { !$0.isEmpty })
    #expect(try InputFile.open(folder.path + "/book.xlsx").sheets().map(\.name) == ["All"])
  }

  @Test func workbookTypes() throws {
    let folder = try TemporaryFolder()
    let file = try OutputFile(path: folder.path + "/types.xlsx")
    let writer = try XLSXWriter(to: file)
    try writer.header(["id", "m", "n", "d", "t", "b"].map { ColumnHeading($0) })
    try writer.text("007")
    try writer.amount(e4: -12_345, places: 4)
    try writer.integer(42)
    try writer.dateTime(bytes("2026-09-30"))
    try writer.dateTime(bytes("2026-02-28T23:59:59"))
    try writer.boolean(false)
    try writer.endRow()
    try writer.finish()
    _ = try file.commit()
    let reader = try InputFile.open(folder.path + "/types.xlsx").table()
    _ = try reader.next()
    let row = try #require(try reader.next())
    #expect(row.cells.map(\.text) == ["007", "-1.2345", "42", "2026-09-30", "2026-02-28T23:59:59", "false"])
    #expect(row.cells.map(\.kind) == [.text, .number, .number, .dateTime, .dateTime, .boolean])
  }

  @Test func jsonLinesAndXML() throws {
    var texts = Texts()
    let table = texts.table(rows: 500, columns: 3)
    let json = MemorySink()
    try write(table, with: JSONLinesWriter(to: json))
    #expect(try records(JSONRecordReader(Pieces(json.bytes, size: 777), file: "x")) == table)
    let array = MemorySink()
    try write(table, with: JSONWriter(to: array))
    #expect(try records(JSONRecordReader(Pieces(array.bytes, size: 777), file: "x")) == table)
    let xml = MemorySink()
    try write(table, with: XMLWriter(to: xml))
    // XML cannot hold this character at all.
    let held = table.map { $0.map { String($0.map { $0 == "\u{1}" ? "\u{FFFD}" : $0 }) } }
    #expect(try records(XMLRecordReader(Pieces(xml.bytes, size: 777), file: "x", path: "rows/row")) == held)
  }

  private func records(_ reader: any RecordReader) throws -> [[String]] {
    var rows: [[String]] = []
    while let record = try reader.next() { rows.append(record.children.map { $0.text ?? "nil" }) }
    return rows
  }
}
