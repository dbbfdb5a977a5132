/// What is looked for in correspondence: words, and in quotes words that stand together. All of them must be found
/// somewhere in a case; a star at the end of a word stands for the rest of it.
public struct CaseKeywords: Sendable, Hashable {
  /// One expression of SQLite's FTS5 a word or phrase.
  let terms: [String]

  /// Reads what a person typed; nil where there is no word in it.
  public init?(_ text: String) {
    var terms: [String] = []
    for (index, part) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
      // Every second part stood in quotes.
      let words = index % 2 == 1 ? [part] : part.split(whereSeparator: \.isWhitespace)
      for word in words where word.contains(where: { $0.isLetter || $0.isNumber }) {
        terms.append("\"\(word)\"" + (word.hasSuffix("*") ? " *" : ""))
      }
    }
    guard !terms.isEmpty else { return nil }
    self.terms = terms
  }
}
