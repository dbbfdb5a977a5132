import Diagnostics

/// Text, references and CDATA.
extension XMLScanner {
  private static let lineEnd: StaticString = "\n"

  /// Tells text up to the next markup, or what there is of it.
  func scanText(_ handler: any XMLHandler) throws -> Step {
    var next = cursor
    while true {
      while classes[Int(next.pointee)] & XMLBytes.inText == 0 { next += 1 }
      switch next.pointee {
      case UInt8(ascii: "<"):
        try tell(upTo: next, handler)
        return .done
      case 10:
        line += 1
        next += 1
      case 13:
        try tell(upTo: next, handler)
        guard try scanLineEnd(handler) else { return .needsMore }
        next = cursor
      case UInt8(ascii: "&"):
        try tell(upTo: next, handler)
        guard let (scalar, length) = try reference(next) else { return .needsMore }
        cursor += length
        next = cursor
        try tell(scalar, handler)
      case UInt8(ascii: "]"):
        if next + 1 == end || next[1] == UInt8(ascii: "]") && next + 2 == end {
          try tell(upTo: next, handler)
          return .needsMore
        }
        if next[1] == UInt8(ascii: "]"), next[2] == UInt8(ascii: ">") {
          throw malformed("]]> cannot stand in text")
        }
        next += 1
      default:
        let length = try characterLength(next)
        if length == 0 {
          try tell(upTo: next, handler)
          return .needsMore
        }
        next += length
      }
    }
  }

  /// Tells a section up to `]]>`, or what there is of it.
  func scanSection(_ handler: any XMLHandler) throws -> Step {
    var next = cursor
    while true {
      while classes[Int(next.pointee)] & XMLBytes.inRaw == 0 { next += 1 }
      switch next.pointee {
      case 10:
        line += 1
        next += 1
      case 13:
        try tell(upTo: next, handler)
        guard try scanLineEnd(handler) else { return .needsMore }
        next = cursor
      case UInt8(ascii: "]"):
        if next + 1 == end || next[1] == UInt8(ascii: "]") && next + 2 == end {
          try tell(upTo: next, handler)
          return .needsMore
        }
        if next[1] == UInt8(ascii: "]"), next[2] == UInt8(ascii: ">") {
          try tell(upTo: next, handler)
          cursor += 3
          place = .content
          return .done
        }
        next += 1
      case UInt8(ascii: "-"), UInt8(ascii: "?"), 9: next += 1
      default:
        let length = try characterLength(next)
        if length == 0 {
          try tell(upTo: next, handler)
          return .needsMore
        }
        next += length
      }
    }
  }

  /// The length of the character that stopped a loop; 0 where it is not there to its end.
  func characterLength(_ start: UnsafeMutablePointer<UInt8>) throws -> Int {
    if start.pointee < 0x80 {
      if start == end { return 0 }
      throw malformed("a character of number \(start.pointee) cannot stand in XML")
    }
    switch XMLBytes.character(start, end: end) {
    case .valid(_, let length): return length
    case .cutOff: return 0
    case .invalid: throw malformed("it is not UTF-8, or has a character that cannot stand in XML")
    }
  }

  /// CR LF and CR are LF to XML. False where the byte behind the CR is not there yet.
  private func scanLineEnd(_ handler: any XMLHandler) throws -> Bool {
    guard cursor + 1 < end else { return false }
    cursor += 1
    if cursor.pointee != 10 {
      try handler.characters(UnsafeRawBufferPointer(start: XMLScanner.lineEnd.utf8Start, count: 1))
    }
    return true
  }

  @inline(__always)
  private func tell(upTo next: UnsafeMutablePointer<UInt8>, _ handler: any XMLHandler) throws {
    let start = cursor
    guard start < next else { return }
    cursor = next
    try handler.characters(UnsafeRawBufferPointer(start: start, count: next - start))
  }

