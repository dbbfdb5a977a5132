import Model
import Tabular

/// The short form of order ids: most ids of a file begin alike and differ in their last characters, which make one integer
/// that sorts like the ids.
struct OrderIDKeys {
  /// What ids begin with, and room for the eight bytes behind it; empty until the first id came.
  private var id: [UInt8] = []

  /// The eight bytes behind the first id's beginning, the first one highest. Nil where an id does not begin so, has more
  /// behind it, or is a number. The last byte must not be 0, so that the key tells how long the id is.
  @inline(__always)
  mutating func key(of cell: Cell) -> UInt64? {
    let utf8 = cell.utf8
    if id.isEmpty { id = utf8.dropLast(8) + [UInt8](repeating: 0, count: 8) }
    let prefix = id.count - 8
    let rest = utf8.count - prefix
    guard rest >= 0, rest <= 8, cell.kind != .number, rest == 0 || utf8[utf8.count - 1] != 0 else { return nil }
    for index in 0..<prefix where utf8[index] != id[index] { return nil }
    var key: UInt64 = 0
    for index in prefix..<utf8.count { key = key << 8 | UInt64(utf8[index]) }
    return rest == 0 ? 0 : key << UInt64((8 - rest) * 8)
  }

  /// Calls `body` with the id of a key that came from here.
  mutating func withID<T>(_ key: UInt64, _ body: (Cell) throws -> T) rethrows -> T {
    let length = id.count - key.trailingZeroBitCount / 8
    return try id.withUnsafeMutableBytes { id in
      id.storeBytes(of: key.bigEndian, toByteOffset: id.count - 8, as: UInt64.self)
      return try body(Cell(kind: .text, utf8: UnsafeRawBufferPointer(rebasing: id[..<length])))
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
