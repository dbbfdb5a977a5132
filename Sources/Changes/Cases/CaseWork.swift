import Diagnostics
public import Model
public import Store

/// Work on one case from the command line: each is a batch of kind `cases` of its own.
public enum CaseWork: Sendable, Hashable {
  /// A message to the customer; the case waits for the customer afterwards.
  case reply(body: String)
  /// An internal action, for the merchant's people only.
  case note(body: String)
  /// Another status.
  case status(CaseStatus)

  /// Does the work at the identity's instant. `actor` is who did it; nil for the operator.
  ///
  /// Throws a ``Diagnostics/Failure`` with `rejected` where there is no such case or its order is deleted.
  public func run(
    onCase id: String, in store: Store, identity: RunIdentity, actor: String? = nil
  ) throws -> (summary: ChangeSummary, record: CaseRecord) {
    try store.change { connection in
      let before = try connection.caseRecord(id)
      let new = NewBatch(kind: .cases, identity: identity)
      let batch = try connection.begin(new)
      let event = event(at: identity.startedAt, actor: actor ?? identity.operator)
      try connection.add(event, entryID: "daybook-\(batch)", toCase: before.key, batch: batch)
      try connection.refreshCase(before.key, batch: batch)
      var counts = BatchCounts()
      counts.rows = 1
      counts.accepted = 1
      try connection.complete(batch, new, counts: counts)
      var summary = ChangeSummary(kind: .cases, outcome: .applied)
      summary.batch = batch
      summary.counts = counts
      summary.details = [("events", 1), ("new_cases", 0), ("updated_cases", 1)]
      return (summary, try connection.caseRecord(id))
    }
  }

  private func event(at instant: Instant, actor: String) -> CaseEvent {
    switch self {
    case .reply(let body): CaseEvent(at: instant, seq: 0, kind: .merchantMessage, actor: actor, body: body)
    case .note(let body): CaseEvent(at: instant, seq: 0, kind: .internalAction, actor: actor, body: body)
    case .status(let status): CaseEvent(at: instant, seq: 0, kind: .status, actor: actor, value: status.rawValue)
    }
  }
}
