/// Writes header fields of mail: folded (RFC 5322 section 2.2.3), and what is not plain ASCII as encoded words (RFC 2047).
package enum MailHeader {
  /// Whether a text could end the header it stands in, or steer what shows it: line breaks and control characters.
  package static func isUnsafe(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      scalar.value < 32 || (127...159).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
    }
  }

  /// A field of free text, without the line break at its end.
  package static func field(_ name: String, text: String) -> String {
    let words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let isPlain =
      text.utf8.allSatisfy { (32...126).contains($0) } && !text.contains("=?")
      && words.allSatisfy { !$0.isEmpty && $0.utf8.count <= 60 }
    return folded(name, isPlain ? words : encodedWords(text, afterName: name))
  }

  /// A field with one address.
  package static func field(_ name: String, _ address: MailAddress) -> String {
    guard let shown = address.name else { return folded(name, [address.address]) }
    let bracketed = "<\(address.address)>"
    if shown.utf8.allSatisfy({ (32...126).contains($0) }), !shown.contains("=?"), shown.utf8.count <= 60 {
      let escaped = shown.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
      return folded(name, ["\"\(String(escaped))\"", bracketed])
    }
    return folded(name, encodedWords(shown, afterName: name) + [bracketed])
  }

  /// A field of words between which a line may be broken.
  package static func folded(_ name: String, _ words: [String]) -> String {
    var text = name + ":"
    var length = text.utf8.count
    for (index, word) in words.enumerated() {
      // The first word stays: a line of white space alone would be obsolete syntax.
      if index > 0, length + 1 + word.utf8.count > 76 {
        text += "\r\n"
        length = 0
      }
      text += " " + word
      length += 1 + word.utf8.count
    }
    return text
  }

  /// A text as encoded words of at most 75 characters, none of which splits a character. White space between two of them
  /// does not count.
  private static func encodedWords(_ text: String, afterName name: String) -> [String] {
    // What is round the base64: `=?utf-8?B?` and `?=`.
    func room(_ characters: Int) -> Int { (characters - 12) / 4 * 3 }
    var words: [String] = []
    var piece: [UInt8] = []
    var limit = room(min(75, 74 - name.utf8.count))
    func close() {
      words.append("=?utf-8?B?\(base64(piece))?=")
      piece.removeAll()
      limit = room(75)
    }
    for character in text {
      for bytes in pieces(of: character, most: limit) {
        if piece.count + bytes.count > limit, !piece.isEmpty { close() }
        piece += bytes
      }
    }
    if !piece.isEmpty { close() }
    return words
  }

  /// A character in one piece, or scalar by scalar where it is longer than a word can be.
  private static func pieces(of character: Character, most limit: Int) -> [[UInt8]] {
    let whole = Array(String(character).utf8)
    return whole.count <= limit ? [whole] : character.unicodeScalars.map { Array(String($0).utf8) }
  }

  /// Base64 (RFC 4648 section 4) without line breaks.
  package static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits: UInt32 = 0
      for index in 0..<3 { bits = bits << 8 | UInt32(index < group.count ? group[start + index] : 0) }
      for index in 0..<4 {
        text.append(index <= group.count ? digits[Int(bits >> (18 - 6 * UInt32(index))) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
