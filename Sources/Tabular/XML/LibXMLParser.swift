import CXML
import Diagnostics
import Glibc

/// libxml2's push parser with what is dangerous taken out: no DTD at all, no entities but the five of XML, no network.
///
/// Bytes in any encoding that libxml2 knows go in, UTF-8 comes out. Depth and attributes are limited; libxml2's own
/// limits (10 MB for a tag or attribute) stay on.
final class LibXMLParser {
  private var context: xmlParserCtxtPtr?
  private let source: XMLSource
  private var handler: (any XMLHandler)?
  private var failure: (any Error)?
  private var depth = 0
  private var hasElement = false
  /// Whether the last piece of CDATA ended with CR.
  private var endedWithReturn = false
  /// The first bytes, at most four.
  private var head: [UInt8] = []

  private static let ready: Void = xmlInitParser()

  /// A parser for one document.
  init(_ source: XMLSource) { self.source = source }

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
    guard bytes.isEmpty else { return }
    if endsInsideCharacter { throw malformed("it ends inside a character", line: line) }
    // libxml2 finds no fault in some first bytes of UTF-32 with nothing sound behind them.
    if !hasElement || depth > 0 { throw malformed("there is no whole element in it", line: line) }
  }

  /// The line that the parser has come to.
  var line: Int { context.map { Int(xmlSAX2GetLineNumber($0)) } ?? 1 }

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
    _ = LibXMLParser.ready
    // libxml2 reads EBCDIC where iconv does, and other parsers do not: nobody could say which answer is right.
    if head == [0x4C, 0x6F, 0xA7, 0x94] { throw malformed("the encoding EBCDIC is not supported", line: 1) }
    var callbacks = LibXMLParser.callbacks()
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

  fileprivate func malformed(_ reason: String, line: Int) -> Failure { source.malformed(reason, line: line) }

  private func stop(_ error: any Error) {
    failure = error
    xmlStopParser(context)
  }
}

// MARK: - Callbacks

extension LibXMLParser {
  fileprivate func start(_ tag: XMLTag, declarations: Int) {
    guard failure == nil, let handler else { return }
    depth += 1
    hasElement = true
    let attributes = tag.attributeCount + declarations
    if let failure = source.limitHit(depth: depth, attributes: attributes, line: line) { return stop(failure) }
    do { try handler.startElement(tag) } catch { stop(error) }
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

  /// libxml2 gives CDATA as it stands in the file. CR LF and CR are LF to XML, and a piece may end between the two.
  fileprivate func section(_ bytes: UnsafeRawBufferPointer) {
    // It lets some bytes through there that are no UTF-8.
    guard UTF8Check.check(bytes).valid == bytes.count else { return stop(malformed("it is not UTF-8", line: line)) }
    var rest = bytes[...]
    if endedWithReturn, rest.first == 10 { rest = rest.dropFirst() }
    // Only a long section comes in pieces, of about 300 bytes.
    endedWithReturn = bytes.last == 13 && bytes.count > 296
    while let position = rest.firstIndex(of: 13) {
      text(UnsafeRawBufferPointer(rebasing: rest[..<position]))
      withUnsafeBytes(of: UInt8(10)) { text($0) }
      rest = rest[(position + 1)...]
      if rest.first == 10 { rest = rest.dropFirst() }
    }
    if !rest.isEmpty { text(UnsafeRawBufferPointer(rebasing: rest)) }
  }

  fileprivate func refuseDocumentType() {
    guard failure == nil else { return }
    stop(source.documentType(line: line))
  }

  private static func callbacks() -> xmlSAXHandler {
    var callbacks = xmlSAXHandler()
    callbacks.initialized = XML_SAX2_MAGIC
    callbacks.internalSubset = { context, _, _, _ in
      LibXMLParser.with(context) { $0.refuseDocumentType() }
    }
    callbacks.startElementNs = { context, name, _, uri, declarations, _, count, _, attributes in
      guard let name else { return }
      let tag = XMLTag(name: name, uri: uri, attributeCount: Int(count), attributes: attributes)
      LibXMLParser.with(context) { $0.start(tag, declarations: Int(declarations)) }
    }
    callbacks.endElementNs = { context, _, _, _ in
      LibXMLParser.with(context) { $0.end() }
    }
    let characters: charactersSAXFunc = { context, bytes, count in
      LibXMLParser.with(context) { $0.text(UnsafeRawBufferPointer(start: bytes, count: Int(count))) }
    }
    callbacks.characters = characters
    callbacks.ignorableWhitespace = characters
    callbacks.cdataBlock = { context, bytes, count in
      LibXMLParser.with(context) { $0.section(UnsafeRawBufferPointer(start: bytes, count: Int(count))) }
    }
    callbacks.serror = { _, _ in }
    return callbacks
  }

  @inline(__always)
  private static func with(_ context: UnsafeMutableRawPointer?, _ body: (LibXMLParser) -> Void) {
    guard let context else { return }
    Unmanaged<LibXMLParser>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }
}
