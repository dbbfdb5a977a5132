import Diagnostics

/// Reads the objects of a JSON file one by one, in memory for one object: JSON Lines (an object a line, empty lines
/// allowed), or one array of objects.
///
/// The grammar is RFC 8259 to the letter, in UTF-8 with or without a byte order mark. Numbers keep their text, keys
/// that come twice stay twice. Members become ``RecordNode``s: an object has children, an array is a run of children of
/// the member's name, an array directly in an array is a child that has the elements as children of the same name, null
/// has no text.
///
/// Errors: ``Failure`` with exit code `rejected` for what is not such JSON, with its line and column, and for the limits
/// `depth`, `cell-text` (one text), `columns` (values of one record) and `row-bytes` (one record).
package final class JSONRecordReader: RecordReader {
  private enum Shape { case unknown, lines, array, ended }

  private let bytes: JSONBytes
  private let limits: ReadLimits
  private let builder: JSONRecordBuilder
  private var tape = RecordTape(names: RecordNames())
  private var shape = Shape.unknown
  private var isFirst = true

  /// A reader of the bytes of a file.
  package init(_ stream: any ByteStream, file: String, limits: ReadLimits = ReadLimits()) {
    bytes = JSONBytes(stream, file: file, limits: limits)
    builder = JSONRecordBuilder(limits: limits)
    self.limits = limits
  }

  /// The next object, with an empty name; nil at the end.
  package func next() throws -> RecordNode? {
    if shape == .unknown { try recognise() }
    switch shape {
    case .lines: return try nextLine()
    case .array: return try nextElement()
    case .unknown, .ended: return nil
    }
  }

  private func recognise() throws {
    try bytes.skipByteOrderMark()
    shape = try bytes.skipSpace() == UInt8(ascii: "[") ? .array : .lines
    if shape == .array { bytes.skip(1) }
  }

  private func nextLine() throws -> RecordNode? {
    if !isFirst, try !bytes.reachLineEnd() { throw bytes.failure("something follows the object on its line") }
    isFirst = false
    guard let byte = try bytes.skipSpace() else {
      shape = .ended
      return nil
    }
    return try record(byte)
  }

  private func nextElement() throws -> RecordNode? {
    var byte = try bytes.skipSpace()
    if byte == UInt8(ascii: "]") {
      bytes.skip(1)
      guard try bytes.skipSpace() == nil else { throw bytes.failure("something follows the array") }
      shape = .ended
      return nil
    }
    if !isFirst {
      guard byte == UInt8(ascii: ",") else { throw bytes.failure("a comma or ] is missing in the array") }
      bytes.skip(1)
      byte = try bytes.skipSpace()
    }
    isFirst = false
    return try record(byte)
  }

  private func record(_ first: UInt8?) throws -> RecordNode {
    guard first == UInt8(ascii: "{") else { throw bytes.failure("a record must be an object") }
    while true {
      RecordTape.recycle(&tape, from: tape.count)
      var scanner = bytes.scanner()
      do throws(JSONRecordBuilder.Stop) {
        try builder.read(&scanner, to: tape)
        bytes.advance(scanner)
        return RecordNode(tape: tape, index: 0)
      } catch .scanner(.needsMore) {
        guard try bytes.fill() else {
          bytes.advance(scanner)
          throw bytes.failure("the file ends too early")
        }
      } catch .scanner(.malformed(let reason)) {
        bytes.advance(scanner)
        throw bytes.failure(reason)
      } catch .scanner(.textTooLong) {
        bytes.advance(scanner)
        throw Failure.limit(.cellText, of: limits, "a text is too long", at: bytes.location)
      } catch .limit(let name) {
        bytes.advance(scanner)
        let what = name == .depth ? "values are nested too deep" : "one record has too many values"
        throw Failure.limit(name, of: limits, what, at: bytes.location)
      }
    }
  }
}

/// Puts the values of one record on a tape.
private final class JSONRecordBuilder {
  enum Stop: Error {
    case scanner(JSONScanner.Stop)
    case limit(ReadLimits.Name)
  }

  /// An object or an array that is not closed yet.
  private struct Open: BitwiseCopyable {
    var isArray: Bool
    /// Its place on the tape; -1 for an array, whose elements stand in its place.
    var place: Int
    /// The name of an array's elements.
    var name: Int32
  }

  private let limits: ReadLimits
  private let open = RawList<Open>()
  private var valueCount = 0
  private let key = ByteBuffer(capacity: 64)

