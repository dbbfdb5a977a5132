import CXML
import Diagnostics

/// What a reader of XML is told, in the order of the document. Pointers are valid during the call only.
protocol RecordXMLHandler: AnyObject {
  func startElement(_ name: XMLName, _ attributes: XMLAttributes) throws
  /// A piece of the text of the innermost open element; one text may come in many pieces.
  func characters(_ utf8: UnsafeRawBufferPointer) throws
  func endElement() throws
}

/// A name with its namespace. Equal names of a document have equal pointers.
struct XMLName {
  let local: UnsafePointer<UInt8>
  let namespace: UnsafePointer<UInt8>?

  /// The name without its namespace.
  var localText: String { String(cString: local) }

  /// `{namespace}local`, or the local name alone where there is no namespace.
  var fullText: String { namespace.map { "{\(String(cString: $0))}\(localText)" } ?? localText }
}

/// The attributes of an element, without the declarations of namespaces.
struct XMLAttributes {
  /// Five pointers an attribute: local name, prefix, namespace, first byte of the value, byte after it.
  fileprivate let base: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int

  subscript(index: Int) -> (name: XMLName, value: UnsafeRawBufferPointer) {
    guard let base, let local = base[index * 5], let start = base[index * 5 + 3], let end = base[index * 5 + 4] else {
      preconditionFailure("libxml2 gave an attribute without a name or a value")
    }
    let name = XMLName(local: local, namespace: base[index * 5 + 2])
    return (name, UnsafeRawBufferPointer(start: start, count: end - start))
  }
}

/// Parses XML piece by piece (libxml2, SAX2, push), and refuses what hostile files do: any DOCTYPE at sight, elements nested
/// too deep, too many attributes, texts and attributes too long. Entities are those of XML itself, the network is never used.
final class RecordXMLParser {
  /// The handler that is told; weak because it usually owns the parser.
  weak var handler: (any RecordXMLHandler)?

  private let stream: any ByteStream
  private let file: String
  private let limits: ReadLimits
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var context: xmlParserCtxtPtr?
  private var failure: (any Error)?
  private var isEnded = false
  private var depth = 0
  private var textLength = 0

  init(_ stream: any ByteStream, file: String, limits: ReadLimits) {
    self.stream = stream
    self.file = file
    self.limits = limits
  }

  deinit {
    xmlFreeParserCtxt(context)
    buffer.deallocate()
  }

  /// The line that the parser has come to.
  var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 1 }

  /// The place of what is being read.
  var location: SourceLocation { SourceLocation(file: file, line: line) }

  /// Parses the next piece of the stream and tells the handler; false when the document has ended.
  func parseNext() throws -> Bool {
    guard !isEnded else { return false }
    if context == nil { try begin() }
    let count = try stream.read(into: buffer)
    let code = xmlParseChunk(
      context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(count), count == 0 ? 1 : 0)
    if let failure { throw failure }
    guard code == 0, context?.pointee.wellFormed == 1, context?.pointee.nsWellFormed == 1 else { throw malformed() }
    isEnded = count == 0
    if isEnded, endsInsideCharacter { throw malformed() }
    return !isEnded
  }

  /// libxml2 keeps bytes that are no whole character of the file's encoding back, and does not mind them at the end.
  private var endsInsideCharacter: Bool {
    guard let raw = context?.pointee.input?.pointee.buf?.pointee.raw else { return false }
    return xmlBufUse(raw) > 0
  }

  /// libxml2 finds the encoding in the first four bytes, which it must have at once.
  private func begin() throws {
    var start: [CChar] = []
    while start.count < 4 {
      let place = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(4 - start.count)])
      let count = try stream.read(into: place)
      if count == 0 { break }
      start += place[..<count].map { CChar(bitPattern: $0) }
    }
    if start.isEmpty { throw refusal("the file is empty") }
    // `<?xm` in EBCDIC, which parsers agree no more on.
    if start == [0x4C, 0x6F, -0x59, -0x6C] { throw refusal("the encoding EBCDIC is not supported") }
    var callbacks = XMLCallbacks.table
    let me = Unmanaged.passUnretained(self).toOpaque()
    guard let context = xmlCreatePushParserCtxt(&callbacks, me, start, Int32(start.count), nil) else {
      throw Failure(.inputOutput, .cannotRead, facts: ["path": file, "reason": "no memory for an XML parser"])
    }
    self.context = context
    // Without NOENT libxml2 leaves `&amp;` in attributes half resolved; other entities cannot be, since a DOCTYPE is refused.
    let options =
      XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    _ = xmlCtxtUseOptions(context, Int32(options))
  }

  private func refusal(_ reason: String) -> Failure {
    Failure(.rejected, .xmlMalformed, at: SourceLocation(file: file), facts: ["reason": reason])
  }

  private func malformed() -> Failure {
    var place = location
    var reason = "it ends too early"
    if let error = xmlCtxtGetLastError(context)?.pointee {
      if let message = error.message { reason = String(cString: message) }
      if error.line > 0 { place.line = Int(error.line) }
    }
    while reason.last?.isWhitespace == true { reason.removeLast() }
    return Failure(.rejected, .xmlMalformed, at: place, facts: ["reason": reason])
  }
}

