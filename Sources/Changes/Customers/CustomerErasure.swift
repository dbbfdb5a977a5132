import Diagnostics
public import Model
public import Store

/// Erases a customer: the person goes out of profile, orders, their images and cases, live or deleted; orders, money, items and
/// what happened when stay. It is a batch of kind `purge` and cannot be reverted; what lies outside the store is
/// ``PurgeCleaning``'s.
public struct CustomerErasure {
  private let email: String
  private let reason: String?
  private let identity: RunIdentity

  /// The erasure of the customer of an e-mail, also of one that only orders name.
  public init(_ email: String, reason: String?, identity: RunIdentity) {
    self.email = email
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

  /// Erases it in one transaction. Fails with `rejected` where neither a customer nor an order has the e-mail.
  public func apply(to store: Store) throws -> ChangeSummary { try store.change { try run($0) } }

  private func run(_ connection: StoreConnection) throws -> ChangeSummary {
    let key = try CustomerRow.key(email).flatMap { try connection.customer($0)?.key }
    let emails = try key.map { try connection.emails(ofCustomer: $0) } ?? [CustomerRow.key(email) ?? email]
    let orders = try connection.orderKeys(ofEmails: emails, customer: key)
    guard key != nil || !orders.isEmpty else {
      throw Failure(.rejected, .customerNotFound, facts: ["email": email])
    }
    var new = NewBatch(kind: .purge, identity: identity)
    new.reason = reason
    new.subject = "erase"
    let batch = try connection.begin(new)
    let cases = try connection.erase(orders, emails: emails, customer: key, in: batch)
    var summary = ChangeSummary(kind: .purge, outcome: .applied)
    summary.counts.rows = orders.count
    summary.counts.accepted = orders.count
    summary.details = [("orders", orders.count), ("cases", cases)]
    try connection.complete(batch, new, counts: summary.counts)
    summary.batch = batch
    return summary
  }
}
