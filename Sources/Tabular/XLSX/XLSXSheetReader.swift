import Diagnostics

/// Reads the cells of one worksheet (ECMA-376 part 1, 18.3.1), transitional or strict, row by row as the part is
/// unpacked.
final class XLSXSheetReader: TableReader {
  /// Where in the part the parser is. What is not listed is ignored with everything in it.
  enum Place {
    case worksheet, sheetData, row, cell, value, inline, run, text, ignored
  }

  /// The types of a cell (18.18.11).
  enum CellType {
    case number, shared, formulaText, inline, boolean, error, date
  }

  /// The namespaces of cells: transitional and strict. What stands in others is nothing of ours.
  private static let namespaces = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
  ]

  let sheet: String?

  let source: SheetSource
  let queue: RowQueue
  let strings: SharedStrings
  let formats: [NumberFormat]
  let is1904: Bool
  let digits: NumberDigits
  let limits: ReadLimits
  let columnLimit: Int
  let file: String

  let places = Pile<Place>()
  var mainNamespace: UnsafePointer<UInt8>?
  var row = 0
  /// The digits of its number, as a cell's address ends with them.
  var rowDigits = RowDigits(0)
  var column = -1
  var cellType = CellType.number
  var cellFormat = NumberFormat.number
  var hasValue = false
  let text = ByteBuffer()

  /// A reader of a worksheet part, with the workbook's shared strings and the formats of its cell styles.
  init(
    sheet: String, source: SheetSource, strings: SharedStrings, formats: [NumberFormat],
    is1904: Bool, digits: NumberDigits, limits: ReadLimits, file: String
  ) {
    self.sheet = sheet
    self.source = source
    queue = source.queue
    self.strings = strings
    self.formats = formats
    self.is1904 = is1904
    self.digits = digits
    self.limits = limits
    columnLimit = min(limits.columns, CellReference.columnLimit)
    self.file = file
  }

  func next() throws -> Row? { try source.next(self) }

  var location: SourceLocation {
    SourceLocation(file: file, sheet: sheet, line: row > 0 ? row : nil, column: column >= 0 ? column + 1 : nil)
  }

  func damaged(_ reason: String) -> Failure { .damagedWorkbook(reason, at: location) }
}

// MARK: - Elements

extension XLSXSheetReader: XMLHandler {
  func startElement(_ tag: XMLTag) throws {
    let next = try place(of: tag)
    places.push(next)
    switch next {
    case .row: try startRow(tag)
    case .cell: try startCell(tag)
    case .value, .inline:
      hasValue = true
      text.truncate()
    default: break
    }
  }

  private func place(of tag: XMLTag) throws -> Place {
    guard places.count > 0 else {
      guard tag.isNamed("worksheet") else {
        throw damaged("its part is a \(String(cString: tag.name)) and no worksheet")
      }
      mainNamespace = tag.uri
      return XLSXSheetReader.namespaces.contains(tag.namespace) ? .worksheet : .ignored
    }
    // Parsers keep names and namespaces once: the same namespace is the same pointer.
    guard tag.uri == mainNamespace else { return .ignored }
    switch places.top {
    case .worksheet: return tag.isNamed("sheetData") ? .sheetData : .ignored
    case .sheetData: return tag.isNamed("row") ? .row : .ignored
    case .row: return tag.isNamed("c") ? .cell : .ignored
    case .cell:
      // The text of an inline string stands in `is`, that of every other cell in `v`.
      if cellType == .inline { return tag.isNamed("is") ? .inline : .ignored }
      return tag.isNamed("v") ? .value : .ignored
    case .inline: return tag.isNamed("t") ? .text : tag.isNamed("r") ? .run : .ignored
    case .run: return tag.isNamed("t") ? .text : .ignored
    case .value, .text, .ignored: return .ignored
    }
  }

  func endElement() throws {
    let place = places.top
    places.cut(to: places.count - 1)
    switch place {
    case .cell: if hasValue { try addCell(text.bytes) }
    case .row: try endRow()
    default: break
    }
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard places.count > 0, places.top == .value || places.top == .text else { return }
    text.append(bytes)
    if text.count > limits.cellText {
      throw Failure.limit(.cellText, of: limits, "the text of this cell is too long", at: location)
    }
  }

  private func startRow(_ tag: XMLTag) throws {
    guard let given = tag.attribute("r") else { return try startRow(row + 1) }
    guard let number = SheetText.integer(given) else {
      throw damaged("row \(SheetText.excerpt(given)) follows row \(row)")
    }
    try startRow(number)
  }

  /// Begins a row of a number.
  func startRow(_ number: Int) throws {
    column = -1
    guard number > row else { throw damaged("row \(number) follows row \(row)") }
    row = number
    rowDigits = RowDigits(number)
    if number > limits.rows {
      throw Failure.limit(.rows, of: limits, "the sheet has too many rows", at: location)
    }
  }

  /// Ends the row.
  func endRow() throws {
    if let column = queue.endRow(number: row) {
      throw damaged("two cells of row \(row) are \(CellReference.letters(column))\(row)")
    }
    column = -1
  }

  private func startCell(_ tag: XMLTag) throws {
    hasValue = false
    cellType = .number
    cellFormat = .number
    var next = column + 1
    for index in 0..<tag.attributeCount {
      guard let name = tag.plainName(index), name[1] == 0, let value = tag.value(index) else { continue }
      switch name[0] {
      case UInt8(ascii: "r"):
        guard let reference = CellReference(value), reference.row == row else {
          throw damaged("a cell of row \(row) says that it is \(SheetText.excerpt(value))")
        }
        next = reference.column
      case UInt8(ascii: "s"):
        if let style = SheetText.integer(value), style < formats.count { cellFormat = formats[style] }
      case UInt8(ascii: "t"): cellType = try type(value)
      default: break
      }
    }
    column = next
    if column >= columnLimit {
      throw Failure.limit(.columns, of: limits, "the row has too many columns", at: location)
    }
  }

  func type(_ name: UnsafeRawBufferPointer) throws -> CellType {
    switch name.count {
    case 1:
      switch name[0] {
      case UInt8(ascii: "n"): return .number
      case UInt8(ascii: "s"): return .shared
      case UInt8(ascii: "b"): return .boolean
      case UInt8(ascii: "e"): return .error
      case UInt8(ascii: "d"): return .date
      default: break
      }
    case 3 where name.elementsEqual("str".utf8): return .formulaText
    case 9 where name.elementsEqual("inlineStr".utf8): return .inline
    default: break
    }
    throw damaged("the cell type \(String(decoding: name.prefix(20), as: UTF8.self)) is unknown")
  }
}
