/// The finished clocks of one metric: their business seconds and the groups they belong to, a few bytes each, so that exact
/// percentiles of every group need no list of clocks a group.
struct FinishedClocks: Sendable {
  /// Clocks kept in one piece: pieces do not move when more come.
  private static let pieceLength = 1 << 15

  private struct Piece: Sendable {
    var seconds: [UInt32] = []
    /// The groups of each clock, one for each dimension, a byte each.
    var groups: [UInt8] = []
    /// The groups of the clocks after these, two bytes each: from the first clock on that has a group whose number needs them.
    var wideGroups: [UInt16] = []
  }

  private let dimensions: Int
  private var pieces: [Piece] = []
  /// Groups whose number is too great for the lists, by place and dimension.
  private var rareGroups: [Int: Int] = [:]
  /// Seconds too many for the lists, by place.
  private var rareSeconds: [Int: Int64] = [:]
  private(set) var count = 0

  init(dimensions: Int) { self.dimensions = dimensions }

  /// Adds a clock with the number of its group in each dimension; -1 for none.
  mutating func add(_ seconds: Int64, groups: [Int]) {
    if count % FinishedClocks.pieceLength == 0 {
      var piece = Piece()
      if count > 0 {
        piece.seconds.reserveCapacity(FinishedClocks.pieceLength)
        piece.groups.reserveCapacity(FinishedClocks.pieceLength * dimensions)
      }
      pieces.append(piece)
    }
    let last = pieces.count - 1
    let fits = seconds >= 0 && seconds < Int64(UInt32.max)
    pieces[last].seconds.append(fits ? UInt32(seconds) : .max)
    if !fits { rareSeconds[count] = seconds }
    if pieces[last].wideGroups.isEmpty, groups.allSatisfy({ $0 < Int(UInt8.max) }) {
      pieces[last].groups.append(contentsOf: groups.lazy.map { UInt8($0 + 1) })
    } else {
      for dimension in 0..<dimensions {
        let group = groups[dimension] + 1
        let isSmall = group < Int(UInt16.max)
        pieces[last].wideGroups.append(isSmall ? UInt16(group) : .max)
        if !isSmall { rareGroups[count * dimensions + dimension] = group - 1 }
      }
    }
    count += 1
  }

  /// Gives each clock in ascending order of seconds, with its place.
  func forEachAscending(_ body: (_ place: Int, _ seconds: Int64) -> Void) {
    for entry in order() {
      let place = Int(entry & 0xFFFF_FFFF)
      body(place, entry >> 32 == UInt64(UInt32.max) ? rareSeconds[place] ?? 0 : Int64(entry >> 32))
    }
  }

  /// The group of the clock at a place; nil for none.
  func group(_ dimension: Int, at place: Int) -> Int? {
    let piece = place / FinishedClocks.pieceLength
    let index = place % FinishedClocks.pieceLength * dimensions + dimension
    let narrow = pieces[piece].groups.count
    if index < narrow { return pieces[piece].groups[index] == 0 ? nil : Int(pieces[piece].groups[index]) - 1 }
    let group = pieces[piece].wideGroups[index - narrow]
    return group == 0 ? nil : group == .max ? rareGroups[place * dimensions + dimension] : Int(group) - 1
  }

  /// Seconds and place of each clock in one number, ascending: a radix sort by the seconds, two bytes a pass.
  private func order() -> [UInt64] {
    var entries: [UInt64] = []
    entries.reserveCapacity(count)
    for piece in pieces {
      for seconds in piece.seconds { entries.append(UInt64(seconds) << 32 | UInt64(entries.count)) }
    }
    guard rareSeconds.isEmpty else {
      return entries.sorted { left, right in
        let (first, second) = (Int(left & 0xFFFF_FFFF), Int(right & 0xFFFF_FFFF))
        let (one, other) = (rareSeconds[first] ?? Int64(left >> 32), rareSeconds[second] ?? Int64(right >> 32))
        return one == other ? first < second : one < other
      }
    }
    guard count > 256 else { return entries.sorted() }
    var target = [UInt64](repeating: 0, count: count)
    for shift in [UInt64(32), 43, 54] {
      var starts = [Int](repeating: 0, count: 2049)
      for entry in entries { starts[Int(entry >> shift & 0x7FF) + 1] += 1 }
      for digit in 1...2048 { starts[digit] += starts[digit - 1] }
      for entry in entries {
        let digit = Int(entry >> shift & 0x7FF)
        target[starts[digit]] = entry
        starts[digit] += 1
      }
      swap(&entries, &target)
    }
    return entries
  }
}
