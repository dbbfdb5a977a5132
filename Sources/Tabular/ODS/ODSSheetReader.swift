import Diagnostics

/// Reads one table of an OpenDocument spreadsheet (ISO/IEC 26300-1, chapters 9 and 19) row by row, and the names of
/// those before it.
///
/// Repeated rows and cells are kept once and handed out as often as they stand; empty ones only count.
final class ODSSheetReader: TableReader {
  /// Which table is read.
  enum Wish {
    /// None: only their names are wanted.
    case none
    /// The first that is visible.
    case visible
    /// The one that has exactly this name.
    case named(String)
    /// The one at a position from 0.
    case position(Int)
  }

  /// Where in the document the parser is. What is not listed is ignored with everything in it.
  private enum Place {
    case document, styles, style, body, spreadsheet, table, rowGroup, row, cell, paragraph, span, ignored
  }

  /// What a cell says its value is.
  private enum ValueType {
    case none, number, date, time, boolean, string, error
  }

  /// The name of the table; nil until ``find()`` has found it.
  private(set) var sheet: String?
  /// The tables that the parser has come to.
  private(set) var sheets: [SheetSummary] = []

  private let source: SheetSource
  private let options: ReadOptions
  private let file: String
  private let budget: InflationBudget
  private var queue: RowQueue { source.queue }

  private var places: [Place] = []
  private let wish: Wish
  private var styleName = ""
  private var hiddenStyles: Set<String> = []
  private var row = 0
  private var rowCopies = 1
  private var column = 0
  private var cellCopies = 1
  /// Cells with content in the row, counted as often as they stand, and the elements that they are made of.
  private var cells = 0
  private var cellElements = 0
  private var type = ValueType.none
  private let value = ByteBuffer()
  private var hasValue = false
  private let text = ByteBuffer()
  private var paragraphs = 0
  private var paragraphStart = 0

  /// A reader of a table; ``find()`` comes first.
  init(_ wish: Wish, source: SheetSource, options: ReadOptions, file: String) {
    self.wish = wish
    self.source = source
    self.options = options
    self.file = file
    budget = InflationBudget(options.limits, file: file)
  }

  /// Reads on until the table begins; false, with the names of all tables in ``sheets``, where it is not there.
  func find() throws -> Bool { try source.parse(with: self) { sheet != nil } }

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
      cells = 0
      cellElements = 0
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
    case .document:
      guard tag.isIn(ODSNamespace.office) else { return .ignored }
      if tag.isNamed("body") { return .body }
      return tag.isNamed("automatic-styles") || tag.isNamed("styles") ? .styles : .ignored
    case .styles, .style: return style(tag)
    case .body: return tag.isNamed("spreadsheet") ? .spreadsheet : .ignored
    case .spreadsheet:
      return tag.isNamed("table") && tag.isIn(ODSNamespace.table) && isWanted(tag) ? .table : .ignored
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

  /// The styles stand before the tables; some hide them.
  private func style(_ tag: XMLTag) -> Place {
    guard tag.isIn(ODSNamespace.style) else { return .ignored }
    if tag.isNamed("style") {
      styleName = tag.text("name", in: ODSNamespace.style) ?? ""
      return .style
    }
    if tag.isNamed("table-properties"), tag.text("display", in: ODSNamespace.table) == "false" {
      hiddenStyles.insert(styleName)
    }
    return .ignored
  }

  /// Lists a table and tells whether it is the one that is read.
  private func isWanted(_ tag: XMLTag) -> Bool {
    let name = tag.text("name", in: ODSNamespace.table) ?? "Sheet\(sheets.count + 1)"
    let isHidden = hiddenStyles.contains(tag.text("style-name", in: ODSNamespace.table) ?? "")
    sheets.append(SheetSummary(name: name, state: isHidden ? .hidden : .visible))
    guard sheet == nil else { return false }
    let isWanted =
      switch wish {
      case .none: false
      case .visible: !isHidden
      case .named(let wanted): name == wanted
      case .position(let position): sheets.count - 1 == position
      }
    if isWanted { sheet = name }
    return isWanted
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
    var index = 0
    while index < bytes.count {
      var end = index
      while end < bytes.count, !SheetText.isSpace(bytes[end]) { end += 1 }
      if end > index {
        text.append(UnsafeRawBufferPointer(rebasing: bytes[index..<end]))
        index = end
        continue
      }
      if text.count > paragraphStart ? text.start[text.count - 1] != UInt8(ascii: " ") : blankMayStart {
        text.append(UInt8(ascii: " "))
      }
      index += 1
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
    cells += cellCopies
    cellElements += 1
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
    if queue.hasOpenCells {
      guard rowCopies <= options.limits.rows - row else {
        throw Failure.limit(.rows, of: options.limits, "the sheet has too many rows", at: location)
      }
      // What repeats make is charged like what unpacking makes: a few bytes may stand for thousands of millions of
      // cells.
      try budget.spend((rowCopies * cells - cellElements) * MemoryLayout<Cell>.size)
    }
    _ = queue.endRow(number: row + 1, copies: rowCopies)
    row = min(row + rowCopies, Int(Int32.max))
  }
}
