import Diagnostics

/// The words of JSON, taken one by one from a stream: punctuation, strings, numbers, `true`, `false`, `null`.
final class JSONScanner {
  /// The line of the next byte, from 1.
  private(set) var line = 1

  private let stream: any ByteStream
  private let file: String
  private let limits: ReadLimits
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var position = 0
  private var end = 0
  private var isEnded = false
  private var scratch: [UInt8] = []

  init(_ stream: any ByteStream, file: String, limits: ReadLimits) {
    self.stream = stream
    self.file = file
    self.limits = limits
  }

  deinit { buffer.deallocate() }

  var location: SourceLocation { SourceLocation(file: file, line: line) }

  func failure(_ reason: String) -> Failure {
    Failure(.rejected, .jsonMalformed, at: location, facts: ["reason": reason])
  }

  /// The next byte, which stays the next one; nil at the end.
  @inline(__always)
  func peek() throws -> UInt8? {
    if position == end, try !fill() { return nil }
    return buffer[position]
  }

  private func fill() throws -> Bool {
    guard !isEnded else { return false }
    position = 0
    end = try stream.read(into: buffer)
    isEnded = end == 0
    return !isEnded
  }

  /// Takes the byte if it is the next one.
  func take(_ scalar: Unicode.Scalar) throws -> Bool {
    guard try peek() == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// Takes the byte, or says what is missing.
  func expect(_ scalar: Unicode.Scalar, _ what: String) throws {
    guard try take(scalar) else {
      throw failure(try peek() == nil ? "the file ends too early" : "\(what) is missing")
    }
  }

  /// Skips a byte order mark at the start of the file.
  func skipByteOrderMark() throws {
    guard try peek() == 0xEF else { return }
    for byte in [0xEF, 0xBB, 0xBF] as [UInt8] {
      guard try peek() == byte else { throw failure("the file is not UTF-8") }
      position += 1
    }
  }

  /// Skips white space and line ends.
  func skipSpace() throws {
    while let byte = try peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      if byte == 0x0A { line += 1 }
      position += 1
    }
  }

  /// Skips white space up to a line end and takes it; false where something else comes first. The end of the file
  /// counts.
  func endLine() throws -> Bool {
    while let byte = try peek() {
      if byte == 0x0A { return true }
      guard byte == 0x20 || byte == 0x0D || byte == 0x09 else { return false }
      position += 1
    }
    return true
  }

  /// Takes `true`, `false` or `null`.
  func word(_ word: StaticString) throws {
    for index in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[index] else { throw failure("\(word) is misspelt") }
      position += 1
    }
  }

  /// Takes a number and gives its text as it stands.
  func number() throws -> String {
    scratch.removeAll(keepingCapacity: true)
    while let byte = try peek(), byte >= 0x2B, byte <= 0x39 || byte | 0x20 == UInt8(ascii: "e"), scratch.count <= 1024 {
      guard byte != UInt8(ascii: ","), byte != UInt8(ascii: "/") else { break }
      scratch.append(byte)
      position += 1
    }
    guard scratch.withUnsafeBytes({ isPlainNumber($0) }) else {
      throw failure(try peek() == nil ? "the file ends too early" : "a value is not JSON")
    }
    return String(decoding: scratch, as: UTF8.self)
  }

  /// Takes a string in quotes, with its escapes resolved.
  func string() throws -> String {
    try expect("\"", "a quote")
    if let text = try plainString() { return text }
    scratch.removeAll(keepingCapacity: true)
    while true {
      guard let byte = try peek() else { throw failure("the file ends inside a text") }
      if byte == UInt8(ascii: "\"") {
        position += 1
        break
      }
      if byte == UInt8(ascii: "\\") {
        position += 1
        try escape()
      } else if byte < 0x20 {
        throw failure("a text holds a control character that is not escaped")
      } else {
        appendPlainRun()
      }
      if scratch.count > limits.cellText {
        throw Failure.limit(.cellText, of: limits, "a text is too long", at: location)
      }
    }
    guard let text = String(validating: scratch, as: UTF8.self) else { throw failure("a text is not UTF-8") }
    return text
  }

  /// The string when it is short, without an escape and in memory to its end, as nearly all are; else nothing is taken.
  private func plainString() throws -> String? {
    let limit = position + min(end - position, limits.cellText)
    var stop = position
    while stop < limit, buffer[stop] != UInt8(ascii: "\"") {
      guard buffer[stop] >= 0x20, buffer[stop] != UInt8(ascii: "\\") else { return nil }
      stop += 1
    }
    guard stop < limit else { return nil }
    guard let text = String(validating: buffer[position..<stop], as: UTF8.self) else {
      throw failure("a text is not UTF-8")
    }
    position = stop + 1
    return text
  }

  /// Takes bytes up to one that means something, or to the end of what is in memory.
  private func appendPlainRun() {
    var stop = position
    while stop < end, buffer[stop] >= 0x20, buffer[stop] != UInt8(ascii: "\""), buffer[stop] != UInt8(ascii: "\\") {
      stop += 1
    }
    scratch.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[position..<stop]))
    position = stop
  }

  private func escape() throws {
    guard let byte = try peek() else { throw failure("the file ends inside a text") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "u"):
      var value = try hexadecimal()
      if value & 0xFC00 == 0xD800 {
        guard try take("\\"), try take("u") else { throw failure("half a surrogate pair is missing") }
        let low = try hexadecimal()
        guard low & 0xFC00 == 0xDC00 else { throw failure("half a surrogate pair is missing") }
        value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
      }
      guard let scalar = Unicode.Scalar(value) else { throw failure("half a surrogate pair is missing") }
      scratch.append(contentsOf: String(scalar).utf8)
    default: throw failure("a text holds an unknown escape")
    }
  }

  private func hexadecimal() throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = try peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw failure("\\u needs four hexadecimal digits")
      }
      position += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
