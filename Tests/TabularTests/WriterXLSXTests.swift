import Diagnostics
import Testing

@testable import Tabular

@Suite struct WriterXLSXTests {
  private let columns = [
    ColumnHeading("Order ID", kind: .identifier), ColumnHeading("Total", kind: .money),
    ColumnHeading("At", kind: .dateTime),
    ColumnHeading("Paid <&>", kind: .boolean), ColumnHeading("Note", width: 40),
  ]

  private func workbook(
    rowLimit: Int = XLSXWriter.rowLimit, sizeLimit: Int = 1 << 30, _ body: (XLSXWriter) throws -> Void
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = try XLSXWriter(to: sink, sheet: "Orders", rowLimit: rowLimit, sizeLimit: sizeLimit)
    try body(writer)
    try writer.finish()
    return sink.bytes
  }

  private func sample(_ writer: XLSXWriter) throws {
    try writer.header(columns)
    try writer.text("00017")
    try writer.amount(e4: -1_234_500, places: 2)
    try writer.dateTime(bytes("2026-09-30T12:00:00"))
    try writer.boolean(true)
    try writer.text(" a<b>&\"c\" \u{1}\r\n_x0041_ _x é😀")
    try writer.endRow()
    try writer.empty()
    try writer.integer(5)
    try writer.dateTime(bytes("2026-09-30"))
    try writer.empty()
    try writer.text("=1+1")
    try writer.endRow()
  }

  /// The content of the cells of a sheet, row by row, without the tags around the rows.
  private func rows(_ sheet: [UInt8]) -> [Substring] {
    let text = String(decoding: sheet, as: UTF8.self)
    return text.split(separator: "\n").filter { $0.hasPrefix("<row") }
  }

