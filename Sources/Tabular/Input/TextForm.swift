/// How the bytes of a delimited text are made, so that another one can be written in the same way.
package struct TextForm: Sendable, Hashable {
  /// The byte between the fields.
  package var delimiter: UInt8
  /// The encoding, UTF-8 for plain ASCII.
  package var encoding: TextEncoding
  /// Whether the text begins with a byte order mark.
  package var hasByteOrderMark: Bool
  /// Whether lines end with CR LF.
  package var endsLinesWithCRLF: Bool
}

extension InputFile {
  /// How a delimited text is written. Reads the file once, since a byte near its end may decide what encoding it is.
  ///
  /// Throws a ``Failure`` as ``table(_:)`` does.
  package func textForm(_ options: ReadOptions = ReadOptions()) throws -> TextForm {
    var start = [UInt8](repeating: 0, count: 4096)
    let count = try start.withUnsafeMutableBytes { try byteStream().read(into: $0) }
    start.removeLast(start.count - count)
    let text = try TextStream(byteStream(), encoding: options.encoding)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var hasCRLF: Bool?
    while true {
      let count = try text.read(into: buffer)
      if count == 0 { break }
      if hasCRLF == nil, let feed = buffer[..<count].firstIndex(of: UInt8(ascii: "\n")) {
        hasCRLF = feed > 0 && buffer[feed - 1] == UInt8(ascii: "\r")
      }
    }
    return TextForm(
      delimiter: try csv(options).delimiter, encoding: text.encoding ?? .utf8,
      hasByteOrderMark: TextEncoding.mark(in: start) != nil, endsLinesWithCRLF: hasCRLF ?? false)
  }
}
