import Diagnostics
package import Model

/// A gzip copy of a file's bytes, as they are: also of a file that is packed itself.
package struct PackedCopy: Sendable {
  /// Where it is.
  package let path: String

  /// The copy at a path.
  package init(path: String) { self.path = path }

  /// Packs a file to a part that waits for its name. The digest is that of the bytes that were copied: who knows another one
  /// knows that the file was changed meanwhile.
  package func pack(_ input: InputFile) throws -> (part: FinishedPart, sha256: SHA256Digest) {
    try pack(input.storedBytes())
  }

  /// The same of a file of our own.
  package func pack(file: String) throws -> (part: FinishedPart, sha256: SHA256Digest) {
    try pack(OpenFile.open(file).stream())
  }

  private func pack(_ bytes: any ByteStream) throws -> (part: FinishedPart, sha256: SHA256Digest) {
    let file = try OutputFile(path: path)
    let gzip = GzipWriter(to: file)
    let digest = try PackedCopy.drain(bytes, into: gzip).sha256
    try gzip.finish()
    return (try file.finished(), digest)
  }

  /// The copied bytes again: their digest and size, and themselves where a sink is given.
  ///
  /// Throws a ``Failure``: `noInput` where the copy is missing, `rejected` where it is damaged or holds more than `most`
  /// bytes.
  package func unpack(to sink: (any ByteSink)? = nil, most: Int64) throws -> (sha256: SHA256Digest, bytes: Int64) {
    var limits = ReadLimits()
    limits.inflatedBytes = Int(most)
    let bytes = try InflateStream(
      OpenFile.open(path).stream(), wrapping: .gzip, budget: InflationBudget(limits, file: path)
    ) { reason in
      Failure(.rejected, .damagedCompression, at: SourceLocation(file: path), facts: ["reason": reason])
    }
    return try PackedCopy.drain(bytes, into: sink)
  }

  private static func drain(
    _ stream: any ByteStream, into sink: (any ByteSink)?
  ) throws -> (sha256: SHA256Digest, bytes: Int64) {
    let hash = SHA256Stream()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var total: Int64 = 0
    while true {
      let count = try stream.read(into: buffer)
      if count == 0 { return (hash.finish(), total) }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hash.update(piece)
      try sink?.write(piece)
      total += Int64(count)
    }
  }
}
