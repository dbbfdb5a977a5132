import Diagnostics
import Store

/// Takes back what a batch did to customers, by the images it kept. The images of what stood until now are kept by the
/// reverting batch, so that reverting that one brings everything back.
enum RevertCustomers {
  /// Undoes `asked` as the running batch `number`; without one nothing is written. The summary is `rejected` and lists the
  /// customers in the way where a later batch changed one.
  static func undo(_ asked: Int64, as number: Int64?, _ connection: StoreConnection) throws -> ChangeSummary {
    var summary = ChangeSummary(kind: .revert, outcome: .applied)
    let images = try connection.customerImages(of: asked)
    summary.counts.rows = images.count
    let later = try connection.customersChanged(after: asked)
    guard later.isEmpty else {
      summary.outcome = .rejected
      summary.counts.rejected = later.count
      summary.diagnostics = later.map {
        Diagnostic(.error, .laterChanges, facts: ["subject": "customer \($0.email)", "later": String($0.later)])
      }
      return summary
    }
    summary.counts.accepted = images.count
    guard let number else { return summary }
    let writer = CustomerWriter(connection, batch: number)
    for (key, image) in images { try writer.restore(key, as: image) }
    try connection.linkOrdersToCustomers()
    return summary
  }
}
