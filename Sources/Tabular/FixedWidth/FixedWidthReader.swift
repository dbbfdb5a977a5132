import Diagnostics
import Glibc

/// Reads text in columns of fixed width: each line is a row, each column the characters of a range without the spaces
/// around them. Lines end with LF, CRLF or CR; empty lines are left out; a line that is short has empty cells.
///
/// Errors: ``Failure`` with exit code `rejected` for bytes that are not text of the encoding, and for the limit
/// `row-bytes`.
final class FixedWidthReader: TableReader {
  /// Text has no sheets.
  let sheet: String? = nil

  private let stream: any ByteStream
  private let file: String
  private let columns: FixedColumns
  private let limits: ReadLimits
  private let cells: UnsafeMutablePointer<Cell>
  private var buffer: UnsafeMutableRawBufferPointer
  private var position = 0
  private var end = 0
  private var isEnded = false
  private var line = 0

  init(_ stream: any ByteStream, file: String, columns: FixedColumns, limits: ReadLimits) {
    self.stream = stream
    self.file = file
    self.columns = columns
    self.limits = limits
    cells = .allocate(capacity: max(1, columns.ranges.count))
    // Text streams need room for whole characters, however they are encoded.
    buffer = .allocate(byteCount: 1 << 16, alignment: 16)
  }

  deinit {
    cells.deallocate()
    buffer.deallocate()
  }

  /// The next line that is not empty.
  func next() throws -> Row? {
    while let text = try nextLine() {
      line += 1
      if text.isEmpty { continue }
      split(text)
      return Row(number: line, cells: UnsafeBufferPointer(start: cells, count: columns.ranges.count))
    }
    return nil
  }

  // MARK: Lines

  /// The next line without its end; nil at the end of the text.
  private func nextLine() throws -> UnsafeRawBufferPointer? {
    var length = 0
    while true {
      var searched = position + length
      while searched < end, buffer[searched] != 0x0A, buffer[searched] != 0x0D { searched += 1 }
      // What follows a CR must be there, to see whether it belongs to the line end.
      let isWhole = searched < end && (buffer[searched] == 0x0A || searched + 1 < end || isEnded)
      if isWhole || isEnded {
        guard position < end else { return nil }
        let start = position
        position = searched
        if searched < end { position += 1 }
        if searched + 1 < end, buffer[searched] == 0x0D, buffer[searched + 1] == 0x0A { position += 1 }
        return UnsafeRawBufferPointer(rebasing: buffer[start..<searched])
      }
      length = searched - position
      try fill()
    }
  }

  /// Reads more bytes behind the line in progress, which moves to the front.
  private func fill() throws {
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[position..<end]))
    end -= position
    position = 0
    if end > buffer.count / 2 {
      if end > limits.rowBytes {
        throw Failure.limit(
          .rowBytes, of: limits, "this line is too long", at: SourceLocation(file: file, line: line + 1))
      }
      let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
      larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<end]))
      buffer.deallocate()
      buffer = larger
    }
    do {
      let count = try stream.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[end...]))
      end += count
      isEnded = count == 0
    } catch let invalid as TextStream.Invalid {
      let lines = buffer[..<end].count { $0 == 0x0A }
      throw Failure.notInEncoding(invalid, at: SourceLocation(file: file, line: line + 1 + lines))
    }
  }

  // MARK: Columns

  private func split(_ text: UnsafeRawBufferPointer) {
    var byte = 0
    var character = 0
    func reach(_ target: Int) -> Int {
      while byte < text.count, character < target {
        byte += 1
        while byte < text.count, text[byte] & 0xC0 == 0x80 { byte += 1 }
        character += 1
      }
      return byte
    }
    for (index, range) in columns.ranges.enumerated() {
      let start = reach(range.lowerBound)
      var first = start
      var last = reach(range.upperBound)
      while first < last, text[first] == 0x20 { first += 1 }
      while last > first, text[last - 1] == 0x20 { last -= 1 }
      let bytes = UnsafeRawBufferPointer(rebasing: text[first..<last])
      (cells + index).initialize(to: Cell(kind: bytes.isEmpty ? .empty : .text, utf8: bytes))
    }
  }
}
