/// A place in bytes behind which a zero stands, for those who take a shortcut: it is moved past what is known by heart.
struct XMLCursor {
  /// The next byte.
  var next: UnsafePointer<UInt8>
  /// Where the zero stands.
  let end: UnsafePointer<UInt8>
  private let classes = XMLBytes.classes

  /// A cursor at the start of some bytes.
  init(_ start: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
    next = start
    self.end = end
  }

  /// Moves past a byte; false, and nothing moved, where another one is next.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard next.pointee == byte else { return false }
    next += 1
    return true
  }

  /// Moves past a text; false, and nothing moved, where another one is next. The zero ends every comparison.
  @inline(__always)
  mutating func take(_ text: StaticString) -> Bool {
    let start = text.utf8Start
    let count = text.utf8CodeUnitCount
    for index in 0..<count where next[index] != start[index] { return false }
    next += count
    return true
  }

  /// Moves past up to eight digits.
  @inline(__always)
  mutating func takeInteger() -> Int? {
    var value = 0
    let start = next
    while next.pointee >= 48, next.pointee <= 57, next - start < 9 {
      value = value * 10 + Int(next.pointee - 48)
      next += 1
    }
    return next > start && next - start < 9 ? value : nil
  }

  /// Moves past text up to the next `<`; nil where there is none, or a reference, a line end, a `]` or what cannot
  /// stand in XML.
  @inline(__always)
  mutating func takeText() -> UnsafeRawBufferPointer? {
    let start = next
    while true {
      while classes[Int(next.pointee)] & XMLBytes.inText == 0 { next += 1 }
      if next.pointee == UInt8(ascii: "<") { return UnsafeRawBufferPointer(start: start, count: next - start) }
      guard next.pointee >= 0x80, case .valid(_, let length) = XMLBytes.character(next, end: end) else { return nil }
      next += length
    }
  }
}
