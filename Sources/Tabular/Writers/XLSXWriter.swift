import Diagnostics

/// Writes a workbook (ECMA-376, transitional) from front to back in fixed memory, whatever its size.
///
/// Each sheet has its header in bold, frozen and with a filter, and columns of a width that suits their kind. Texts are
/// always text cells, identifiers have the text format too, so that nobody's edit makes a number of them; amounts and
/// dates are numbers with a format. A sheet that is full (1,048,576 rows, or 4 GB) goes on in the next one, with the
/// header again. The same calls give the same bytes.
///
/// Errors: `output/text-too-long` beyond Excel's 32,767 characters a cell, `output/too-many-columns` beyond its 16,384,
/// `output/too-large` where the file would pass 4 GB.
public final class XLSXWriter: TableWriter {
  /// Rows of a sheet, header included, as Excel has them.
  static let rowLimit = 1_048_576

  /// Whether ``finish()`` ends the sheet alone, because another one follows.
  package var finishesSheets = false
  /// The name of the present sheet.
  package var sheetName: String { sheets.last?.name ?? wantedName }

  private let zip: ZipWriter
  private let buffer = OutputBuffer()
  private let rowLimit: Int
  private let sizeLimit: Int
  private var sheets: [XLSXSheet] = []
  private var wantedName: String
  private var columns: [ColumnHeading] = []
  /// For each column `<c r="A`, the start of its cells up to the number of the row.
  private var cellStarts: [[UInt8]] = []
  private var isIdentifier: [Bool] = []
  private var isSheetOpen = false
  /// Whether the sheet has no header.
  private var isPlain = false
  private let scratch = OutputBuffer(capacity: 32)
  private var rowDigits: [UInt8] = []
  private var row = 0
  private var cellsInRow = 0
  private var isRowOpen = false

  /// A writer to a sink, which may be a pipe. `sheet` names the first sheet; see ``beginSheet(_:)``.
  public convenience init(to sink: any ByteSink, sheet: String = "Sheet1") throws {
    try self.init(to: sink, sheet: sheet, rowLimit: XLSXWriter.rowLimit, sizeLimit: 4_000_000_000)
  }

  init(to sink: any ByteSink, sheet: String, rowLimit: Int, sizeLimit: Int) throws {
    zip = ZipWriter(to: sink)
    wantedName = sheet
    self.rowLimit = rowLimit
    self.sizeLimit = sizeLimit
    try part("_rels/.rels", XLSXParts.relations)
    try part("xl/styles.xml", XLSXStyles.part)
  }

  /// Ends the sheet and begins another one, whose ``header(_:)`` comes next. What a sheet's name cannot hold is
  /// replaced by `_`, it is cut to 31 characters, and a number makes it unique.
  public func beginSheet(_ name: String) throws {
    try endSheet()
    wantedName = name
  }

  /// Begins the sheet with a header row.
  public func header(_ columns: [ColumnHeading]) throws {
    guard columns.count <= CellReference.columnLimit else {
      throw Failure(.rejected, .tooManyColumns, facts: ["limit": String(CellReference.columnLimit)])
    }
    self.columns = columns
    isPlain = false
    cellStarts = columns.indices.map { Array("<c r=\"\(XLSXParts.letters(column: $0))".utf8) }
    isIdentifier = columns.map { $0.kind == .identifier }
    try openSheet()
  }

  /// Makes room for rows with more columns than the header has.
  public func line(_ columns: [ColumnHeading]) throws {
    guard columns.count <= CellReference.columnLimit else {
      throw Failure(.rejected, .tooManyColumns, facts: ["limit": String(CellReference.columnLimit)])
    }
    while cellStarts.count < columns.count {
      cellStarts.append(Array("<c r=\"\(XLSXParts.letters(column: cellStarts.count))".utf8))
    }
  }

  /// Begins the sheet without a header, for rows that stand as they are: nothing is bold, frozen or filtered, and rows
  /// may have as many cells as a sheet has columns.
  package func plainSheet() throws {
    isPlain = true
    cellStarts = (0..<CellReference.columnLimit).map { Array("<c r=\"\(XLSXParts.letters(column: $0))".utf8) }
    isIdentifier = []
    try openSheet()
  }

  /// A text cell; an empty text is no cell.
  public func text(_ utf8: UnsafeRawBufferPointer) throws {
    try textCell(utf8, style: cellsInRow < isIdentifier.count && isIdentifier[cellsInRow] ? XLSXStyles.identifier : 0)
  }

  /// A number, or text where it is no plain number or has more than 15 significant digits.
  public func number(_ utf8: UnsafeRawBufferPointer) throws {
    guard isPlainNumber(utf8), XLSXParts.isExact(utf8) else { return try textCell(utf8, style: 0) }
    try numberCell(style: 0) { $0.append(utf8) }
  }

  /// A number with a format of so many decimals; text where it has more than 15 digits.
  public func amount(e4: Int64, places: Int) throws {
    scratch.truncate(to: 0)
    scratch.append(amount: e4, places: places)
    guard XLSXParts.isExact(scratch.bytes) else { return try textCell(scratch.bytes, style: 0) }
    try numberCell(style: XLSXStyles.amount(places: places)) { $0.append(scratch.bytes) }
  }

  /// A number; text where it has more than 15 digits.
  public func integer(_ value: Int64) throws {
    guard value.magnitude < 1_000_000_000_000_000 else { return try text(String(value)) }
    try numberCell(style: 0) { $0.append(decimal: value) }
  }

