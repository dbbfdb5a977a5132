import Model

/// The words of an SQL expression, just enough of them to know that it is one expression that parentheses can hold: no
/// statement ends in it, nothing is commented out, and every quote and parenthesis is closed.
struct SQLText {
  /// Names without quotes and in double quotes, in lower case, with where they stand.
  private(set) var names: [(name: String, offset: Int)] = []
  /// Longer expressions are refused.
  static let longest = 4000
  /// Names that mean rows of tables and bytes, where only views and texts are.
  private static let refused: Set<String> = ["rowid", "oid", "_rowid_", "blob", "temp", "main", "sqlite_master"]

  private let characters: [Character]
  private var place = 0
  private var depth = 0

  init(_ text: String) throws(ExportSQLMistake) {
    characters = Array(text)
    guard characters.count <= SQLText.longest else {
      throw ExportSQLMistake(.tooMuch, "more than \(SQLText.longest) characters")
    }
    while place < characters.count { try take() }
    guard depth == 0 else { throw ExportSQLMistake(.syntax, "a parenthesis is not closed", at: characters.count - 1) }
    guard !names.isEmpty || characters.contains(where: { !$0.isWhitespace }) else {
      throw ExportSQLMistake(.syntax, "it is empty")
    }
    if let bad = names.first(where: { SQLText.refused.contains($0.name) }) {
      throw ExportSQLMistake(.forbidden, bad.name, at: bad.offset)
    }
  }

  private mutating func take() throws(ExportSQLMistake) {
    let character = characters[place]
    let next = place + 1 < characters.count ? characters[place + 1] : " "
    switch character {
    case "(": depth += 1
    case ")":
      depth -= 1
      guard depth >= 0 else { throw ExportSQLMistake(.syntax, "a parenthesis closes nothing", at: place) }
    case ";": throw ExportSQLMistake(.forbidden, "a second statement (;)", at: place)
    case "-" where next == "-", "/" where next == "*": throw ExportSQLMistake(.forbidden, "a comment", at: place)
    case "?", ":", "@", "$", "#": throw ExportSQLMistake(.forbidden, "a parameter (\(character))", at: place)
    case "\0": throw ExportSQLMistake(.forbidden, "a NUL character", at: place)
    case "'": try takeQuoted(until: "'", isName: false)
    case "\"", "`": try takeQuoted(until: character, isName: true)
    case "[": try takeQuoted(until: "]", isName: true)
    case "x" where next == "'", "X" where next == "'":
      throw ExportSQLMistake(.forbidden, "a literal of bytes", at: place)
    default:
      if character.isLetter || character == "_" { return takeWord() }
    }
    place += 1
  }

  private mutating func takeWord() {
    let start = place
    while place < characters.count,
      characters[place].isLetter || characters[place].isNumber || "_$".contains(characters[place])
    {
      place += 1
    }
    names.append((String(characters[start..<place]).lowercased(), start))
  }

  /// To the closing quote; a doubled one is a character of the text.
  private mutating func takeQuoted(until quote: Character, isName: Bool) throws(ExportSQLMistake) {
    let start = place
    place += 1
    while place < characters.count {
      if characters[place] == quote {
        guard quote != "]", place + 1 < characters.count, characters[place + 1] == quote else {
          if isName { names.append((String(characters[(start + 1)..<place]).lowercased(), start)) }
          return
        }
        place += 1
      }
      if characters[place] == "\0" { throw ExportSQLMistake(.forbidden, "a NUL character", at: place) }
      place += 1
    }
    throw ExportSQLMistake(.syntax, "a quote is not closed", at: start)
  }
}
