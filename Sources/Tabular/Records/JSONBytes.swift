import Diagnostics
import Glibc

/// The bytes of a JSON file from the record being read on, in one piece, and where in the file they stand.
final class JSONBytes {
  private let stream: any ByteStream
  private let file: String
  private let limits: ReadLimits
  private var buffer: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 16
  private var position = 0
  private var end = 0
  private var isEnded = false
  private var line = 1
  /// Where the line begins; before 0 where those bytes are gone.
  private var lineStart = 0

  init(_ stream: any ByteStream, file: String, limits: ReadLimits) {
    self.stream = stream
    self.file = file
    self.limits = limits
    buffer = .allocate(capacity: capacity + 8)
    closeBuffer()
  }

  deinit { buffer.deallocate() }

  /// The place of the next byte; columns are counted in bytes.
  var location: SourceLocation { SourceLocation(file: file, line: line, column: position - lineStart + 1) }

  func failure(_ reason: String) -> Failure {
    Failure(.rejected, .jsonMalformed, at: location, facts: ["reason": reason])
  }

  /// A scanner of what is in memory.
  func scanner() -> JSONScanner {
    JSONScanner(
      next: buffer + position, end: buffer + end, line: line, lineStart: nil, longestText: limits.cellText)
  }

  /// Goes on where a scanner stands.
  func advance(_ scanner: JSONScanner) {
    position = UnsafePointer(scanner.next) - UnsafePointer(buffer)
    line = scanner.line
    if let start = scanner.lineStart { lineStart = start - UnsafePointer(buffer) }
  }

  /// Reads more bytes behind those that there are; false at the end of the file.
  func fill() throws -> Bool {
    guard !isEnded else { return false }
    memmove(buffer, buffer + position, end - position)
    end -= position
    lineStart -= position
    position = 0
    if end > capacity / 2 { try grow() }
    // All of the buffer, so that a record is begun again less and less often the longer it is.
    while end < capacity, !isEnded {
      let count = try stream.read(into: UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end))
      end += count
      isEnded = count == 0
    }
    closeBuffer()
    return true
  }

  private func grow() throws {
    if end > limits.rowBytes { throw Failure.limit(.rowBytes, of: limits, "this record is too long", at: location) }
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + 8)
    memcpy(larger, buffer, end)
    buffer.deallocate()
    buffer = larger
    capacity *= 2
  }

  private func closeBuffer() {
    for index in 0..<8 { buffer[end + index] = 0 }
  }

  // MARK: Between records

  /// The next byte, which stays the next one; nil at the end.
  private func peek() throws -> UInt8? {
    if position == end, try !fill() || end == 0 { return nil }
    return buffer[position]
  }

  /// Takes bytes that were looked at.
  func skip(_ count: Int) { position += count }

  /// Skips a byte order mark at the start of the file.
  func skipByteOrderMark() throws {
    guard try peek() == 0xEF else { return }
    guard end >= 3, buffer[1] == 0xBB, buffer[2] == 0xBF else { throw failure("the file is not UTF-8") }
    position = 3
    lineStart = 3
  }

  /// Skips white space and line ends and gives the byte behind, which stays; nil at the end.
  func skipSpace() throws -> UInt8? {
    while let byte = try peek() {
      switch byte {
      case 0x0A:
        line += 1
        lineStart = position + 1
      case 0x20, 0x0D, 0x09: break
      default: return byte
      }
      position += 1
    }
    return nil
  }

  /// Skips white space up to a line end, which stays, or the end of the file; false where something else comes first.
  func reachLineEnd() throws -> Bool {
    while let byte = try peek() {
      switch byte {
      case 0x0A: return true
      case 0x20, 0x0D, 0x09: position += 1
      default: return false
      }
    }
    return true
  }
}
