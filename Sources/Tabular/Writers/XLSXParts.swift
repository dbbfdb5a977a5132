/// What is known of a sheet of a workbook that is written.
struct XLSXSheet {
  var name: String
  var columnCount: Int
  /// Whether its first row is a header with a filter.
  var hasHeader = true
  /// Rows with the header; known at the end of the sheet.
  var rowCount = 0

  /// The cells that the filter is over.
  func area(absolute: Bool) -> String {
    let mark = absolute ? "$" : ""
    let last = XLSXParts.letters(column: max(columnCount, 1) - 1)
    return "\(mark)A\(mark)1:\(mark)\(last)\(mark)\(max(rowCount, 1))"
  }
}

/// The small parts of a workbook as text (ECMA-376 part 1).
enum XLSXParts {
  /// Characters of a cell, in UTF-16 units, as Excel has them.
  static let textLimit = 32_767

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"
  private static let documentRelations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let sheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml"

  /// `A` for column 0, `AA` for column 26.
  static func letters(column: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + column % 26)))
    return column < 26 ? last : letters(column: column / 26 - 1) + last
  }

  /// Whether a plain number has at most the 15 significant digits that workbooks keep, and an exponent of at most two.
  static func isExact(_ utf8: UnsafeRawBufferPointer) -> Bool {
    guard utf8.count <= 64 else { return false }
    var digits = 0
    for (index, byte) in utf8.enumerated() {
      if byte | 0x20 == UInt8(ascii: "e") {
        let exponent = utf8[(index + 1)...].drop { !($0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9")) }
        return digits <= 15 && exponent.count <= 2
      }
      if byte >= 48, byte <= 57, digits > 0 || byte != 48 { digits += 1 }
    }
    return digits <= 15
  }

  /// A name that Excel takes and no other sheet has.
  static func sheetName(_ wanted: String, beside others: [String]) -> String {
    var plain = String(
      wanted.map { "[]:*?/\\".contains($0) || $0.unicodeScalars.contains { $0.value < 0x20 } ? "_" : $0 })
    if plain.hasPrefix("'") { plain = "_" + plain.dropFirst() }
    if plain.hasSuffix("'") { plain = plain.dropLast() + "_" }
    if plain.isEmpty { plain = "Sheet" }
    // Excel keeps this name for itself.
    if plain.lowercased() == "history" { plain += "_" }
    let taken = Set(others.map { $0.lowercased() })
    var name = shortened(plain, to: 31)
    var number = 2
    while taken.contains(name.lowercased()) {
      let suffix = " (\(number))"
      name = shortened(plain, to: 31 - suffix.utf16.count) + suffix
      number += 1
    }
    return name
  }

  /// At most so many characters; between two words where one ends in the last ten of them.
  private static func shortened(_ text: String, to units: Int) -> String {
    let cut = cut(text, to: units)
    guard cut != text, text.dropFirst(cut.count).first != " ", let space = cut.lastIndex(of: " "),
      cut.distance(from: space, to: cut.endIndex) <= 10
    else { return cut }
    return String(cut[..<space])
  }

  private static func cut(_ text: String, to units: Int) -> String {
    var cut = text
    while cut.utf16.count > units { cut.removeLast() }
    return cut
  }

  static var relations: String {
    declaration
      + "<Relationships xmlns=\"\(packageRelations)\"><Relationship Id=\"rId1\" Type=\"\(documentRelations)/officeDocument\" "
      + "Target=\"xl/workbook.xml\"/></Relationships>\n"
  }

  /// The start of a sheet with a header of these columns; nil: without one.
  static func sheetStart(_ columns: [ColumnHeading]?, isFirst: Bool) -> String {
    var text = declaration + "<worksheet xmlns=\"\(main)\">"
    if columns != nil { text += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>" }
    text += "<sheetViews><sheetView "
    text += isFirst ? "tabSelected=\"1\" workbookViewId=\"0\"" : "workbookViewId=\"0\""
    guard let columns else {
      return text + "/></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><sheetData>\n"
    }
    text += ">"
    text += "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
    text += "<selection pane=\"bottomLeft\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
    if !columns.isEmpty {
      text += "<cols>"
      for (index, column) in columns.enumerated() {
        text += "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width(of: column))\" customWidth=\"1\"/>"
      }
      text += "</cols>"
    }
    return text + "<sheetData>\n"
  }

  /// The width asked for, else one that holds the usual values, and the title with the button of the filter.
  private static func width(of column: ColumnHeading) -> Int {
    if let width = column.width { return min(max(width, 1), 255) }
    let usual =
      switch column.kind {
      case .text: 20
      case .identifier: 16
      case .money, .number, .date: 12
      case .boolean: 8
      case .dateTime: 20
      }
    return min(max(usual, column.title.count + 3), 60)
  }

  static func sheetEnd(_ sheet: XLSXSheet) -> String {
    guard sheet.hasHeader else { return "</sheetData></worksheet>\n" }
    // On paper a table is as wide as a page, and as long as it is.
    return "</sheetData><autoFilter ref=\"\(sheet.area(absolute: false))\"/>"
      + "<pageSetup orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>\n"
  }

  static func workbook(_ sheets: [XLSXSheet]) -> String {
    var text = declaration + "<workbook xmlns=\"\(main)\" xmlns:r=\"\(documentRelations)\">"
    // The views of the sheets refer to this one.
    text += "<bookViews><workbookView/></bookViews><sheets>"
    for (index, sheet) in sheets.enumerated() {
      text += "<sheet name=\"\(escaped(sheet.name))\" sheetId=\"\(index + 1)\" r:id=\"rId\(index + 1)\"/>"
    }
    text += "</sheets>"
    // An empty list is no valid one.
    guard sheets.contains(where: \.hasHeader) else { return text + "</workbook>\n" }
    text += "<definedNames>"
    for (index, sheet) in sheets.enumerated() where sheet.hasHeader {
      // Excel writes this hidden name for every filter and misses it where it lacks.
      let name = sheet.name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
      text += "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"\(index)\" hidden=\"1\">"
      text += "'\(escaped(name))'!\(sheet.area(absolute: true))</definedName>"
      text += "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"\(index)\">"
      text += "'\(escaped(name))'!$1:$1</definedName>"
    }
    return text + "</definedNames></workbook>\n"
  }

  static func workbookRelations(_ sheets: [XLSXSheet]) -> String {
    var text = declaration + "<Relationships xmlns=\"\(packageRelations)\">"
    for number in 1...max(sheets.count, 1) {
      text += "<Relationship Id=\"rId\(number)\" Type=\"\(documentRelations)/worksheet\" "
      text += "Target=\"worksheets/sheet\(number).xml\"/>"
    }
    text += "<Relationship Id=\"rId\(sheets.count + 1)\" Type=\"\(documentRelations)/styles\" Target=\"styles.xml\"/>"
    return text + "</Relationships>\n"
  }

  static func contentTypes(_ sheets: [XLSXSheet]) -> String {
    var text = declaration + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    text += "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    text += "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    text += "<Override PartName=\"/xl/workbook.xml\" ContentType=\"\(sheetType).sheet.main+xml\"/>"
    text += "<Override PartName=\"/xl/styles.xml\" ContentType=\"\(sheetType).styles+xml\"/>"
    for number in 1...max(sheets.count, 1) {
      text += "<Override PartName=\"/xl/worksheets/sheet\(number).xml\" ContentType=\"\(sheetType).worksheet+xml\"/>"
    }
    return text + "</Types>\n"
  }

  private static func escaped(_ text: String) -> String {
    let buffer = OutputBuffer(capacity: 256)
    var copy = text
    copy.withUTF8 { buffer.append(xmlAttribute: UnsafeRawBufferPointer($0)) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
