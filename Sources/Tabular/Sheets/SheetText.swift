import Diagnostics
import Model

/// Small readings of attribute and cell text that the sheet formats share.
enum SheetText {
  /// A whole number without a sign; nil for anything else, and what exceeds eleven digits.
  static func integer(_ bytes: UnsafeRawBufferPointer) -> Int? {
    guard !bytes.isEmpty, bytes.count < 12 else { return nil }
    var value = 0
    for byte in bytes {
      guard byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int(byte - 48)
    }
    return value
  }

  /// Without the white space of XML around it.
  static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var first = 0
    var last = bytes.count
    while first < last, isSpace(bytes[first]) { first += 1 }
    while last > first, isSpace(bytes[last - 1]) { last -= 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[first..<last])
  }

  /// White space of XML.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  /// `true` and `1`, `false` and `0`; nil for anything else.
  static func boolean(_ bytes: UnsafeRawBufferPointer) -> Bool? {
    if bytes.elementsEqual("1".utf8) || bytes.elementsEqual("true".utf8) { return true }
    if bytes.elementsEqual("0".utf8) || bytes.elementsEqual("false".utf8) { return false }
    return nil
  }

  /// Appends a date and time of ISO 8601, without a time that is midnight, or a time of day, and gives the cell's kind.
  /// What is neither, or names a zone, which no cell of a spreadsheet has, stays as it stands and is text.
  static func appendDate(_ bytes: UnsafeRawBufferPointer, to output: ByteBuffer) -> CellKind {
    let text = Array(bytes)
    guard let time = ISOTime(bytes: text[...]), time.offsetSeconds == nil else {
      output.append(bytes)
      let isTime = ISOTime(bytes: ("2000-01-01T".utf8 + text)[...]).map { $0.offsetSeconds == nil } ?? false
      return isTime ? .dateTime : .text
    }
    let isMidnight = time.wall.secondOfDay == 0 && time.wall.millisecond == 0
    output.append(isMidnight ? time.wall.date.description : time.wall.description)
    return .dateTime
  }

  /// Appends a duration of ISO 8601 (`PT10H10M10.123S`, `-P1DT2H`) as seconds; false, and nothing appended, for others.
  static func appendDuration(_ bytes: UnsafeRawBufferPointer, to output: ByteBuffer) -> Bool {
    var rest = Array(bytes)[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return false }
    var milliseconds = 0.0
    var isTime = false
    while let first = rest.first {
      if first == UInt8(ascii: "T"), !isTime {
        isTime = true
        rest = rest.dropFirst()
        continue
      }
      let number = rest.prefix { $0 >= 48 && $0 <= 57 || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
      let point = number.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
      rest = rest.dropFirst(number.count)
      guard let value = Double(String(decoding: point, as: UTF8.self)), let unit = rest.popFirst() else { return false }
      switch (unit, isTime) {
      case (UInt8(ascii: "D"), false): milliseconds += value * 86_400_000
      case (UInt8(ascii: "H"), true): milliseconds += value * 3_600_000
      case (UInt8(ascii: "M"), true): milliseconds += value * 60_000
      case (UInt8(ascii: "S"), true): milliseconds += value * 1000
      default: return false
      }
    }
    return SerialDate.appendSeconds(milliseconds: (isNegative ? -milliseconds : milliseconds).rounded(), to: output)
  }

  /// The start of some bytes, for a message.
  static func excerpt(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes.prefix(20), as: UTF8.self) }
}
