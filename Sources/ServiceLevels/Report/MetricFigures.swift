/// What a number of clocks of one metric amount to. Cancelled clocks are in none of it.
///
/// `count` = `finished` + `running` + `runningBreached`, and `finished` = `met` + `breached`.
public struct MetricFigures: Sendable, Equatable {
  /// All clocks.
  public private(set) var count = 0
  /// Stopped clocks that were never over a target, with or without one.
  public private(set) var met = 0
  /// Stopped clocks that were over their target.
  public private(set) var breached = 0
  /// Clocks that go on and were never over a target; paused ones too.
  public private(set) var running = 0
  /// Clocks that go on and are or were over their target.
  public private(set) var runningBreached = 0
  /// Of `running`: those near their target.
  public private(set) var atRisk = 0
  /// Of the finished: reply clocks that a close stopped.
  public private(set) var closedWithoutReply = 0
  /// Of `count`: clocks that never had a target.
  public private(set) var notMeasured = 0
  /// Of `met`: clocks that never had a target.
  public private(set) var metNotMeasured = 0
  /// Business seconds of the finished clocks, together.
  public private(set) var sumSeconds: Int64 = 0

  /// The median of the finished clocks in business seconds, by nearest rank; nil when none finished.
  public internal(set) var p50: Int64?
  /// The 90th percentile, likewise.
  public internal(set) var p90: Int64?
  /// The 95th percentile, likewise.
  public internal(set) var p95: Int64?
  /// The longest; nil when none finished.
  public internal(set) var maximumSeconds: Int64?

  /// The figures of no clocks.
  public init() {}

  /// The figures of some clocks.
  public init(_ clocks: some Sequence<Clock>) {
    var seconds: [Int64] = []
    for clock in clocks where clock.state != .cancelled {
      count(ClockTally(clock, isAtRisk: clock.isAtRisk()))
      if clock.stoppedAt != nil { seconds.append(clock.elapsedSeconds) }
    }
    seconds.sort()
    for (index, second) in seconds.enumerated() { _ = take(rank: index + 1, second) }
  }

  /// Stopped clocks.
  public var finished: Int { met + breached }

  /// How many of the finished clocks met their target, in basis points, cut off; nil when none finished.
  ///
  /// A clock that never had a target counts as met here: the shared answers have it so, where METRICS leaves it out.
  /// The headline figure leaves it out.
  public var attainmentOfFinished: Int? { MetricFigures.basisPoints(met, of: finished) }

  /// The headline figure: how many of the finished and the running breached clocks that had a target met it, in basis
  /// points, cut off; nil when there are none.
  public var attainment: Int? {
    let measured = met - metNotMeasured
    return MetricFigures.basisPoints(measured, of: measured + breached + runningBreached)
  }

  /// The mean in whole seconds, cut off; to be shown only beside the median. Nil when none finished.
  public var meanSeconds: Int64? { finished == 0 ? nil : sumSeconds / Int64(finished) }

  /// Counts a clock, which must not be cancelled.
  mutating func count(_ clock: ClockTally) {
    switch clock.state {
    case .cancelled: return
    case .met: met += 1
    case .breached: breached += 1
    case .running: running += 1
    case .runningBreached: runningBreached += 1
    }
    count += 1
    atRisk += clock.atRisk
    closedWithoutReply += clock.closedWithoutReply
    notMeasured += clock.notMeasured
    metNotMeasured += clock.metNotMeasured
    sumSeconds += clock.finishedSeconds
  }

  /// Takes the business seconds of the finished clock of a rank, counted from 1 in ascending order, and gives the next rank
  /// that is asked for. Percentiles are by nearest rank, `sorted[ceil(p * n / 100) - 1]`, which is PostgreSQL's
  /// `percentile_disc`.
  mutating func take(rank: Int, _ seconds: Int64) -> Int {
    if rank == rank50 { p50 = seconds }
    if rank == rank90 { p90 = seconds }
    if rank == rank95 { p95 = seconds }
    if rank == finished { maximumSeconds = seconds }
    return nextRank(after: rank)
  }

  private var rank50: Int { (50 * finished + 99) / 100 }
  private var rank90: Int { (90 * finished + 99) / 100 }
  private var rank95: Int { (95 * finished + 99) / 100 }

  /// The next rank after one that a percentile asks for; 0 where there is none.
  func nextRank(after rank: Int) -> Int {
    for next in [rank50, rank90, rank95, finished] where next > rank { return next }
    return 0
  }

  /// Basis points, cut off; nil of nothing.
  static func basisPoints(_ part: Int, of whole: Int) -> Int? { whole == 0 ? nil : part * 10_000 / whole }
}

/// What a clock adds to the figures of each group it is in, worked out once.
struct ClockTally {
  let state: ClockState
  let atRisk: Int
  let closedWithoutReply: Int
  let notMeasured: Int
  let metNotMeasured: Int
  let finishedSeconds: Int64

  init(_ clock: Clock, isAtRisk: Bool) {
    state = clock.state
    atRisk = isAtRisk ? 1 : 0
    closedWithoutReply = clock.isClosedWithoutReply ? 1 : 0
    notMeasured = clock.isMeasured ? 0 : 1
    metNotMeasured = clock.isMeasured || clock.state != .met ? 0 : 1
    finishedSeconds = clock.stoppedAt == nil ? 0 : clock.elapsedSeconds
  }
}
