import Diagnostics

@testable import Tabular

/// What a parser tells of a document, as text: adjacent pieces of text are one, and lines are noted.
final class XMLTranscript: XMLHandler {
  private(set) var text = ""
  private var characters: [UInt8] = []
  private let line: () -> Int

  init(line: @escaping () -> Int) { self.line = line }

  func startElement(_ tag: XMLTag) {
    flush()
    text += "<\(tag.fullName)@\(line())"
    for index in 0..<tag.attributeCount {
      let (name, uri, value) = tag.attribute(at: index)
      text += " \(XMLTag.fullName(name, uri))=[\(String(decoding: value, as: UTF8.self))]"
    }
    text += ">"
  }

  func endElement() {
    flush()
    text += "</>"
  }

  func characters(_ bytes: UnsafeRawBufferPointer) { characters += bytes }

  private func flush() {
    guard !characters.isEmpty else { return }
    text += "[\(String(decoding: characters, as: UTF8.self))]"
    characters = []
  }

  private static let source = XMLSource(limits: ReadLimits(), place: SourceLocation(file: "test"), part: nil)

  /// What libxml2 tells; nil where it refuses the document.
  static func ofLibXML(_ bytes: [UInt8], pieces: Int = .max) -> String? {
    let parser = LibXMLParser(source)
    return transcript(bytes, pieces: pieces, line: { parser.line }, push: { try parser.push($0, to: $1) })
  }

  /// What the scanner tells of a document without a declaration.
  static func ofScanner(_ bytes: [UInt8], pieces: Int = .max) -> String? {
    let scanner = XMLScanner(source, line: 1)
    return transcript(bytes, pieces: pieces, line: { scanner.line }, push: { try scanner.push($0, to: $1) })
  }

  /// What the parser tells that looks at the first bytes.
  static func ofParser(_ bytes: [UInt8], pieces: Int = .max) -> String? {
    let parser = XMLPushParser(limits: ReadLimits(), place: SourceLocation(file: "test"), part: nil)
    return transcript(bytes, pieces: pieces, line: { parser.line }, push: { try parser.push($0, to: $1) })
  }

  private static func transcript(
    _ bytes: [UInt8], pieces: Int, line: @escaping () -> Int,
    push: (UnsafeRawBufferPointer, XMLTranscript) throws -> Void
  ) -> String? {
    let transcript = XMLTranscript(line: line)
    do {
      var start = 0
      while start < bytes.count {
        let next = min(bytes.count, pieces == .max ? bytes.count : start + pieces)
        try bytes[start..<next].withUnsafeBytes { try push($0, transcript) }
        start = next
      }
      try push(UnsafeRawBufferPointer(start: nil, count: 0), transcript)
      return transcript.text
    } catch {
      return nil
    }
  }
}