  @Test func cellsAreTyped() throws {
    let parts = try unzip(workbook(sample))
    let sheet = try #require(parts["xl/worksheets/sheet1.xml"])
    let rows = rows(sheet)
    #expect(rows.count == 2 + 1 + 0)
    #expect(rows[0].contains("<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>Order ID</t></is></c>"))
    #expect(rows[0].contains("<c r=\"D1\" s=\"1\" t=\"inlineStr\"><is><t>Paid &lt;&amp;&gt;</t></is></c>"))
    let text = String(decoding: sheet, as: UTF8.self)
    #expect(
      text.contains(
        "<c r=\"A2\" s=\"2\" t=\"inlineStr\"><is><t>00017</t></is></c><c r=\"B2\" s=\"5\"><v>-123.45</v></c>"))
    #expect(text.contains("<c r=\"C2\" s=\"9\"><v>46295.5</v></c><c r=\"D2\" t=\"b\"><v>1</v></c>"))
    #expect(
      text.contains(
        "<t xml:space=\"preserve\"> a&lt;b&gt;&amp;&quot;c&quot; _x0001__x000D_\n_x005F_x0041_ _x é😀</t>"))
    #expect(
      text.contains(
        "<row r=\"3\"><c r=\"B3\"><v>5</v></c><c r=\"C3\" s=\"8\"><v>46295</v></c><c r=\"E3\" t=\"inlineStr\"><is><t>=1+1</t>"
      ))
    #expect(text.contains("state=\"frozen\"") && text.contains("<autoFilter ref=\"A1:E3\"/>"))
    #expect(text.contains("<col min=\"5\" max=\"5\" width=\"40\" customWidth=\"1\"/>"))
  }

  @Test func everyPartIsWellFormedAndDeclared() throws {
    let parts = try unzip(
      workbook { writer in
        try sample(writer)
        try writer.beginSheet("A'b <&> [x]")
        try sample(writer)
        try writer.beginSheet("orders")
        try sample(writer)
      })
    #expect(parts.count == 8)
    for (name, bytes) in parts {
      let reader = XMLEventReader(Pieces(bytes, size: 999), file: name)
      var count = 0
      while try reader.next() != nil { count += 1 }
      #expect(count > 0, "\(name)")
      if name.hasPrefix("xl/"), !name.contains("_rels") {
        #expect(String(decoding: parts["[Content_Types].xml"] ?? [], as: UTF8.self).contains("\"/\(name)\""), "\(name)")
      }
    }
    let workbook = String(decoding: parts["xl/workbook.xml"] ?? [], as: UTF8.self)
    #expect(workbook.contains("name=\"Orders\"") && workbook.contains("name=\"orders (2)\""))
    #expect(
      workbook.contains("name=\"A'b &lt;&amp;&gt; _x_\"") && workbook.contains("'A''b &lt;&amp;&gt; _x_'!$A$1:$E$3"))
  }

  @Test func theSameCallsGiveTheSameBytes() throws {
    func large(_ writer: XLSXWriter) throws {
      try writer.header(columns)
      for row in 0..<20_000 {
        try writer.integer(Int64(row))
        try writer.amount(e4: Int64(row) * 7919, places: 4)
        try writer.text("text \(row % 77)")
        try writer.endRow()
      }
    }
    let first = try workbook(large)
    #expect(try workbook(large) == first)
    let sheet = try #require(try unzip(first)["xl/worksheets/sheet1.xml"])
    #expect(rows(sheet).count == 20_001)
    #expect(first.count < sheet.count / 4)
  }

  @Test func aFullSheetGoesOnInTheNext() throws {
    func three(_ writer: XLSXWriter) throws {
      try writer.header([ColumnHeading("n")])
      for value in 1...5 {
        try writer.integer(Int64(value))
        try writer.endRow()
      }
    }
    let byRows = try unzip(workbook(rowLimit: 3, three))
    #expect(byRows.keys.filter { $0.contains("/sheet") }.count == 3)
    let last = String(decoding: byRows["xl/worksheets/sheet3.xml"] ?? [], as: UTF8.self)
    #expect(last.contains("<t>n</t>") && last.contains("<c r=\"A2\"><v>5</v></c>") && !last.contains("A3"))
    #expect(String(decoding: byRows["xl/workbook.xml"] ?? [], as: UTF8.self).contains("name=\"Orders (3)\""))
  }

  @Test func aSheetOfTooManyBytesGoesOnInTheNext() throws {
    let parts = try unzip(
      workbook(sizeLimit: 200_000) { writer in
        try writer.header([ColumnHeading("n")])
        for value in 1...10_000 {
          try writer.integer(Int64(value))
          try writer.endRow()
        }
      })
    let sheets = parts.filter { $0.key.contains("/sheet") }
    #expect(sheets.count > 1)
    #expect(sheets.values.map { rows($0).count - 1 }.reduce(0, +) == 10_000)
  }

  @Test func limitsOfExcel() throws {
    let long = String(repeating: "é", count: 32_767)
    _ = try workbook { writer in
      try writer.header(columns)
      try writer.text(long)
      try writer.endRow()
    }
    let failure = #expect(throws: Failure.self) {
      try workbook { writer in
        try writer.header(columns)
        try writer.empty()
        try writer.text(long + "x")
      }
    }
    #expect(failure?.exit == .rejected)
    #expect(failure?.diagnostics.first?.code == .textTooLong)
    #expect(failure?.diagnostics.first?.location == SourceLocation(sheet: "Orders", line: 2, column: 2))
    let wide = #expect(throws: Failure.self) {
      try workbook { try $0.header((0...16_384).map { ColumnHeading("\($0)") }) }
    }
    #expect(wide?.diagnostics.first?.code == .tooManyColumns)
    #expect(throws: Failure.self) {
      try workbook { writer in
        try writer.header([ColumnHeading("a")])
        try writer.integer(1)
        try writer.integer(2)
      }
    }
  }

  @Test(
    arguments: [
      ("123456789012345", "<v>123456789012345</v>"), ("1234567890123456", "<t>1234567890123456</t>"),
      ("0.00123456789012345", "<v>0.00123456789012345</v>"), ("1.5e10", "<v>1.5e10</v>"), ("1,5", "<t>1,5</t>"),
      ("1e99", "<v>1e99</v>"), ("1E-0099", "<v>1E-0099</v>"), ("1e400", "<t>1e400</t>"), ("1e-308", "<t>1e-308</t>"),
      ("007", "<t>007</t>"), ("-0.5", "<v>-0.5</v>"), ("", "<row r=\"2\"></row>"),
    ])
  func numbersThatWouldLoseDigitsAreText(number: String, expected: String) throws {
    let parts = try unzip(
      workbook { writer in
        try writer.header([ColumnHeading("n", kind: .number)])
        var copy = number
        try copy.withUTF8 { try writer.number(UnsafeRawBufferPointer($0)) }
        try writer.endRow()
      })
    #expect(String(decoding: parts["xl/worksheets/sheet1.xml"] ?? [], as: UTF8.self).contains(expected))
  }

  @Test(
    arguments: [
      ("1900-03-01", " s=\"8\"><v>61</v>"), ("1900-02-28", "<t>1900-02-28</t>"), ("9999-12-31", "<v>2958465</v>"),
      ("2026-09-30 06:00", " s=\"9\"><v>46295.25</v>"),
      ("2026-09-30T23:59:59.999", " s=\"10\"><v>46295.9999999884259</v>"),
      ("18:00:00", " s=\"11\"><v>0.75</v>"), ("00:00:01", "<v>0.0000115740740741</v>"),
      ("2026-09-30T06:00:00Z", "<t>2026-09-30T06:00:00Z</t>"), ("30.09.2026", "<t>30.09.2026</t>"),
    ])
  func dates(iso: String, expected: String) throws {
    let parts = try unzip(
      workbook { writer in
        try writer.header([ColumnHeading("d", kind: .date)])
        var copy = iso
        try copy.withUTF8 { try writer.dateTime(UnsafeRawBufferPointer($0)) }
        try writer.endRow()
      })
    #expect(String(decoding: parts["xl/worksheets/sheet1.xml"] ?? [], as: UTF8.self).contains(expected))
  }

  @Test func aWorkbookWithoutAnySheetGetsOne() throws {
    let parts = try unzip(workbook { _ in })
    #expect(parts["xl/worksheets/sheet1.xml"] != nil)
    let fixture = try InputFixture(workbook { _ in })
    #expect(try fixture.open().sheets().map(\.name) == ["Orders"])
    #expect(try fixture.rows().isEmpty)
  }

  @Test(
    arguments: [
      ("History", "History_"), ("history", "history_"), ("a/b\\c?d*e[f]g:h", "a_b_c_d_e_f_g_h"), ("", "Sheet"),
      ("'x'", "_x_"), ("tab\there", "tab_here"), (String(repeating: "é", count: 40), String(repeating: "é", count: 31)),
      ("30 characters and an emoji_....😀", "30 characters and an emoji_...."),
      ("Actual costs against their estimates", "Actual costs against their"),
      ("Orders by what is known of each cost", "Orders by what is known of each"),
      ("Ten characters behind the last spacebar", "Ten characters behind the last"),
      ("Twenty letters and a Donaudampfschiff", "Twenty letters and a Donaudampf"),
    ])
  func namesOfSheets(wanted: String, name: String) {
    #expect(XLSXParts.sheetName(wanted, beside: []) == name)
    #expect(XLSXParts.sheetName(wanted, beside: [name.uppercased()]).hasSuffix(" (2)"))
    #expect(XLSXParts.sheetName(wanted, beside: [name]).utf16.count <= 31)
  }

  @Test func lettersOfColumns() {
    let letters = [0, 25, 26, 51, 52, 701, 702, 16_383].map { XLSXParts.letters(column: $0) }
    #expect(letters == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"])
  }
}

