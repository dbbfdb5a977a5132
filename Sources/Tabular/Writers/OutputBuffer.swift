/// Collects the bytes of rows before they go to a sink, in one growing piece of memory without bounds checks: this is
/// what every cell of every output passes through.
final class OutputBuffer {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 17) {
    self.capacity = capacity
    memory = .allocate(capacity: capacity)
  }

  deinit { memory.deallocate() }

  /// What is collected, valid until the next call.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  /// Forgets what lies behind `count`.
  func truncate(to count: Int) { self.count = count }

  /// Room for so many more bytes: a pointer to write to, before ``advance(by:)`` counts them.
  @inline(__always)
  func room(for more: Int) -> UnsafeMutablePointer<UInt8> {
    if count + more > capacity { grow(by: more) }
    return memory + count
  }

  @inline(__always)
  func advance(by written: Int) { count += written }

  @inline(never)
  private func grow(by more: Int) {
    let larger = max(capacity * 2, count + more)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    moved.update(from: memory, count: count)
    memory.deallocate()
    memory = moved
    capacity = larger
  }

  @inline(__always)
  func append(_ byte: UInt8) {
    room(for: 1).pointee = byte
    count += 1
  }

  @inline(__always)
  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    UnsafeMutableRawPointer(room(for: bytes.count)).copyMemory(from: base, byteCount: bytes.count)
    count += bytes.count
  }

  @inline(__always)
  func append(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { append($0) }
  }

  @inline(__always)
  func append(_ literal: StaticString) {
    append(UnsafeRawBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Replaces bytes that were appended before.
  func overwrite(_ bytes: UnsafeRawBufferPointer, at position: Int) {
    guard let base = bytes.baseAddress, !bytes.isEmpty else { return }
    precondition(position >= 0 && position + bytes.count <= count, "only what was appended can be replaced")
    UnsafeMutableRawPointer(memory + position).copyMemory(from: base, byteCount: bytes.count)
  }

  func append(scalar: Unicode.Scalar) {
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
  }

  /// Hands everything to the sink when at least `enough` is collected.
  func flush(to sink: any ByteSink, ifAtLeast enough: Int = 1) throws {
    guard count >= enough else { return }
    let pending = bytes
    count = 0
    try sink.write(pending)
  }

  /// So much is collected before a writer hands it on.
  static let piece = 1 << 16
}

extension OutputBuffer {
  /// A whole number in decimal digits.
  func append(decimal value: Int64) {
    if value < 0 { append(UInt8(ascii: "-")) }
    append(digitsOf: value.magnitude, atLeast: 1)
  }

  /// Decimal digits with leading zeros up to a width of at most 20.
  func append(digitsOf magnitude: UInt64, atLeast width: Int) {
    var length = 1
    var bound: UInt64 = 10
    while length < 20, magnitude >= bound {
      length += 1
      // 10 to the 20th is beyond 64 bits; no number is longer than that.
      bound = length < 20 ? bound * 10 : .max
    }
    length = max(length, width)
    let place = room(for: length)
    var rest = magnitude
    var index = length
    while index > 0 {
      index -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      place[index] = 48 + UInt8(truncatingIfNeeded: digit)
      rest = quotient
    }
    count += length
  }

  /// An amount of ten-thousandths with `places` decimals from 0 to 4, half rounded away from zero.
  func append(amount e4: Int64, places: Int) {
    precondition(places >= 0 && places <= 4, "an amount has 0 to 4 decimals")
    // With divisors that the compiler knows, which it makes multiplications of.
    let (whole, fraction) =
      switch places {
      case 0: OutputBuffer.parts(e4, dropping: 10_000, keeping: 1)
      case 1: OutputBuffer.parts(e4, dropping: 1000, keeping: 10)
      case 2: OutputBuffer.parts(e4, dropping: 100, keeping: 100)
      case 3: OutputBuffer.parts(e4, dropping: 10, keeping: 1000)
      default: OutputBuffer.parts(e4, dropping: 1, keeping: 10_000)
      }
    if e4 < 0, whole > 0 || fraction > 0 { append(UInt8(ascii: "-")) }
    append(digitsOf: whole, atLeast: 1)
    if places > 0 {
      append(UInt8(ascii: "."))
      append(digitsOf: fraction, atLeast: places)
    }
  }

  @inline(__always)
  private static func parts(
    _ e4: Int64, dropping dropped: UInt64, keeping kept: UInt64
  ) -> (whole: UInt64, fraction: UInt64) {
    let (whole, fraction) = ((e4.magnitude + dropped / 2) / dropped).quotientAndRemainder(dividingBy: kept)
    return (whole, fraction)
  }
}
