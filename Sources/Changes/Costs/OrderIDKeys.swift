import Model
import Tabular

/// The short form of order ids: most ids of a file begin alike and differ in their last characters, which make one integer
/// that sorts like the ids.
struct OrderIDKeys {
  private var prefix: [UInt8]?

  /// The eight bytes behind the first id's beginning, the first one highest. Nil where an id does not begin so, has more
  /// behind it, or is a number. The last byte must not be 0, so that the key tells how long the id is.
  @inline(__always)
  mutating func key(of id: Cell) -> UInt64? {
    guard let prefix else {
      prefix = Array(id.utf8.dropLast(8))
      return key(of: id)
    }
    let utf8 = id.utf8
    let rest = utf8.count - prefix.count
    guard rest >= 0, rest <= 8, id.kind != .number, rest == 0 || utf8[utf8.count - 1] != 0 else { return nil }
    for index in prefix.indices where utf8[index] != prefix[index] { return nil }
    var key: UInt64 = 0
    for index in prefix.count..<utf8.count { key = key << 8 | UInt64(utf8[index]) }
    return rest == 0 ? 0 : key << UInt64((8 - rest) * 8)
  }

  /// Calls `body` with the id of a key.
  func withID<T>(_ key: UInt64, _ body: (Cell) throws -> T) rethrows -> T {
    let prefix = prefix ?? []
    let rest = 8 - key.trailingZeroBitCount / 8
    return try withUnsafeTemporaryAllocation(byteCount: prefix.count + 8, alignment: 1) { id in
      id.copyBytes(from: prefix)
      id.storeBytes(of: key.bigEndian, toByteOffset: prefix.count, as: UInt64.self)
      return try body(Cell(kind: .text, utf8: UnsafeRawBufferPointer(rebasing: id[..<(prefix.count + rest)])))
    }
  }
}

/// Order ids as they are, for those that have no short form.
struct LongOrderIDs {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var numeric: Set<Int> = []

  /// How many bytes the ids have together.
  var byteCount: Int { bytes.count }

  /// Adds an id.
  mutating func add(_ id: Cell) {
    if id.kind == .number { numeric.insert(ends.count) }
    bytes.append(contentsOf: id.utf8)
    ends.append(bytes.count)
  }

  /// Calls `body` with the ids in ascending order, byte by byte, and the place each has; equal ones in the order they came.
  func forEach(_ body: (_ id: Cell, _ place: Int) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { bytes in
      func id(_ index: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]])
      }
      let places = ends.indices.sorted {
        let order = id($0).compared(to: id($1))
        return order != 0 ? order < 0 : $0 < $1
      }
      for place in places {
        try body(Cell(kind: numeric.contains(place) ? .number : .text, utf8: id(place)), place)
      }
    }
  }
}
