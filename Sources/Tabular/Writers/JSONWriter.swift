import Diagnostics

/// Writes a table as one JSON array of objects, an object a row, keyed by the titles of the columns.
///
/// Amounts and numbers are JSON numbers with exactly the digits of the decimal, cells without a value are null.
public class JSONWriter: TableWriter {
  private let sink: any ByteSink
  private let buffer = OutputBuffer()
  private let moneyAsText: Bool
  private let oneArray: Bool
  /// For each column its key as JSON, with the colon and what comes before it.
  private var keys: [[UInt8]] = []
  private var cellsInRow = 0
  private var rowCount = 0

  /// A writer to a sink. With `moneyAsText` amounts are JSON strings, for readers that know only binary numbers.
  public convenience init(to sink: any ByteSink, moneyAsText: Bool = false) {
    self.init(to: sink, moneyAsText: moneyAsText, oneArray: true)
  }

  init(to sink: any ByteSink, moneyAsText: Bool, oneArray: Bool) {
    self.sink = sink
    self.moneyAsText = moneyAsText
    self.oneArray = oneArray
  }

  /// Takes the keys; see ``TableWriter/header(_:)``.
  public func header(_ columns: [ColumnHeading]) throws {
    let scratch = OutputBuffer(capacity: 256)
    keys = columns.enumerated().map { index, column in
      scratch.truncate(to: 0)
      scratch.append(index == 0 ? "{" : ",")
      var title = column.title
      title.withUTF8 { scratch.append(jsonString: UnsafeRawBufferPointer($0)) }
      scratch.append(":")
      return [UInt8](scratch.bytes)
    }
    if oneArray { buffer.append("[") }
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

  /// Ends the object.
  public func endRow() throws {
    if cellsInRow == 0 {
      beginRow()
      buffer.append("{")
    }
    buffer.append("}")
    if !oneArray { buffer.append("\n") }
    cellsInRow = 0
    rowCount += 1
    try buffer.flush(to: sink, ifAtLeast: OutputBuffer.piece)
  }

  /// Ends the array.
  public func finish() throws {
    if oneArray { buffer.append(rowCount == 0 ? "]\n" : "\n]\n") }
    try buffer.flush(to: sink)
  }

  @inline(__always)
  private func beginCell() throws {
    guard cellsInRow < keys.count else { throw tooManyCells(columns: keys.count) }
    if cellsInRow == 0 { beginRow() }
    buffer.append(keys[cellsInRow])
    cellsInRow += 1
  }

  private func beginRow() {
    guard oneArray else { return }
    buffer.append(rowCount == 0 ? "\n" : ",\n")
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
