import Diagnostics

/// Scans the words of JSON in a buffer that holds the record being read from its start: punctuation, strings, numbers,
/// `true`, `false`, `null`.
///
/// Where the bytes end before a word does, ``Stop/needsMore`` is thrown, and the reader begins the record again when
/// there are more.
struct JSONScanner {
  /// Why scanning cannot go on.
  enum Stop: Error {
    /// The bytes end here; more of them may follow.
    case needsMore
    /// This is not JSON.
    case malformed(String)
    /// A text is longer than the limit.
    case textTooLong
  }

  /// The next byte. Behind ``end`` stand eight bytes of zero.
  var next: UnsafePointer<UInt8>
  /// Behind the last byte.
  let end: UnsafePointer<UInt8>
  /// The line of the next byte, from 1, and where it begins, if that is within these bytes.
  var line: Int
  var lineStart: UnsafePointer<UInt8>?
  /// Bytes of the longest text.
  let longestText: Int

  /// The next byte, which stays the next one.
  @inline(__always)
  func peek() throws(Stop) -> UInt8 {
    let byte = next.pointee
    if byte == 0, next == end { throw .needsMore }
    return byte
  }

  /// Takes the byte if it is the next one.
  @inline(__always)
  mutating func take(_ scalar: Unicode.Scalar) throws(Stop) -> Bool {
    guard try peek() == UInt8(ascii: scalar) else { return false }
    next += 1
    return true
  }

  /// Skips white space and line ends.
  @inline(__always)
  mutating func skipSpace() {
    while next.pointee <= 0x20 {
      switch next.pointee {
      case 0x0A:
        line += 1
        lineStart = next + 1
      case 0x20, 0x0D, 0x09: break
      default: return
      }
      next += 1
    }
  }

  /// Takes `true`, `false` or `null`.
  mutating func word(_ word: StaticString) throws(Stop) {
    for index in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[index] else { throw .malformed("\(word) is misspelt") }
      next += 1
    }
  }

  /// Takes a number (RFC 8259, section 6) and gives its text as it stands.
  @inline(__always)
  mutating func number() throws(Stop) -> UnsafeRawBufferPointer {
    let start = next
    if next.pointee == UInt8(ascii: "-") { next += 1 }
    let whole = next
    skipDigits()
    var isSound = next > whole && (next == whole + 1 || whole.pointee != UInt8(ascii: "0"))
    if isSound, next.pointee == UInt8(ascii: ".") {
      next += 1
      isSound = skipDigits()
    }
    if isSound, next.pointee | 0x20 == UInt8(ascii: "e") {
      next += 1
      if next.pointee == UInt8(ascii: "+") || next.pointee == UInt8(ascii: "-") { next += 1 }
      isSound = skipDigits()
    }
    // Its end is seen by the byte behind it.
    if next == end { throw .needsMore }
    guard isSound else {
      next = start
      throw .malformed("a value is not JSON")
    }
    guard next - start <= longestText else { throw .textTooLong }
    return UnsafeRawBufferPointer(start: start, count: next - start)
  }

  @inline(__always) @discardableResult
  private mutating func skipDigits() -> Bool {
    let start = next
    while next.pointee &- 48 < 10 { next += 1 }
    return next > start
  }

  /// Takes a string behind its opening quote and appends it with its escapes resolved.
  @inline(__always)
  mutating func string(to output: ByteBuffer) throws(Stop) {
    let start = output.count
    while true {
      let run = next
      var high: UInt64 = 0
      next = JSONScanner.endOfPlainRun(from: next, &high)
      if high & JSONScanner.highBits != 0 { try checkUTF8(run) }
      output.append(UnsafeRawBufferPointer(start: run, count: next - run))
      guard output.count - start <= longestText else { throw .textTooLong }
      switch next.pointee {
      case UInt8(ascii: "\""):
        next += 1
        return
      case UInt8(ascii: "\\"):
        next += 1
        try escape(to: output)
      default:
        if next == end { throw .needsMore }
        throw .malformed("a text holds a control character that is not escaped")
      }
    }
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The first quote, backslash or control character; the zeros behind the end stop it too.
  @inline(__always)
  private static func endOfPlainRun(from start: UnsafePointer<UInt8>, _ high: inout UInt64) -> UnsafePointer<UInt8> {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var place = start
    while true {
      let word = UInt64(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
      let quotes = word ^ ones &* 0x22
      let slashes = word ^ ones &* 0x5C
      let found =
        ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes | (word &- ones &* 0x20) & ~word) & highBits
      if found != 0 {
        let count = found.trailingZeroBitCount >> 3
        high |= word & ((1 << UInt64(count * 8)) &- 1)
        return place + count
      }
      high |= word
      place += 8
    }
  }

  private func checkUTF8(_ start: UnsafePointer<UInt8>) throws(Stop) {
    let result = UTF8Check.check(UnsafeRawBufferPointer(start: start, count: next - start))
    if result.valid == next - start { return }
    if result.cutOff, next == end { throw .needsMore }
    throw .malformed("a text is not UTF-8")
  }

  private mutating func escape(to output: ByteBuffer) throws(Stop) {
    let byte = try peek()
    next += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(byte)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"):
      var value = try hexadecimal()
      if value & 0xFC00 == 0xD800 {
        guard try take("\\"), try take("u") else { throw .malformed("half a surrogate pair is missing") }
        let low = try hexadecimal()
        guard low & 0xFC00 == 0xDC00 else { throw .malformed("half a surrogate pair is missing") }
        value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
      }
      guard let scalar = Unicode.Scalar(value) else { throw .malformed("half a surrogate pair is missing") }
      output.append(String(Character(scalar)))
    default: throw .malformed("a text holds an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(Stop) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else {
        throw .malformed("\\u needs four hexadecimal digits")
      }
      next += 1
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
