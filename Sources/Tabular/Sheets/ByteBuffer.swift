import Glibc

/// Bytes that grow at the end: the scratch paper of the sheet readers.
final class ByteBuffer {
  /// The bytes; the pointer changes when they grow.
  private(set) var start: UnsafeMutablePointer<UInt8>
  /// How many there are.
  private(set) var count = 0
  private var capacity: Int

  /// An empty buffer.
  init(capacity: Int = 4096) {
    self.capacity = max(capacity, 16)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// What it holds, valid until it changes.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The bytes of a range, valid until the buffer changes.
  func bytes(_ range: Range<Int>) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.upperBound - range.lowerBound)
  }

  /// Adds bytes.
  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    memcpy(start + count, source, bytes.count)
    count += bytes.count
  }

  /// Adds one byte.
  func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  /// Adds a text.
  func append(_ text: String) {
    var copy = text
    copy.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// Drops everything behind a position.
  func truncate(to newCount: Int = 0) { count = min(count, newCount) }

  /// Drops the bytes before a position.
  func removeFirst(_ number: Int) {
    memmove(start, start + number, count - number)
    count -= number
  }

  /// Drops everything and gives the memory back.
  func reset() {
    start.deallocate()
    capacity = 16
    start = .allocate(capacity: capacity)
    count = 0
  }

  private func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = max(capacity * 2, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(larger, start, count)
    start.deallocate()
    start = larger
  }
}
