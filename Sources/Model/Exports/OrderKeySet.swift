/// A set of order keys, a bit each: keys are given one after the other, so that a million orders take 125 kB.
public struct OrderKeySet: Sendable {
  private var words: [UInt64] = []
  /// How many keys are in it.
  public private(set) var count = 0

  /// No keys.
  public init() {}

  /// Adds a key, which must not be negative; a second time it has no effect.
  @inline(__always)
  public mutating func insert(_ key: Int64) {
    let word = Int(key >> 6)
    let bit: UInt64 = 1 << UInt64(key & 63)
    if word >= words.count { grow(to: word) }
    if words[word] & bit == 0 {
      words[word] |= bit
      count += 1
    }
  }

  private mutating func grow(to word: Int) {
    words += [UInt64](repeating: 0, count: max(word + 1 - words.count, words.count, 1024))
  }

  /// Calls `body` with every key, ascending.
  public func forEach(_ body: (Int64) throws -> Void) rethrows {
    for (index, word) in words.enumerated() where word != 0 {
      var rest = word
      while rest != 0 {
        try body(Int64(index) << 6 | Int64(rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }
}
