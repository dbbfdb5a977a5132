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
  }

  /// The batch; fails with `rejected` where there is none of that number.
  public func run(in session: Session) throws -> Result {
    try session.read {
      Result(
        record: try $0.batch(batch), inputs: try $0.inputs(of: batch), outputs: try $0.outputs(of: batch),
        totals: try $0.totals(of: batch))
    }
  }
}
