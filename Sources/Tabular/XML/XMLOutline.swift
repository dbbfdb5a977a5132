import Diagnostics

/// Walks through a small XML part, calling back for each start tag with the path of local names that leads to it.
///
/// What is called back keeps what it hears of, so the elements are counted: the limit `rows` holds for them.
final class XMLOutline: XMLHandler {
  private var path: [String] = []
  private let visit: (_ path: [String], _ tag: XMLTag) throws -> Void

  private unowned let parser: XMLPushParser
  private var count = 0

  private init(_ parser: XMLPushParser, _ visit: @escaping (_ path: [String], _ tag: XMLTag) throws -> Void) {
    self.parser = parser
    self.visit = visit
  }

  /// Reads a whole document.
  static func read(
    _ stream: any ByteStream, with parser: XMLPushParser,
    visit: @escaping (_ path: [String], _ tag: XMLTag) throws -> Void
  ) throws {
    try parser.parse(stream, to: XMLOutline(parser, visit))
  }

  func startElement(_ tag: XMLTag) throws {
    count += 1
    if count > parser.limits.rows {
      throw Failure.limit(.rows, of: parser.limits, "a part of the file has too many elements", at: parser.location)
    }
    path.append(String(cString: tag.name))
    try visit(path, tag)
  }

  func endElement() { path.removeLast() }

  func characters(_ bytes: UnsafeRawBufferPointer) {}
}
