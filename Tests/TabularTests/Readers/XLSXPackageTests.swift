import Diagnostics
import Tabular
import Testing

@Suite("Excel workbooks as programs write them")
struct XLSXPackageTests {
  private static let sheet = """
    <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
    <worksheet xmlns="\(WorkbookFixture.main)" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
    mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><sheetPr/>\
    <dimension ref="A1:Z99"/><cols><col min="1" max="1" width="9"/></cols><sheetData>\
    <row r="1" spans="1:3" ht="15" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"/>\
    <c r="C1" t="s"><v>1</v></c></row><row r="2" spans="1:3"><c r="A2" s="1"><v>45000</v></c><c r="B2"><f>A2*2</f>\
    <v>90000</v></c><c r="C2" t="str"><f>"x"</f><v>x</v></c></row><row r="4"><c r="A4" t="b"><v>0</v></c>\
    <c r="XFD4" t="e"><v>#DIV/0!</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>\
    <extLst><ext uri="x"><x14ac:row r="9"><c/></x14ac:row></ext></extLst></worksheet>
    """

  private static var book: WorkbookFixture {
    var book = WorkbookFixture()
    book.sheet = Array(sheet.utf8)
    book.formats = ["dd/mm/yyyy"]
    book.strings = "<si><t>one</t></si>\n<si><t xml:space=\"preserve\"> two</t></si>"
    return book
  }

  @Test("Merged cells hold their text once; formulas give their cached value; the last column is one")
  func whole() throws {
    let rows = try Self.book.file().rows()
    #expect(
      rows.dropLast() == [
        ReadRow(1, ["one", "", " two"]), ReadRow(2, ["d:2023-03-15", "n:90000", "x"]),
      ])
    #expect(rows.last?.number == 4 && rows.last?.cells.count == 16_384)
    #expect(rows.last?.cells.first == "b:false" && rows.last?.cells.last == "e:#DIV/0!")
  }

  @Test("A workbook that names two tables of shared strings is refused: programs differ in which one they take")
  func twoTablesOfStrings() throws {
    var book = Self.book
    book.sheetTarget += "'/><Relationship Id='more' Type='\(WorkbookFixture.relations)/sharedStrings' Target='other.xml"
    #expect(diagnostic { _ = try book.file().rows() }?.code == .damagedWorkbook)
  }

  @Test("What stands in a foreign namespace is no shared string")
  func foreignString() throws {
    var book = WorkbookFixture(rows: "<row><c t='s'><v>1</v></c></row>")
    book.strings = "<si><t>one</t></si><x:si xmlns:x='urn:x'><x:t>no</x:t></x:si><si><t>two</t></si>"
    #expect(try book.file().rows() == [ReadRow(1, ["two"])])
  }

  @Test("Limits hold for cells that are written as usual too")
  func limits() throws {
    let file = try Self.book.file()
    for (name, value) in [(ReadLimits.Name.depth, 3), (.attributes, 1), (.rows, 3), (.columns, 2), (.cellText, 3)] {
      var options = ReadOptions()
      options.limits[name] = value
      #expect(diagnostic { _ = try file.rows(options) }?.facts["limit"] == name.rawValue, "\(name)")
    }
    var options = ReadOptions()
    options.limits.depth = 5
    options.limits.attributes = 6
    #expect(try file.rows(options).count == 3)
  }

  @Test("Rows before a mistake come out, then the mistake, and it stays")
  func mistake() throws {
    var book = Self.book
    let filler = (5...3000).map { "<row r=\"\($0)\"><c r=\"A\($0)\" t=\"s\"><v>0</v></c></row>" }.joined()
    book.sheet = Array(Self.sheet.replacing("</sheetData>", with: filler + "<row></sheetData>").utf8)
    let reader = try book.file().open().table()
    var rows = 0
    var code: DiagnosticCode?
    do {
      while let row = try reader.next() {
        rows += 1
        if row.number > 4, row[0].text != "one" { Issue.record("row \(row.number)") }
      }
    } catch let failure as Failure {
      code = failure.diagnostics.first?.code
    }
    #expect(rows > 100 && code == .malformedXML)
  }

  @Test("Two members of one name are refused where they differ")
  func twins() throws {
    var same = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
    same.zip.add("xl/styles.xml", "<styleSheet/>")
    #expect(diagnostic { _ = try same.file().rows() }?.code == .damagedZip)
    var other = WorkbookFixture(rows: "<row><c><v>1</v></c></row>")
    other.zip.add("docProps/app.xml", "<a/>")
    other.zip.add("docProps/app.xml", "<a/>")
    #expect(try other.file().rows() == [ReadRow(1, ["n:1"])])
  }
}
