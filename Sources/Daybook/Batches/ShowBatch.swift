import Changes
public import Model
public import Store

/// `daybook batches show N`: one batch with everything the store knows of it.
public struct ShowBatch: Sendable {
  /// Its number.
  public var batch: Int64

  /// A request for one batch.
  public init(batch: Int64) { self.batch = batch }

  /// A batch and what belongs to it.
  public struct Result: Sendable {
    /// The batch.
    public let record: BatchRecord
    /// The files it read.
    public let inputs: [BatchInput]
    /// The files it wrote.
    public let outputs: [BatchOutput]
    /// Money before and after, by kind and currency.
    public let totals: [BatchTotal]
    /// Rows and money of its file by class.
    public let classes: [ClassTotal]
    /// What its file states of itself, and what its rows add up to.
    public let controls: [ControlTotal]
    /// What it moved beside the effective costs of orders.
    public let beside: [BesideTotal]
    /// What the ledger keeps for orders that were purged: of a batch of costs, what it entered for them; of a purge, what any
    /// batch entered for its orders.
    public let purged: [PurgedTotal]
    /// The files it read of which a purge removed the kept copy, with that purge.
    public let removedCopies: [SHA256Digest: Int64]
  }

  /// The batch; fails with `rejected` where there is none of that number.
  public func run(in session: Session) throws -> Result {
    try session.read {
      let inputs = try $0.inputs(of: batch)
      var removed: [SHA256Digest: Int64] = [:]
      for input in inputs where !session.workspace.archive.holds(input.sha256) {
        removed[input.sha256] = try $0.purge(ofFile: input.sha256)
      }
      return Result(
        record: try $0.batch(batch), inputs: inputs, outputs: try $0.outputs(of: batch),
        totals: try $0.totals(of: batch), classes: try $0.classes(of: batch), controls: try $0.controls(of: batch),
        beside: try $0.beside(of: batch), purged: try $0.purgedTotals(of: batch), removedCopies: removed)
    }
  }
}
