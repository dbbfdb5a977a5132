import Changes
import Diagnostics
public import Store

/// `daybook cases redeliver BATCH`: writes the mail of a reply into the outbox once more, byte for byte.
public struct RedeliverCaseMail: Sendable {
  /// The reply's batch.
  public var batch: Int64

  /// A request.
  public init(_ batch: Int64) { self.batch = batch }

  /// The mail; it has the same Message-ID, so that whoever got it before can tell. Fails with `rejected` where the batch
  /// wrote none to a customer, or was taken back, and where an order was deleted with a case.
  public func run(in session: Session) throws -> [CaseMail] {
    try session.requireCaseWork()
    let store = try Store.open(session.workspace.storePath, .readWrite)
    try CaseOutbox.finish(store)
    let mail = try store.read { try $0.caseMail(of: batch) }.filter { $0.audience == .customer }
    guard !mail.isEmpty else { throw Failure(.rejected, .noSuchCaseMail, facts: ["batch": String(batch)]) }
    if let hidden = try store.read({ try $0.hiddenCases(ofMailBy: batch) }).first {
      throw Failure(.rejected, .noSuchCase, facts: ["case": hidden])
    }
    guard mail.allSatisfy({ $0.state != .withdrawn }) else {
      throw Failure(.rejected, .caseMailWithdrawn, facts: ["batch": String(batch)])
    }
    for one in mail { try CaseOutbox.redeliver(one) }
    try store.change {
      try $0.appendAudit(
        action: "cases", batch: batch, identity: session.identity, subject: "redeliver the mail of batch \(batch)")
    }
    return mail
  }
}
