import Diagnostics

/// An element of an XML file as ``XMLEventReader`` tells it.
public struct XMLElement: Sendable, Hashable {
  /// An attribute; its name is `{namespace}local`, or `local` without a namespace.
  public struct Attribute: Sendable, Hashable {
    /// `{namespace}local` or `local`.
    public let name: String
    /// The value, normalised as XML says.
    public let value: String
  }

  /// `{namespace}local`, or `local` without a namespace.
  public let name: String
  /// The attributes in the order of the file, without declarations of namespaces.
  public let attributes: [Attribute]
  /// The element's own text, before, between and after its child elements.
  public fileprivate(set) var text: String
}

/// Tells every element of an XML file in the order of their start tags: what a parser makes of the file, to look at and
/// to compare. An element is told when it has ended, so that the file is in memory when its outermost element comes.
///
/// Errors are those of ``XMLRecordReader``; here the limit `rows` holds for elements.
public final class XMLEventReader {
  private let stream: any ByteStream
  private let collector: XMLElementCollector
  private let parser: XMLPushParser
  private var isRead = false
  private var told = 0

  /// A reader of the bytes of a file.
  public init(_ stream: any ByteStream, file: String, limits: ReadLimits = ReadLimits()) {
    self.stream = stream
    parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: nil)
    collector = XMLElementCollector(limits: limits, parser: parser)
  }

  /// The next element; nil at the end.
  public func next() throws -> XMLElement? {
    if !isRead {
      try parser.parse(stream, to: collector)
      isRead = true
    }
    guard told < collector.elements.count else { return nil }
    told += 1
    return collector.elements[told - 1]
  }
}

private final class XMLElementCollector: XMLHandler {
  private(set) var elements: [XMLElement] = []
  private var open: [(element: Int, text: [UInt8])] = []
  private let limits: ReadLimits
  private unowned let parser: XMLPushParser

  init(limits: ReadLimits, parser: XMLPushParser) {
    self.limits = limits
    self.parser = parser
  }

  func startElement(_ tag: XMLTag) throws {
    if elements.count == limits.rows {
      throw Failure.limit(.rows, of: limits, "the file has too many elements", at: parser.location)
    }
    let list = try (0..<tag.attributeCount).map { index in
      let (name, uri, value) = tag.attribute(at: index)
      try parser.checkText(value.count, of: limits)
      return XMLElement.Attribute(name: XMLTag.fullName(name, uri), value: String(decoding: value, as: UTF8.self))
    }
    open.append((elements.count, []))
    elements.append(XMLElement(name: tag.fullName, attributes: list, text: ""))
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    guard !open.isEmpty else { return }
    open[open.count - 1].text.append(contentsOf: bytes)
    try parser.checkText(open[open.count - 1].text.count, of: limits)
  }

  func endElement() {
    guard let ended = open.popLast() else { return }
    elements[ended.element].text = String(decoding: ended.text, as: UTF8.self)
  }
}

extension XMLPushParser {
  /// Throws where a text or an attribute is longer than the limit `cell-text`.
  func checkText(_ length: Int, of limits: ReadLimits) throws {
    if length > limits.cellText {
      throw Failure.limit(.cellText, of: limits, "a text or an attribute is too long", at: location)
    }
  }
}
