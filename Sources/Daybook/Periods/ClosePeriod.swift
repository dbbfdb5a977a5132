import Changes
public import Model
import Store

/// `daybook periods close MONTH`: closes a month.
public struct ClosePeriod: Sendable {
  /// The month.
  public var month: Month
  /// Why: kept with the batch.
  public var reason: String?

  /// A request for a month.
  public init(_ month: Month) { self.month = month }

  /// Closes it and shows it.
  public func run(in session: Session) throws -> ShowPeriods.Shown {
    let close = PeriodClose(month, zone: session.workspace.zone, reason: reason, identity: session.identity)
    let store = try Store.open(session.workspace.storePath, .readWrite)
    _ = try close.apply(to: store)
    try store.close()
    return try ShowPeriods.one(month, in: session)
  }
}

/// `daybook periods reopen MONTH`: opens a closed month again.
public struct ReopenPeriod: Sendable {
  /// The month.
  public var month: Month
  /// Why: kept with the batch.
  public var reason: String

  /// A request for a month.
  public init(_ month: Month, reason: String) {
    self.month = month
    self.reason = reason
  }

  /// Opens it and shows it.
  public func run(in session: Session) throws -> ShowPeriods.Shown {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    _ = try PeriodReopen(month, reason: reason, identity: session.identity).apply(to: store)
    try store.close()
    return try ShowPeriods.one(month, in: session)
  }
}
