/// A table from texts to texts, in UTF-8, that is asked without making a String: for the rows of exports.
public struct ByteTable: Sendable {
  private var bytes: [UInt8] = []
  /// For each entry where its key begins, where its value does and where that ends.
  private var entries: [(key: Int, value: Int, end: Int)] = []
  /// Numbers of entries by the hash of their keys, -1 where there is none; a power of two of them.
  private var slots: [Int32] = [Int32](repeating: -1, count: 16)

  /// An empty table.
  public init() {}

  /// A table of these.
  public init(_ pairs: [String: String]) {
    for (key, value) in pairs.sorted(by: { $0.key < $1.key }) { _ = insert(Array(key.utf8), Array(value.utf8)) }
  }

  /// Whether there is nothing in it.
  public var isEmpty: Bool { entries.isEmpty }

  /// Puts a value under a key. Where the key has one, nothing changes, and whether that one is the same comes back.
  public mutating func insert(_ key: [UInt8], _ value: [UInt8]) -> Bool {
    if let known = key.withUnsafeBytes({ find($0) }) {
      return bytes[entries[known].value..<entries[known].end] == value[...]
    }
    if entries.count * 2 >= slots.count { grow() }
    let start = bytes.count
    bytes += key
    bytes += value
    entries.append((start, start + key.count, bytes.count))
    place(entries.count - 1)
    return true
  }

  /// Calls `body` with the value of a key, which is valid there alone; gives nil where there is none.
  @inline(__always)
  public func withValue<T>(of key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> T) -> T? {
    guard let entry = find(key) else { return nil }
    let (_, start, end) = entries[entry]
    return bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
  }

  private func find(_ key: UnsafeRawBufferPointer) -> Int? {
    var slot = ByteTable.hash(key) & (slots.count - 1)
    while slots[slot] >= 0 {
      let number = Int(slots[slot])
      let (start, end, _) = entries[number]
      if end - start == key.count, bytes.withUnsafeBytes({ $0[start..<end].elementsEqual(key) }) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private mutating func place(_ number: Int) {
    let (start, end, _) = entries[number]
    var slot = bytes[start..<end].withUnsafeBytes { ByteTable.hash($0) } & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(number)
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for number in entries.indices { place(number) }
  }

  /// FNV-1a.
  private static func hash(_ key: UnsafeRawBufferPointer) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
