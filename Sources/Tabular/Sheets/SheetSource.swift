import Diagnostics

/// Feeds a sheet's parser piece by piece, as rows are asked for.
final class SheetSource {
  /// The rows that the parser's handler makes.
  let queue = RowQueue()
  private let stream: any ByteStream
  private let parser: XMLPushParser
  private var ended = false

  /// A source over the bytes of an XML part.
  init(_ stream: any ByteStream, parser: XMLPushParser) {
    self.stream = stream
    self.parser = parser
  }

  /// Parses on until a condition holds; whether it did before the part ended.
  func parse(with handler: any XMLHandler, until isReached: () -> Bool) throws -> Bool {
    while !isReached() {
      if ended { return false }
      try parseMore(handler)
    }
    return true
  }

  /// The next row, parsing on where none is ready; nil at the end of the part, which is read to its last byte.
  func next(_ handler: any XMLHandler) throws -> Row? {
    while true {
      if let row = queue.next() { return row }
      if ended { return nil }
      queue.recycle()
      try checkRow()
      try parseMore(handler)
    }
  }

  private func parseMore(_ handler: any XMLHandler) throws {
    // Rows before a mistake are handed out where they are asked for.
    defer { queue.settle() }
    ended = try !parser.push(from: stream, to: handler)
  }

  /// A row in progress stays in memory, and may have 16,384 cells of the longest text.
  private func checkRow() throws {
    guard queue.text.count > parser.limits.rowBytes else { return }
    throw Failure.limit(.rowBytes, of: parser.limits, "this row is too long", at: parser.location)
  }
}
