/// Reads a ``SpillFile`` that is complete anywhere, through a cache of blocks of it.
final class SpillCache {
  private static let blockSize = 1 << 14
  private static let slots = 64

  private let file: SpillFile
  private let cache = UnsafeMutableRawBufferPointer.allocate(
    byteCount: SpillCache.blockSize * SpillCache.slots, alignment: 16)
  /// Which block is in each slot.
  private var blocks = [Int](repeating: -1, count: SpillCache.slots)

  /// A cache, empty at first.
  init(_ file: SpillFile) { self.file = file }

  deinit { cache.deallocate() }

  /// Appends the bytes of a range to a buffer. The range must lie in the file.
  func read(_ range: Range<Int>, to output: ByteBuffer) throws {
    var position = range.lowerBound
    while position < range.upperBound {
      let offset = position % SpillCache.blockSize
      let count = min(range.upperBound - position, SpillCache.blockSize - offset)
      let block = try block(position / SpillCache.blockSize)
      output.append(UnsafeRawBufferPointer(rebasing: block[offset..<offset + count]))
      position += count
    }
  }

  private func block(_ number: Int) throws -> UnsafeMutableRawBufferPointer {
    let slot = number % SpillCache.slots
    let start = slot * SpillCache.blockSize
    let room = UnsafeMutableRawBufferPointer(rebasing: cache[start..<start + SpillCache.blockSize])
    if blocks[slot] != number {
      blocks[slot] = -1
      _ = try file.read(into: room, at: number * SpillCache.blockSize)
      blocks[slot] = number
    }
    return room
  }
}
