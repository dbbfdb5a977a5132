import Diagnostics

/// Reads one worksheet of an XML workbook of Excel 2003 row by row, and the names of those before it.
final class SpreadsheetMLReader: TableReader {
  /// Which worksheet is read.
  enum Wish {
    /// None: only their names are wanted.
    case none
    /// The one that has exactly this name.
    case named(String)
    /// The one at a position from 0.
    case position(Int)
  }

  /// Where in the document the parser is. What is not listed is ignored with everything in it.
  private enum Place {
    case workbook, worksheet, options, visibility, table, row, cell, data, richText, ignored
  }

  /// The types of `Data`.
  private enum DataType {
    case number, dateTime, boolean, text, error
  }

  /// The name of the worksheet; nil until ``find()`` has found it.
  private(set) var sheet: String?
  /// The worksheets that the parser has come to, and those that it has left behind marked where they are hidden.
  private(set) var sheets: [SheetSummary] = []

  private let source: SheetSource
  private let options: ReadOptions
  private let file: String
  private var queue: RowQueue { source.queue }

  private var places: [Place] = []
  private let wish: Wish
  private var isWanted = false
  private var row = 0
  private var nextRow = 1
  private var column = 0
  private var nextColumn = 0
  private var type = DataType.text
  private var hasData = false
  private let text = ByteBuffer()

  /// A reader of a worksheet; ``find()`` comes first.
  init(_ wish: Wish, source: SheetSource, options: ReadOptions, file: String) {
    self.wish = wish
    self.source = source
    self.options = options
    self.file = file
  }

  /// Reads on until the worksheet begins; false, with all worksheets in ``sheets``, where it is not there.
  func find() throws -> Bool { try source.parse(with: self) { sheet != nil } }

  func next() throws -> Row? { try source.next(self) }

  private var location: SourceLocation {
    SourceLocation(file: file, sheet: sheet, line: row > 0 ? row : nil, column: column + 1)
  }

  private func damaged(_ reason: String) -> Failure { .damagedWorkbook(reason, at: location) }
}

// MARK: - Elements

extension SpreadsheetMLReader: XMLHandler {
  func startElement(_ tag: XMLTag) throws {
    let next = place(of: tag)
    places.append(next)
    switch next {
    case .row: try startRow(tag)
    case .cell: try startCell(tag)
    case .data: try startData(tag)
    default: break
    }
  }

  private func place(of tag: XMLTag) -> Place {
    guard let parent = places.last else { return .workbook }
    // The text of cells may be marked up with HTML.
    if parent == .data || parent == .richText { return .richText }
    if parent == .ignored { return .ignored }
    guard tag.isIn(SpreadsheetMLWorkbook.namespace) else { return option(of: tag, in: parent) }
    switch parent {
    case .workbook:
      guard tag.isNamed("Worksheet") else { return .ignored }
      list(tag)
      return .worksheet
    case .worksheet: return isWanted && tag.isNamed("Table") ? .table : .ignored
    case .table: return tag.isNamed("Row") ? .row : .ignored
    case .row: return tag.isNamed("Cell") ? .cell : .ignored
    case .cell: return tag.isNamed("Data") ? .data : .ignored
    default: return .ignored
    }
  }

  /// `Visible` in the options of a worksheet, which follow its table.
  private func option(of tag: XMLTag, in parent: Place) -> Place {
    guard tag.isIn(SpreadsheetMLWorkbook.excel) else { return .ignored }
    switch parent {
    case .worksheet: return tag.isNamed("WorksheetOptions") ? .options : .ignored
    case .options: return tag.isNamed("Visible") ? .visibility : .ignored
    default: return .ignored
    }
  }

