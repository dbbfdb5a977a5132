/// Writes XML element by element, indented by two spaces, in UTF-8: for nested exports.
///
/// An element with text and one without content stand on one line. Names are written as they are given, with a prefix
/// where there is one (`inv:order`); whoever gives them makes sure that they are XML names and that their prefixes are
/// declared, see ``isName(_:)`` and ``namespace(_:prefix:)``. The same calls give the same bytes.
package final class XMLElementWriter {
  private struct OpenElement {
    var name: [UInt8]
    var hasText = false
    var hasElements = false
  }

  private let sink: any ByteSink
  private let buffer = OutputBuffer()
  private var open: [OpenElement] = []
  /// Whether the innermost start tag still lacks its `>`.
  private var isTagOpen = false

  /// A writer to a sink, which begins with the XML declaration.
  package init(to sink: any ByteSink) {
    self.sink = sink
    buffer.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
  }

  /// Whether a text can be the name of an element or attribute: letters, digits, `.`, `-`, `_` and at most one `:`
  /// inside, not beginning with a digit, `.` or `-` (the part of Namespaces in XML 1.0 that people use).
  package static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in
        guard let first = part.unicodeScalars.first else { return false }
        return isNameStart(first) && part.unicodeScalars.allSatisfy(isNamePart)
      }
  }

  /// The name that is nearest to a title: what cannot stand in a name becomes `_`.
  ///
  /// A prefix stays where it is one of `prefixes`, which are those that are declared.
  package static func name(for title: String, prefixes: Set<String> = []) -> String {
    if let colon = title.firstIndex(of: ":"), prefixes.contains(String(title[..<colon])) {
      return "\(title[..<colon]):\(name(for: String(title[title.index(after: colon)...])))"
    }
    var name = ""
    for scalar in title.unicodeScalars { name.unicodeScalars.append(isNamePart(scalar) ? scalar : "_") }
    guard let first = name.unicodeScalars.first, isNameStart(first) else { return "_" + name }
    return name
  }

  /// Begins an element.
  package func startElement(_ name: String) throws {
    try startElement(Array(name.utf8))
  }

  /// The same with the name as bytes, for rows.
  package func startElement(_ name: [UInt8]) throws {
    closeTag()
    if let parent = open.indices.last {
      if !open[parent].hasText { newline(open.count) }
      open[parent].hasElements = true
    }
    buffer.append(UInt8(ascii: "<"))
    buffer.append(name)
    open.append(OpenElement(name: name))
    isTagOpen = true
  }

  /// An attribute of the element that has just begun.
  package func attribute(_ name: String, _ value: String) throws {
    var copy = value
    try copy.withUTF8 { try attribute(name, UnsafeRawBufferPointer($0)) }
  }

  /// The same with the value in UTF-8.
  package func attribute(_ name: String, _ utf8: UnsafeRawBufferPointer) throws {
    try attribute(Array(name.utf8), utf8)
  }

  /// The same with the name as bytes, for rows.
  package func attribute(_ name: [UInt8], _ utf8: UnsafeRawBufferPointer) throws {
    precondition(isTagOpen, "an attribute comes right after the start of its element")
    buffer.append(UInt8(ascii: " "))
    buffer.append(name)
    buffer.append("=\"")
    buffer.append(xmlAttribute: utf8)
    buffer.append(UInt8(ascii: "\""))
  }

  /// Declares a namespace on the element that has just begun; without a prefix it is the default one.
  package func namespace(_ uri: String, prefix: String? = nil) throws {
    try attribute(prefix.map { "xmlns:\($0)" } ?? "xmlns", uri)
  }

  /// Text inside the element; an empty one leaves no trace.
  package func text(_ utf8: UnsafeRawBufferPointer) throws {
    guard !utf8.isEmpty else { return }
    closeTag()
    open[open.count - 1].hasText = true
    buffer.append(xmlText: utf8)
  }

  /// Text as a CDATA section; an empty one leaves no trace.
  package func characterData(_ utf8: UnsafeRawBufferPointer) throws {
    guard !utf8.isEmpty else { return }
    closeTag()
    open[open.count - 1].hasText = true
    buffer.append("<![CDATA[")
    buffer.append(xmlCharacterData: utf8)
    buffer.append("]]>")
  }

  /// The same from a String.
  package func text(_ text: String) throws {
    var copy = text
    try copy.withUTF8 { try self.text(UnsafeRawBufferPointer($0)) }
  }

  /// A comment on a line of its own. Two hyphens, which cannot stand in one, are parted by a space.
  package func comment(_ text: String) throws {
    closeTag()
    if let parent = open.indices.last {
      if !open[parent].hasText { newline(open.count) }
      open[parent].hasElements = true
    }
    var safe = ""
    for character in text { safe += character == "-" && safe.hasSuffix("-") ? " -" : String(character) }
    buffer.append("<!-- ")
    safe.withUTF8 { buffer.append(xmlText: UnsafeRawBufferPointer($0)) }
    buffer.append(" -->")
  }

  /// Ends the innermost element.
  package func endElement() throws {
    guard let ended = open.popLast() else { preconditionFailure("no element is open") }
    if isTagOpen {
      buffer.append("/>")
      isTagOpen = false
    } else {
      if ended.hasElements, !ended.hasText { newline(open.count) }
      buffer.append("</")
      buffer.append(ended.name)
      buffer.append(UInt8(ascii: ">"))
    }
    try buffer.flush(to: sink, ifAtLeast: OutputBuffer.piece)
  }

  /// Ends the document: all elements that are still open, and the last line.
  package func finish() throws {
    while !open.isEmpty { try endElement() }
    buffer.append("\n")
    try buffer.flush(to: sink)
  }

  private func closeTag() {
    if isTagOpen { buffer.append(UInt8(ascii: ">")) }
    isTagOpen = false
  }

  private func newline(_ depth: Int) {
    buffer.append("\n")
    for _ in 0..<depth { buffer.append("  ") }
  }

  /// The production NameStartChar of XML 1.0, without the colon. Unicode's own idea of a name differs: it takes `º` and
  /// `µ`.
  private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
      0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
      0x10000...0xEFFFF:
      true
    default: false
    }
  }

  /// The production NameChar of XML 1.0, without the colon.
  private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: isNameStart(scalar)
    }
  }
}
