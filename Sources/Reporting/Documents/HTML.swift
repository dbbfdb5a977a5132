/// A piece of HTML or SVG that cannot be malformed by what is put into it: names of elements and attributes are written
/// in the program (`StaticString`), and everything else is escaped.
public struct HTML: Sendable {
  /// The source, in the order of the document.
  public let source: String

  private init(source: String) { self.source = source }

  /// Nothing.
  public static let empty = HTML(source: "")

  /// A text, escaped. Control characters that HTML forbids, and marks that turn the direction of text, become U+FFFD.
  public static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

  /// Source that is written in the program: style sheets, the doctype.
  public static func literal(_ source: StaticString) -> HTML { HTML(source: source.description) }

  /// An element with attributes (a nil value leaves the attribute out) and contents.
  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ contents: [HTML]
  ) -> HTML {
    var source = start(name, attributes)
    // The tags, and what is between them.
    source.reserveCapacity(
      contents.reduce(source.utf8.count + name.utf8CodeUnitCount + 3) { $0 + $1.source.utf8.count })
    for content in contents { source += content.source }
    source += "</"
    source += name.description
    source += ">"
    return HTML(source: source)
  }

  /// The tag that starts an element.
  private static func start(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) -> String {
    var tag = "<"
    tag += name.description
    for (attribute, value) in attributes {
      if let value { tag += " \(attribute)=\"\(escaped(value))\"" }
    }
    tag += ">"
    return tag
  }

  /// An element with a text alone.
  public static func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:], _ text: String
  ) -> HTML { element(name, attributes, [.text(text)]) }

  /// An element that has no end tag in HTML, such as `meta`.
  public static func void(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>) -> HTML {
    HTML(source: start(name, attributes))
  }

  /// Pieces one after the other.
  public static func joined(_ pieces: [HTML]) -> HTML { HTML(source: pieces.map(\.source).joined()) }

  /// A line break in the source.
  public static let newline = HTML(source: "\n")

  private static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy(isPlain) { return text }
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

  /// Whether a byte stands for itself wherever it is: ASCII that can be printed, and no mark of HTML.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"): false
    default: (32..<127).contains(byte)
    }
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127...159).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }
}
