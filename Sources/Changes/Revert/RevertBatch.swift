import Diagnostics
public import Model
public import Store

/// Takes a batch back, or brings a reverted one into force again: one step in either direction, itself a batch.
public struct RevertBatch {
  private let batch: Int64
  private let reason: String?
  private let identity: RunIdentity

  /// The reversal of a batch. Of a batch that is itself a revert, it brings the reverted one back.
  public init(_ batch: Int64, reason: String?, identity: RunIdentity) {
    self.batch = batch
    self.reason = reason
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do and takes it back.
  public func check(_ store: Store) throws -> ChangeSummary {
    try store.decide { connection in
      var summary = try run(connection)
      if summary.outcome == .applied { summary.outcome = .checked }
      summary.batch = nil
      return (summary, commit: false)
    }
  }

  /// Reverts the batch in one transaction. Refused, with what stands in the way, when a later batch changed what it
  /// would touch.
  public func apply(to store: Store) throws -> ChangeSummary {
    try store.decide { connection in
      let summary = try run(connection)
      return (summary, commit: summary.outcome == .applied)
    }
  }

  private func run(_ connection: StoreConnection) throws -> ChangeSummary {
    // A batch that was brought back stands by its re-application, which is what is taken back then.
    let asked = try connection.batch(connection.reapplicationInForce(of: batch) ?? batch)
    if let by = asked.revertedBy {
      throw Failure(.rejected, .batchNotInForce, facts: ["batch": String(batch), "by": String(by)])
    }
    // Reverting a revert re-applies its target, and reverting that reverts it again.
    let target = try asked.kind == .revert || asked.kind == .reapply ? targetOf(asked, connection) : asked
    let isReapplying = asked.kind == .revert
    if isReapplying, let repeated = try repeatOf(target, connection) {
      return RevertBatch.refuse(target, repeated)
    }
    var new = NewBatch(kind: isReapplying ? .reapply : .revert, identity: identity)
    new.targetBatch = target.batch
    new.reason = reason
    let number = try connection.begin(new)
    try connection.mark(target.batch, revertedBy: isReapplying ? nil : number)
    if asked.batch != target.batch { try connection.mark(asked.batch, revertedBy: number) }
    var summary = try reverse(target, asked: asked, number: number, connection)
    guard summary.outcome == .applied else { return summary }
    summary.kind = new.kind
    summary.targetBatch = target.batch
    summary.batch = number
    try connection.linkCasesToOrders()
    try connection.complete(number, new, counts: summary.counts, totals: summary.totals)
    return summary
  }

  /// Costs and cases are reckoned anew from what is in force; the others are undone by what the asked batch kept.
  private func reverse(
    _ target: BatchRecord, asked: BatchRecord, number: Int64, _ connection: StoreConnection
  ) throws -> ChangeSummary {
    switch target.kind {
    case .costs: return try RevertCosts.recompute(target.batch, as: number, connection)
    case .cases: return try RevertCases.recompute(target.batch, as: number, connection)
    case .orders: return try RevertOrders.undo(asked.batch, as: number, identity: identity, connection)
    case .delete, .undelete: return try RevertDeletion.undo(asked.batch, as: number, connection)
    default:
      throw Failure(
        .rejected, .batchNotRevertible,
        facts: [
          "batch": String(target.batch), "kind": target.kind.rawValue,
          "help": "'daybook batches show \(target.batch)' shows what it did",
        ])
    }
  }

  private func targetOf(_ revert: BatchRecord, _ connection: StoreConnection) throws -> BatchRecord {
    guard let target = revert.targetBatch else {
      preconditionFailure("a batch of kind \(revert.kind) is about another batch")
    }
    return try connection.batch(target)
  }

  /// A batch in force that holds what a re-application would bring once more.
  private func repeatOf(_ target: BatchRecord, _ connection: StoreConnection) throws -> RepeatFinding? {
    guard target.kind == .costs else { return nil }
    if let digest = target.inputDigest,
      let first = try connection.batchInForce(
        kind: target.kind, mapping: target.mapping, sheet: target.inputSheet, readingBytes: digest)
    {
      return RepeatFinding(level: .bytes, first: first)
    }
    guard let digest = target.contentDigest else { return nil }
    return try connection.batchInForce(kind: target.kind, mapping: target.mapping, withContent: digest)
      .map { RepeatFinding(level: .content, first: $0) }
  }

  private static func refuse(_ target: BatchRecord, _ repeated: RepeatFinding) -> ChangeSummary {
    var summary = ChangeSummary(kind: .reapply, outcome: .repeated)
    summary.repeated = repeated
    summary.diagnostics = [repeated.diagnostic(file: target.inputName)]
    return summary
  }
}
