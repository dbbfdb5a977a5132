import Diagnostics

/// Reads one table of an OpenDocument spreadsheet (ISO/IEC 26300-1, chapters 9 and 19) row by row.
///
/// Repeated rows and cells are kept once and handed out as often as they stand; empty ones only count.
final class ODSSheetReader: TableReader {
  /// Where in the document the parser is. What is not listed is ignored with everything in it.
  private enum Place {
    case document, body, spreadsheet, table, rowGroup, row, cell, paragraph, span, ignored
  }

  /// What a cell says its value is.
  private enum ValueType {
    case none, number, date, time, boolean, string, error
  }

  let sheet: String?

  private let source: SheetSource
  private let options: ReadOptions
  private let file: String
  private let budget: InflationBudget
  private var queue: RowQueue { source.queue }

  private var places: [Place] = []
  private var tablesToSkip: Int
  private var row = 0
  private var rowCopies = 1
  private var column = 0
  private var cellCopies = 1
  private var type = ValueType.none
  private let value = ByteBuffer()
  private var hasValue = false
  private let text = ByteBuffer()
  private var paragraphs = 0
  private var paragraphStart = 0

  /// A reader of the table at a position from 0 among the tables of the document.
  init(sheet: String, position: Int, source: SheetSource, options: ReadOptions, file: String) {
    self.sheet = sheet
    self.source = source
    self.options = options
    self.file = file
    tablesToSkip = position
    budget = InflationBudget(options.limits, file: file)
  }

  func next() throws -> Row? { try source.next(self) }

  private var location: SourceLocation {
    SourceLocation(file: file, sheet: sheet, line: row + 1, column: column + 1)
  }
}

// MARK: - Elements

extension ODSSheetReader: XMLHandler {
  func startElement(_ tag: XMLTag) throws {
    let next = place(of: tag)
    try checkText()
    places.append(next)
    switch next {
    case .row:
      column = 0
      rowCopies = copies(tag, "number-rows-repeated")
    case .cell: startCell(tag)
    case .paragraph:
      if paragraphs > 0 { text.append(UInt8(ascii: "\n")) }
      paragraphs += 1
      paragraphStart = text.count
    default: break
    }
  }

  private func place(of tag: XMLTag) -> Place {
    switch places.last {
    case nil: return .document
    case .document: return tag.isNamed("body") && tag.isIn(ODSNamespace.office) ? .body : .ignored
    case .body: return tag.isNamed("spreadsheet") ? .spreadsheet : .ignored
    case .spreadsheet:
      guard tag.isNamed("table"), tag.isIn(ODSNamespace.table) else { return .ignored }
      tablesToSkip -= 1
      return tablesToSkip == -1 ? .table : .ignored
    case .table, .rowGroup:
      guard tag.isIn(ODSNamespace.table) else { return .ignored }
      if tag.isNamed("table-row") { return .row }
      let isGroup = tag.isNamed("table-rows") || tag.isNamed("table-header-rows") || tag.isNamed("table-row-group")
      return isGroup ? .rowGroup : .ignored
    case .row:
      guard tag.isIn(ODSNamespace.table) else { return .ignored }
      return tag.isNamed("table-cell") || tag.isNamed("covered-table-cell") ? .cell : .ignored
    case .cell:
      return tag.isIn(ODSNamespace.text) && (tag.isNamed("p") || tag.isNamed("h")) ? .paragraph : .ignored
    case .paragraph, .span:
      guard tag.isIn(ODSNamespace.text) else { return .ignored }
      return inline(tag)
    case .ignored: return .ignored
    }
  }

  /// Elements within a paragraph: blanks, and those whose text counts.
  private func inline(_ tag: XMLTag) -> Place {
    if tag.isNamed("s") {
      let count = tag.attribute("c", in: ODSNamespace.text).flatMap(SheetText.integer) ?? 1
      for _ in 0..<min(count, options.limits.cellText) { text.append(UInt8(ascii: " ")) }
      // White space that follows is no repetition, and white space that ends the paragraph is not these blanks.
      paragraphStart = text.count
    } else if tag.isNamed("tab") {
      text.append(UInt8(ascii: "\t"))
      paragraphStart = text.count
    } else if tag.isNamed("line-break") {
      text.append(UInt8(ascii: "\n"))
      paragraphStart = text.count
    } else if !tag.isNamed("note"), !tag.isNamed("ruby-text") {
      return .span
    }
    return .ignored
  }

  func endElement() throws {
    switch places.popLast() {
    case .paragraph:
      if text.count > paragraphStart, text.start[text.count - 1] == UInt8(ascii: " ") {
        text.truncate(to: text.count - 1)
      }
    case .cell: try endCell()
    case .row: try endRow()
    default: break
    }
  }

