import Diagnostics

/// Reads the cells of one worksheet (ECMA-376 part 1, 18.3.1), transitional or strict, row by row as the part is
/// unpacked.
final class XLSXSheetReader: TableReader {
  /// Where in the part the parser is. What is not listed is ignored with everything in it.
  private enum Place {
    case worksheet, sheetData, row, cell, value, inline, run, text, ignored
  }

  /// The types of a cell (18.18.11).
  private enum CellType {
    case number, shared, formulaText, inline, boolean, error, date
  }

  /// The namespaces of cells: transitional and strict. What stands in others is nothing of ours.
  private static let namespaces = [
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
  ]

  let sheet: String?

  private let source: SheetSource
  private let queue: RowQueue
  private let strings: SharedStrings
  private let formats: [NumberFormat]
  private let is1904: Bool
  private let digits: NumberDigits
  private let limits: ReadLimits
  private let file: String

  private var places: [Place] = []
  private var mainNamespace: UnsafePointer<UInt8>?
  private var row = 0
  private var column = -1
  private var cellType = CellType.number
  private var cellFormat = NumberFormat.number
  private var hasValue = false
  private let text = ByteBuffer()

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
    self.file = file
  }

  func next() throws -> Row? { try source.next(self) }

  private var location: SourceLocation {
    SourceLocation(file: file, sheet: sheet, line: row > 0 ? row : nil, column: column >= 0 ? column + 1 : nil)
  }

  private func damaged(_ reason: String) -> Failure { .damagedWorkbook(reason, at: location) }
}

// MARK: - Elements

extension XLSXSheetReader: XMLHandler {
  func startElement(_ tag: XMLTag) throws {
    let next = try place(of: tag)
    places.append(next)
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
    guard let parent = places.last else {
      guard tag.isNamed("worksheet") else {
        throw damaged("its part is a \(String(cString: tag.name)) and no worksheet")
      }
      mainNamespace = tag.uri
      return XLSXSheetReader.namespaces.contains(tag.namespace) ? .worksheet : .ignored
    }
    // Names and namespaces are interned by libxml2: the same namespace is the same pointer.
    guard tag.uri == mainNamespace else { return .ignored }
    switch parent {
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
    switch places.popLast() {
    case .cell: if hasValue { try endCell() }
    case .row:
      if let column = queue.endRow(number: row) {
        throw damaged("two cells of row \(row) are \(CellReference.letters(column))\(row)")
      }
      column = -1
    default: break
    }
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard let place = places.last, place == .value || place == .text else { return }
    text.append(bytes)
    if text.count > limits.cellText {
      throw Failure.limit(.cellText, of: limits, "the text of this cell is too long", at: location)
    }
  }

  private func startRow(_ tag: XMLTag) throws {
    column = -1
    var number = row + 1
    if let given = tag.attribute("r") {
      guard let value = SheetText.integer(given), value > row else {
        throw damaged("row \(SheetText.excerpt(given)) follows row \(row)")
      }
      number = value
    }
    row = number
    if number > limits.rows {
      throw Failure.limit(.rows, of: limits, "the sheet has too many rows", at: location)
    }
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
    if column >= min(limits.columns, CellReference.columnLimit) {
      throw Failure.limit(.columns, of: limits, "the row has too many columns", at: location)
    }
  }

  private func type(_ name: UnsafeRawBufferPointer) throws -> CellType {
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

// MARK: - Values

extension XLSXSheetReader {
  private func endCell() throws {
    let start = queue.text.count
    switch cellType {
    case .shared:
      guard !text.bytes.isEmpty else { return }
      guard let index = SheetText.integer(trimmed), let string = strings[index] else {
        throw damaged("there is no shared string \(SheetText.excerpt(trimmed))")
      }
      queue.addCell(column: column, kind: .text, outside: string)
    case .inline, .formulaText:
      text.truncate(to: EscapedText.resolve(text.start, count: text.count))
      queue.text.append(text.bytes)
      queue.addCell(column: column, kind: .text, from: start)
    case .number:
      try endNumber(from: start)
    case .boolean:
      let value = trimmed
      guard !value.isEmpty else { return }
      guard let boolean = SheetText.boolean(value) else { throw damaged("\(SheetText.excerpt(value)) is no boolean") }
      queue.text.append(boolean ? "true" : "false")
      queue.addCell(column: column, kind: .boolean, from: start)
    case .error:
      queue.text.append(trimmed)
      queue.addCell(column: column, kind: .error, from: start)
    case .date:
      let kind = SheetText.appendDate(trimmed, to: queue.text)
      queue.addCell(column: column, kind: kind, from: start)
    }
  }

  private func endNumber(from start: Int) throws {
    let value = trimmed
    guard !value.isEmpty else { return }
    var kind: CellKind?
    if cellFormat != .number { kind = SerialDate.append(value, cellFormat, is1904: is1904, to: queue.text) }
    if kind == nil {
      guard NumberText.append(value, digits, to: queue.text) else {
        throw damaged("\(SheetText.excerpt(value)) is no number")
      }
      kind = .number
    }
    queue.addCell(column: column, kind: kind ?? .number, from: start)
  }

  /// The collected text without the white space of XML around it.
  private var trimmed: UnsafeRawBufferPointer { SheetText.trimmed(text.bytes) }
}
