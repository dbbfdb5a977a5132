import Glibc

extension UnsafeRawBufferPointer {
  /// Below, equal or above 0 as these bytes come before, are, or come after others, as SQLite's BINARY collation orders
  /// them: byte by byte, a beginning before what goes on.
  package func compared(to other: UnsafeRawBufferPointer) -> Int {
    let shared = Swift.min(count, other.count)
    if shared > 0, let mine = baseAddress, let theirs = other.baseAddress {
      let order = memcmp(mine, theirs, shared)
      if order != 0 { return Int(order) }
    }
    return count - other.count
  }
}
