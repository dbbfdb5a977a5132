/// Places in ascending order of their keys; places of equal keys stay in the order they were given.
///
/// A radix sort: several times faster than comparing, and only the bytes in which the keys differ cost a pass.
enum KeyOrder {
  /// Sorts `places` by `keys`; both are rearranged alike.
  static func sort(_ keys: inout [UInt64], _ places: inout [UInt32]) {
    precondition(keys.count == places.count, "every place has a key")
    guard let first = keys.first else { return }
    var differing: UInt64 = 0
    var isSorted = true
    var last = first
    for key in keys {
      differing |= key ^ first
      if key < last { isSorted = false }
      last = key
    }
    if isSorted { return }
    var otherKeys = [UInt64](repeating: 0, count: keys.count)
    var otherPlaces = [UInt32](repeating: 0, count: keys.count)
    for shift in stride(from: UInt64(0), to: 64, by: 8) where (differing >> shift) & 0xFF != 0 {
      pass(shift, keys, places, &otherKeys, &otherPlaces)
      swap(&keys, &otherKeys)
      swap(&places, &otherPlaces)
    }
  }

  private static func pass(
    _ shift: UInt64, _ keys: [UInt64], _ places: [UInt32], _ toKeys: inout [UInt64], _ toPlaces: inout [UInt32]
  ) {
    var starts = [Int](repeating: 0, count: 257)
    starts.withUnsafeMutableBufferPointer { starts in
      for key in keys { starts[Int(truncatingIfNeeded: key >> shift & 0xFF) + 1] += 1 }
      for digit in 1..<257 { starts[digit] += starts[digit - 1] }
      toKeys.withUnsafeMutableBufferPointer { toKeys in
        toPlaces.withUnsafeMutableBufferPointer { toPlaces in
          for (key, place) in zip(keys, places) {
            let digit = Int(truncatingIfNeeded: key >> shift & 0xFF)
            toKeys[starts[digit]] = key
            toPlaces[starts[digit]] = place
            starts[digit] += 1
          }
        }
      }
    }
  }
}
