import Diagnostics
public import Model
public import Store

/// Lets a case go on in another one of the same customer. Its correspondence stays its own and is shown in the thread of
/// the other; its clocks end; if it waited for the merchant, the other one does.
public struct MergeCases: Sendable {
  /// The case that ends.
  public var id: String
  /// The case in which it goes on.
  public var into: String
  /// Whether two addresses that differ are known to be one customer's.
  public var isSameCustomer = false
  /// Who merges; nil for the operator.
  public var actor: String?

  /// A request.
  public init(_ id: String, into: String) {
    self.id = id
    self.into = into
  }

  /// Merges them; merged already, nothing changes.
  ///
  /// Fails with `rejected` where one is missing or was merged elsewhere, where the first has an open dispute, and where their
  /// customers differ.
  public func run(in store: Store, identity: RunIdentity, mailroom: CaseMailroom? = nil) throws -> CaseActionResult {
    guard id != into else { throw Failure(.usage, .caseMergeSelf, facts: ["case": id]) }
    return try CaseDesk(store, identity: identity, mailroom: mailroom).act("merge") { connection in
      let source = try connection.caseRecord(id)
      let target = try connection.caseRecord(into)
      var plan = CasePlan(cases: [into, id])
      if let elsewhere = target.mergedInto {
        throw Failure(.rejected, .caseMerged, facts: ["case": into, "into": elsewhere])
      }
      if let elsewhere = source.mergedInto {
        if elsewhere == into { return plan }
        throw Failure(.rejected, .caseMerged, facts: ["case": id, "into": elsewhere])
      }
      try check(source, target, connection)
      let actor = actor ?? identity.operator
      func note(_ key: Int64, _ kind: CaseEventKind, body: String? = nil, value: String? = nil) {
        let event = CaseEvent(at: identity.startedAt, seq: 0, kind: kind, actor: actor, body: body, value: value)
        plan.events.append((key, event))
      }
      note(source.key, .internalAction, body: "Merged into case \(into).")
      note(target.key, .internalAction, body: "Case \(id) was merged into this one.")
      // What the customer wrote there has still to be answered.
      let isOwed = source.status.waitingOn == .merchant || source.isUnread
      if isOwed, target.status.waitingOn != .merchant {
        note(target.key, .status, value: CaseStatus.replyReceived.rawValue)
      }
      if source.isUnread { plan.marks = [(source.key, source.lastCustomerMessageAt)] }
      plan.merges = [(source.key, target.key)]
      plan.merges += try connection.casesMerged(into: source.key).map { ($0.key, target.key) }
      plan.occasions = [.merged]
      return plan
    }
  }

  private func check(_ source: CaseRecord, _ target: CaseRecord, _ connection: StoreConnection) throws {
    guard source.openDisputes == 0 else { throw Failure(.rejected, .caseMergeDispute, facts: ["case": id]) }
    let first = try connection.customerAddresses(ofCase: source)
    let second = try connection.customerAddresses(ofCase: target)
    guard !isSameCustomer, !first.isEmpty, !second.isEmpty, first.isDisjoint(with: second) else { return }
    throw Failure(
      .rejected, .caseMergeCustomers,
      facts: [
        "case": id, "into": into, "first": first.sorted().joined(separator: ", "),
        "second": second.sorted().joined(separator: ", "),
      ])
  }
}