  private func list(_ tag: XMLTag) {
    let name = tag.text("Name", in: SpreadsheetMLWorkbook.namespace) ?? "Sheet\(sheets.count + 1)"
    sheets.append(SheetSummary(name: name))
    isWanted = false
    guard sheet == nil else { return }
    switch wish {
    case .none: break
    case .named(let wanted): isWanted = name == wanted
    case .position(let position): isWanted = sheets.count - 1 == position
    }
    if isWanted { sheet = name }
  }

  func endElement() throws {
    switch places.popLast() {
    case .cell: if hasData { try endCell() }
    case .row: _ = queue.endRow(number: row)
    default: break
    }
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard let place = places.last else { return }
    if place == .visibility, bytes.starts(with: "Sheet".utf8) { sheets[sheets.count - 1].state = .hidden }
    guard place == .data || place == .richText else { return }
    text.append(bytes)
    if text.count > options.limits.cellText {
      throw Failure.limit(.cellText, of: options.limits, "the text of this cell is too long", at: location)
    }
  }

  /// `Index` says where the row stands, `Span` how many rows behind it are like it and without cells.
  private func startRow(_ tag: XMLTag) throws {
    row = try position(tag, "Index", atLeast: nextRow)
    guard row <= options.limits.rows else {
      throw Failure.limit(.rows, of: options.limits, "the sheet has too many rows", at: location)
    }
    nextRow = row + 1 + (try number(tag, "Span") ?? 0)
    nextColumn = 0
    column = 0
  }

  /// `Index` says where the cell stands, `MergeAcross` how many columns behind it belong to it.
  private func startCell(_ tag: XMLTag) throws {
    hasData = false
    column = try position(tag, "Index", atLeast: nextColumn + 1) - 1
    guard column < min(options.limits.columns, CellReference.columnLimit) else {
      throw Failure.limit(.columns, of: options.limits, "the row has too many columns", at: location)
    }
    nextColumn = column + 1 + (try number(tag, "MergeAcross") ?? 0)
  }

  private func position(_ tag: XMLTag, _ name: StaticString, atLeast next: Int) throws -> Int {
    guard let given = try number(tag, name) else { return next }
    guard given >= next else { throw damaged("\(name) \(given) follows \(next - 1)") }
    return given
  }

  private func number(_ tag: XMLTag, _ name: StaticString) throws -> Int? {
    guard let given = tag.attribute(name, in: SpreadsheetMLWorkbook.namespace) else { return nil }
    guard let number = SheetText.integer(given) else { throw damaged("\(SheetText.excerpt(given)) is no \(name)") }
    return number
  }

  private func startData(_ tag: XMLTag) throws {
    hasData = true
    text.truncate()
    let name = tag.text("Type", in: SpreadsheetMLWorkbook.namespace) ?? "String"
    switch name {
    case "Number": type = .number
    case "DateTime": type = .dateTime
    case "Boolean": type = .boolean
    case "String": type = .text
    case "Error": type = .error
    default: throw damaged("the cell type \(name.prefix(20)) is unknown")
    }
  }

  private func endCell() throws {
    let start = queue.text.count
    let value = SheetText.trimmed(text.bytes)
    if type != .text, value.isEmpty { return }
    switch type {
    case .text:
      queue.text.append(text.bytes)
      queue.addCell(column: column, kind: .text, from: start)
    case .number:
      guard NumberText.append(value, options.digits, to: queue.text) else {
        throw damaged("\(SheetText.excerpt(value)) is no number")
      }
      queue.addCell(column: column, kind: .number, from: start)
    case .boolean:
      guard let boolean = SheetText.boolean(value) else { throw damaged("\(SheetText.excerpt(value)) is no boolean") }
      queue.text.append(boolean ? "true" : "false")
      queue.addCell(column: column, kind: .boolean, from: start)
    case .dateTime:
      let kind = SheetText.appendDate(value, to: queue.text)
      queue.addCell(column: column, kind: kind, from: start)
    case .error:
      queue.text.append(value)
      queue.addCell(column: column, kind: .error, from: start)
    }
  }
}
