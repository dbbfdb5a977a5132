import Diagnostics
import Testing

@testable import Tabular

/// Random tables of typed cells: what a writer writes, our readers give back with the same kinds and values.
@Suite("Typed tables come back from every format")
struct WriterTypedTableTests {
  @Test(arguments: 0..<12)
  func workbook(seed: Int) throws {
    let table = TypedTable(seed: seed, rows: 120, columns: 1 + seed)
    let file = try written(table) { try XLSXWriter(to: $0, sheet: "T") }
    let reader = try file.open().table()
    try expectHeader(table, reader)
    var found: [Int: [(CellKind, String)]] = [:]
    while let row = try reader.next() { found[row.number] = row.cells.map { ($0.kind, $0.text) } }
    for (index, row) in table.rows.enumerated() {
      let cells = found[index + 2] ?? []
      for (column, cell) in row.enumerated() {
        let (kind, text) = column < cells.count ? cells[column] : (.empty, "")
        #expect(kind == cell.kind && text == cell.text, "row \(index + 2), column \(column + 1): \(cell)")
      }
    }
  }

  @Test(arguments: 0..<12)
  func delimitedText(seed: Int) throws {
    let table = TypedTable(seed: seed, rows: 120, columns: 1 + seed)
    let options = CSVOptions(
      delimiter: [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")][seed % 3],
      quotes: CSVOptions.Quotes.allCases[seed / 3 % 3],
      file: TextFileOptions(newline: seed % 2 == 0 ? .lf : .crlf))
    let file = try written(table) { try CSVWriter(to: $0, options: options) }
    let reader = try file.open().table(ReadOptions(delimiter: options.delimiter))
    try expectHeader(table, reader)
    for row in table.rows {
      let cells = try #require(try reader.next()).cells.map(\.text)
      #expect(cells == row.map(\.text))
    }
    #expect(try reader.next() == nil)
  }

  @Test(arguments: 0..<12)
  func records(seed: Int) throws {
    let table = TypedTable(seed: seed, rows: 120, columns: 1 + seed)
    let lines = MemorySink()
    let array = MemorySink()
    let xml = MemorySink()
    try table.write(to: JSONLinesWriter(to: lines, moneyAsText: seed % 2 == 0))
    try table.write(to: JSONWriter(to: array))
    try table.write(to: XMLWriter(to: xml))
    let read = [
      try texts(JSONRecordReader(Pieces(lines.bytes, size: 777), file: "x")),
      try texts(JSONRecordReader(Pieces(array.bytes, size: 777), file: "x")),
      try texts(XMLRecordReader(Pieces(xml.bytes, size: 777), file: "x", path: "rows/row")),
    ]
    let expected = table.rows.map { $0.map(\.text) }
    for rows in read { #expect(rows == expected) }
  }

  private func texts(_ reader: any RecordReader) throws -> [[String]] {
    var rows: [[String]] = []
    while let record = try reader.next() { rows.append(record.children.map { $0.text ?? "" }) }
    return rows
  }

  private func written(
    _ table: TypedTable, with writer: (MemorySink) throws -> any TableWriter
  ) throws -> InputFixture {
    let sink = MemorySink()
    try table.write(to: writer(sink))
    return try InputFixture(sink.bytes)
  }

  private func expectHeader(_ table: TypedTable, _ reader: any TableReader) throws {
    #expect(try reader.nextTexts() == table.columns.map(\.title))
  }
}

/// A table of cells of all types, the same one for the same seed.
struct TypedTable {
  enum Value {
    case text(String)
    case number(String)
    case amount(Int64, places: Int)
    case integer(Int64)
    case boolean(Bool)
    case dateTime(String)
    case empty
  }

  /// A value, and what it reads as.
  struct Cell: CustomStringConvertible {
    var value: Value
    var kind: CellKind
    var text: String

    var description: String { "\(value)" }
  }

  private(set) var columns: [ColumnHeading] = []
  private(set) var rows: [[Cell]] = []
  private var state: UInt64

  init(seed: Int, rows count: Int, columns width: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    let kinds = ColumnHeading.Kind.allCases
    columns = (0..<width).map { ColumnHeading("column \($0)", kind: kinds[$0 % kinds.count]) }
    for _ in 0..<count { rows.append((0..<width).map { _ in cell() }) }
  }

  func write(to writer: any TableWriter) throws {
    try writer.header(columns)
    for row in rows {
      for cell in row {
        switch cell.value {
        case .text(let text): try writer.text(text)
        case .number(var text): try text.withUTF8 { try writer.number(UnsafeRawBufferPointer($0)) }
        case .amount(let e4, let places): try writer.amount(e4: e4, places: places)
        case .integer(let value): try writer.integer(value)
        case .boolean(let value): try writer.boolean(value)
        case .dateTime(var text): try text.withUTF8 { try writer.dateTime(UnsafeRawBufferPointer($0)) }
        case .empty: try writer.empty()
        }
      }
      try writer.endRow()
    }
    try writer.finish()
  }

  private mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  private mutating func digits(_ count: Int) -> String {
    String((0..<count).map { _ in Character(UnicodeScalar(UInt8(48 + below(10)))) })
  }

  private mutating func cell() -> Cell {
    switch below(9) {
    case 0, 1: return text()
    case 2:
      let value = (Int64(digits(1 + below(15))) ?? 0) * (below(2) == 0 ? 1 : -1)
      return Cell(value: .integer(value), kind: .number, text: "\(value)")
    case 3: return amount()
    case 4: return decimal()
    case 5:
      let isTrue = below(2) == 0
      let text = isTrue ? "true" : "false"
      return Cell(value: .boolean(isTrue), kind: .boolean, text: text)
    case 6: return dateTime()
    case 7:
      // Too long for a workbook's number: a text there.
      let text = "1" + digits(17)
      return Cell(value: .number(text), kind: .text, text: text)
    default: return Cell(value: .empty, kind: .empty, text: "")
    }
  }

  private mutating func text() -> Cell {
    let pieces = [
      "a", "Order 1", ",", ";", "\t", "\"", "\n", "\r", " ", "'", "=", "-", "@", "é", "€", "😀", "\u{A0}", "_x0041_",
      "&",
      "<", ">", "]]>", "\\", "007", "true", "\u{7F}", "|",
    ]
    let text = (0...below(4)).map { _ in pieces[below(pieces.count)] }.joined()
    return Cell(value: .text(text), kind: .text, text: text)
  }

  private mutating func amount() -> Cell {
    let places = below(5)
    // Whole units of the last place, so that nothing is rounded.
    let units = Int64(digits(1 + below(10))) ?? 0
    let unit: Int64 = [10_000, 1000, 100, 10, 1][places]
    let sign: Int64 = below(2) == 0 && units > 0 ? -1 : 1
    let power = 10_000 / unit
    var text = "\(units / power)"
    if places > 0 { text += "." + String("\(power + units % power)".dropFirst()) }
    if sign < 0 { text = "-" + text }
    return Cell(
      value: .amount(sign * units * unit, places: places), kind: .number, text: text)
  }

  private mutating func decimal() -> Cell {
    let text = "\(1 + below(99_999)).\(digits(1 + below(9)))"
    return Cell(value: .number(text), kind: .number, text: text)
  }

  private mutating func dateTime() -> Cell {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(1901 + below(250))-\(two(1 + below(12)))-\(two(1 + below(28)))"
    let time = "\(two(below(24))):\(two(below(60))):\(two(below(60)))"
    let text = [date, date + "T" + time, time, date + "T" + time + "." + digits(2) + "5"][below(4)]
    // Midnight reads as the date alone, whose cell has the other format: it has its own tests.
    return Cell(value: .dateTime(text), kind: .dateTime, text: text)
  }
}
