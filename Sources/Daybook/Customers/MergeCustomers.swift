public import Changes
import Model
import Store

/// `daybook customers merge FROM INTO`: lets a customer go on in another one.
public struct MergeCustomers: Sendable {
  /// The e-mail of the one that goes on in the other.
  public var from: String
  /// The e-mail of the other.
  public var into: String
  /// Why: kept with the batch.
  public var reason: String?
  /// Whether only to show what would change.
  public var isDryRun = false

  /// A request.
  public init(_ from: String, into: String) {
    self.from = from
    self.into = into
  }

  /// Merges them as one batch, which can be reverted.
  public func run(in session: Session) throws -> ChangeSummary {
    let change = CustomerMerge(from, into: into, reason: reason, identity: session.identity)
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let summary = try isDryRun ? change.check(store) : change.apply(to: store)
    try store.close()
    return summary
  }
}

/// `daybook customers erase EMAIL`: takes a person out of everything that is known of it.
public struct EraseCustomer: Sendable {
  /// The e-mail.
  public var email: String
  /// Why: kept with the batch.
  public var reason: String?

  /// A request.
  public init(_ email: String) { self.email = email }

  /// Shows what would go.
  public func check(in session: Session) throws -> ChangeSummary {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let summary = try change(in: session).check(store)
    try store.close()
    return summary
  }

  /// Erases it as one batch, and removes copies and traces. Fails with `locked` where traces are left since others read the
  /// store.
  public func run(in session: Session) throws -> (summary: ChangeSummary, files: PurgeCleaning.Result) {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let summary = try change(in: session).apply(to: store)
    let files = try session.workspace.cleaning(store).finish(at: session.identity.startedAt)
    try store.close()
    return (summary, files)
  }

  /// Removes the copies and traces that an erasure or purge which a crash stopped has left; nil where none did. Nobody has the
  /// e-mail of such an erasure any more, so that this comes first.
  public func finishEarlier(in session: Session) throws -> PurgeCleaning.Result? {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let isUnfinished = try !store.read { try $0.unfinishedPurges() }.isEmpty
    let files = isUnfinished ? try session.workspace.cleaning(store).finish(at: session.identity.startedAt) : nil
    try store.close()
    return files
  }

  private func change(in session: Session) -> CustomerErasure {
    CustomerErasure(email, reason: reason, identity: session.identity)
  }
}
