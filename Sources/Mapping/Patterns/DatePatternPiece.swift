/// A piece of a date pattern, read alike for import and export: a run of one ASCII letter, which stands for a part of a
/// date, or text that stands for itself. Letters that stand for themselves go in single quotes; two single quotes are
/// one.
enum DatePatternPiece: Equatable {
  case letters(String)
  case literal([UInt8])

  /// The pieces of a pattern, neighbouring literals joined; nil where a quote is not closed.
  static func all(of pattern: String) -> [DatePatternPiece]? {
    var pieces: [DatePatternPiece] = []
    var literal: [UInt8] = []
    var rest = Substring(pattern)
    func endLiteral() {
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
    }
    while let first = rest.first {
      if first == "'" {
        guard let quoted = quoted(&rest) else { return nil }
        literal += quoted.utf8
      } else if first.isASCII, first.isLetter {
        endLiteral()
        let run = rest.prefix { $0 == first }
        pieces.append(.letters(String(run)))
        rest = rest.dropFirst(run.count)
      } else {
        literal += String(first).utf8
        rest = rest.dropFirst()
      }
    }
    endLiteral()
    return pieces
  }

  /// Takes a text in single quotes; nil where the second one is missing.
  private static func quoted(_ rest: inout Substring) -> String? {
    rest = rest.dropFirst()
    if rest.first == "'" {
      rest = rest.dropFirst()
      return "'"
    }
    var text = ""
    while let next = rest.first {
      rest = rest.dropFirst()
      if next != "'" {
        text.append(next)
      } else if rest.first == "'" {
        text.append("'")
        rest = rest.dropFirst()
      } else {
        return text
      }
    }
    return nil
  }
}
