import Diagnostics
public import Model
public import Store

/// Takes a batch back, or brings a reverted one into force again: one step in either direction, itself a batch.
public struct RevertBatch {
  let batch: Int64
  let reason: String?
  let datedOn: CivilDate?
  let identity: RunIdentity

  /// The reversal of a batch. Of a batch that is itself a revert, it brings the reverted one back.
  ///
  /// `datedOn` is for costs: without it history is as if the batch had never been; with it, what it moved stays on its own
  /// days and is taken back on this one, which an accountant needs where those days are in a closed month.
  public init(_ batch: Int64, reason: String?, datedOn: CivilDate? = nil, identity: RunIdentity) {
    self.batch = batch
    self.reason = reason
    self.datedOn = datedOn
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do, on a read-only snapshot.
  public func check(_ store: Store) throws -> ChangeSummary {
    try store.read { try run($0, isApplying: false) }
  }

  /// Reverts the batch in one transaction. Refused, with what stands in the way, when a later batch changed what it
  /// would touch.
  public func apply(to store: Store) throws -> ChangeSummary {
    let summary: ChangeSummary
    do {
      summary = try store.decide { connection in
        let summary = try run(connection, isApplying: true)
        return (summary, commit: summary.outcome == .applied)
      }
    } catch let failure as Failure where failure.exit == .rejected {
      try recordRefusal(ChangeSummary(kind: .revert, outcome: .rejected), in: store)
      throw failure
    }
    if summary.outcome != .applied { try recordRefusal(summary, in: store) }
    // Mail that was taken back with its reply goes from the outbox once that stands.
    try CaseOutbox.finish(store)
    return summary
  }

  func recordRefusal(_ summary: ChangeSummary, in store: Store) throws {
    try store.change {
      try $0.recordRefused(
        kind: summary.kind, identity: identity, outcome: summary.outcome.rawValue, input: nil, name: "batch \(batch)",
        counts: summary.counts)
    }
  }

  func run(_ connection: StoreConnection, isApplying: Bool) throws -> ChangeSummary {
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
    new.datedOn = datedOn
    let standing = try standingAssignments(target, connection)
    guard standing.isEmpty else { return RevertBatch.refuse(new, standing) }
    let closed = try closedFindings(target, isReapplying: isReapplying, connection)
    guard closed.isEmpty else { return RevertBatch.refuse(new, closed) }
    var number: Int64?
    if isApplying {
      let begun = try connection.begin(new)
      try connection.mark(target.batch, revertedBy: isReapplying ? nil : begun)
      if asked.batch != target.batch { try connection.mark(asked.batch, revertedBy: begun) }
      number = begun
    }
    var summary = try reverse(target, asked: asked, number: number, isReapplying: isReapplying, connection)
    summary.kind = new.kind
    guard summary.outcome == .applied else { return summary }
    summary.targetBatch = target.batch
    if target.kind == .costs, !isReapplying {
      summary.diagnostics += try leftOut(after: target, connection)
      summary.counts.warnings = summary.diagnostics.count
    }
    guard let number else {
      summary.outcome = .checked
      return summary
    }
    summary.batch = number
    try connection.linkCasesToOrders()
    try connection.linkOrdersToCustomers(of: number)
    try connection.record(summary.beside, of: number)
    try connection.complete(number, new, counts: summary.counts, totals: summary.totals)
    return summary
  }

  /// Costs and cases are reckoned anew from what is in force; the others are undone by what the asked batch kept. Without a
  /// number nothing is written.
  private func reverse(
    _ target: BatchRecord, asked: BatchRecord, number: Int64?, isReapplying: Bool, _ connection: StoreConnection
  ) throws -> ChangeSummary {
    switch target.kind {
    case .costs, .assign:
      if number != nil, isReapplying { try connection.markAssigned(by: target.batch) }
      return try RevertCosts.recompute(target.batch, isReapplying: isReapplying, as: number, connection)
    case .cases:
      return try RevertCases.recompute(target.batch, isReapplying: isReapplying, as: number, connection)
    case .orders: return try RevertOrders.undo(asked.batch, as: number, identity: identity, connection)
    case .operations:
      return try RevertOperations.undo(asked.batch, of: target.batch, as: number, identity: identity, connection)
    case .customers: return try RevertCustomers.undo(asked.batch, as: number, connection)
    case .delete, .undelete: return try RevertDeletion.undo(asked.batch, as: number, connection)
    case .periods:
      throw RevertBatch.notRevertible(target, help: "say daybook periods reopen or daybook periods close instead")
    default: throw RevertBatch.notRevertible(target, help: "'daybook batches show \(target.batch)' shows what it did")
    }
  }

  /// Costs of no order that a later batch gave to one would lose what they came from, or be there twice.
  private func standingAssignments(_ target: BatchRecord, _ connection: StoreConnection) throws -> [Diagnostic] {
    guard target.kind == .costs || target.kind == .assign else { return [] }
    return try connection.laterAssignments(of: target.batch).map {
      let facts = ["subject": "a cost of no order that batch \(target.batch) is about", "later": String($0)]
      return Diagnostic(.error, .laterChanges, facts: facts)
    }
  }

  /// Later batches that left rows out since an earlier one held them: the ledger does not know which one that was.
  private func leftOut(after target: BatchRecord, _ connection: StoreConnection) throws -> [Diagnostic] {
    try connection.batches(kind: .costs).filter { $0.batch > target.batch && $0.isInForce && $0.counts.skipped > 0 }
      .reversed().map {
        let facts = [
          "later": String($0.batch), "rows": String($0.counts.skipped), "batch": String(target.batch),
        ]
        return Diagnostic(.warning, .costsLeftOut, at: SourceLocation(), facts: facts)
      }
  }

  /// What keeps a reversal of costs from touching closed months.
  private func closedFindings(
    _ target: BatchRecord, isReapplying: Bool, _ connection: StoreConnection
  ) throws -> [Diagnostic] {
    guard target.kind == .costs || target.kind == .assign else {
      guard datedOn == nil else {
        throw Failure(
          .usage, .periodNoDate, facts: ["batch": String(target.batch), "kind": target.kind.rawValue])
      }
      return []
    }
    let closed = try connection.closedPeriods()
    guard let datedOn else {
      return try ClosedMovements.findings(
        of: PlannedReversal(of: target.batch, isReapplying: isReapplying), closed, connection)
    }
    return closed.closing(on: datedOn).map { [PeriodGuard.diagnostic("a reversal on \(datedOn)", $0)] } ?? []
  }

  private static func notRevertible(_ target: BatchRecord, help: String) -> Failure {
    Failure(
      .rejected, .batchNotRevertible,
      facts: ["batch": String(target.batch), "kind": target.kind.rawValue, "help": help])
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
    if let digest = target.contentDigest,
      let first = try connection.batchInForce(kind: target.kind, mapping: target.mapping, withContent: digest)
    {
      return RepeatFinding(level: .content, first: first)
    }
    return try ReapplyCheck.repeated(target.batch, connection).map {
      RepeatFinding(level: .entries, first: try connection.batch($0.batch), held: $0.held)
    }
  }

  private static func refuse(_ new: NewBatch, _ findings: [Diagnostic]) -> ChangeSummary {
    var summary = ChangeSummary(kind: new.kind, outcome: .rejected)
    summary.diagnostics = findings
    return summary
  }

  private static func refuse(_ target: BatchRecord, _ repeated: RepeatFinding) -> ChangeSummary {
    var summary = ChangeSummary(kind: .reapply, outcome: .repeated)
    summary.repeated = repeated
    summary.diagnostics = [repeated.diagnostic(file: target.inputName)]
    return summary
  }
}
