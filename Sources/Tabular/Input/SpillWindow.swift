/// Reads a ``SpillFile`` that is complete, mostly front to back, through a piece of it in memory.
final class SpillWindow {
  private let file: SpillFile
  private var piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 16)
  private var start = 0
  private var count = 0
  private var aside = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 10, alignment: 16)

  /// A window at the start of a file.
  init(_ file: SpillFile) { self.file = file }

  deinit {
    piece.deallocate()
    aside.deallocate()
  }

  /// The bytes from a position on, valid until the next call; the window moves there. Fewer than asked for only at the
  /// end of the file.
  func bytes(at position: Int, count wanted: Int) throws -> UnsafeRawBufferPointer {
    if position < start || position + wanted > start + count {
      if wanted > piece.count {
        piece.deallocate()
        piece = .allocate(byteCount: wanted * 2, alignment: 16)
      }
      start = position
      count = try file.read(into: piece, at: position)
    }
    let first = position - start
    return UnsafeRawBufferPointer(rebasing: piece[first..<min(first + wanted, count)])
  }

  /// The same for bytes that lie elsewhere, such as those of an element that ends much later: the window stays.
  func bytesAside(at position: Int, count wanted: Int) throws -> UnsafeRawBufferPointer {
    if position >= start, position + wanted <= start + count { return try bytes(at: position, count: wanted) }
    if wanted > aside.count {
      aside.deallocate()
      aside = .allocate(byteCount: wanted * 2, alignment: 16)
    }
    let read = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: aside[..<wanted]), at: position)
    return UnsafeRawBufferPointer(rebasing: aside[..<read])
  }
}
