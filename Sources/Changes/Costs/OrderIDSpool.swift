import Glibc
import Tabular

/// The order ids of a file's rows, to be gone through in the order of ids.
///
/// Most ids of a file begin alike and differ in their last characters: of those only these are kept, eight bytes in one
/// integer, and sorted in fixed memory. The others are kept as they are, a block at a time.
struct OrderIDSpool {
  /// An id by what is behind the prefix.
  private struct Short: SpoolRecord {
    var key: UInt64
    var place: UInt32

    var sortKey: UInt64 { key }
  }

  private let shorts: SortedSpool<Short>
  private var prefix: [UInt8] = []
  private var longs = LongOrderIDs()
  /// How many ids there were.
  private(set) var count = 0
  private static let blockBytes = 1 << 21

  init(folder: String) { shorts = SortedSpool(folder: folder, runBytes: 1 << 21) }

  /// Whether the ids that are kept as they are should be gone through.
  var isFull: Bool { longs.byteCount >= OrderIDSpool.blockBytes }

  /// Adds the id of the next row.
  mutating func add(_ id: Cell) throws {
    if count == 0 { prefix = Array(id.utf8.dropLast(8)) }
    if id.kind != .number, let key = shortKey(id.utf8) {
      try shorts.add(Short(key: key, place: UInt32(count)))
    } else {
      longs.add(id, at: UInt32(count))
    }
    count += 1
  }

  // MARK: Short

  /// Calls `body` with the short ids in ascending order, the key and place each has, and whether it is the same as the one
  /// before.
  func forEachShortID(_ body: (_ id: Cell, _ key: UInt64, _ place: UInt32, _ isSame: Bool) throws -> Void) throws {
    var sorted = try shorts.sorted()
    var id = prefix + [UInt8](repeating: 0, count: 8)
    var length = 0
    var last: UInt64?
    while let short = try sorted.next() {
      let isSame = short.key == last
      if !isSame {
        last = short.key
        length = prefix.count + 8 - short.key.trailingZeroBitCount / 8
        withUnsafeBytes(of: short.key.bigEndian) { id.replaceSubrange(prefix.count..., with: $0) }
      }
      try id.withUnsafeBytes {
        try body(
          Cell(kind: .text, utf8: UnsafeRawBufferPointer(rebasing: $0[..<length])), short.key, short.place, isSame)
      }
    }
  }

  /// Calls `body` with the short id of a key.
  func withShortID<T>(_ key: UInt64, _ body: (Cell) -> T) -> T {
    let rest = withUnsafeBytes(of: key.bigEndian) { Array($0.prefix(8 - key.trailingZeroBitCount / 8)) }
    return (prefix + rest).withUnsafeBytes { body(Cell(kind: .text, utf8: $0)) }
  }

  /// The bytes behind the prefix, the first one highest. Nil where the id does not begin with the prefix or has more than
  /// eight behind it. The last byte must not be 0, so that the key tells how long the id is.
  private func shortKey(_ id: UnsafeRawBufferPointer) -> UInt64? {
    let rest = id.count - prefix.count
    guard rest >= 0, rest <= 8, rest == 0 || id[id.count - 1] != 0 else { return nil }
    for index in prefix.indices where id[index] != prefix[index] { return nil }
    var key: UInt64 = 0
    for index in prefix.count..<id.count { key = key << 8 | UInt64(id[index]) }
    return rest == 0 ? 0 : key << UInt64((8 - rest) * 8)
  }

  // MARK: Long

  /// Gives the other ids so far, and forgets them.
  mutating func takeLongIDs() -> LongOrderIDs {
    defer { longs = LongOrderIDs() }
    return longs
  }
}

/// Order ids as they are, with the places they have.
struct LongOrderIDs {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var places: [UInt32] = []
  private var numeric: Set<UInt32> = []

  /// How many bytes the ids have together.
  var byteCount: Int { bytes.count }

  /// Adds an id.
  mutating func add(_ id: Cell, at place: UInt32) {
    if id.kind == .number { numeric.insert(place) }
    bytes.append(contentsOf: id.utf8)
    ends.append(bytes.count)
    places.append(place)
  }

  /// Calls `body` with the ids in ascending order, and the place each has.
  func forEach(_ body: (_ id: Cell, _ place: UInt32) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { bytes in
      func id(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
      }
      for index in ends.indices.sorted(by: { LongOrderIDs.compare(id($0), id($1)) < 0 }) {
        let place = places[index]
        try body(Cell(kind: numeric.contains(place) ? .number : .text, utf8: id(index)), place)
      }
    }
  }

  private static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let a = left.baseAddress, let b = right.baseAddress {
      let order = memcmp(a, b, common)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}
