import Diagnostics
public import Model
public import Store

/// Marks cases as read or unread, one or many, as one batch.
public struct MarkCases: Sendable {
  /// The cases' ids.
  public var ids: [String]
  /// Whether they are unread from now on.
  public var asUnread: Bool

  /// A request.
  public init(_ ids: [String], asUnread: Bool = false) {
    self.ids = ids
    self.asUnread = asUnread
  }

  /// Marks them: what is so already is unchanged. A case that was answered since the customer wrote is read whatever marks
  /// say. Fails with `rejected`, and every id of which there is no case; nothing is marked then.
  public func run(in store: Store, identity: RunIdentity) throws -> CaseActionResult {
    try CaseDesk(store, identity: identity).act(asUnread ? "unread" : "read") { connection in
      var unknown: [Diagnostic] = []
      var records: [CaseRecord] = []
      var seen: Set<String> = []
      for id in ids where seen.insert(id).inserted {
        do {
          records.append(try connection.caseRecord(id))
        } catch let failure as Failure where failure.diagnostics.first?.code == .noSuchCase {
          unknown += failure.diagnostics
        }
      }
      guard unknown.isEmpty else { throw Failure(.rejected, unknown) }
      var plan = CasePlan(cases: records.map(\.id))
      for record in records where record.isUnread != asUnread {
        guard let wroteAt = record.lastCustomerMessageAt else { continue }
        if asUnread, let repliedAt = record.lastReplyAt, repliedAt >= wroteAt { continue }
        plan.marks.append((record.key, asUnread ? nil : wroteAt))
      }
      return plan
    }
  }
}
