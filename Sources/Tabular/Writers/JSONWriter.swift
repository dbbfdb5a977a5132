import Diagnostics

/// Writes a table as one JSON array of objects, an object a row, keyed by the titles of the columns; or as an object in which
/// that array is a member, where something stands once in the file.
///
/// Amounts and numbers are JSON numbers with exactly the digits of the decimal, cells without a value are null.
public class JSONWriter: TableWriter {
  /// The members of an object.
  private final class Level {
    /// For each member its key as JSON, with the colon and what comes before it.
    let keys: [[UInt8]]
    /// For each member those that are nested in it.
    let inner: [Level?]
    var count = 0
    /// The level of a list whose elements come.
    var list: Level?
    var elements = 0

    /// `first` stands before the first key.
    init(_ columns: [ColumnHeading], first: StaticString = "{", next: StaticString = ",") {
      let scratch = OutputBuffer(capacity: 256)
      keys = columns.enumerated().map { index, column in
        scratch.truncate(to: 0)
        scratch.append(index == 0 ? first : next)
        var title = column.title
        title.withUTF8 { scratch.append(jsonString: UnsafeRawBufferPointer($0)) }
        scratch.append(":")
        return [UInt8](scratch.bytes)
      }
      inner = columns.map { column in
        switch column.shape {
        case .cell: nil
        case .group(let members), .list(let members, _, _): Level(members)
        }
      }
    }
  }

  private let sink: any ByteSink
  private let buffer = OutputBuffer()
  private let moneyAsText: Bool
  private let oneArray: Bool
  /// What is being written: the row, and what of it is nested.
  private var levels: [Level] = []
  private var level = Level([])
  private var rowCount = 0
  /// The key of the array of rows in the object that is the file; nil where the file is that array.
  private let rowsKey: String?
  private var memberCount = 0
  private enum Rows { case toCome, open, ended }
  private var rows = Rows.toCome

  /// A writer to a sink. With `moneyAsText` amounts are JSON strings, for readers that know only binary numbers. With
  /// `rowsKey` the file is an object, and the array of rows a member of it.
  public convenience init(to sink: any ByteSink, moneyAsText: Bool = false, rowsKey: String? = nil) {
    self.init(to: sink, moneyAsText: moneyAsText, oneArray: true, rowsKey: rowsKey)
  }

  init(to sink: any ByteSink, moneyAsText: Bool, oneArray: Bool, rowsKey: String? = nil) {
    self.sink = sink
    self.moneyAsText = moneyAsText
    self.oneArray = oneArray
    self.rowsKey = rowsKey
  }

  /// Takes the keys; see ``TableWriter/header(_:)``.
  public func header(_ columns: [ColumnHeading]) throws {
    level = Level(columns)
    if oneArray { buffer.append(rowsKey == nil ? "[" : "{") }
  }

  /// Takes the keys of the next line of JSON Lines.
  public func line(_ columns: [ColumnHeading]) throws {
    if !oneArray { level = Level(columns) }
  }

  /// Members of the object that is the file; in JSON Lines a line.
  public func beginOnce(_ columns: [ColumnHeading], atEnd: Bool) throws {
    guard oneArray else { return try line(columns) }
    if atEnd { endRows() }
    levels.append(level)
    level = Level(columns, first: memberCount == 0 ? "\n" : ",\n", next: ",\n")
    memberCount += columns.count
  }

  /// Ends them.
  public func endOnce() throws {
    guard oneArray else { return try endRow() }
    guard let rows = levels.popLast() else { throw tooManyCells(columns: 0) }
    level = rows
  }

  private func beginRows() {
    guard var key = rowsKey, rows == .toCome else { return }
    rows = .open
    buffer.append(memberCount == 0 ? "\n" : ",\n")
    memberCount += 1
    key.withUTF8 { buffer.append(jsonString: UnsafeRawBufferPointer($0)) }
    buffer.append(":[")
  }

  private func endRows() {
    guard rowsKey != nil, rows != .ended else { return }
    beginRows()
    rows = .ended
    buffer.append(rowCount == 0 ? "]" : "\n]")
  }

  /// A JSON string.
  public func text(_ utf8: UnsafeRawBufferPointer) throws {
    try beginCell()
    buffer.append(jsonString: utf8)
  }

