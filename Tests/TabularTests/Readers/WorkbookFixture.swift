/// Builds small workbooks for tests, part by part.
struct WorkbookFixture {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// What stands in `sheetData` of the one sheet.
  var rows = ""
  /// The whole sheet part instead.
  var sheet: [UInt8]?
  /// What stands in `sst`; nil for no such part.
  var strings: String?
  /// Codes of number formats; style n + 1 has format n, style 0 is General.
  var formats: [String] = []
  var is1904 = false
  var sheetTarget = "worksheets/sheet1.xml"
  var sheetPart = "xl/worksheets/sheet1.xml"
  var workbook: String?
  var zip = ZipFixture()

  init(rows: String = "") { self.rows = rows }

  var bytes: [UInt8] {
    var zip = zip
    zip.add("[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>")
    zip.add("_rels/.rels", Self.relationships([("officeDocument", "xl/workbook.xml")]))
    let targets = [
      ("worksheet", sheetTarget), ("sharedStrings", "sharedStrings.xml"), ("styles", "/xl/styles.xml"),
      ("chartsheet", "chart.xml"),
    ]
    zip.add("xl/_rels/workbook.xml.rels", Self.relationships(targets))
    let date = is1904 ? "<workbookPr date1904='1'/>" : ""
    zip.add(
      "xl/workbook.xml",
      workbook
        ?? "<workbook xmlns='\(Self.main)' xmlns:r='\(Self.relations)'>\(date)<sheets><sheet name='Costs' r:id='r0'/></sheets></workbook>"
    )
    if let strings { zip.add("xl/sharedStrings.xml", "<sst xmlns='\(Self.main)'>\(strings)</sst>") }
    let codes = formats.enumerated().map { "<numFmt numFmtId='\($0 + 200)' formatCode='\($1)'/>" }.joined()
    let styles = formats.indices.map { "<xf numFmtId='\($0 + 200)'/>" }.joined()
    zip.add(
      "xl/styles.xml",
      "<styleSheet xmlns='\(Self.main)'><numFmts>\(codes)</numFmts><cellXfs><xf/>\(styles)</cellXfs></styleSheet>")
    zip.add(
      sheetPart, sheet ?? Array("<worksheet xmlns='\(Self.main)'><sheetData>\(rows)</sheetData></worksheet>".utf8))
    return zip.bytes
  }

  func file() throws -> InputFixture { try InputFixture(bytes) }

  static func relationships(_ targets: [(kind: String, target: String)]) -> String {
    let items = targets.enumerated().map { position, item in
      "<Relationship Id='r\(position)' Type='\(relations)/\(item.kind)' Target='\(item.target)'/>"
    }
    return
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\(items.joined())</Relationships>"
  }
}
