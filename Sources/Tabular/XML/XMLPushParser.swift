import CXML
import Diagnostics
import Glibc

/// What a reader of an XML part does with its elements and text. Names and values are valid during the call only.
protocol XMLHandler: AnyObject {
  /// An element begins.
  func startElement(_ tag: XMLTag) throws
  /// The element that began last, and has not ended, ends.
  func endElement() throws
  /// Text or CDATA in the current element, perhaps a piece of it.
  func characters(_ bytes: UnsafeRawBufferPointer) throws
}

/// libxml2's push parser with what is dangerous taken out: no DTD at all, no entities but the five of XML, no network.
///
/// Bytes in any encoding that libxml2 knows go in, UTF-8 comes out. Depth and attributes are limited; libxml2's own
/// limits (10 MB for a tag or attribute) stay on.
final class XMLPushParser {
  private var context: xmlParserCtxtPtr?
  /// How much is taken.
  let limits: ReadLimits
  private let place: SourceLocation
  private let part: String?
  private var handler: (any XMLHandler)?
  private var failure: (any Error)?
  private var depth = 0
  /// The first bytes, at most four.
  private var head: [UInt8] = []

  private static let ready: Void = xmlInitParser()

  /// A parser for one document; `place` and `part` say in messages where it stands.
  init(limits: ReadLimits, place: SourceLocation, part: String?) {
    self.limits = limits
    self.place = place
    self.part = part
  }

  deinit { xmlFreeParserCtxt(context) }

  /// Parses the next bytes; none of them at the end of the document. What the handler throws ends the parser and is
  /// thrown here.
  func push(_ bytes: UnsafeRawBufferPointer, to handler: any XMLHandler) throws {
    if let failure { throw failure }
    self.handler = handler
    defer { self.handler = nil }
    if context != nil {
      parse(bytes)
    } else {
      // The first four bytes tell the encoding, so they are collected before anything else is done.
      let missing = min(4 - head.count, bytes.count)
      head.append(contentsOf: bytes[..<missing])
      if head.count < 4, !bytes.isEmpty { return }
      try open()
      if missing < bytes.count || bytes.isEmpty { parse(UnsafeRawBufferPointer(rebasing: bytes[missing...])) }
    }
    try check()
    if bytes.isEmpty, endsInsideCharacter { throw malformed("it ends inside a character", line: line) }
  }

  /// The line that the parser has come to.
  var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 1 }

  /// The place of what the handler is being told.
  var location: SourceLocation {
    var location = place
    if part == nil { location.line = line }
    return location
  }

  /// libxml2 keeps bytes that are no whole character of the file's encoding back, and does not mind them at the end.
  private var endsInsideCharacter: Bool {
    guard let raw = context?.pointee.input?.pointee.buf?.pointee.raw else { return false }
    return xmlBufUse(raw) > 0
  }

  /// Parses bytes; none of them end the document.
  private func parse(_ bytes: UnsafeRawBufferPointer) {
    let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    xmlParseChunk(context, start, CInt(bytes.count), bytes.isEmpty ? 1 : 0)
  }

  /// Makes the context from the first bytes of the document.
  private func open() throws {
    _ = XMLPushParser.ready
    // libxml2 reads EBCDIC where iconv does, and other parsers do not: nobody could say which answer is right.
    if head == [0x4C, 0x6F, 0xA7, 0x94] { throw malformed("the encoding EBCDIC is not supported", line: 1) }
    var callbacks = XMLPushParser.callbacks()
    let start = head.map { CChar(bitPattern: $0) }
    let user = Unmanaged.passUnretained(self).toOpaque()
    context = xmlCreatePushParserCtxt(&callbacks, user, start, CInt(start.count), nil)
    guard let context else { throw malformed("libxml2 has no memory", line: 0) }
    // NOENT: `&amp;` in attributes comes as `&` and not as `&#38;`. There are no other entities, since DTDs are
    // refused.
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_NOENT.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
    xmlCtxtUseOptions(context, CInt(options))
  }

  private func check() throws {
    if let failure { throw failure }
    guard let context, context.pointee.wellFormed == 0 || context.pointee.nsWellFormed == 0 else { return }
    let error = xmlCtxtGetLastError(context)
    let text = error?.pointee.message.map { String(cString: $0) } ?? "it is not well-formed"
    let reason = malformed(String(text.prefix { !$0.isNewline }), line: error.map { Int($0.pointee.line) } ?? 0)
    failure = reason
    throw reason
  }

  private func malformed(_ reason: String, line: Int) -> Failure {
    var place = self.place
    if part == nil { place.line = line } else { place.line = nil }
    let where_ = part.map { "\($0), line \(line): " } ?? ""
    return Failure(.rejected, .malformedXML, at: place, facts: ["reason": where_ + reason])
  }

  private func stop(_ error: any Error) {
    failure = error
    xmlStopParser(context)
  }
}

// MARK: - Callbacks

extension XMLPushParser {
  fileprivate func start(_ tag: XMLTag) {
    guard failure == nil, let handler else { return }
    depth += 1
    if depth > limits.depth {
      stop(Failure.limit(.depth, of: limits, "the XML elements are nested too deep", at: location))
    } else if tag.attributeCount > limits.attributes {
      stop(Failure.limit(.attributes, of: limits, "an XML element has too many attributes", at: location))
    } else {
      do { try handler.startElement(tag) } catch { stop(error) }
    }
  }

  fileprivate func end() {
    guard failure == nil, let handler else { return }
    depth -= 1
    do { try handler.endElement() } catch { stop(error) }
  }

  fileprivate func text(_ bytes: UnsafeRawBufferPointer) {
    guard failure == nil, let handler else { return }
    do { try handler.characters(bytes) } catch { stop(error) }
  }

  fileprivate func refuseDocumentType() {
    guard failure == nil else { return }
    stop(Failure(.rejected, .xmlDocumentType, at: location, facts: ["part": part ?? "this file"]))
  }

  private static func callbacks() -> xmlSAXHandler {
    var callbacks = xmlSAXHandler()
    callbacks.initialized = XML_SAX2_MAGIC
    callbacks.internalSubset = { context, _, _, _ in
      XMLPushParser.with(context) { $0.refuseDocumentType() }
    }
    callbacks.startElementNs = { context, name, _, uri, _, _, count, _, attributes in
      guard let name else { return }
      XMLPushParser.with(context) {
        $0.start(XMLTag(name: name, uri: uri, attributeCount: Int(count), attributes: attributes))
      }
    }
    callbacks.endElementNs = { context, _, _, _ in
      XMLPushParser.with(context) { $0.end() }
    }
    let characters: charactersSAXFunc = { context, bytes, count in
      XMLPushParser.with(context) { $0.text(UnsafeRawBufferPointer(start: bytes, count: Int(count))) }
    }
    callbacks.characters = characters
    callbacks.ignorableWhitespace = characters
    callbacks.cdataBlock = characters
    callbacks.serror = { _, _ in }
    return callbacks
  }

  @inline(__always)
  private static func with(_ context: UnsafeMutableRawPointer?, _ body: (XMLPushParser) -> Void) {
    guard let context else { return }
    Unmanaged<XMLPushParser>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }
}
