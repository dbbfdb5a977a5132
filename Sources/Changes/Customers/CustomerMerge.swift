import Diagnostics
public import Model
public import Store

/// Lets a customer go on in another one: addresses, labels, orders and cases go over, and what the other one lacks. It is a
/// batch and can be reverted.
public struct CustomerMerge {
  private let from: String
  private let into: String
  private let reason: String?
  private let identity: RunIdentity

  /// The merge of the customer of an e-mail into that of another.
  public init(_ from: String, into: String, reason: String?, identity: RunIdentity) {
    self.from = from
    self.into = into
    self.reason = reason
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> ChangeSummary {
    var summary = try store.decide { (try run($0), commit: false) }
    summary.outcome = .checked
    summary.batch = nil
    return summary
  }

  /// Merges them in one transaction. Fails with `rejected` where one is not there, or both are the same.
  public func apply(to store: Store) throws -> ChangeSummary { try store.change { try run($0) } }

  private func run(_ connection: StoreConnection) throws -> ChangeSummary {
    func find(_ email: String) throws -> CustomerSummary {
      if let found = try CustomerRow.key(email).flatMap(connection.customer) { return found }
      throw Failure(.rejected, .customerNotFound, facts: ["email": email])
    }
    let (one, other) = (try find(from), try find(into))
    guard one.key != other.key else {
      throw Failure(.rejected, .customerSameTwice, facts: ["email": from, "into": into])
    }
    var new = NewBatch(kind: .customers, identity: identity)
    new.reason = reason
    new.subject = "merge"
    let batch = try connection.begin(new)
    try CustomerWriter(connection, batch: batch).merge(one.key, into: other.key)
    try connection.linkOrdersToCustomers()
    var summary = ChangeSummary(kind: .customers, outcome: .applied)
    summary.counts.rows = 1
    summary.counts.accepted = 1
    summary.details = [("orders", one.orders)]
    try connection.complete(batch, new, counts: summary.counts)
    summary.batch = batch
    return summary
  }
}
