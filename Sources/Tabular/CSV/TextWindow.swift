/// The part of a text that is in memory: a row in progress and what was read beyond it.
///
/// After ``end`` stand line feeds, so that a search for the end of a row stops there and blocks of 64 bytes may be read
/// from any position up to it.
final class TextWindow {
  /// The first byte.
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// The position behind the last byte.
  private(set) var end = 0
  /// Whether nothing follows behind ``end``.
  private(set) var hasEnded = false

  private let text: TextStream
  private var capacity: Int
  private static let padding = 64

  /// A window over the start of a text, which is filled as far as it goes. Where the text stops being text the window
  /// ends: the rows before are whole, and reading on says why.
  init(_ text: TextStream, capacity: Int) throws {
    self.text = text
    self.capacity = capacity
    base = .allocate(capacity: capacity + TextWindow.padding)
    do {
      try fill()
    } catch is TextStream.Invalid {}
  }

  deinit { base.deallocate() }

  /// Forgets what lies before a position, which becomes position 0, and reads on. A window of which more than half is
  /// kept grows to twice its size, so that a row of any length is moved and searched a few times only.
  ///
  /// Throws what the source throws, and `TextStream.Invalid` where the next byte is not text.
  func moveOn(to start: Int) throws {
    let kept = end - start
    if kept > capacity / 2 {
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2 + TextWindow.padding)
      larger.update(from: base + start, count: kept)
      base.deallocate()
      base = larger
      capacity *= 2
    } else {
      base.update(from: base + start, count: kept)
    }
    end = kept
    try fill()
  }

  /// Reads until the window is full: packed and wide texts come in small pieces, and each would be searched again.
  private func fill() throws {
    let first = end
    defer { (base + end).initialize(repeating: UInt8(ascii: "\n"), count: TextWindow.padding) }
    while capacity - end >= TextStream.leastRoom {
      do {
        let count = try text.read(into: UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
        end += count
        if count == 0 {
          hasEnded = true
          return
        }
      } catch let invalid as TextStream.Invalid {
        // What was read before is good; the stream throws it again.
        if end > first { return }
        throw invalid
      }
    }
  }
}
