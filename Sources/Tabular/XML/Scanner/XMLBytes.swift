/// What single bytes mean in XML, as a table: each loop of the scanner runs over the bytes that are nothing special to
/// it and looks closer at the one that stopped it.
enum XMLBytes {
  /// May stand in a name, or in UTF-8 of something that may. What names are valid is checked when one is first seen.
  static let name: UInt8 = 1
  /// Needs a closer look in text: markup, references, `]`, line ends, control characters, everything beyond ASCII.
  static let inText: UInt8 = 2
  /// Needs a closer look in an attribute's value.
  static let inValue: UInt8 = 4
  /// Needs a closer look in comments, processing instructions and CDATA.
  static let inRaw: UInt8 = 8
  /// White space.
  static let space: UInt8 = 16

  /// The classes of each byte.
  nonisolated(unsafe) static let classes: UnsafePointer<UInt8> = {
    let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
    for byte in 0..<256 {
      let value = UInt8(byte)
      var classes: UInt8 = 0
      if value < 0x20 || value >= 0x80 { classes |= inText | inValue | inRaw }
      switch value {
      case UInt8(ascii: "<"), UInt8(ascii: "&"): classes |= inText | inValue
      case UInt8(ascii: "]"): classes |= inText | inRaw
      case UInt8(ascii: "\""), UInt8(ascii: "'"): classes |= inValue
      case UInt8(ascii: "-"): classes |= inRaw | name
      case UInt8(ascii: "?"): classes |= inRaw
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x80...0xff,
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "."):
        classes |= name
      // A tab is plain but in values, where it becomes a space.
      case 9: classes = space | inValue
      case 10, 13: classes |= space
      case 32: classes |= space
      default: break
      }
      table[byte] = classes
    }
    return UnsafePointer(table)
  }()

  /// What a character beyond ASCII is.
  enum Character {
    /// A valid one of that many bytes.
    case valid(scalar: UInt32, length: Int)
    /// Not all of its bytes are there yet.
    case cutOff
    /// No UTF-8 (RFC 3629), or a character that XML forbids.
    case invalid
  }

  /// Reads the character at a byte of 128 or above. A zero stands at `end`.
  static func character(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> Character {
    let first = start[0]
    let length: Int
    var scalar: UInt32
    switch first {
    case 0xc2...0xdf: (length, scalar) = (2, UInt32(first & 0x1f))
    case 0xe0...0xef: (length, scalar) = (3, UInt32(first & 0x0f))
    case 0xf0...0xf4: (length, scalar) = (4, UInt32(first & 0x07))
    default: return .invalid
    }
    for offset in 1..<length {
      if start + offset == end { return .cutOff }
      let byte = start[offset]
      guard byte & 0xc0 == 0x80 else { return .invalid }
      scalar = scalar << 6 | UInt32(byte & 0x3f)
    }
    let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
    return scalar >= smallest && isCharacter(scalar) ? .valid(scalar: scalar, length: length) : .invalid
  }

  /// The characters of XML 1.0 (production 2).
  static func isCharacter(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 9, 10, 13, 0x20...0xd7ff, 0xe000...0xfffd, 0x10000...0x10ffff: true
    default: false
    }
  }
}
