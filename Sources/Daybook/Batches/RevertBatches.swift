public import Changes
import Store

/// `daybook batches revert N`: takes a batch back, or brings a reverted one back when the batch is itself a revert.
public struct RevertBatches: Sendable {
  /// The batch to revert.
  public var batch: Int64
  /// Why: kept with the revert.
  public var reason: String?
  /// Whether only to show what would change.
  public var isDryRun = false

  /// A request for a batch.
  public init(batch: Int64) { self.batch = batch }

  /// Reverts it; refused, with what stands in the way, where a later batch changed what it touched.
  public func run(in session: Session) throws -> ChangeSummary {
    let revert = RevertBatch(batch, reason: reason, identity: session.identity)
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let summary = try isDryRun ? revert.check(store) : revert.apply(to: store)
    try store.close()
    return summary
  }
}
