public import Changes
public import Store
import Tabular

/// `daybook cases reply|note|status`: one step of work on one case, as a batch of its own.
public struct WorkOnCase: Sendable {
  /// The case's id.
  public var id: String
  /// What is done.
  public var work: CaseWork
  /// Who did it; nil for the operator.
  public var actor: String?

  /// A request for one step of work.
  public init(_ work: CaseWork, onCase id: String, actor: String? = nil) {
    self.work = work
    self.id = id
    self.actor = actor
  }

  /// Does it and gives the batch and the case afterwards; fails with `rejected` where there is none of that id.
  public func run(in session: Session) throws -> (batch: Int64?, record: CaseRecord) {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let (summary, record) = try work.run(onCase: id, in: store, identity: session.identity, actor: actor)
    return (summary.batch, record)
  }

  /// The text of a message from a file in UTF-8, without the line breaks at its end; `-` is standard input.
  public static func text(ofFile path: String) throws -> String {
    let bytes = try SmallFile.bytes(of: path)
    let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return String(decoding: bytes[..<(end.map { $0 + 1 } ?? 0)], as: UTF8.self)
  }
}
