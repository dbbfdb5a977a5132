import Diagnostics
import Store

/// Restores what would stand had a batch of kind `cases` never been (or had always been): its events and details stay
/// in the store but count only while it is in force, and every case it added to is computed anew.
enum RevertCases {
  /// `number` is the running batch, in which the target is already marked; nil to see what would be.
  ///
  /// Fails with `rejected` where a later batch in force found events of the target again, which would be taken from under
  /// it; and, naming each case, where one added to the same case.
  ///
  /// Mail to a customer goes with its reply, as long as it was not collected; it does not come back.
  static func recompute(
    _ target: Int64, isReapplying: Bool, as number: Int64?, _ connection: StoreConnection
  ) throws -> ChangeSummary {
    let mail = try connection.caseMail(of: target).filter { $0.audience == .customer }
    if isReapplying, mail.contains(where: { $0.state == .withdrawn }) {
      throw Failure(.rejected, .caseMailWithdrawn, facts: ["batch": String(target)])
    }
    if !isReapplying, let sent = try mail.first(where: { try !CaseOutbox.holds($0) }) {
      throw Failure(.rejected, .caseMailSent, facts: ["batch": String(target), "path": sent.place])
    }
    let repeats = try connection.caseRepeats(of: target)
    guard repeats.isEmpty else {
      throw Failure(
        .rejected,
        repeats.map { later in
          let facts = ["batch": String(target), "later": String(later.batch), "count": String(later.events)]
          return Diagnostic(.error, .caseRepeatedLater, facts: facts)
        })
    }
    let later = try connection.casesChanged(after: target)
    guard later.isEmpty else {
      throw Failure(
        .rejected,
        later.map { changed in
          let facts = ["subject": "case \(changed.caseID)", "later": String(changed.by)]
          return Diagnostic(.error, .laterChanges, facts: facts)
        })
    }
    let touched = try connection.casesTouched(by: target)
    if let number {
      try connection.noteLateWork(of: target, batch: number)
      if !isReapplying { for one in mail { try connection.settle(one, as: .withdrawn) } }
      for key in touched { try connection.refreshCase(key, batch: number) }
    }
    var summary = ChangeSummary(kind: .revert, outcome: .applied)
    summary.counts.rows = touched.count
    summary.counts.accepted = touched.count
    summary.details = [("updated_cases", touched.count)]
    return summary
  }
}
