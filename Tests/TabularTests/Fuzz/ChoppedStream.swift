import Tabular

/// Bytes that come in pieces, of a size that changes from one to the next.
final class ChoppedStream: ByteStream {
  private let bytes: [UInt8]
  private let sizes: [Int]
  private var position = 0
  private var turn = 0

  /// Pieces of these sizes, over and over.
  init(_ bytes: [UInt8], sizes: [Int]) {
    self.bytes = bytes
    self.sizes = sizes
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(sizes[turn % sizes.count], buffer.count, bytes.count - position)
    turn += 1
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
