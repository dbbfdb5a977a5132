import Diagnostics
import Tabular
import Testing

@Suite("Reading Excel workbooks")
struct XLSXReaderTests {
  private func cells(_ workbook: WorkbookFixture, _ options: ReadOptions = ReadOptions()) throws -> [String] {
    try workbook.file().rows(options).first?.cells ?? []
  }

  @Test("Cell types: numbers, shared and inline strings, formulas, booleans, errors, ISO dates")
  func types() throws {
    var book = WorkbookFixture(
      rows: """
        <row r='1'><c r='A1'><v>12.50</v></c><c r='B1' t='s'><v>1</v></c>
        <c r='C1' t='inlineStr'><is><t>in</t><r><rPr/><t>line</t></r><rPh><t>no</t></rPh></is></c>
        <c r='D1' t='str'><f>A1&amp;"x"</f><v>a &lt; b</v></c><c r='E1' t='b'><v>1</v></c><c r='F1' t='e'><v>#N/A</v></c>
        <c r='G1' t='d'><v>2026-09-30T12:00:00</v></c><c r='H1'><f>1+1</f></c><c r='I1' s='0'/><c r='J1'><v>0</v></c></row>
        """)
    book.strings =
      "<si><t>zero</t></si><si><r><t>on</t></r><r><t xml:space='preserve'>e </t></r><rPh><t>x</t></rPh></si>"
    #expect(
      try cells(book) == [
        "n:12.50", "one ", "inline", "a < b", "b:true", "e:#N/A", "d:2026-09-30T12:00:00", "", "", "n:0",
      ])
  }

  @Test("Rows and cells without addresses, gaps, cells out of order; rows without cells are left out")
  func addresses() throws {
    let book = WorkbookFixture(
      rows: """
        <row><c><v>1</v></c><c r='C1'><v>3</v></c><c><v>4</v></c></row><row r='3'/><row r='4'><c r='B4' s='1'/></row>
        <row r='7'><c r='B7'><v>2</v></c><c r='A7'><v>1</v></c></row><row><c><v>8</v></c></row>
        """)
    #expect(
      try book.file().rows() == [
        ReadRow(1, ["n:1", "", "n:3", "n:4"]), ReadRow(7, ["n:1", "n:2"]), ReadRow(8, ["n:8"]),
      ])
  }

  @Test(
    "Numbers show 15 digits, exactly; identifiers that are too long stay as stored",
    arguments: [
      ("57.699999999999996", "57.7", "57.699999999999996"), ("5.0000000000000001E-3", "0.005", "0.0050000000000000001"),
      ("0.30000000000000004", "0.3", "0.30000000000000004"), ("1234567.8999999999", "1234567.9", "1234567.8999999999"),
      ("1.2345678901234568E+16", "12345678901234568", "12345678901234568"), ("1E+20", "1E+20", "1E+20"),
      ("123456789012345", "123456789012345", "123456789012345"), ("+7", "7", "7"), ("00012", "12", "12"),
      (".5", "0.5", "0.5"), ("5.", "5", "5"), ("-0", "0", "0"), ("1e3", "1000", "1000"),
      ("-0.00000000000000000001", "-1E-20", "-1E-20"), ("999999999999999.9", "1E+15", "999999999999999.9"),
      (" 12 ", "12", "12"),
    ])
  func numbers(stored: String, shown: String, exact: String) throws {
    let book = WorkbookFixture(rows: "<row><c><v>\(stored)</v></c></row>")
    #expect(try cells(book) == ["n:\(shown)"])
    #expect(try cells(book, ReadOptions(digits: .stored)) == ["n:\(exact)"])
  }

  @Test func badNumbers() {
    for text in ["abc", "0x10", "1,5", "1E999", "--1", "1 2", "NaN", "."] {
      let book = WorkbookFixture(rows: "<row><c><v>\(text)</v></c></row>")
      let found = diagnostic { _ = try book.file().rows() }
      #expect(found?.code == .damagedWorkbook)
      #expect(found?.location.sheet == "Costs")
      #expect(found?.location.line == 1)
    }
  }

  @Test("Dates by number format, in both date systems; durations")
  func dates() throws {
    var book = WorkbookFixture()
    book.formats = [
      "yyyy\\-mm\\-dd", "dd/mm/yyyy hh:mm:ss", "[$-409]mmmm d, yyyy", "#,##0.00 \"days\"", "[Red]0.00", "[h]:mm:ss",
      "h:mm AM/PM", "GENERAL", "mm:ss.0", "0.00E+00", "yyyy\"年\"m\"月\"", "\"d\"0",
    ]
    func row(_ value: String) -> String {
      "<row>" + (1...book.formats.count).map { "<c s='\($0)'><v>\(value)</v></c>" }.joined() + "</row>"
    }
    book.rows = row("43831.5")
    let noon = "d:2020-01-01T12:00:00"
    #expect(
      try cells(book) == [
        noon, noon, noon, "n:43831.5", "n:43831.5", "u:3787041600", noon, "n:43831.5", noon, "n:43831.5", noon,
        "n:43831.5",
      ])
    for (serial, date) in [
      ("1", "1900-01-01"), ("59", "1900-02-28"), ("61", "1900-03-01"), ("43831.999988425926", "2020-01-01T23:59:59"),
      ("2958465", "9999-12-31"), ("0.25", "06:00:00"), ("44255.041666666664", "2021-02-28T01:00:00"),
    ] {
      book.rows = "<row><c s='2'><v>\(serial)</v></c></row>"
      #expect(try cells(book) == ["d:\(date)"])
    }
    book.rows = "<row><c s='2'><v>3000000</v></c></row>"
    #expect(try cells(book) == ["n:3000000"])
    // Not the number 16, though C reads it so.
    book.rows = "<row><c s='2'><v>0x10</v></c></row>"
    #expect(throws: Failure.self) { try cells(book) }
    book.is1904 = true
    book.rows = "<row><c s='2'><v>2957003</v></c><c s='2'><v>2957004</v></c></row>"
    #expect(try cells(book) == ["d:9999-12-31", "n:2957004"])
    for (serial, date) in [("0", "1904-01-01"), ("42369.5", "2020-01-01T12:00:00")] {
      book.rows = "<row><c s='2'><v>\(serial)</v></c></row>"
      #expect(try cells(book) == ["d:\(date)"])
    }
  }

  @Test("Escapes, entities, CDATA and white space in texts")
  func texts() throws {
    var book = WorkbookFixture(
      rows: "<row>" + (0..<6).map { "<c t='s'><v>\($0)</v></c>" }.joined() + "</row>")
    book.strings = """
      <si><t>a_x000D_b_x005F_x000D_c</t></si><si><t>&amp;&lt;&#x1F600;</t></si><si><t><![CDATA[<x> & y]]></t></si><si/>\
      <si><t xml:space='preserve'>  two  </t></si><si><t>_xD83D__xDE00_ _xD83D_ _xZZZZ_ _x00</t></si>
      """
    #expect(try cells(book) == ["a\rb_x000D_c", "&<😀", "<x> & y", "", "  two  ", "😀 _xD83D_ _xZZZZ_ _x00"])
  }

  @Test("Strict files, prefixes, UTF-16 parts, decoys in other namespaces")
  func spellings() throws {
    let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    let prefixed = """
      <?xml version="1.0"?><x:worksheet xmlns:x="\(strict)" xmlns:y="urn:other"><x:sheetData><y:row><y:c><y:v>9</y:v></y:c></y:row>\
      <x:row><x:c><x:v>1</x:v><y:v>2</y:v></x:c></x:row></x:sheetData></x:worksheet>
      """
    var book = WorkbookFixture()
    book.sheet = Array(prefixed.utf8)
    #expect(try cells(book) == ["n:1"])
    let wide =
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet xmlns='\(WorkbookFixture.main)'><sheetData>"
      + "<row><c t='str'><v>né😀</v></c></row></sheetData></worksheet>"
    for encoding in [TextEncoding.utf16le, .utf16be] {
      book.sheet = TextEncodingTests.bytes(wide, encoding, mark: true)
      #expect(try cells(book) == ["né😀"])
    }
  }

  @Test(
    "Targets: absolute, relative, dots, backslashes, another case; one that leads out is no part",
    arguments: [
      ("/xl/worksheets/sheet1.xml", true), ("./worksheets/../worksheets/sheet1.xml", true),
      ("worksheets\\sheet1.xml", true), ("WorkSheets/Sheet1.XML", true), ("../xl/worksheets/sheet1.xml", true),
      ("../../xl/worksheets/sheet1.xml", false), ("worksheets/sheet2.xml", false),
    ])
  func targets(target: String, isFound: Bool) throws {
    var book = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
    book.sheetTarget = target
    if isFound {
      #expect(try cells(book) == ["n:1"])
    } else {
      #expect(diagnostic { _ = try book.file().rows() }?.code == .damagedWorkbook)
    }
  }

  @Test("Sheets are listed, and chosen by name or number; hidden ones only when asked for")
  func sheets() throws {
    var book = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
    let sheets = """
      <sheet name='Chart' r:id='r3'/><sheet name='Secret' state='veryHidden' r:id='r9'/><sheet name='K &amp; Co' r:id='r0'/>
      """
    book.workbook = """
      <workbook xmlns='\(WorkbookFixture.main)' xmlns:r='\(WorkbookFixture.relations)'><sheets>\(sheets)</sheets></workbook>
      """
    let fixture = try book.file()
    #expect(
      try fixture.open().sheets() == [
        SheetSummary(name: "Chart", kind: .chart), SheetSummary(name: "Secret", state: .hidden),
        SheetSummary(name: "K & Co"),
      ])
    for wish in [nil, "K & Co", "k & co", "2"] {
      #expect(try fixture.open().table(ReadOptions(sheet: wish)).sheet == "K & Co")
    }
    let found = diagnostic { _ = try fixture.rows(ReadOptions(sheet: "Costs")) }
    #expect(found?.code == .noSuchSheet)
    #expect(found?.hint == "the sheets are: Secret, K & Co")
  }

  @Test("What contradicts itself or is hostile is refused with its place")
  func refused() {
    let cases: [(String, DiagnosticCode)] = [
      ("<row r='2'/><row r='1'/>", .damagedWorkbook), ("<row r='1048577'/>", .limitHit),
      ("<row r='0'/>", .damagedWorkbook),
      ("<row r='1'><c r='XFE1'/></row>", .damagedWorkbook), ("<row r='1'><c r='A2'/></row>", .damagedWorkbook),
      ("<row><c r='A1'><v>1</v></c><c r='A1'><v>1</v></c></row>", .damagedWorkbook),
      ("<row><c t='s'><v>5</v></c></row>", .damagedWorkbook), ("<row><c t='x'><v>5</v></c></row>", .damagedWorkbook),
      ("<row><c t='b'><v>yes</v></c></row>", .damagedWorkbook), ("<row><c>", .malformedXML),
      ("<row>&#0;</row>", .malformedXML),
      ("<row>&undefined;</row>", .malformedXML), (String(repeating: "<a>", count: 70), .limitHit),
      ("<row \((0..<300).map { "a\($0)=''" }.joined(separator: " "))/>", .limitHit),
      ("<row><c t='str'><v>\(String(repeating: "x", count: 1_100_000))</v></c></row>", .limitHit),
    ]
    for (rows, code) in cases {
      #expect(diagnostic { _ = try WorkbookFixture(rows: rows).file().rows() }?.code == code, "\(rows.prefix(60))")
    }
    var book = WorkbookFixture()
    let entity = "<!DOCTYPE worksheet [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    book.sheet = Array("\(entity)<worksheet xmlns='\(WorkbookFixture.main)'>&a;</worksheet>".utf8)
    #expect(diagnostic { _ = try book.file().rows() }?.code == .xmlDocumentType)
  }

  @Test("What must stay in memory is limited: one row, shared strings without text, sheets")
  func memory() throws {
    var options = ReadOptions()
    options.limits.rowBytes = 80_000
    let cell = "<c t='str'><v>\(String(repeating: "x", count: 10_000))</v></c>"
    let long = WorkbookFixture(rows: "<row>\(String(repeating: cell, count: 20))</row>")
    let found = diagnostic { _ = try long.file().rows(options) }
    #expect(found?.facts["limit"] == "row-bytes")
    let rows = WorkbookFixture(rows: String(repeating: "<row>\(cell)</row>", count: 20))
    #expect(try rows.file().rows(options).count == 20)

    options = ReadOptions()
    options.limits.sharedText = 1000
    var strings = WorkbookFixture(rows: "<row><c t='s'><v>0</v></c></row>")
    strings.strings = String(repeating: "<si/>", count: 300)
    #expect(diagnostic { _ = try strings.file().rows(options) }?.facts["limit"] == "shared-text")

    options = ReadOptions()
    options.limits.rows = 50
    var sheets = WorkbookFixture()
    let sheet = "<sheet name='Costs' r:id='r0'/>"
    sheets.workbook =
      "<workbook xmlns='\(WorkbookFixture.main)' xmlns:r='\(WorkbookFixture.relations)'>"
      + "<sheets>\(String(repeating: sheet, count: 60))</sheets></workbook>"
    #expect(diagnostic { _ = try sheets.file().rows(options) }?.facts["limit"] == "rows")
  }

  @Test("Many rows in constant pieces come out whole")
  func many() throws {
    let rows = (1...20_000).map {
      "<row r='\($0)'><c t='inlineStr'><is><t>ORD-\($0)</t></is></c><c><v>\($0).25</v></c></row>"
    }
    let reader = try WorkbookFixture(rows: rows.joined()).file().open().table()
    var count = 0
    while let row = try reader.next() {
      count += 1
      guard row.number == count, row[0].text == "ORD-\(count)", row[1].text == "\(count).25" else {
        Issue.record("row \(row.number)")
        return
      }
    }
    #expect(count == 20_000)
  }
}
