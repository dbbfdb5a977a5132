import Diagnostics
public import Store

/// Takes a batch back together with the later batches that stand upon it: the newest first, each by a reversal of its own
/// that can be reverted for itself, all in one transaction.
public struct RevertWithDependents {
  private let asked: RevertBatch

  /// The reversal of a batch and of what stands upon it.
  public init(_ asked: RevertBatch) { self.asked = asked }

  /// Shows what ``apply(to:)`` would do. Each reversal is seen only after those before it: they are carried out and
  /// taken back, which needs a store that is open for writing.
  public func check(_ store: Store) throws -> [ChangeSummary] {
    try run(store, isApplying: false)
  }

  /// Reverts all of them. Where one may not be reverted, for instance because of a closed month, nothing is, and its
  /// summary alone tells why.
  public func apply(to store: Store) throws -> [ChangeSummary] {
    do {
      let summaries = try run(store, isApplying: true)
      if let refused = summaries.last, refused.outcome != .applied { try asked.recordRefusal(refused, in: store) }
      try CaseOutbox.finish(store)
      return summaries
    } catch let failure as Failure where failure.exit == .rejected {
      try asked.recordRefusal(ChangeSummary(kind: .revert, outcome: .rejected), in: store)
      throw failure
    }
  }

  private func run(_ store: Store, isApplying: Bool) throws -> [ChangeSummary] {
    try store.decide { connection in
      var summaries: [ChangeSummary] = []
      // The asked batch first; each that is found to stand in the way goes before it.
      var pending: Set = [asked.batch]
      var isDone = false
      while !isDone, let next = pending.max() {
        let summary = try attempt(next, connection)
        let blocking = RevertWithDependents.blocking(summary).subtracting(pending)
        // What this run itself did cannot be in its way: taking that back would go round in circles.
        let isCircular = !blocking.isDisjoint(with: summaries.compactMap(\.batch))
        if summary.outcome == .applied {
          summaries.append(summary)
          pending.remove(next)
        } else if blocking.isEmpty || isCircular || summary.outcome != .rejected {
          summaries = [summary]
          isDone = true
        } else {
          pending.formUnion(blocking)
        }
      }
      let isWhole = summaries.allSatisfy { $0.outcome == .applied }
      if isWhole, !isApplying {
        for index in summaries.indices {
          summaries[index].outcome = .checked
          summaries[index].batch = nil
        }
      }
      return (summaries, commit: isWhole && isApplying)
    }
  }

  /// Reverts one batch, or leaves everything as it was.
  private func attempt(_ batch: Int64, _ connection: StoreConnection) throws -> ChangeSummary {
    let reason =
      batch == asked.batch ? asked.reason : (asked.reason.map { $0 + ", " } ?? "") + "with batch \(asked.batch)"
    let revert = RevertBatch(batch, reason: reason, datedOn: asked.datedOn, identity: asked.identity)
    return try connection.attempt {
      do {
        let summary = try revert.run(connection, isApplying: true)
        return (summary, keep: summary.outcome == .applied)
      } catch let failure as Failure where failure.exit == .rejected && RevertWithDependents.isBlocked(failure) {
        var summary = ChangeSummary(kind: .revert, outcome: .rejected)
        summary.diagnostics = failure.diagnostics
        return (summary, keep: false)
      }
    }
  }

  private static func isBlocked(_ failure: Failure) -> Bool {
    failure.diagnostics.contains { isOfLaterBatch($0) }
  }

  private static func isOfLaterBatch(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.code == .laterChanges || diagnostic.code == .caseRepeatedLater
  }

  /// The later batches that a refused summary names; none where something else stands in the way, too.
  private static func blocking(_ summary: ChangeSummary) -> Set<Int64> {
    let errors = summary.diagnostics.filter { $0.severity == .error }
    guard errors.allSatisfy({ isOfLaterBatch($0) }) else { return [] }
    return Set(errors.compactMap { $0.facts["later"].flatMap { Int64($0) } })
  }
}
