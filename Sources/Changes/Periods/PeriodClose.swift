import Diagnostics
public import Model
public import Store

/// Closes a month, with the totals it has then: from now on nothing changes money that is dated in it.
public struct PeriodClose {
  private let period: Period
  private let zone: TimeZoneRules
  private let reason: String?
  private let identity: RunIdentity

  /// The closing of a month as the workspace's zone bounds it.
  public init(_ month: Month, zone: TimeZoneRules, reason: String?, identity: RunIdentity) {
    period = Period(month, zone: zone)
    self.zone = zone
    self.reason = reason
    self.identity = identity
  }

  /// Closes it as one batch, whose number it gives. Fails with `rejected` for a month that is closed already or not over.
  public func apply(to store: Store) throws -> Int64 {
    let month = period.month
    guard identity.startedAt >= period.before else {
      throw Failure(
        .rejected, .periodNotEnded,
        facts: ["month": month.description, "last": month.lastDay.description, "zone": zone.identifier])
    }
    return try store.change { connection in
      if let closing = try connection.closedPeriods().closing(on: month.firstDay) {
        throw Failure(
          .rejected, .periodClosedAlready,
          facts: ["month": month.description, "user": closing.operator, "batch": String(closing.batch)])
      }
      let totals = try connection.totals(of: [period])[0]
      var new = NewBatch(kind: .periods, identity: identity)
      new.reason = reason
      new.options = #"{"close":"\#(month)"}"#
      let batch = try connection.begin(new)
      try connection.close(period, totals: totals, batch: batch, identity: identity)
      try connection.complete(batch, new, counts: BatchCounts())
      return batch
    }
  }
}

/// Opens a closed month again, with its reason.
public struct PeriodReopen {
  private let month: Month
  private let reason: String
  private let identity: RunIdentity

  /// The reopening of a month.
  public init(_ month: Month, reason: String, identity: RunIdentity) {
    self.month = month
    self.reason = reason
    self.identity = identity
  }

  /// Opens it as one batch, whose number it gives. Fails with `rejected` for a month that is not closed.
  public func apply(to store: Store) throws -> Int64 {
    try store.change { connection in
      guard let closing = try connection.closedPeriods().closing(on: month.firstDay) else {
        throw Failure(.rejected, .periodNotClosed, facts: ["month": month.description])
      }
      var new = NewBatch(kind: .periods, identity: identity)
      new.reason = reason
      new.options = #"{"reopen":"\#(month)"}"#
      new.targetBatch = closing.batch
      let batch = try connection.begin(new)
      try connection.mark(closing.batch, revertedBy: batch)
      try connection.complete(batch, new, counts: BatchCounts())
      return batch
    }
  }
}
