public import Model

/// One measured stretch of a case. All seconds are business seconds unless another word says so.
public struct Clock: Sendable, Equatable {
  /// What it measures.
  public let metric: Metric
  /// When it started.
  public let startedAt: Instant
  /// When it stopped; nil while it runs or is paused.
  public let stoppedAt: Instant?
  /// What stopped it.
  public let fulfilledBy: Fulfilment?
  /// Who wrote the reply that stopped it.
  public let replier: String?
  /// Business seconds on it so far.
  public let elapsedSeconds: Int64
  /// The target in force at its end, or now; nil when there is none.
  public let targetSeconds: Int64?
  /// Whether a target was in force at any instant. A clock without one is left out of the headline figure.
  public let isMeasured: Bool
  /// When its time reached the target in force, or when a change of target put it over; nil when it never was over.
  public let breachedAt: Instant?
  /// Who had the case then; nil when nobody had, or without breach.
  public let assigneeAtBreach: String?
  /// Where it stands.
  public let state: ClockState
  /// Whether it stands still now though not stopped (the state stays running or running breached).
  public let isPaused: Bool
  /// When a running, unpaused clock reaches its target if nothing happens; nil when it has none, is over it, or never
  /// will be.
  public let dueAt: Instant?
  /// The latest such instant without breach: the next opening where the target runs out at a close.
  public let breachAfter: Instant?
  /// The case's priority at its end, or now.
  public let priority: String?
  /// The policy in force at its end, or now.
  public let policy: String?

  /// From its start to its end, as if it never paused.
  let whole: Stretch
  /// The same in stretches that run or do not, in order and without gaps; empty for clocks that never pause.
  let cuts: [Stretch]

  /// The stretches on which elapsed time and pauses are reckoned, in order and without gaps.
  var stretches: [Stretch] { cuts.isEmpty ? [whole] : cuts }

  /// Whether the case was closed without any reply to the message that started the clock.
  public var isClosedWithoutReply: Bool {
    fulfilledBy == .close && (metric == .firstReply || metric == .nextReply)
  }

  /// Whether a running clock is near its target: at least `percent` of it has elapsed, or it will be breached within
  /// `seconds` of business time. False for clocks without target and those already over it.
  public func isAtRisk(percent: Int64 = 80, withinSeconds seconds: Int64 = 0) -> Bool {
    guard state == .running, let targetSeconds else { return false }
    return elapsedSeconds * 100 >= targetSeconds * percent || targetSeconds - elapsedSeconds <= seconds
  }
}

/// A stretch of a clock in one status.
struct Stretch: Sendable, Equatable {
  var start: Instant
  var end: Instant
  var status: CaseStatus
  var isRunning: Bool
}
