import Glibc

/// `_xHHHH_` stands for a UTF-16 code unit that XML cannot hold, `_x005F_` for the `_` of such a text itself (ECMA-376
/// part 1, 22.9.2.19, ST_Xstring).
enum EscapedText {
  /// Resolves the escapes in place and gives the new length. What is no escape, or half a surrogate pair, stays.
  static func resolve(_ start: UnsafeMutablePointer<UInt8>, count: Int) -> Int {
    guard count >= 7, memchr(start, CInt(UInt8(ascii: "_")), count) != nil else { return count }
    var read = 0
    var write = 0
    while read < count {
      if start[read] == UInt8(ascii: "_"), let unit = unit(start, at: read, count) {
        var scalar = unit
        var length = 7
        if unit & 0xfc00 == 0xd800, let low = Self.unit(start, at: read + 7, count), low & 0xfc00 == 0xdc00 {
          scalar = 0x10000 + (unit & 0x3ff) << 10 + (low & 0x3ff)
          length = 14
        }
        if let character = Unicode.Scalar(scalar) {
          for byte in UTF8.encode(character).map({ Array($0) }) ?? [] {
            start[write] = byte
            write += 1
          }
          read += length
          continue
        }
      }
      start[write] = start[read]
      write += 1
      read += 1
    }
    return write
  }

  private static func unit(_ start: UnsafeMutablePointer<UInt8>, at index: Int, _ count: Int) -> UInt32? {
    guard index + 7 <= count, start[index] == UInt8(ascii: "_"), start[index + 1] == UInt8(ascii: "x"),
      start[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt32 = 0
    for offset in 2..<6 {
      let byte = start[index + offset]
      switch byte {
      case 48...57: value = value << 4 | UInt32(byte - 48)
      case 65...70, 97...102: value = value << 4 | UInt32(byte & 0xdf - 55)
      default: return nil
      }
    }
    return value
  }
}
