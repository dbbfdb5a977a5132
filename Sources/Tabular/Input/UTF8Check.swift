import CScan

/// Finds where bytes stop being UTF-8 (RFC 3629: no surrogates, nothing longer than needed, nothing above U+10FFFF).
enum UTF8Check {
  /// How many bytes from the start are whole characters, and whether what follows could be the start of one more.
  struct Result {
    /// Bytes of whole, valid characters.
    var valid: Int
    /// Whether the rest (at most three bytes) is a character cut off; false with a rest means invalid bytes.
    var cutOff: Bool
    /// Whether no byte is above 127.
    var isASCII: Bool
  }

  /// Checks the bytes.
  static func check(_ bytes: UnsafeRawBufferPointer) -> Result {
    let count = bytes.count
    var index = firstHigh(bytes, from: 0)
    let isASCII = index == count
    while true {
      index = firstHigh(bytes, from: index)
      if index >= count { return Result(valid: count, cutOff: false, isASCII: isASCII) }
      while index < count, bytes[index] >= 0x80 {
        let length = characterLength(bytes, at: index)
        if length > 0 {
          index += length
        } else {
          return Result(valid: index, cutOff: length < 0, isASCII: isASCII)
        }
      }
    }
  }

  /// How many characters of several bytes there are, and how many bytes above 127 outside of them. Three or four bytes
  /// that have the form of a character but no scalar's value, such as a surrogate, count as one: no other encoding gives
  /// them a sense. A character cut off at the end does not count.
  static func census(_ bytes: UnsafeRawBufferPointer) -> (characters: Int, strays: Int) {
    var characters = 0
    var strays = 0
    var index = firstHigh(bytes, from: 0)
    while index < bytes.count {
      let length = characterLength(bytes, at: index)
      if length < 0 { break }
      let shape = length > 0 ? length : wideShape(bytes, at: index)
      if shape > 0 { characters += 1 } else { strays += 1 }
      index = firstHigh(bytes, from: index + max(shape, 1))
    }
    return (characters, strays)
  }

  /// 3 or 4 where so many bytes have the form of a character, whatever its value; else 0.
  private static func wideShape(_ bytes: UnsafeRawBufferPointer, at index: Int) -> Int {
    let length = bytes[index] >= 0xf0 ? 4 : bytes[index] >= 0xe0 ? 3 : 0
    guard length > 0, index + length <= bytes.count else { return 0 }
    return bytes[(index + 1)..<(index + length)].allSatisfy { $0 & 0xc0 == 0x80 } ? length : 0
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
    if count >= 64, let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) {
      while index + 64 <= count {
        let high = scan_high(base + index)
        if high != 0 { return index + high.trailingZeroBitCount }
        index += 64
      }
    }
    while index < count, bytes[index] < 0x80 { index += 1 }
    return index
  }
}