  init(limits: ReadLimits) { self.limits = limits }

  /// Reads an object; the scanner stands at its brace.
  func read(_ scanner: inout JSONScanner, to tape: RecordTape) throws(Stop) {
    open.removeAll()
    valueCount = 0
    let empty = tape.names.number(of: UnsafeRawBufferPointer(start: nil, count: 0))
    do throws(JSONScanner.Stop) {
      var name = empty
      repeat {
        try readValue(named: name, &scanner, tape)
        if limitHit != nil { break }
        guard let next = try nextName(&scanner, tape) else { return }
        name = next
      } while true
    } catch { throw .scanner(error) }
    if let limitHit { throw .limit(limitHit) }
  }

  private var limitHit: ReadLimits.Name? {
    valueCount > limits.columns ? .columns : open.count > limits.depth ? .depth : nil
  }

  /// Reads a value, or the start of an object or array.
  @inline(__always)
  private func readValue(named name: Int32, _ scanner: inout JSONScanner, _ tape: RecordTape) throws(JSONScanner.Stop) {
    valueCount += 1
    switch try scanner.peek() {
    case UInt8(ascii: "\""):
      scanner.next += 1
      let place = tape.append(name: name, line: scanner.line, kind: .text)
      try scanner.string(to: tape.text)
      tape.endText(of: place)
    case UInt8(ascii: "{"):
      scanner.next += 1
      open.append(Open(isArray: false, place: tape.append(name: name, line: scanner.line, kind: .empty), name: name))
    case UInt8(ascii: "["):
      scanner.next += 1
      let isNested = open.count > 0 && open[open.last].isArray
      let place = isNested ? tape.append(name: name, line: scanner.line, kind: .empty) : -1
      open.append(Open(isArray: true, place: place, name: name))
    case UInt8(ascii: "t"): try readWord("true", .boolean, name, &scanner, tape)
    case UInt8(ascii: "f"): try readWord("false", .boolean, name, &scanner, tape)
    case UInt8(ascii: "n"):
      try scanner.word("null")
      _ = tape.append(name: name, line: scanner.line, kind: .empty)
    default:
      let place = tape.append(name: name, line: scanner.line, kind: .number)
      tape.text.append(try scanner.number())
      tape.endText(of: place)
    }
  }

  private func readWord(
    _ word: StaticString, _ kind: CellKind, _ name: Int32, _ scanner: inout JSONScanner, _ tape: RecordTape
  ) throws(JSONScanner.Stop) {
    try scanner.word(word)
    let place = tape.append(name: name, line: scanner.line, kind: kind)
    tape.text.append(UnsafeRawBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    tape.endText(of: place)
  }

  /// Reads on to the next value and gives its name; nil where the record has ended.
  @inline(__always)
  private func nextName(_ scanner: inout JSONScanner, _ tape: RecordTape) throws(JSONScanner.Stop) -> Int32? {
    var isStart = isOpening(scanner)
    while open.count > 0 {
      let last = open[open.last]
      scanner.skipSpace()
      let byte = try scanner.peek()
      if byte == (last.isArray ? UInt8(ascii: "]") : UInt8(ascii: "}")) {
        scanner.next += 1
        if last.place >= 0 { tape.close(last.place) }
        open.removeLast()
        isStart = false
        continue
      }
      if !isStart {
        guard byte == UInt8(ascii: ",") else {
          throw .malformed(last.isArray ? "a comma or ] is missing" : "a comma or } is missing")
        }
        scanner.next += 1
        scanner.skipSpace()
      }
      return last.isArray ? last.name : try readKey(&scanner, tape)
    }
    return nil
  }

  /// Whether the last byte taken opened the innermost object or array.
  @inline(__always)
  private func isOpening(_ scanner: JSONScanner) -> Bool {
    let byte = scanner.next[-1]
    return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
  }

  @inline(__always)
  private func readKey(_ scanner: inout JSONScanner, _ tape: RecordTape) throws(JSONScanner.Stop) -> Int32 {
    guard try scanner.take("\"") else { throw .malformed("a key in quotes is missing") }
    key.truncate()
    try scanner.string(to: key)
    let name = tape.names.number(of: key.bytes)
    scanner.skipSpace()
    guard try scanner.take(":") else { throw .malformed("a colon after a key is missing") }
    scanner.skipSpace()
    return name
  }
}
