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

/// Tells every element of an XML file in the order of their start tags: what a parser makes of the file, to look at and to
/// compare. An element is told when it has ended, so that the file is in memory when its outermost element comes.
///
/// Errors are those of ``XMLRecordReader``; here the limit `rows` holds for elements.
public final class XMLEventReader {
  private let parser: RecordXMLParser
  private let collector: XMLElementCollector
  private var isRead = false
  private var told = 0

  /// A reader of the bytes of a file.
  public init(_ stream: any ByteStream, file: String, limits: ReadLimits = ReadLimits()) {
    parser = RecordXMLParser(stream, file: file, limits: limits)
    collector = XMLElementCollector(limits: limits, parser: parser)
    parser.handler = collector
  }

  /// The next element; nil at the end.
  public func next() throws -> XMLElement? {
    if !isRead {
      while try parser.parseNext() {}
      isRead = true
    }
    guard told < collector.elements.count else { return nil }
    told += 1
    return collector.elements[told - 1]
  }
}

private final class XMLElementCollector: RecordXMLHandler {
  private(set) var elements: [XMLElement] = []
  private var open: [(element: Int, text: [UInt8])] = []
  private let limits: ReadLimits
  private unowned let parser: RecordXMLParser

  init(limits: ReadLimits, parser: RecordXMLParser) {
    self.limits = limits
    self.parser = parser
  }

  func startElement(_ name: XMLName, _ attributes: XMLAttributes) throws {
    if elements.count == limits.rows {
      throw Failure.limit(.rows, of: limits, "the file has too many elements", at: parser.location)
    }
    let list = (0..<attributes.count).map { index in
      let (name, value) = attributes[index]
      return XMLElement.Attribute(name: name.fullText, value: String(decoding: value, as: UTF8.self))
    }
    open.append((elements.count, []))
    elements.append(XMLElement(name: name.fullText, attributes: list, text: ""))
  }

  func characters(_ utf8: UnsafeRawBufferPointer) {
    guard !open.isEmpty else { return }
    open[open.count - 1].text.append(contentsOf: utf8)
  }

  func endElement() {
    guard let ended = open.popLast() else { return }
    elements[ended.element].text = String(decoding: ended.text, as: UTF8.self)
  }
}