/// What libxml2 calls back. An error thrown by a handler stops the parser and is thrown by `parseNext`.
extension RecordXMLParser {
  fileprivate func attempt(_ body: () throws -> Void) {
    guard failure == nil else { return }
    do {
      try body()
    } catch {
      failure = error
      xmlStopParser(context)
    }
  }

  fileprivate func foundDoctype() throws {
    throw Failure(.rejected, .xmlDoctype, at: location)
  }

  fileprivate func startElement(_ name: XMLName, _ attributes: XMLAttributes) throws {
    depth += 1
    textLength = 0
    if depth > limits.depth { throw Failure.limit(.depth, of: limits, "elements are nested too deep", at: location) }
    if attributes.count > limits.attributes {
      throw Failure.limit(.attributes, of: limits, "an element has too many attributes", at: location)
    }
    for index in 0..<attributes.count where attributes[index].value.count > limits.cellText {
      throw Failure.limit(.cellText, of: limits, "an attribute is too long", at: location)
    }
    try handler?.startElement(name, attributes)
  }

  fileprivate func characters(_ utf8: UnsafeRawBufferPointer) throws {
    textLength += utf8.count
    if textLength > limits.cellText { throw Failure.limit(.cellText, of: limits, "a text is too long", at: location) }
    try handler?.characters(utf8)
  }

  fileprivate func endElement() throws {
    depth -= 1
    textLength = 0
    try handler?.endElement()
  }
}

/// The C functions. They stand in a type of their own that no actor owns: isolated ones would trap off the main thread.
private enum XMLCallbacks {
  static var table: xmlSAXHandler {
    xmlInitParser()
    var table = xmlSAXHandler()
    table.initialized = 0xDEED_BEAF  // XML_SAX2_MAGIC
    table.internalSubset = internalSubset
    table.startElementNs = startElement
    table.endElementNs = endElement
    table.characters = characters
    table.ignorableWhitespace = characters
    table.cdataBlock = characters
    return table
  }

  private static func parser(_ pointer: UnsafeMutableRawPointer?) -> RecordXMLParser {
    guard let pointer else { preconditionFailure("libxml2 lost its user data") }
    return Unmanaged<RecordXMLParser>.fromOpaque(pointer).takeUnretainedValue()
  }

  private static let internalSubset: internalSubsetSAXFunc = { user, _, _, _ in
    let parser = parser(user)
    parser.attempt { try parser.foundDoctype() }
  }

  private static let startElement: startElementNsSAX2Func = { user, local, _, namespace, _, _, count, _, attributes in
    guard let local else { return }
    let parser = parser(user)
    parser.attempt {
      try parser.startElement(
        XMLName(local: local, namespace: namespace), XMLAttributes(base: attributes, count: Int(count)))
    }
  }

  private static let endElement: endElementNsSAX2Func = { user, _, _, _ in
    let parser = parser(user)
    parser.attempt { try parser.endElement() }
  }

  private static let characters: charactersSAXFunc = { user, text, count in
    let parser = parser(user)
    parser.attempt { try parser.characters(UnsafeRawBufferPointer(start: text, count: Int(count))) }
  }
}
