import Diagnostics

/// An element of an XML file as ``XMLEventReader`` tells it.
package struct XMLElement: Sendable, Hashable {
  /// An attribute; its name is `{namespace}local`, or `local` without a namespace.
  package struct Attribute: Sendable, Hashable {
    /// `{namespace}local` or `local`.
    package let name: String
    /// The value, normalised as XML says.
    package let value: String
  }

  /// `{namespace}local`, or `local` without a namespace.
  package let name: String
  /// The attributes in the order of the file, without declarations of namespaces.
  package let attributes: [Attribute]
  /// The element's own text, before, between and after its child elements.
  package let text: String
}

/// Tells every element of an XML file in the order of their start tags: what a parser makes of the file, to look at and
/// to compare.
///
/// The outermost element comes first, and its text is known when the file has ended: until then the elements wait, those
/// of a large file in a temporary file.
///
/// Errors are those of ``XMLRecordReader``, except that no limit holds for the number of elements, and `row-bytes` for
/// all of an element's own text together.
package final class XMLEventReader {
  private let stream: any ByteStream
  private let collector: XMLElementCollector
  private let parser: XMLPushParser
  private var isRead = false
  private var told = 0

  /// A reader of the bytes of a file.
  package init(_ stream: any ByteStream, file: String, limits: ReadLimits = ReadLimits()) {
    self.stream = stream
    parser = XMLPushParser(limits: limits, place: SourceLocation(file: file), part: nil)
    collector = XMLElementCollector(limits: limits, parser: parser)
  }

  /// The next element; nil at the end.
  package func next() throws -> XMLElement? {
    if !isRead {
      try parser.parse(stream, to: collector)
      isRead = true
    }
    guard told < collector.count else { return nil }
    told += 1
    return try collector.element(told - 1)
  }
}

/// Keeps the elements: their names and attributes, and later their texts, one behind the other, and for each element
/// where these lie.
private final class XMLElementCollector: XMLHandler {
  /// Where the parts of an element lie in `content`.
  private struct Entry {
    var head = 0
    var headLength = 0
    var text = 0
    var textLength = 0
  }

  /// How many elements there are.
  private(set) var count = 0
  private var open: [(element: Int, entry: Entry, text: [UInt8])] = []
  /// Bytes of text since the last tag.
  private var run = 0
  private let content = SpillFile()
  private let entries = SpillFile()
  private lazy var contentWindow = SpillWindow(content)
  private lazy var entryWindow = SpillWindow(entries)
  private let limits: ReadLimits
  private unowned let parser: XMLPushParser

  init(limits: ReadLimits, parser: XMLPushParser) {
    self.limits = limits
    self.parser = parser
  }

  func startElement(_ tag: XMLTag) throws {
    run = 0
    var entry = Entry(head: content.count)
    append(XMLTag.fullName(tag.name, tag.uri))
    for index in 0..<tag.attributeCount {
      let (name, uri, value) = tag.attribute(at: index)
      try parser.checkText(value.count, of: limits)
      append(XMLTag.fullName(name, uri))
      append(value)
    }
    entry.headLength = content.count - entry.head
    try content.spill()
    withUnsafeBytes(of: entry) { entries.output.append($0) }
    try entries.spill()
    open.append((count, entry, []))
    count += 1
  }

  func characters(_ bytes: UnsafeRawBufferPointer) throws {
    let last = open.count - 1
    guard last >= 0 else { return }
    run += bytes.count
    try parser.checkText(run, of: limits)
    open[last].text.append(contentsOf: bytes)
    if open[last].text.count > limits.rowBytes {
      throw Failure.limit(.rowBytes, of: limits, "all text of an element is too long", at: parser.location)
    }
  }

  func endElement() throws {
    run = 0
    guard let ended = open.popLast(), !ended.text.isEmpty else { return }
    var entry = ended.entry
    entry.text = content.count
    entry.textLength = ended.text.count
    content.output.append(ended.text)
    try content.spill()
    try withUnsafeBytes(of: entry) { try entries.overwrite($0, at: ended.element * MemoryLayout<Entry>.size) }
  }

  /// An element by its position.
  func element(_ position: Int) throws -> XMLElement {
    let size = MemoryLayout<Entry>.size
    let entry = try entryWindow.bytes(at: position * size, count: size).loadUnaligned(as: Entry.self)
    var words = try words(of: entry)[...]
    let name = words.popFirst() ?? ""
    var attributes: [XMLElement.Attribute] = []
    while let name = words.popFirst(), let value = words.popFirst() {
      attributes.append(XMLElement.Attribute(name: name, value: value))
    }
    let text = try contentWindow.bytesAside(at: entry.text, count: entry.textLength)
    return XMLElement(name: name, attributes: attributes, text: String(decoding: text, as: UTF8.self))
  }

  private func append(_ text: String) {
    var copy = text
    copy.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// A word is its length in eight bytes, then its bytes.
  private func append(_ word: UnsafeRawBufferPointer) {
    withUnsafeBytes(of: word.count) { content.output.append($0) }
    content.output.append(word)
  }

  private func words(of entry: Entry) throws -> [String] {
    let bytes = try contentWindow.bytes(at: entry.head, count: entry.headLength)
    var words: [String] = []
    var index = 0
    while index < bytes.count {
      let length = bytes.loadUnaligned(fromByteOffset: index, as: Int.self)
      words.append(String(decoding: bytes[index + 8..<index + 8 + length], as: UTF8.self))
      index += 8 + length
    }
    return words
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
