extension OutputBuffer {
  /// A JSON string (RFC 8259) in quotes. Bytes that are not UTF-8 become U+FFFD.
  func append(jsonString utf8: UnsafeRawBufferPointer) {
    append(UInt8(ascii: "\""))
    var index = 0
    while index < utf8.count {
      let end = OutputBuffer.endOfPlainJSON(utf8, from: index)
      if end > index {
        append(UnsafeRawBufferPointer(rebasing: utf8[index..<end]))
        index = end
        continue
      }
      let (scalar, length) = decodeScalar(utf8, at: index)
      index += length
      switch scalar {
      case "\"": append("\\\"")
      case "\\": append("\\\\")
      case "\n": append("\\n")
      case "\r": append("\\r")
      case "\t": append("\\t")
      default:
        if scalar.value < 0x20 {
          append("\\u00")
          for digit in [scalar.value >> 4, scalar.value & 15] {
            append(UInt8(digit < 10 ? 48 + digit : 87 + digit))
          }
        } else {
          append(scalar: scalar)
        }
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// Where the run of ASCII that needs no escape ends.
  private static func endOfPlainJSON(_ utf8: UnsafeRawBufferPointer, from start: Int) -> Int {
    var index = start
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x20 || byte >= 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") { break }
      index += 1
    }
    return index
  }
}

/// Whether a text is a number of JSON's grammar: `-12.50`, `1e5`, but not `+1`, `007`, `.5` or `1,234`.
func isPlainNumber(_ utf8: UnsafeRawBufferPointer) -> Bool {
  var index = 0
  func digits() -> Int {
    let start = index
    while index < utf8.count, utf8[index] >= 48, utf8[index] <= 57 { index += 1 }
    return index - start
  }
  if utf8.first == UInt8(ascii: "-") { index = 1 }
  let start = index
  let whole = digits()
  guard whole > 0, whole == 1 || utf8[start] != 48 else { return false }
  if index < utf8.count, utf8[index] == UInt8(ascii: ".") {
    index += 1
    guard digits() > 0 else { return false }
  }
  if index < utf8.count, utf8[index] | 0x20 == UInt8(ascii: "e") {
    index += 1
    if index < utf8.count, utf8[index] == UInt8(ascii: "+") || utf8[index] == UInt8(ascii: "-") { index += 1 }
    guard digits() > 0 else { return false }
  }
  return index == utf8.count
}
