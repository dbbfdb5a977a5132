/// What is measured. The raw values are those of policy files and reports.
public enum Metric: String, Sendable, CaseIterable, Codable, Comparable {
  /// From the first customer's message, where no reply precedes it, to the first reply or close. Never pauses.
  case firstReply = "frt"
  /// From the oldest unanswered message after that to the next reply or close; many per case. Never pauses.
  case nextReply = "nrt"
  /// From each reply to the next reply or close, in running statuses only: how long a customer goes without news.
  /// Measured only where the policy has targets for it.
  case update = "upd"
  /// The time the customer has waited for the merchant: running statuses from the opening to the last close.
  case wait
  /// From the opening to the first close. Never pauses.
  case firstResolution = "res1"
  /// From the opening to the last close, when the case is closed. Never pauses.
  case fullResolution = "resf"

  /// Whether a case has at most one such clock, over its whole life.
  public var isOfWholeCase: Bool { self == .wait || self == .firstResolution || self == .fullResolution }

  /// The place in the order of the declaration, from 0.
  var place: Int {
    switch self {
    case .firstReply: 0
    case .nextReply: 1
    case .update: 2
    case .wait: 3
    case .firstResolution: 4
    case .fullResolution: 5
    }
  }

  /// The order of the declaration.
  public static func < (left: Metric, right: Metric) -> Bool { left.place < right.place }
}

/// Where a clock stands. A clock without a target is never breached; whether it has one stands in `Clock.isMeasured`.
public enum ClockState: String, Sendable, CaseIterable, Codable {
  /// Stopped without ever having been over its target.
  case met
  /// Stopped, and over its target at some instant before.
  case breached
  /// Not stopped and never over its target; also while paused.
  case running
  /// Not stopped, and over its target at some instant.
  case runningBreached = "running_breached"
  /// Its case was merged or deleted: outside of every denominator.
  case cancelled
}

/// What stopped a clock.
public enum Fulfilment: String, Sendable, Codable {
  /// A merchant's message.
  case reply
  /// The case was closed.
  case close
}
