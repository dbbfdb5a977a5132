/// Walks through a small XML part, calling back for each start tag with the path of local names that leads to it.
final class XMLOutline: XMLHandler {
  private var path: [String] = []
  private let visit: (_ path: [String], _ tag: XMLTag) throws -> Void

  private init(_ visit: @escaping (_ path: [String], _ tag: XMLTag) throws -> Void) { self.visit = visit }

  /// Reads a whole document.
  static func read(
    _ stream: any ByteStream, with parser: XMLPushParser,
    visit: @escaping (_ path: [String], _ tag: XMLTag) throws -> Void
  ) throws {
    try parser.parse(stream, to: XMLOutline(visit))
  }

  func startElement(_ tag: XMLTag) throws {
    path.append(String(cString: tag.name))
    try visit(path, tag)
  }

  func endElement() { path.removeLast() }

  func characters(_ bytes: UnsafeRawBufferPointer) {}
}

extension XMLPushParser {
  /// Parses a stream to its end.
  func parse(_ stream: any ByteStream, to handler: any XMLHandler) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try stream.read(into: buffer)
      try push(UnsafeRawBufferPointer(rebasing: buffer[..<count]), to: handler)
      if count == 0 { return }
    }
  }
}
