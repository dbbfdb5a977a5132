import Diagnostics

/// Parses one XML document piece by piece: no DTD at all, no entities but the five of XML, no network, depth and
/// attributes limited.
///
/// The first bytes decide who reads it, and nothing is changed later: ``XMLScanner`` where they are those of a document
/// in UTF-8, libxml2 for every other encoding and for declarations that are spelt oddly. Both tell the same events, in
/// UTF-8.
final class XMLPushParser {
  private enum Engine {
    case undecided
    case scanner(XMLScanner)
    case libXML(LibXMLParser)
  }

  /// How much is taken.
  var limits: ReadLimits { source.limits }
  private let source: XMLSource
  private var engine = Engine.undecided
  /// The first bytes, until they decide.
  private var head: [UInt8] = []

  /// A parser for one document; `place` and `part` say in messages where it stands.
  init(limits: ReadLimits, place: SourceLocation, part: String?) {
    source = XMLSource(limits: limits, place: place, part: part)
  }

  /// The line that the parser has come to.
  var line: Int {
    switch engine {
    case .undecided: 1
    case .scanner(let scanner): scanner.line
    case .libXML(let parser): parser.line
    }
  }

  /// The place of what the handler is being told.
  var location: SourceLocation { source.location(line: line) }

  /// Parses the next bytes; none of them at the end of the document. What the handler throws ends the parser and is
  /// thrown here.
  func push(_ bytes: UnsafeRawBufferPointer, to handler: any XMLHandler) throws {
    switch engine {
    case .scanner(let scanner): try scanner.push(bytes, to: handler)
    case .libXML(let parser): try parser.push(bytes, to: handler)
    case .undecided:
      head.append(contentsOf: bytes)
      guard let prolog = XMLProlog(head, isWhole: bytes.isEmpty) else { return }
      try begin(prolog, handler)
      if bytes.isEmpty { try push(bytes, to: handler) }
    }
  }

  /// Parses the next bytes of a stream; false at its end.
  func push(from stream: any ByteStream, to handler: any XMLHandler) throws -> Bool {
    if case .scanner(let scanner) = engine { return try scanner.push(from: stream, to: handler) }
    return try withUnsafeTemporaryAllocation(byteCount: 1 << 15, alignment: 16) { buffer in
      let count = try stream.read(into: buffer)
      try push(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: handler)
      return count > 0
    }
  }

  /// Parses a stream to its end.
  func parse(_ stream: any ByteStream, to handler: any XMLHandler) throws {
    while try push(from: stream, to: handler) {}
  }

  private func begin(_ prolog: XMLProlog, _ handler: any XMLHandler) throws {
    let head = self.head
    self.head = []
    try head.withUnsafeBytes { bytes in
      switch prolog {
      case .utf8(let length, let line):
        let scanner = XMLScanner(source, line: line)
        engine = .scanner(scanner)
        if length < bytes.count { try scanner.push(UnsafeRawBufferPointer(rebasing: bytes[length...]), to: handler) }
      case .other:
        let parser = LibXMLParser(source)
        engine = .libXML(parser)
        if !bytes.isEmpty { try parser.push(bytes, to: handler) }
      }
    }
  }
}

/// What the first bytes of a document say about who can read it.
enum XMLProlog: Equatable {
  /// UTF-8: how long byte order mark and declaration are, and the line on which they end.
  case utf8(length: Int, line: Int)
  /// Anything else.
  case other

  /// The longest declaration that is looked at.
  private static let longest = 256

  /// Looks at the first bytes; nil where more of them are needed.
  init?(_ head: [UInt8], isWhole: Bool) {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    var rest = head[...]
    if rest.starts(with: mark) { rest = rest.dropFirst(3) }
    if !isWhole, rest.count < 8 { return nil }
    guard rest.first == UInt8(ascii: "<"), let next = rest.dropFirst().first, XMLProlog.beginsMarkup(next) else {
      self = .other
      return
    }
    guard rest.starts(with: "<?xml".utf8), let behind = rest.dropFirst(5).first, XMLProlog.isSpace(behind) else {
      self = .utf8(length: head.count - rest.count, line: 1)
      return
    }
    guard let length = XMLProlog.declaration(rest.prefix(XMLProlog.longest)) else {
      if !isWhole, rest.count < XMLProlog.longest, !XMLProlog.hasEnd(rest) { return nil }
      self = .other
      return
    }
    let line = 1 + rest.prefix(length).count { $0 == 10 }
    self = .utf8(length: head.count - rest.count + length, line: line)
  }

  private static func hasEnd(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.contains(UInt8(ascii: ">")) }

  /// A byte behind `<` that is one of ASCII or UTF-8: UTF-16 has a zero there.
  private static func beginsMarkup(_ byte: UInt8) -> Bool { byte > 32 && byte != 127 }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

  /// The length of a declaration of version 1.0 and, where it names an encoding, of UTF-8; nil for every other one.
  private static func declaration(_ bytes: ArraySlice<UInt8>) -> Int? {
    var rest = bytes.dropFirst(5)
    guard let version = attribute("version", &rest), version == "1.0" else { return nil }
    if let encoding = attribute("encoding", &rest), encoding.lowercased() != "utf-8" { return nil }
    if let standalone = attribute("standalone", &rest), standalone != "yes", standalone != "no" { return nil }
    rest = rest.drop(while: isSpace)
    guard rest.starts(with: "?>".utf8) else { return nil }
    return rest.startIndex + 2 - bytes.startIndex
  }

  /// The value of an attribute that comes next behind white space; nil, and nothing taken, where it does not.
  private static func attribute(_ name: String, _ bytes: inout ArraySlice<UInt8>) -> String? {
    var rest = bytes.drop(while: isSpace)
    guard rest.count < bytes.count, rest.starts(with: name.utf8) else { return nil }
    rest = rest.dropFirst(name.utf8.count).drop(while: isSpace)
    guard rest.popFirst() == UInt8(ascii: "=") else { return nil }
    rest = rest.drop(while: isSpace)
    guard let quote = rest.popFirst(), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let close = rest.firstIndex(of: quote)
    else { return nil }
    let value = String(decoding: rest[..<close], as: UTF8.self)
    bytes = rest[(close + 1)...]
    return value
  }
}
