/// Where the columns of a text of fixed width stand, in characters of its lines from 0.
public struct FixedColumns: Sendable, Hashable {
  /// The columns in their order; gaps between them are left out, and the last may run to the end of the line.
  public let ranges: [Range<Int>]

  /// Columns one behind the other.
  public init(widths: [Int]) {
    var start = 0
    ranges = widths.map { width in
      defer { start += max(width, 0) }
      return start..<start + max(width, 0)
    }
  }

  /// Columns as users write them, positions from 1: `1-10,11-18,21-` (the last one open), or widths alone: `10,8,12`.
  /// nil where the text is neither, where a column is empty, and where one begins before the one before it ends.
  public init?(_ text: String) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let widths = parts.compactMap { Int($0) }
    if widths.count == parts.count {
      guard widths.allSatisfy({ $0 > 0 && $0 < 1 << 32 }) else { return nil }
      self.init(widths: widths)
      return
    }
    var ranges: [Range<Int>] = []
    for (index, part) in parts.enumerated() {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2, let first = Int(ends[0]), first > 0 else { return nil }
      let isOpen = ends[1].isEmpty && index == parts.count - 1
      guard let last = isOpen ? Int.max : Int(ends[1]), last >= first, first > ranges.last?.upperBound ?? 0 else {
        return nil
      }
      ranges.append(first - 1..<last)
    }
    self.init(ranges)
  }

  private init(_ ranges: [Range<Int>]) { self.ranges = ranges }
}
