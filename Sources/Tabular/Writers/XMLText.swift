extension OutputBuffer {
  /// Text between tags (XML 1.0). What XML cannot hold, such as most control characters, becomes U+FFFD.
  func append(xmlText utf8: UnsafeRawBufferPointer) {
    append(xml: utf8) { buffer, scalar in
      if scalar == "\n" || scalar == "\t" {
        buffer.append(UInt8(scalar.value))
      } else {
        buffer.append(xmlSpecial: scalar)
      }
    }
  }

  /// The text of a CDATA section, without its marks: a `]]>` in it goes on in a second one. It has no escapes, so that what XML
  /// cannot hold becomes U+FFFD and a carriage return is read as a line feed.
  func append(xmlCharacterData utf8: UnsafeRawBufferPointer) {
    append(xml: utf8) { buffer, scalar in
      let isHeld = scalar.value >= 0x20 || scalar == "\t" || scalar == "\n" || scalar == "\r"
      if scalar == ">", buffer.ends(with: "]]") { buffer.append("]]><![CDATA[") }
      buffer.append(scalar: isHeld && scalar.value != 0xFFFE && scalar.value != 0xFFFF ? scalar : "\u{FFFD}")
    }
  }

  private func ends(with text: StaticString) -> Bool {
    bytes.suffix(text.utf8CodeUnitCount).elementsEqual(
      UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// The value of an attribute, without its quotes.
  func append(xmlAttribute utf8: UnsafeRawBufferPointer) {
    append(xml: utf8) { buffer, scalar in buffer.append(xmlSpecial: scalar) }
  }

  /// Text of a cell in a workbook: as ``append(xmlText:)``, but control characters stand as `_xHHHH_` (ECMA-376,
  /// ST_Xstring), and an underscore that would look like the start of such is itself written that way.
  func append(sheetText utf8: UnsafeRawBufferPointer) {
    var start = 0
    for index in 0..<utf8.count {
      let byte = utf8[index]
      let isControl = byte < 0x20 && byte != 0x09 && byte != 0x0A
      guard isControl || (byte == UInt8(ascii: "_") && OutputBuffer.isEscape(utf8, at: index)) else { continue }
      append(xmlText: UnsafeRawBufferPointer(rebasing: utf8[start..<index]))
      append("_x00")
      for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 48 + digit : 55 + digit) }
      append("_")
      start = index + 1
    }
    append(xmlText: UnsafeRawBufferPointer(rebasing: utf8[start...]))
  }

  /// Copies runs of plain ASCII and gives every other scalar to `special`.
  @inline(__always)
  private func append(xml utf8: UnsafeRawBufferPointer, special: (OutputBuffer, Unicode.Scalar) -> Void) {
    var index = 0
    while index < utf8.count {
      var end = index
      while end < utf8.count, OutputBuffer.isPlain(utf8[end]) { end += 1 }
      if end > index {
        append(UnsafeRawBufferPointer(rebasing: utf8[index..<end]))
        index = end
        continue
      }
      let (scalar, length) = decodeScalar(utf8, at: index)
      index += length
      special(self, scalar)
    }
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
      && byte != UInt8(ascii: "\"")
  }

  private func append(xmlSpecial scalar: Unicode.Scalar) {
    switch scalar {
    case "&": append("&amp;")
    case "<": append("&lt;")
    case ">": append("&gt;")
    case "\"": append("&quot;")
    case "\t": append("&#9;")
    case "\n": append("&#10;")
    case "\r": append("&#13;")
    default:
      let isHeld = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
      append(scalar: isHeld ? scalar : "\u{FFFD}")
    }
  }

  /// Whether `_xHHHH_` stands at a position.
  private static func isEscape(_ utf8: UnsafeRawBufferPointer, at index: Int) -> Bool {
    guard index + 7 <= utf8.count, utf8[index + 1] == UInt8(ascii: "x"), utf8[index + 6] == UInt8(ascii: "_") else {
      return false
    }
    return utf8[(index + 2)..<(index + 6)].allSatisfy { byte in
      (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
    }
  }
}