/// The members of a zip file by name, found through its directory.
private func unzip(_ zip: [UInt8]) throws -> [String: [UInt8]] {
  func number(_ offset: Int, _ size: Int) -> Int {
    (0..<size).reduce(0) { $0 | Int(zip[offset + $1]) << (8 * $1) }
  }
  let end = zip.count - 22
  #expect(number(end, 4) == 0x0605_4B50)
  var entry = number(end + 16, 4)
  var members: [String: [UInt8]] = [:]
  for _ in 0..<number(end + 10, 2) {
    #expect(number(entry, 4) == 0x0201_4B50)
    let nameLength = number(entry + 28, 2)
    let name = String(decoding: zip[(entry + 46)..<(entry + 46 + nameLength)], as: UTF8.self)
    let start = number(entry + 42, 4) + 30 + nameLength
    let packed = Array(zip[start..<(start + number(entry + 20, 4))])
    let stream = try InflateStream(
      Pieces(packed, size: 5000), wrapping: .none, budget: InflationBudget(ReadLimits(), file: name)
    ) { Failure(.rejected, .damagedCompression, facts: ["reason": $0]) }
    var content: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try piece.withUnsafeMutableBytes { try stream.read(into: $0) }
      if count == 0 { break }
      content += piece[..<count]
    }
    #expect(content.count == number(entry + 24, 4))
    members[name] = content
    entry += 46 + nameLength
  }
  return members
}