  /// White space is one blank, and none at the start of a paragraph.
  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard let place = places.last, place == .paragraph || place == .span else { return }
    for byte in bytes {
      if !SheetText.isSpace(byte) {
        text.append(byte)
      } else if text.count > paragraphStart ? text.start[text.count - 1] != UInt8(ascii: " ") : blankMayStart {
        text.append(UInt8(ascii: " "))
      }
    }
    try checkText()
  }

  /// Blanks that are only counted (`text:s`) make text too.
  private func checkText() throws {
    if text.count > options.limits.cellText {
      throw Failure.limit(.cellText, of: options.limits, "the text of this cell is too long", at: location)
    }
  }

  /// Behind `text:s` and its like a blank counts; at the start of a paragraph it does not.
  private var blankMayStart: Bool {
    guard text.count > 0, let last = text.bytes.last else { return false }
    return last != UInt8(ascii: "\n")
  }

  private func copies(_ tag: XMLTag, _ name: StaticString) -> Int {
    guard let given = tag.attribute(name, in: ODSNamespace.table) else { return 1 }
    // More than a sheet can hold is found where there is content to repeat.
    return max(1, SheetText.integer(given) ?? Int(Int32.max))
  }
}

// MARK: - Values

extension ODSSheetReader {
  private func startCell(_ tag: XMLTag) {
    cellCopies = copies(tag, "number-columns-repeated")
    text.truncate()
    value.truncate()
    paragraphs = 0
    paragraphStart = 0
    type = valueType(tag)
    let attribute: UnsafeRawBufferPointer? =
      switch type {
      case .none, .error: nil
      case .number: tag.attribute("value", in: ODSNamespace.office)
      case .date: tag.attribute("date-value", in: ODSNamespace.office)
      case .time: tag.attribute("time-value", in: ODSNamespace.office)
      case .boolean: tag.attribute("boolean-value", in: ODSNamespace.office)
      case .string: tag.attribute("string-value", in: ODSNamespace.office)
      }
    hasValue = attribute != nil
    if let attribute { value.append(attribute) }
  }

  private func valueType(_ tag: XMLTag) -> ValueType {
    if let calc = tag.attribute("value-type", in: ODSNamespace.calc), calc.elementsEqual("error".utf8) {
      return .error
    }
    guard let name = tag.attribute("value-type", in: ODSNamespace.office) else { return .none }
    switch String(decoding: name, as: UTF8.self) {
    case "float", "percentage", "currency": return .number
    case "date": return .date
    case "time": return .time
    case "boolean": return .boolean
    default: return .string
    }
  }

  private func endCell() throws {
    defer { column = min(column + cellCopies, Int(Int32.max)) }
    let start = queue.text.count
    guard let kind = try appendValue() else { return }
    let limit = min(options.limits.columns, CellReference.columnLimit)
    guard cellCopies <= limit - column else {
      throw Failure.limit(.columns, of: options.limits, "the row has too many columns", at: location)
    }
    queue.addCell(column: column, kind: kind, from: start)
    queue.repeatLastCell(cellCopies - 1)
  }

  /// Appends the cell's value to the queue's text; nil for a cell without one.
  private func appendValue() throws -> CellKind? {
    let bytes = SheetText.trimmed(value.bytes)
    switch type {
    case .none:
      guard text.count > 0 else { return nil }
      queue.text.append(text.bytes)
      return .text
    case .string:
      if !hasValue, paragraphs == 0 { return nil }
      queue.text.append(hasValue && paragraphs == 0 ? value.bytes : text.bytes)
      return .text
    case .error:
      queue.text.append(text.bytes)
      return .error
    case .number:
      guard !bytes.isEmpty else { return nil }
      guard NumberText.append(bytes, options.digits, to: queue.text) else { throw invalid("number") }
      return .number
    case .boolean:
      guard !bytes.isEmpty else { return nil }
      // As LibreOffice reads it: what does not say that it is true is false.
      queue.text.append(SheetText.boolean(bytes) == true ? "true" : "false")
      return .boolean
    case .date:
      guard !bytes.isEmpty else { return nil }
      return SheetText.appendDate(bytes, to: queue.text)
    case .time:
      guard !bytes.isEmpty else { return nil }
      guard SheetText.appendDuration(bytes, to: queue.text) else { throw invalid("time") }
      return .duration
    }
  }

  private func invalid(_ kind: String) -> Failure {
    .damagedWorkbook("\(SheetText.excerpt(value.bytes)) is no \(kind)", at: location)
  }

  private func endRow() throws {
    let cells = queue.openCellCount
    if cells > 0 {
      guard rowCopies <= options.limits.rows - row else {
        throw Failure.limit(.rows, of: options.limits, "the sheet has too many rows", at: location)
      }
      // What repeats make is charged like what unpacking makes: a few bytes may stand for thousands of millions of
      // cells.
      if rowCopies > 1 || cells > 1 { try budget.spend(rowCopies * cells * MemoryLayout<Cell>.size) }
    }
    _ = queue.endRow(number: row + 1, copies: rowCopies)
    row = min(row + rowCopies, Int(Int32.max))
  }
}
