import Changes
import Diagnostics
import Store
public import Tabular

/// `daybook batches input N`: the file that a batch read, byte for byte.
public struct RestoreInput: Sendable {
  /// The batch.
  public var batch: Int64

  /// A request for a batch's file.
  public init(batch: Int64) { self.batch = batch }

  /// Writes it to a sink, after it was found to be whole.
  public func run(in session: Session, to sink: any ByteSink) throws {
    let (record, inputs, purge) = try session.read { store in
      let inputs = try store.inputs(of: batch)
      return (try store.batch(batch), inputs, try inputs.first.flatMap { try store.purge(ofFile: $0.sha256) })
    }
    guard let input = inputs.first else {
      throw Failure(
        .rejected, .archiveNoInput, facts: ["batch": String(batch), "kind": record.kind.rawValue])
    }
    if let purge, try session.workspace.archive.finding(input, of: batch) != nil {
      throw Failure(.rejected, .filePurged, facts: ["name": input.name, "batch": String(purge)])
    }
    try session.workspace.archive.restore(input, of: batch, to: sink)
  }

  /// Writes it to a file, which appears complete or not at all.
  public func run(in session: Session, toFile path: String) throws {
    let file = try OutputFile(path: path)
    try run(in: session, to: file)
    _ = try file.commit()
  }
}
