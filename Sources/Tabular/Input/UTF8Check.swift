/// Finds where bytes stop being UTF-8 (RFC 3629: no surrogates, nothing longer than needed, nothing above U+10FFFF).
enum UTF8Check {
  /// How many bytes from the start are whole characters, and whether what follows could be the start of one more.
  struct Result {
    /// Bytes of whole, valid characters.
    var valid: Int
    /// Whether the rest (at most three bytes) is a character cut off; false with a rest means invalid bytes.
    var cutOff: Bool
  }

  /// Whether no byte is above 127.
  static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool { firstHigh(bytes, from: 0) == bytes.count }

  /// Checks the bytes.
  static func check(_ bytes: UnsafeRawBufferPointer) -> Result {
    let count = bytes.count
    var index = 0
    while true {
      index = firstHigh(bytes, from: index)
      if index >= count { return Result(valid: count, cutOff: false) }
      while index < count, bytes[index] >= 0x80 {
        let length = characterLength(bytes, at: index)
        if length > 0 {
          index += length
        } else {
          return Result(valid: index, cutOff: length < 0)
        }
      }
    }
  }

  /// The length of the character of several bytes that begins there; 0 where there is none, -1 where it is cut off.
  private static func characterLength(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    let first = bytes[index]
    var low: UInt8 = 0x80
    var high: UInt8 = 0xbf
    let length: Int
    switch first {
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef:
      length = 3
      if first == 0xe0 { low = 0xa0 }
      if first == 0xed { high = 0x9f }
    case 0xf0...0xf4:
      length = 4
      if first == 0xf0 { low = 0x90 }
      if first == 0xf4 { high = 0x8f }
    default: return 0
    }
    for offset in 1..<length {
      if index + offset >= bytes.count { return -1 }
      let byte = bytes[index + offset]
      if byte < low || byte > high { return 0 }
      low = 0x80
      high = 0xbf
    }
    return length
  }

  private static func firstHigh(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    let count = bytes.count
    let mask: UInt64 = 0x8080_8080_8080_8080
    while index + 32 <= count {
      let first = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let second = bytes.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
      let third = bytes.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
      let fourth = bytes.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
      if (first | second | third | fourth) & mask != 0 { break }
      index += 32
    }
    while index < count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}
