public import Changes
public import Model
import Store

/// `daybook batches revert N`: takes a batch back, or brings a reverted one back when the batch is itself a revert.
public struct RevertBatches: Sendable {
  /// The batch to revert.
  public var batch: Int64
  /// Why: kept with the revert.
  public var reason: String?
  /// The day on which a reversal of costs takes them back; nil: as if they had never been.
  public var datedOn: CivilDate?
  /// Whether only to show what would change.
  public var isDryRun = false

  /// Whether later batches that stand upon it are reverted with it.
  public var isWithDependents = false

  /// A request for a batch.
  public init(batch: Int64) { self.batch = batch }

  /// Reverts it; refused, with what stands in the way, where a later batch changed what it touched, unless these go with
  /// it. One summary for each reversal, in the order they were made: the newest batch first, the asked one last.
  public func run(in session: Session) throws -> [ChangeSummary] {
    let revert = RevertBatch(batch, reason: reason, datedOn: datedOn, identity: session.identity)
    let path = session.workspace.storePath
    if isDryRun, !isWithDependents { return [try revert.check(Store.open(path, .readOnly))] }
    let store = try Store.open(path, .readWrite)
    let summaries: [ChangeSummary]
    if isWithDependents {
      let all = RevertWithDependents(revert)
      summaries = try isDryRun ? all.check(store) : all.apply(to: store)
    } else {
      summaries = [try revert.apply(to: store)]
    }
    try store.close()
    return summaries
  }
}
