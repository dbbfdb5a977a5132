import Mapping

/// Changes of texts in UTF-8.
enum PlainText {
  /// Puts a sign, or nothing, in place of each line end (CR LF counts as one).
  static func joinLines(_ bytes: inout [UInt8], with sign: UInt8?) {
    guard bytes.contains(where: { $0 == 10 || $0 == 13 }) else { return }
    var end = 0
    var isAfterCR = false
    for index in bytes.indices {
      let byte = bytes[index]
      defer { isAfterCR = byte == 13 }
      if byte != 10, byte != 13 {
        bytes[end] = byte
        end += 1
      } else if let sign, byte == 13 || !isAfterCR {
        bytes[end] = sign
        end += 1
      }
    }
    bytes.removeSubrange(end...)
  }

  /// Leaves digits, digits and a plus in front, or letters and digits.
  static func keep(_ kept: ExportForm.Kept, _ bytes: inout [UInt8]) {
    switch kept {
    case .digits: bytes.removeAll { $0 < 48 || $0 > 57 }
    case .phone:
      let isForeign = bytes.first { $0 > 32 } == UInt8(ascii: "+")
      bytes.removeAll { $0 < 48 || $0 > 57 }
      if isForeign, !bytes.isEmpty { bytes.insert(UInt8(ascii: "+"), at: 0) }
    case .alphanumeric:
      let text = String(decoding: bytes, as: UTF8.self)
      bytes = Array(text.filter { $0.isLetter || $0.isNumber }.utf8)
    }
  }

  /// Changes letters to upper or lower case.
  static func change(case letterCase: ExportForm.LetterCase, _ bytes: inout [UInt8]) {
    if bytes.contains(where: { $0 >= 0x80 }) {
      let text = String(decoding: bytes, as: UTF8.self)
      bytes = Array((letterCase == .upper ? text.uppercased() : text.lowercased()).utf8)
      return
    }
    let first: UInt8 = letterCase == .upper ? UInt8(ascii: "a") : UInt8(ascii: "A")
    for index in bytes.indices where bytes[index] &- first < 26 { bytes[index] ^= 0x20 }
  }

  /// Takes tags of HTML out, reads its most usual entities, and joins white space. A `<` that begins no tag stays.
  static func stripHTML(_ bytes: inout [UInt8], _ spare: inout [UInt8]) {
    guard bytes.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return }
    spare.removeAll(keepingCapacity: true)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<"), let end = tagEnd(bytes, index) {
        // Words on both sides of a tag stay two words.
        if let last = spare.last, last > 32 { spare.append(32) }
        index = end + 1
      } else if byte == UInt8(ascii: "&"), let (text, end) = entity(bytes, index) {
        spare += text
        index = end + 1
      } else {
        if byte > 32 || (spare.last ?? 0) > 32 { spare.append(byte) }
        index += 1
      }
    }
    while let last = spare.last, last <= 32 { spare.removeLast() }
    swap(&bytes, &spare)
  }

  private static func tagEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start + 1 < bytes.count else { return nil }
    let next = bytes[start + 1] | 0x20
    guard (97...122).contains(next) || bytes[start + 1] == UInt8(ascii: "/") || bytes[start + 1] == UInt8(ascii: "!")
    else {
      return nil
    }
    return bytes[start...].firstIndex(of: UInt8(ascii: ">"))
  }

  private static let entities: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "#39": "'", "nbsp": " ",
  ]

  private static func entity(_ bytes: [UInt8], _ start: Int) -> (text: [UInt8], end: Int)? {
    guard let end = bytes[start...].prefix(8).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    return entities[name].map { (Array($0.utf8), end) }
  }
}
