extension TextEncoding {
  /// The byte order mark at the start of some bytes, and how long it is (Unicode 15, section 23.8).
  static func mark(in bytes: [UInt8]) -> (encoding: TextEncoding, length: Int)? {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return (.utf8, 3) }
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) { return (.utf32le, 4) }
    if bytes.starts(with: [0, 0, 0xfe, 0xff]) { return (.utf32be, 4) }
    if bytes.starts(with: [0xff, 0xfe]) { return (.utf16le, 2) }
    if bytes.starts(with: [0xfe, 0xff]) { return (.utf16be, 2) }
    return nil
  }

  /// UTF-16 or UTF-32 without a mark, told by where the zeros of ASCII characters stand; nil for other text.
  static func wideEncoding(of sample: [UInt8]) -> TextEncoding? {
    var zeros = [0, 0, 0, 0]
    for (index, byte) in sample.enumerated() where byte == 0 { zeros[index & 3] += 1 }
    let units = sample.count / 4
    guard units > 0 else { return nil }
    let many = zeros.map { $0 * 10 >= units * 7 }
    let few = zeros.map { $0 * 10 <= units }
    if few[0], many[1], many[2], many[3] { return .utf32le }
    if many[0], many[1], many[2], few[3] { return .utf32be }
    if few[0], many[1], few[2], many[3] { return .utf16le }
    if many[0], few[1], many[2], few[3] { return .utf16be }
    return nil
  }

  /// What a decoding step did.
  struct Decoded {
    /// Bytes taken.
    var read = 0
    /// Bytes of UTF-8 made.
    var written = 0
    /// Whether the next byte cannot stand there; without it a rest is a character cut off.
    var isInvalid = false
  }

  /// Decodes bytes to UTF-8 as far as whole characters go. The output must have room for three bytes a byte of input.
  func decode(_ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Decoded {
    var done = Decoded()
    switch self {
    case .utf8: break
    case .latin1, .windows1252:
      for byte in bytes {
        let scalar = self == .latin1 || byte < 0x80 || byte > 0x9f ? UInt32(byte) : Self.windows1252High(byte)
        Self.append(scalar, to: output, &done.written)
      }
      done.read = bytes.count
    case .utf16le, .utf16be:
      decodeUTF16(bytes, into: output, &done)
    case .utf32le, .utf32be:
      while bytes.count - done.read >= 4 {
        let unit = bytes.loadUnaligned(fromByteOffset: done.read, as: UInt32.self)
        let scalar = self == .utf32le ? UInt32(littleEndian: unit) : UInt32(bigEndian: unit)
        guard Unicode.Scalar(scalar) != nil else {
          done.isInvalid = true
          break
        }
        Self.append(scalar, to: output, &done.written)
        done.read += 4
      }
    }
    return done
  }

  private func decodeUTF16(
    _ bytes: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer, _ done: inout Decoded
  ) {
    func unit(_ offset: Int) -> UInt32 {
      let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
      return UInt32(self == .utf16le ? UInt16(littleEndian: value) : UInt16(bigEndian: value))
    }
    while bytes.count - done.read >= 2 {
      let first = unit(done.read)
      if first & 0xf800 != 0xd800 {
        Self.append(first, to: output, &done.written)
        done.read += 2
        continue
      }
      guard bytes.count - done.read >= 4 || first >= 0xdc00 else { return }
      guard first < 0xdc00, unit(done.read + 2) & 0xfc00 == 0xdc00 else {
        done.isInvalid = true
        return
      }
      let scalar = 0x10000 + (first & 0x3ff) << 10 + (unit(done.read + 2) & 0x3ff)
      Self.append(scalar, to: output, &done.written)
      done.read += 4
    }
  }

  private static func append(_ scalar: UInt32, to output: UnsafeMutableRawBufferPointer, _ count: inout Int) {
    func put(_ byte: UInt32) {
      output[count] = UInt8(truncatingIfNeeded: byte)
      count += 1
    }
    switch scalar {
    case 0..<0x80: put(scalar)
    case 0x80..<0x800:
      put(0xc0 | scalar >> 6)
      put(0x80 | scalar & 0x3f)
    case 0x800..<0x10000:
      put(0xe0 | scalar >> 12)
      put(0x80 | scalar >> 6 & 0x3f)
      put(0x80 | scalar & 0x3f)
    default:
      put(0xf0 | scalar >> 18)
      put(0x80 | scalar >> 12 & 0x3f)
      put(0x80 | scalar >> 6 & 0x3f)
      put(0x80 | scalar & 0x3f)
    }
  }

  /// The characters of 0x80 to 0x9f in Windows-1252 (WHATWG Encoding: the five unused ones are control characters).
  static func windows1252High(_ byte: UInt8) -> UInt32 { UInt32(windows1252Table[Int(byte - 0x80)]) }

  private static let windows1252Table: [UInt16] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
    0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,
    0x017e, 0x0178,
  ]
}
