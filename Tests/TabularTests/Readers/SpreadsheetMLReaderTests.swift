import Diagnostics
import Tabular
import Testing

@Suite("Reading XML workbooks of Excel 2003")
struct SpreadsheetMLReaderTests {
  private func book(_ sheets: String) -> String {
    """
    <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel"
     xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">\(sheets)</Workbook>
    """
  }

  private func rows(_ rows: String) throws -> [ReadRow] {
    try InputFixture(book("<Worksheet ss:Name='Costs'><Table>\(rows)</Table></Worksheet>")).rows()
  }

  private func cell(_ type: String, _ value: String, _ attributes: String = "") -> String {
    "<Cell \(attributes)><Data ss:Type='\(type)'>\(value)</Data></Cell>"
  }

  @Test("Every type of cell, marked up text, comments")
  func types() throws {
    let rich = """
      <Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>bo</B>ld<Font> red</Font></ss:Data>\
      <Comment><ss:Data ss:Type="String">no</ss:Data></Comment></Cell>
      """
    let cells = [
      cell("Number", "57.699999999999996"), cell("String", " a &amp; b "), cell("Boolean", "1"), cell("Error", "#N/A"),
      cell("DateTime", "2026-09-30T00:00:00.000"), cell("DateTime", "2026-09-30T17:20:33.620"), rich, "<Cell/>",
      cell("Number", ""), cell("Number", "1"), cell("DateTime", "12:30:00"), cell("DateTime", "2026-09-30T10:00:00Z"),
    ]
    #expect(
      try rows("<Row>\(cells.joined())</Row>").first?.cells == [
        "n:57.7", " a & b ", "b:true", "e:#N/A", "d:2026-09-30", "d:2026-09-30T17:20:33.620", "bold red", "", "", "n:1",
        "d:12:30:00", "2026-09-30T10:00:00Z",
      ])
  }

  @Test("Index, merged cells and spans place rows and cells")
  func places() throws {
    let read = try rows(
      """
      <Row ss:Index='3'>\(cell("Number", "1", "ss:Index='2'"))\(cell("Number", "2"))</Row>
      <Row>\(cell("Number", "3", "ss:MergeAcross='2'"))\(cell("Number", "4"))</Row><Row ss:Span='4'/><Row>\(cell("Number", "5"))</Row>
      """)
    #expect(
      read == [
        ReadRow(3, ["", "n:1", "n:2"]), ReadRow(4, ["n:3", "", "", "n:4"]), ReadRow(10, ["n:5"]),
      ])
  }

  @Test("What contradicts itself or is hostile is refused")
  func refused() {
    let cases: [(String, DiagnosticCode)] = [
      ("<Row ss:Index='99999999999'/>", .limitHit), ("<Row ss:Index='999999999999999'/>", .damagedWorkbook),
      ("<Row ss:Index='3'/><Row ss:Index='3'/>", .damagedWorkbook), ("<Row><Cell ss:Index='16385'/></Row>", .limitHit),
      ("<Row>\(cell("Number", "x"))</Row>", .damagedWorkbook), ("<Row>\(cell("Money", "1"))</Row>", .damagedWorkbook),
      ("<Row>", .malformedXML),
    ]
    for (text, code) in cases {
      #expect(diagnostic { _ = try rows(text) }?.code == code, "\(text)")
    }
    let entity = "<!DOCTYPE a [<!ENTITY b 'c'>]><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>"
    #expect(diagnostic { _ = try InputFixture(entity).rows() }?.code == .xmlDocumentType)
  }

  @Test("Sheets and hidden sheets; UTF-16")
  func sheets() throws {
    let hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    let table = "<Table><Row>\(cell("String", "é😀"))</Row></Table>"
    let text = book("<Worksheet ss:Name='A'><Table/>\(hidden)</Worksheet><Worksheet ss:Name='B'>\(table)</Worksheet>")
    #expect(
      try InputFixture(text).open().sheets() == [SheetSummary(name: "A", state: .hidden), SheetSummary(name: "B")])
    let wide = TextEncodingTests.bytes(
      text.replacing("version=\"1.0\"", with: "version=\"1.0\" encoding=\"UTF-16\""), .utf16le, mark: true)
    #expect(try InputFixture(wide).rows() == [ReadRow(1, ["é😀"])])
    for wish in ["B", "b", "2", nil] { #expect(try InputFixture(text).rows(ReadOptions(sheet: wish)).count == 1) }
    #expect(try InputFixture(text).rows(ReadOptions(sheet: "A")).isEmpty)
    #expect(diagnostic { _ = try InputFixture(text).rows(ReadOptions(sheet: "C")) }?.code == .noSuchSheet)
    // The word that hides a sheet stands across the pieces in which it is looked for.
    for shift in 0..<12 {
      let filler = String(repeating: "-", count: (1 << 17) - 900 + shift * 50)
      #expect(
        try InputFixture(text.replacing("<Table/>", with: "<Names>\(filler)</Names>")).open().table().sheet == "B")
    }
  }
}
