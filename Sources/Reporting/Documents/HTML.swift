/// A piece of HTML or SVG that cannot be malformed by what is put into it: names of elements and attributes are written
/// in the program (`StaticString`), and everything else is escaped.
public struct HTML: Sendable {
  private var pieces: [String]

  private init(pieces: [String]) { self.pieces = pieces }

  /// Nothing.
  public static let empty = HTML(pieces: [])

  /// The source, in the order of the document.
  public var source: String { pieces.joined() }

  /// A text, escaped. Control characters that HTML forbids, and marks that turn the direction of text, become U+FFFD.
  public static func text(_ text: String) -> HTML { HTML(pieces: [escaped(text)]) }

  /// Source that is written in the program: style sheets, the doctype.
  public static func literal(_ source: StaticString) -> HTML { HTML(pieces: [source.description]) }

  /// An element with attributes (a nil value leaves the attribute out) and contents.
  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ contents: [HTML]
  ) -> HTML {
    var open = "<\(name)"
    for (attribute, value) in attributes {
      if let value { open += " \(attribute)=\"\(escaped(value))\"" }
    }
    return HTML(pieces: [open + ">"] + contents.flatMap(\.pieces) + ["</\(name)>"])
  }

  /// An element with a text alone.
  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ text: String
  ) -> HTML { element(name, attributes, [.text(text)]) }

  /// An element that has no end tag in HTML, such as `meta`.
  public static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) -> HTML {
    var open = "<\(name)"
    for (attribute, value) in attributes {
      if let value { open += " \(attribute)=\"\(escaped(value))\"" }
    }
    return HTML(pieces: [open + ">"])
  }

  /// Pieces one after the other.
  public static func joined(_ pieces: [HTML]) -> HTML { HTML(pieces: pieces.flatMap(\.pieces)) }

  /// A line break in the source.
  public static let newline = HTML(pieces: ["\n"])

  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      default: result.unicodeScalars.append(isHarmful(scalar) ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127...159).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }
}
