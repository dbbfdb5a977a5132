/// Finds anchors and aliases (`&name`, `*name`) before a file is composed: composing follows aliases, and nested ones
/// make a small file a task without end.
///
/// It looks only at the places where a value may begin. A text that begins with one of the two signs must stand in quotes
/// in YAML anyway.
struct YAMLAliases {
  private let text: [UInt8]
  private var index = 0
  private var lineStart = 0
  private var line = 1
  private var depth = 0

  /// The first anchor or alias, and its text; nil where there is none.
  static func first(in text: String) -> (position: YAMLPosition, name: String)? {
    var scan = YAMLAliases(Array(text.utf8))
    return scan.find()
  }

  private init(_ text: [UInt8]) { self.text = text }

  private func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 10 }

  private mutating func find() -> (position: YAMLPosition, name: String)? {
    var mayBegin = true
    while index < text.count {
      let byte = text[index]
      switch byte {
      case 10:
        newLine()
        mayBegin = true
        continue
      case 32, 9, 13: break
      case UInt8(ascii: "#") where index == lineStart || self.byte(index - 1) <= 32: skip { $0 == 10 }
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        mayBegin = true
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth > 0: mayBegin = true
      case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"):
        if self.byte(index + 1) <= 32 {
          mayBegin = true
        } else {
          skipPlain()
          mayBegin = false
          continue
        }
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        skipQuoted(byte)
        mayBegin = false
      case UInt8(ascii: "|"), UInt8(ascii: ">"):
        if mayBegin, depth == 0 {
          skipBlock()
          mayBegin = true
          continue
        }
      case UInt8(ascii: "*"), UInt8(ascii: "&"):
        if mayBegin { return finding() }
      default:
        skipPlain()
        mayBegin = false
        continue
      }
      if index < text.count, text[index] != 10 { index += 1 }
    }
    return nil
  }

  private mutating func newLine() {
    index += 1
    line += 1
    lineStart = index
  }

  private mutating func skip(until isEnd: (UInt8) -> Bool) {
    while index < text.count, !isEnd(text[index]) { index += 1 }
  }

  /// Passes a plain text over, up to where it ends.
  private mutating func skipPlain() {
    index += 1
    while index < text.count, text[index] != 10 {
      let byte = text[index]
      if byte == UInt8(ascii: ":"), self.byte(index + 1) <= 32 { return }
      if byte == UInt8(ascii: "#"), self.byte(index - 1) <= 32 { return }
      if depth > 0, [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(byte) { return }
      index += 1
    }
  }

  private mutating func skipQuoted(_ quote: UInt8) {
    index += 1
    while index < text.count, text[index] != quote {
      if text[index] == 10 {
        newLine()
        continue
      }
      index += text[index] == UInt8(ascii: "\\") && quote == UInt8(ascii: "\"") ? 2 : 1
    }
  }

  /// Passes a block text over: the lines after this one that are blank or indented deeper than it.
  private mutating func skipBlock() {
    let indent = text[lineStart..<index].prefix { $0 == 32 }.count
    skip { $0 == 10 }
    while index < text.count {
      newLine()
      let spaces = text[lineStart...].prefix { $0 == 32 }.count
      let next = byte(lineStart + spaces)
      if next != 10, next != 13, spaces <= indent { return }
      skip { $0 == 10 }
    }
  }

  private func finding() -> (position: YAMLPosition, name: String) {
    let column = String(decoding: text[lineStart..<index], as: UTF8.self).unicodeScalars.count + 1
    let name = text[index...].prefix { $0 > 32 && ![44, 93, 125].contains($0) }.prefix(40)
    return (YAMLPosition(line: line, column: column), String(decoding: name, as: UTF8.self))
  }
}
