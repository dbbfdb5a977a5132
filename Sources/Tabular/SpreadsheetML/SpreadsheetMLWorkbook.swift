import Diagnostics

/// The XML workbook of Excel 2002 and 2003 (Microsoft, XML Spreadsheet Reference).
struct SpreadsheetMLWorkbook {
  /// The namespace of its elements and attributes.
  static let namespace: StaticString = "urn:schemas-microsoft-com:office:spreadsheet"
  /// The namespace of Excel's options.
  static let excel: StaticString = "urn:schemas-microsoft-com:office:excel"

  /// The bytes of the file, from the start each time.
  let content: () throws -> any ByteStream
  /// The file as the user named it.
  let file: String
  /// The limits of the reading.
  let limits: ReadLimits

  /// The sheets in their order. The whole file is read for it.
  func sheets() throws -> [SheetSummary] {
    let list = SpreadsheetMLSheetList()
    try parser(sheet: nil).parse(content(), to: list)
    return list.sheets
  }

  /// A reader of the sheet that the options name.
  func reader(_ options: ReadOptions) throws -> any TableReader {
    let sheets = try sheets()
    let position = try sheets.position(of: options.sheet, file: file)
    let name = sheets[position].name
    return SpreadsheetMLReader(
      sheet: name, position: position, source: SheetSource(try content(), parser: parser(sheet: name)),
      options: options, file: file)
  }

  private func parser(sheet: String?) -> XMLPushParser {
    XMLPushParser(limits: limits, place: SourceLocation(file: file, sheet: sheet), part: nil)
  }
}

/// Collects the names of the worksheets, and which of them are hidden.
private final class SpreadsheetMLSheetList: XMLHandler {
  private(set) var sheets: [SheetSummary] = []
  private var depth = 0
  private var isVisibility = false

  func startElement(_ tag: XMLTag) {
    depth += 1
    if depth == 2, tag.isNamed("Worksheet"), tag.isIn(SpreadsheetMLWorkbook.namespace) {
      let name = tag.text("Name", in: SpreadsheetMLWorkbook.namespace) ?? "Sheet\(sheets.count + 1)"
      sheets.append(SheetSummary(name: name))
    }
    isVisibility = depth == 4 && tag.isNamed("Visible") && tag.isIn(SpreadsheetMLWorkbook.excel)
  }

  func endElement() {
    depth -= 1
    isVisibility = false
  }

  func characters(_ bytes: UnsafeRawBufferPointer) {
    guard isVisibility, let last = sheets.indices.last else { return }
    if bytes.starts(with: "Sheet".utf8) { sheets[last].state = .hidden }
  }
}
