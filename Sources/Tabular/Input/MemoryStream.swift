/// Bytes in memory as a stream.
package final class MemoryStream: ByteStream {
  private var rest: ArraySlice<UInt8>

  /// A stream of some bytes.
  package init(_ bytes: [UInt8]) { rest = bytes[...] }

  /// See ``ByteStream``.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, rest.count)
    rest.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
    rest = rest.dropFirst(count)
    return count
  }
}
