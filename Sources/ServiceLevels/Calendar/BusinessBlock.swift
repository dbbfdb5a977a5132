/// The business time of one stretch of about 388 days: open spans in order and the seconds before each, so that a
/// question about any two instants is two looks into the spans of a day.
final class BusinessBlock: Sendable {
  /// Seconds of a block.
  static let length: Int64 = 1 << 25

  /// Its number.
  let index: Int64
  private let starts: [Int64]
  private let ends: [Int64]
  /// Business seconds of the block before each span.
  private let before: [Int64]
  /// Of each day of the block, counted from its first second, the spans that start before it.
  private let startedBeforeDay: [Int]
  /// Business seconds of the whole block.
  let total: Int64

  /// The number of the block that holds a second.
  static func index(of second: Int64) -> Int64 { second >> 25 }

  init(index: Int64, plans: [OpeningPlan]) {
    self.index = index
    let start = index << 25
    var spans = Spans()
    for plan in plans {
      plan.forEachPiece(in: start..<(start + BusinessBlock.length)) { date, midnight, piece in
        for range in plan.open(on: date) {
          let open = max(midnight + Int64(range.start), piece.lowerBound)
          let close = min(midnight + Int64(range.end), piece.upperBound)
          if open < close { spans.append(open, close) }
        }
      }
    }
    (starts, ends, before, total) = (spans.starts, spans.ends, spans.before, spans.total)
    var started = 0
    startedBeforeDay = (0...BusinessBlock.length / 86_400).map { day in
      while started < spans.starts.count, spans.starts[started] < start + day * 86_400 { started += 1 }
      return started
    }
  }

  /// Open spans while they are gathered.
  private struct Spans {
    var starts: [Int64] = []
    var ends: [Int64] = []
    var before: [Int64] = []
    var total: Int64 = 0

    mutating func append(_ open: Int64, _ close: Int64) {
      if ends.last == open {
        ends[ends.count - 1] = close
      } else {
        starts.append(open)
        ends.append(close)
        before.append(total)
      }
      total += close - open
    }
  }

  /// Business seconds of the block before a second of it.
  func seconds(before second: Int64) -> Int64 {
    let index = spansStarting(before: second)
    return index == 0 ? 0 : before[index - 1] + min(second, ends[index - 1]) - starts[index - 1]
  }

  /// The second at which the block's business time reaches `count`, which must be 1 to `total`.
  func second(reaching count: Int64) -> Int64 {
    var low = 0
    var high = before.count
    while low < high {
      let middle = (low + high) / 2
      if before[middle] < count { low = middle + 1 } else { high = middle }
    }
    return starts[low - 1] + count - before[low - 1]
  }

  /// The first open second at or after a second; nil when none follows in the block.
  func opening(from second: Int64) -> Int64? {
    let index = spansStarting(before: second)
    if index > 0, second < ends[index - 1] { return second }
    return index < starts.count ? starts[index] : nil
  }

  /// The end of the last span; nil when the block has none.
  var lastClose: Int64? { ends.last }

  private func spansStarting(before second: Int64) -> Int {
    var count = startedBeforeDay[Int((second - index << 25) / 86_400)]
    while count < starts.count, starts[count] < second { count += 1 }
    return count
  }
}