  private func tell(_ scalar: UInt32, _ handler: any XMLHandler) throws {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4) { bytes in
      guard let start = bytes.baseAddress else { return }
      let count = XMLScanner.write(scalar, to: start)
      try handler.characters(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  /// Writes a character in UTF-8 and gives its length.
  static func write(_ scalar: UInt32, to start: UnsafeMutablePointer<UInt8>) -> Int {
    func byte(_ marker: UInt32, _ shift: UInt32, _ mask: UInt32 = 0x3f) -> UInt8 {
      UInt8(truncatingIfNeeded: marker | scalar >> shift & mask)
    }
    switch scalar {
    case 0..<0x80:
      start[0] = UInt8(scalar)
      return 1
    case 0x80..<0x800:
      start[0] = byte(0xc0, 6)
      start[1] = byte(0x80, 0)
      return 2
    case 0x800..<0x10000:
      start[0] = byte(0xe0, 12)
      start[1] = byte(0x80, 6)
      start[2] = byte(0x80, 0)
      return 3
    default:
      start[0] = byte(0xf0, 18)
      start[1] = byte(0x80, 12)
      start[2] = byte(0x80, 6)
      start[3] = byte(0x80, 0)
      return 4
    }
  }

  /// The character that a reference at `&` stands for, and the reference's length; nil where it is not there to its
  /// end.
  func reference(_ start: UnsafeMutablePointer<UInt8>) throws -> (scalar: UInt32, length: Int)? {
    if start[1] == UInt8(ascii: "#") { return try numericReference(start) }
    var next = start + 1
    while next.pointee != UInt8(ascii: ";") {
      if next == end { return nil }
      guard classes[Int(next.pointee)] & XMLBytes.name != 0, next - start <= XMLNames.longestName else {
        throw malformed("an & that begins no reference must be written as &amp;")
      }
      next += 1
    }
    let length = next + 1 - start
    let scalar: UInt8
    switch (length, start[1], start[2]) {
    case (4, UInt8(ascii: "l"), UInt8(ascii: "t")): scalar = UInt8(ascii: "<")
    case (4, UInt8(ascii: "g"), UInt8(ascii: "t")): scalar = UInt8(ascii: ">")
    case (5, UInt8(ascii: "a"), UInt8(ascii: "m")) where start[3] == UInt8(ascii: "p"): scalar = UInt8(ascii: "&")
    case (6, UInt8(ascii: "a"), UInt8(ascii: "p")) where start[3] == UInt8(ascii: "o") && start[4] == UInt8(ascii: "s"):
      scalar = UInt8(ascii: "'")
    case (6, UInt8(ascii: "q"), UInt8(ascii: "u")) where start[3] == UInt8(ascii: "o") && start[4] == UInt8(ascii: "t"):
      scalar = UInt8(ascii: "\"")
    default:
      let name = UnsafeBufferPointer(start: start + 1, count: min(length - 2, 60))
      throw malformed("the entity \(String(decoding: name, as: UTF8.self)) is not one of the five of XML")
    }
    return (UInt32(scalar), length)
  }

  private func numericReference(_ start: UnsafeMutablePointer<UInt8>) throws -> (scalar: UInt32, length: Int)? {
    let isHexadecimal = start[2] == UInt8(ascii: "x")
    var next = start + (isHexadecimal ? 3 : 2)
    let digits = next
    var scalar: UInt32 = 0
    while next.pointee != UInt8(ascii: ";") {
      if next == end { return nil }
      let digit: UInt32
      switch next.pointee {
      case 48...57: digit = UInt32(next.pointee - 48)
      case 65...70 where isHexadecimal, 97...102 where isHexadecimal: digit = UInt32(next.pointee & 0xdf - 55)
      default: throw malformed("a reference to a character is not a number")
      }
      scalar = min(scalar * (isHexadecimal ? 16 : 10) + digit, 0x110000)
      next += 1
    }
    guard next > digits, XMLBytes.isCharacter(scalar) else {
      throw malformed("a reference leads to no character that can stand in XML")
    }
    return (scalar, next + 1 - start)
  }
}
