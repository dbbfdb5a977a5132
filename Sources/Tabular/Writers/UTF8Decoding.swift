/// Decodes the UTF-8 scalar at a position and says how many bytes it takes. Bytes that are not UTF-8 give U+FFFD for
/// one byte, so that a loop always goes on.
func decodeScalar(_ utf8: UnsafeRawBufferPointer, at index: Int) -> (scalar: Unicode.Scalar, length: Int) {
  let first = utf8[index]
  if first < 0x80 { return (Unicode.Scalar(first), 1) }
  let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
  guard first >= 0xC2, first <= 0xF4, index + length <= utf8.count else { return ("\u{FFFD}", 1) }
  var value = UInt32(first) & (0xFF >> UInt32(length + 1))
  for offset in 1..<length {
    let next = utf8[index + offset]
    guard next & 0xC0 == 0x80 else { return ("\u{FFFD}", 1) }
    value = value << 6 | UInt32(next & 0x3F)
  }
  let least: UInt32 = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80
  guard value >= least, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", 1) }
  return (scalar, length)
}
