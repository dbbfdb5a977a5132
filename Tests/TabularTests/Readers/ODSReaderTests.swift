import Diagnostics
import Tabular
import Testing

@Suite("Reading OpenDocument spreadsheets")
struct ODSReaderTests {
  private static let namespaces = """
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
    xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
    xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
    xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    """

  private func zipped(_ tables: String, manifest: String? = nil) -> [UInt8] {
    var zip = ZipFixture()
    zip.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    if let manifest { zip.add("META-INF/manifest.xml", manifest) }
    let styles = """
      <office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>\
      </office:automatic-styles>
      """
    let body = "<office:body><office:spreadsheet>\(tables)</office:spreadsheet></office:body>"
    zip.add("content.xml", "<office:document-content \(Self.namespaces)>\(styles)\(body)</office:document-content>")
    return zip.bytes
  }

  private func rows(_ rows: String, _ options: ReadOptions = ReadOptions()) throws -> [ReadRow] {
    try InputFixture(zipped("<table:table table:name='Costs'>\(rows)</table:table>")).rows(options)
  }

  private func cell(_ type: String, _ attributes: String = "", _ content: String = "") -> String {
    "<table:table-cell office:value-type='\(type)' \(attributes)>\(content)</table:table-cell>"
  }

  @Test("Every type of cell")
  func types() throws {
    let cells = [
      cell("float", "office:value='57.699999999999996'", "<text:p>57.7</text:p>"),
      cell("currency", "office:value='-5'"),
      cell("percentage", "office:value='0.5'"), cell("date", "office:date-value='2026-09-30'"),
      cell("date", "office:date-value='2026-09-30T12:00:00.123'"), cell("time", "office:time-value='PT10H10M10S'"),
      cell("time", "office:time-value='-PT0H1M0.5S'"), cell("boolean", "office:boolean-value='true'"),
      cell("string", "office:string-value='attribute'"), cell("string", "", "<text:p>text</text:p>"),
      cell("string", "calcext:value-type='error' office:string-value=''", "<text:p>#N/A</text:p>"),
    ]
    #expect(
      try rows("<table:table-row>\(cells.joined())</table:table-row>").first?.cells == [
        "n:57.7", "n:-5", "n:0.5", "d:2026-09-30", "d:2026-09-30T12:00:00.123", "u:36610", "u:-60.500", "b:true",
        "attribute", "text", "e:#N/A",
      ])
  }

  @Test("White space, tabs, line breaks, paragraphs, spans; comments are no text")
  func texts() throws {
    let text = """
      <office:annotation><text:p>comment</text:p></office:annotation>\
      <text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p><text:p>
        p2   <text:span>x <text:a>y</text:a></text:span> </text:p>
      """
    let read = try rows("<table:table-row>\(cell("string", "", text))</table:table-row>")
    #expect(read.first?.cells == ["a   b\tc\nd\np2 x y"])
  }

  @Test("Repeated rows and cells, groups, merged cells; empty repeats only count")
  func repeats() throws {
    let one = cell("float", "office:value='1' table:number-columns-repeated='3'")
    let two = cell("float", "office:value='2'")
    let sheet = """
      <table:table-column table:number-columns-repeated='16384'/>\
      <table:table-header-rows><table:table-row table:number-rows-repeated='2'>\(one)</table:table-row></table:table-header-rows>\
      <table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/>\
      </table:table-row><table:table-row-group><table:table-row>\(two)<table:covered-table-cell/>\(two)</table:table-row>\
      </table:table-row-group>
      """
    #expect(
      try rows(sheet) == [
        ReadRow(1, ["n:1", "n:1", "n:1"]), ReadRow(2, ["n:1", "n:1", "n:1"]), ReadRow(1_048_573, ["n:2", "", "n:2"]),
      ])
  }

  @Test("Repeats that would blow up are refused")
  func bombs() {
    for repeats in ["16385", "99999999999999999999"] {
      let cells = cell("float", "office:value='1' table:number-columns-repeated='\(repeats)'")
      #expect(diagnostic { _ = try rows("<table:table-row>\(cells)</table:table-row>") }?.code == .limitHit)
    }
    let wide = cell("float", "office:value='1' table:number-columns-repeated='16384'")
    for repeats in ["1048576", "1048577"] {
      let row = "<table:table-row table:number-rows-repeated='\(repeats)'>\(wide)</table:table-row>"
      #expect(diagnostic { _ = try rows(row) }?.code == .limitHit)
    }
  }

  @Test("Sheets by name, by another case, by number; the only one may be hidden")
  func selection() throws {
    func table(_ name: String, _ value: Int, _ style: String = "ta1") -> String {
      let row = "<table:table-row>\(cell("float", "office:value='\(value)'"))</table:table-row>"
      return "<table:table table:name='\(name)' table:style-name='\(style)'>\(row)</table:table>"
    }
    let fixture = try InputFixture(zipped(table("2", 1, "ta2") + table("costs", 2) + table("COSTS", 3)))
    for (wish, value) in [("2", 1), ("COSTS", 3), ("Costs", 2), ("3", 3), (nil, 2)] {
      #expect(try fixture.rows(ReadOptions(sheet: wish)) == [ReadRow(1, ["n:\(value)"])], "\(wish ?? "nil")")
    }
    #expect(diagnostic { _ = try fixture.rows(ReadOptions(sheet: "4")) }?.code == .noSuchSheet)
    #expect(try InputFixture(zipped(table("x", 7, "ta2"))).rows() == [ReadRow(1, ["n:7"])])
    #expect(diagnostic { _ = try InputFixture(zipped("")).rows() }?.code == .noSuchSheet)
  }

  @Test("Times longer than any are refused, those of ages are not")
  func longTimes() throws {
    func time(_ value: String) -> String {
      "<table:table-row>\(cell("time", "office:time-value='\(value)'"))</table:table-row>"
    }
    #expect(try rows(time("PT1000000000000H")).first?.cells == ["u:3600000000000000"])
    #expect(diagnostic { _ = try rows(time("PT9999999999999999999H")) }?.code == .damagedWorkbook)
  }

  @Test("Blanks that are only counted are held to the limit of a cell's text")
  func countedBlanks() {
    let blanks = String(repeating: "<text:s text:c='1000000'/>", count: 3)
    let row = "<table:table-row>\(cell("string", "", "<text:p>x\(blanks)</text:p>"))</table:table-row>"
    #expect(diagnostic { _ = try rows(row) }?.code == .limitHit)
  }

  @Test("Sheets, hidden ones, the flat form, an encrypted file")
  func workbooks() throws {
    let row = "<table:table-row>\(cell("float", "office:value='1'"))</table:table-row>"
    let tables = """
      <table:table table:name='Hidden' table:style-name='ta2'/><table:table table:name='B &amp; C'>\(row)</table:table>
      """
    let fixture = try InputFixture(zipped(tables))
    #expect(
      try fixture.open().sheets() == [SheetSummary(name: "Hidden", state: .hidden), SheetSummary(name: "B & C")])
    #expect(try fixture.open().table().sheet == "B & C")
    #expect(try fixture.rows(ReadOptions(sheet: "1")).isEmpty)
    let flat = """
      <?xml version="1.0"?><office:document \(Self.namespaces)><office:body><office:spreadsheet>\(tables)\
      </office:spreadsheet></office:body></office:document>
      """
    #expect(try InputFixture(flat).rows(ReadOptions(sheet: "2")) == [ReadRow(1, ["n:1"])])
    #expect(
      try InputFixture(deflated(Array(flat.utf8), gzip: true)).rows(ReadOptions(sheet: "2")) == [ReadRow(1, ["n:1"])])
    let manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    let encrypted = diagnostic { _ = try InputFixture(zipped("", manifest: manifest)).rows() }
    #expect(encrypted?.code == .encryptedFile)
  }
}