  /// A share in percent with two decimals.
  public func share(basisPoints: Int64) throws {
    scratch.truncate(to: 0)
    scratch.append(amount: basisPoints, places: 4)
    guard XLSXParts.isExact(scratch.bytes) else { return try textCell(scratch.bytes, style: 0) }
    try numberCell(style: XLSXStyles.share) { $0.append(scratch.bytes) }
  }

  /// A boolean cell.
  public func boolean(_ value: Bool) throws {
    try beginCell()
    buffer.append("\" t=\"b\"><v>")
    buffer.append(value ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    buffer.append("</v></c>")
  }

  /// A date, a time or both; text where it has a zone or is before March 1900.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws {
    guard let date = ExcelDate(isoUTF8) else { return try textCell(isoUTF8, style: 0) }
    try numberCell(style: XLSXStyles.style(date.form)) { $0.append(serial: date) }
  }

  /// No cell.
  public func empty() throws {
    if !isRowOpen { try openRow() }
    guard cellsInRow < cellStarts.count else { throw tooManyCells(columns: cellStarts.count) }
    cellsInRow += 1
  }

  /// Ends the row.
  public func endRow() throws {
    if !isRowOpen { try openRow() }
    buffer.append("</row>\n")
    cellsInRow = 0
    isRowOpen = false
    try buffer.flush(to: zip, ifAtLeast: OutputBuffer.piece)
  }

  /// Ends the workbook.
  public func finish() throws {
    if finishesSheets { return try endSheet() }
    // A workbook without a sheet is none.
    if sheets.isEmpty { try header([]) }
    try endSheet()
    try part("xl/workbook.xml", XLSXParts.workbook(sheets))
    try part("xl/_rels/workbook.xml.rels", XLSXParts.workbookRelations(sheets))
    try part("[Content_Types].xml", XLSXParts.contentTypes(sheets))
    try zip.finish()
  }
}

extension XLSXWriter {
  private func part(_ name: String, _ text: String) throws {
    try zip.beginMember(name)
    try zip.write(text)
    try zip.endMember()
  }

  private func openSheet() throws {
    let name = XLSXParts.sheetName(wantedName, beside: sheets.map(\.name))
    sheets.append(XLSXSheet(name: name, columnCount: columns.count, hasHeader: !isPlain))
    try zip.beginMember("xl/worksheets/sheet\(sheets.count).xml")
    try zip.write(XLSXParts.sheetStart(isPlain ? nil : columns, isFirst: sheets.count == 1))
    isSheetOpen = true
    row = 0
    if isPlain { return }
    try openRow()
    for column in columns {
      var title = column.title
      try title.withUTF8 { try textCell(UnsafeRawBufferPointer($0), style: XLSXStyles.heading) }
    }
    try endRow()
  }

  private func endSheet() throws {
    guard isSheetOpen else { return }
    isSheetOpen = false
    try buffer.flush(to: zip)
    sheets[sheets.count - 1].rowCount = row
    try zip.write(XLSXParts.sheetEnd(sheets[sheets.count - 1]))
    try zip.endMember()
  }

  private func openRow() throws {
    if row >= rowLimit || zip.memberSize >= sizeLimit {
      try endSheet()
      try openSheet()
    }
    row += 1
    rowDigits = Array(String(row).utf8)
    buffer.append("<row r=\"")
    buffer.append(rowDigits)
    buffer.append("\">")
    cellsInRow = 0
    isRowOpen = true
  }

  private func beginCell() throws {
    if !isRowOpen { try openRow() }
    guard cellsInRow < cellStarts.count else { throw tooManyCells(columns: cellStarts.count) }
    buffer.append(cellStarts[cellsInRow])
    buffer.append(rowDigits)
    cellsInRow += 1
  }

  private func append(style: Int) {
    guard style > 0 else { return }
    buffer.append("\" s=\"")
    buffer.append(decimal: Int64(style))
  }

  @inline(__always)
  private func numberCell(style: Int, _ value: (OutputBuffer) -> Void) throws {
    try beginCell()
    append(style: style)
    buffer.append("\"><v>")
    value(buffer)
    buffer.append("</v></c>")
  }

  private func textCell(_ utf8: UnsafeRawBufferPointer, style: Int) throws {
    guard let first = utf8.first, let last = utf8.last else { return try empty() }
    if utf8.count > XLSXParts.textLimit { try checkLength(utf8) }
    try beginCell()
    append(style: style)
    buffer.append("\" t=\"inlineStr\"><is><t")
    if first <= 0x20 || last <= 0x20 { buffer.append(" xml:space=\"preserve\"") }
    buffer.append(UInt8(ascii: ">"))
    buffer.append(sheetText: utf8)
    buffer.append("</t></is></c>")
  }

  /// Excel counts UTF-16 units.
  private func checkLength(_ utf8: UnsafeRawBufferPointer) throws {
    let length = String(decoding: utf8, as: UTF8.self).utf16.count
    guard length > XLSXParts.textLimit else { return }
    let place = SourceLocation(
      sheet: sheets.last?.name, line: row + (isRowOpen ? 0 : 1), column: cellsInRow + 1)
    throw Failure(
      .rejected, .textTooLong, at: place, facts: ["length": "\(length)", "limit": "\(XLSXParts.textLimit)"])
  }
}
