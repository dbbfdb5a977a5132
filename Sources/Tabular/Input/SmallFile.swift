import Diagnostics

/// A file that is read whole: settings, policies, the text of a message.
package enum SmallFile {
  /// The bytes of a file; `-` is standard input.
  ///
  /// Throws a ``Failure``: `noInput`, `permission` or `inputOutput` where it cannot be read, `rejected` beyond `limit`
  /// bytes.
  package static func bytes(of path: String, limit: Int = 1 << 20) throws -> [UInt8] {
    let file = try path == "-" ? OpenFile.standardInput() : OpenFile.open(path)
    guard file.size <= limit else {
      throw Failure(
        .rejected, .fileTooLarge, at: SourceLocation(file: path),
        facts: ["path": path, "bytes": String(file.size), "limit": String(limit)])
    }
    return try file.bytes(0..<limit)
  }
}
