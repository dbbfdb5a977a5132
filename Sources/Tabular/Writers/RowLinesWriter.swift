/// Writes rows as JSON Lines that keep their numbers: `{"row":7,"cells":["1001",12.5,null]}`.
///
/// Texts, dates, times and errors are strings, numbers and lengths of time (in seconds) are numbers, cells without
/// content are null. Typed cells say what they are: `{"type":"n","value":12.5}`, with `s` text, `n` number, `b`
/// boolean, `d` date or date and time, `t` time of day, `u` length of time, `e` error.
package final class RowLinesWriter {
  private let sink: any ByteSink
  private let isTyped: Bool
  private let buffer = OutputBuffer()

  /// A writer to a sink.
  package init(to sink: any ByteSink, typed: Bool) {
    self.sink = sink
    isTyped = typed
  }

  /// Writes a row as a line.
  package func write(_ row: Row) throws {
    buffer.append("{\"row\":")
    buffer.append(decimal: Int64(row.number))
    buffer.append(",\"cells\":[")
    for (index, cell) in row.cells.enumerated() {
      if index > 0 { buffer.append(UInt8(ascii: ",")) }
      append(cell)
    }
    buffer.append("]}\n")
    try buffer.flush(to: sink, ifAtLeast: OutputBuffer.piece)
  }

  /// Hands the last lines to the sink.
  package func finish() throws { try buffer.flush(to: sink) }

  private func append(_ cell: Cell) {
    guard isTyped, cell.kind != .empty else { return appendValue(cell) }
    buffer.append("{\"type\":\"")
    buffer.append(RowLinesWriter.letter(of: cell))
    buffer.append("\",\"value\":")
    appendValue(cell)
    buffer.append(UInt8(ascii: "}"))
  }

  private func appendValue(_ cell: Cell) {
    switch cell.kind {
    case .empty: buffer.append("null")
    case .boolean: buffer.append(cell.utf8)
    case .number, .duration:
      if isPlainNumber(cell.utf8) { buffer.append(cell.utf8) } else { buffer.append(jsonString: cell.utf8) }
    case .text, .dateTime, .error: buffer.append(jsonString: cell.utf8)
    }
  }

  private static func letter(of cell: Cell) -> UInt8 {
    switch cell.kind {
    case .empty, .text: UInt8(ascii: "s")
    case .number: UInt8(ascii: "n")
    case .boolean: UInt8(ascii: "b")
    case .duration: UInt8(ascii: "u")
    case .error: UInt8(ascii: "e")
    // `12:00:00` against `2026-09-30...`.
    case .dateTime: cell.utf8.count > 2 && cell.utf8[2] == UInt8(ascii: ":") ? UInt8(ascii: "t") : UInt8(ascii: "d")
    }
  }
}
