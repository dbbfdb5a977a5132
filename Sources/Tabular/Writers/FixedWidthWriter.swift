import Diagnostics

/// How text of fixed width is written, beside the widths of its columns.
public struct FixedWidthOptions: Sendable, Hashable {
  /// Whether the titles are the first line.
  public var header: Bool
  /// Encoding and line ends.
  public var file: TextFileOptions

  /// No header, UTF-8 and LF, where nothing else is said.
  public init(header: Bool = false, file: TextFileOptions = TextFileOptions()) {
    (self.header, self.file) = (header, file)
  }
}

/// Writes a table as text of fixed width: every column has the width of its heading, in characters; numbers stand
/// right, everything else left, unless the heading says otherwise, filled with spaces.
public final class FixedWidthWriter: TableWriter {
  private let output: LineOutput
  private let hasHeader: Bool
  private var columns: [ColumnHeading] = []
  private let cell = OutputBuffer(capacity: 1024)
  private var cellsInRow = 0

  /// A writer to a sink; with `header` the titles are the first line.
  public init(to sink: any ByteSink, header: Bool = false, file: TextFileOptions = TextFileOptions()) {
    output = LineOutput(sink: sink, options: file)
    hasHeader = header
  }

  /// Takes the columns. Throws a ``Failure`` with exit code `configuration` where one has no width.
  public func header(_ columns: [ColumnHeading]) throws {
    try line(columns)
    guard hasHeader, !columns.isEmpty else { return }
    for column in columns { try text(column.title) }
    try endRow()
  }

  /// Takes the columns of the next row; throws as ``header(_:)`` does.
  public func line(_ columns: [ColumnHeading]) throws {
    for column in columns where (column.width ?? 0) < 1 {
      throw Failure(
        .configuration, .badConfiguration,
        facts: [
          "reason": "the column \(column.title) has no width", "help": "fixed-width files need one for each column",
        ])
    }
    self.columns = columns
  }

  /// A text, at the left. A line end or a tab in it becomes a space, since it would break the line.
  public func text(_ utf8: UnsafeRawBufferPointer) throws {
    for byte in utf8 { cell.append(byte == 0x0A || byte == 0x0D || byte == 0x09 ? 0x20 : byte) }
    try endCell(right: false, isText: true)
  }

  /// A number, at the right.
  public func number(_ utf8: UnsafeRawBufferPointer) throws {
    cell.append(utf8)
    try endCell(right: true)
  }

  /// An amount, at the right.
  public func amount(e4: Int64, places: Int) throws {
    cell.append(amount: e4, places: places)
    try endCell(right: true)
  }

  /// A whole number, at the right.
  public func integer(_ value: Int64) throws {
    cell.append(decimal: value)
    try endCell(right: true)
  }

  /// `true` or `false`, at the left.
  public func boolean(_ value: Bool) throws {
    cell.append(value ? "true" : "false")
    try endCell(right: false)
  }

  /// The text as it stands, at the left.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) throws { try text(isoUTF8) }

  /// Spaces.
  public func empty() throws { try endCell(right: false) }

  /// Ends the line; columns without a cell are spaces.
  public func endRow() throws {
    while cellsInRow < columns.count { try empty() }
    try output.endLine()
    cellsInRow = 0
  }

  /// Hands the last lines to the sink.
  public func finish() throws { try output.finish() }

  private func endCell(right: Bool, isText: Bool = false) throws {
    defer { cell.truncate(to: 0) }
    guard cellsInRow < columns.count else { throw tooManyCells(columns: columns.count) }
    let column = columns[cellsInRow]
    let width = column.width ?? 0
    // Characters are counted, not bytes: those that begin a UTF-8 sequence.
    var length = cell.bytes.count { $0 & 0xC0 != 0x80 }
    if length > width, isText, column.cutsText {
      let starts = cell.bytes.indices.filter { cell.bytes[$0] & 0xC0 != 0x80 }
      cell.truncate(to: starts[width])
      length = width
    }
    let right = column.alignment.map { $0 == .right } ?? right
    guard length <= width else {
      throw Failure(
        .rejected, .fieldTooWide,
        facts: [
          "row": "row \(output.lineCount + 1)", "column": column.title, "length": "\(length)", "width": "\(width)",
        ])
    }
    if right { pad(width - length) }
    output.line.append(cell.bytes)
    if !right { pad(width - length) }
    cellsInRow += 1
  }

  private func pad(_ count: Int) {
    for _ in 0..<count { output.line.append(UInt8(ascii: " ")) }
  }
}