  /// A JSON number with the same digits; a string where JSON's grammar has no such number.
  public func number(_ utf8: UnsafeRawBufferPointer) throws {
    try beginCell()
    if isPlainNumber(utf8) { buffer.append(utf8) } else { buffer.append(jsonString: utf8) }
  }

  /// A JSON number, or a string with `moneyAsText`.
  public func amount(e4: Int64, places: Int) throws {
    try beginCell()
    if moneyAsText { buffer.append(UInt8(ascii: "\"")) }
    buffer.append(amount: e4, places: places)
    if moneyAsText { buffer.append(UInt8(ascii: "\"")) }
  }

  /// A JSON number.
  public func integer(_ value: Int64) throws {
    try beginCell()
    buffer.append(decimal: value)
  }

  /// `true` or `false`.
  public func boolean(_ value: Bool) throws {
    try beginCell()
    if value { buffer.append("true") } else { buffer.append("false") }
  }

  /// A JSON string.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws { try text(isoUTF8) }

  /// `null`.
  public func empty() throws {
    try beginCell()
    buffer.append("null")
  }

  /// Begins an object within the row.
  public func beginGroup() throws { try enter(try beginNested()) }

  /// Ends it.
  public func endGroup() throws { try leave() }

  /// Begins an array.
  public func beginList() throws {
    let inner = try beginNested()
    inner.elements = 0
    level.list = inner
    buffer.append("[")
  }

  /// Begins an object of the array.
  public func beginElement() throws {
    guard let list = level.list else { throw tooManyCells(columns: 0) }
    if list.elements > 0 { buffer.append(",") }
    list.elements += 1
    try enter(list)
  }

  /// Ends it.
  public func endElement() throws { try leave() }

  /// Ends the array.
  public func endList() throws {
    level.list = nil
    buffer.append("]")
  }

  private func beginNested() throws -> Level {
    try beginCell()
    guard let inner = level.inner[level.count - 1] else { throw tooManyCells(columns: 0) }
    return inner
  }

  private func enter(_ inner: Level) throws {
    inner.count = 0
    levels.append(level)
    level = inner
  }

  private func leave() throws {
    if level.count == 0 { buffer.append("{") }
    buffer.append("}")
    guard let outer = levels.popLast() else { throw tooManyCells(columns: 0) }
    level = outer
  }

  /// Ends the object.
  public func endRow() throws {
    if level.count == 0 {
      beginRow()
      buffer.append("{")
    }
    buffer.append("}")
    if !oneArray { buffer.append("\n") }
    level.count = 0
    rowCount += 1
    try buffer.flush(to: sink, ifAtLeast: OutputBuffer.piece)
  }

  /// Ends the array.
  public func finish() throws {
    if rowsKey != nil {
      endRows()
      buffer.append("\n}\n")
    } else if oneArray {
      buffer.append(rowCount == 0 ? "]\n" : "\n]\n")
    }
    try buffer.flush(to: sink)
  }

  @inline(__always)
  private func beginCell() throws {
    let level = level
    guard level.count < level.keys.count else { throw tooManyCells(columns: level.keys.count) }
    if level.count == 0, levels.isEmpty { beginRow() }
    buffer.append(level.keys[level.count])
    level.count += 1
  }

  private func beginRow() {
    guard oneArray else { return }
    beginRows()
    buffer.append(rowCount == 0 ? "\n" : ",\n")
  }
}

extension JSONWriter: RepeatingWriter {
  /// What stands before the objects of an array differs.
  package var canRepeat: Bool { !oneArray }
  package var mark: Int { buffer.count }
  package func bytes(since mark: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: buffer.bytes[mark...])
  }
  package func repeatCells(_ bytes: UnsafeRawBufferPointer, count: Int) {
    buffer.append(bytes)
    level.count += count
  }
}

/// Writes a table as JSON Lines: an object a line, as ``JSONWriter`` writes them.
public final class JSONLinesWriter: JSONWriter {
  /// A writer to a sink. With `moneyAsText` amounts are JSON strings, for readers that know only binary numbers.
  public convenience init(to sink: any ByteSink, moneyAsText: Bool = false) {
    self.init(to: sink, moneyAsText: moneyAsText, oneArray: false)
  }
}

/// The failure for a row with more cells than the header has columns, which is a bug of the caller.
func tooManyCells(columns: Int) -> Failure {
  Failure(.bug, .bug, facts: ["reason": "a row has more cells than the \(columns) columns of its header"])
}
