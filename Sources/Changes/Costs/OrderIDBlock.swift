import Glibc
import Tabular

/// The order ids of a block of rows, one after the other in memory of its own.
final class OrderIDBlock {
  private var bytes: UnsafeMutableRawPointer
  private var capacity: Int
  private var ends: [UInt32] = []
  private var numeric: Set<Int> = []

  init() {
    capacity = 1 << 16
    bytes = .allocate(byteCount: capacity, alignment: 8)
  }

  deinit { bytes.deallocate() }

  /// How many ids there are.
  var count: Int { ends.count }
  /// How many bytes they have together.
  var byteCount: Int { Int(ends.last ?? 0) }

  /// Adds an id.
  func add(_ id: Cell) {
    let start = byteCount
    if start + id.utf8.count > capacity { grow(to: start + id.utf8.count) }
    if let base = id.utf8.baseAddress { memcpy(bytes + start, base, id.utf8.count) }
    if id.kind == .number { numeric.insert(ends.count) }
    ends.append(UInt32(start + id.utf8.count))
  }

  /// The id at a place, valid until one is added.
  subscript(place: Int) -> Cell {
    Cell(kind: numeric.contains(place) ? .number : .text, utf8: utf8(place))
  }

  func removeAll() {
    ends.removeAll(keepingCapacity: true)
    numeric.removeAll()
  }

  /// Whether two places have the same id.
  func isSame(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (utf8(left), utf8(right))
    guard a.count == b.count, numeric.isEmpty || numeric.contains(left) == numeric.contains(right) else { return false }
    guard let first = a.baseAddress, let second = b.baseAddress else { return true }
    return memcmp(first, second, a.count) == 0
  }

  /// Places in ascending order of ids, byte by byte; places of equal ids in ascending order. Eight bytes behind what all
  /// ids begin with decide nearly always.
  func sortedPlaces() -> [UInt32] {
    let common = commonPrefix()
    var keys = (0..<count).map { key(of: $0, from: common) }
    var places = (0..<UInt32(count)).map { $0 }
    KeyOrder.sort(&keys, &places)
    var start = 0
    while start < count {
      var end = start + 1
      while end < count, keys[end] == keys[start] { end += 1 }
      let isLong = end - start > 1 && places[start..<end].contains { utf8(Int($0)).count > common + 8 }
      if isLong {
        places[start..<end].sort {
          let order = compare(utf8(Int($0)), utf8(Int($1)))
          return order != 0 ? order < 0 : $0 < $1
        }
      }
      start = end
    }
    return places
  }

  @inline(__always)
  private func utf8(_ place: Int) -> UnsafeRawBufferPointer {
    let start = place == 0 ? 0 : Int(ends[place - 1])
    return UnsafeRawBufferPointer(start: bytes + start, count: Int(ends[place]) - start)
  }

  private func commonPrefix() -> Int {
    guard count > 0 else { return 0 }
    let first = utf8(0)
    var common = first.count
    for place in 1..<max(count, 1) where common > 0 {
      let other = utf8(place)
      common = min(common, other.count)
      if common > 0, let base = other.baseAddress, memcmp(bytes, base, common) == 0 { continue }
      var length = 0
      while length < common, other[length] == first[length] { length += 1 }
      common = length
    }
    return common
  }

  /// The eight bytes from `offset` on, the first one highest; zeros behind the end.
  private func key(of place: Int, from offset: Int) -> UInt64 {
    let id = utf8(place)
    if offset + 8 <= id.count { return UInt64(bigEndian: id.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
    var key: UInt64 = 0
    for index in offset..<id.count { key = key << 8 | UInt64(id[index]) }
    return key << UInt64((8 - (id.count - offset)) * 8)
  }

  private func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let a = left.baseAddress, let b = right.baseAddress {
      let order = memcmp(a, b, common)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  private func grow(to needed: Int) {
    let larger = max(needed, capacity * 2)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
    memcpy(memory, bytes, byteCount)
    bytes.deallocate()
    bytes = memory
    capacity = larger
  }
}
