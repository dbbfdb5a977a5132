import Diagnostics
import Model
import Store

/// Compares the orders of a file with the store, one by one, and keeps count.
struct OrderEvaluation {
  /// What becomes of an order.
  enum Step {
    /// It is not in the store.
    case insert(OrderRecord, SHA256Digest)
    /// It is there with another content.
    case update(StoredOrder, OrderRecord, SHA256Digest)
    /// It stays as it is: unchanged, deleted or rejected.
    case nothing

    /// Whether something is to be written.
    var isChange: Bool { if case .nothing = self { false } else { true } }
  }

  private let finder: OrderFinder
  private let reuseDeleted: Bool
  private let file: String
  private let sink: DiagnosticSink
  /// Orders seen.
  private(set) var orders = 0
  private var new = 0
  private var updated = 0
  private var unchanged = 0
  private var deleted = 0
  private var rejected = 0
  private var before: [String: Int64] = [:]
  private var after: [String: Int64] = [:]

  init(finder: OrderFinder, reuseDeleted: Bool, file: String, sink: DiagnosticSink) {
    self.finder = finder
    self.reuseDeleted = reuseDeleted
    self.file = file
    self.sink = sink
  }

  /// The step for an order; `record` is nil when it was rejected.
  mutating func evaluate(_ record: OrderRecord?, id: String, line: Int) throws -> Step {
    orders += 1
    guard let record else {
      rejected += 1
      return .nothing
    }
    let digest = record.digest
    if let stored = try finder.liveOrder(id) {
      add(stored.total, stored.currency, to: &before)
      add(record.total ?? 0, record.currency, to: &after)
      if stored.digest == digest {
        unchanged += 1
        return .nothing
      }
      updated += 1
      return .update(stored, record, digest)
    }
    if !reuseDeleted, try finder.deletedOrderKey(id) != nil {
      deleted += 1
      sink.emit(
        Diagnostic(.warning, .ordersDeleted, at: SourceLocation(file: file, line: line), facts: ["order": id]))
      return .nothing
    }
    new += 1
    add(record.total ?? 0, record.currency, to: &after)
    return .insert(record, digest)
  }

  /// A sum beyond Int64 stands at its limit: it is for the eye, no order is kept by it.
  private func add(_ amount: Int64, _ currency: String, to sums: inout [String: Int64]) {
    let (sum, overflow) = (sums[currency] ?? 0).addingReportingOverflow(amount)
    sums[currency] = overflow ? (amount < 0 ? .min : .max) : sum
  }

  /// Counts and totals of all orders seen.
  func summary(rows: Int, outcome: ChangeOutcome) -> ChangeSummary {
    var summary = ChangeSummary(kind: .orders, outcome: outcome)
    summary.counts.rows = rows
    summary.counts.accepted = new + updated + unchanged + deleted
    summary.counts.rejected = rejected
    summary.counts.unchanged = unchanged
    summary.details = [
      ("orders", orders), ("new", new), ("updated", updated), ("unchanged", unchanged), ("deleted", deleted),
    ]
    summary.totals = Set(before.keys).union(after.keys).sorted().compactMap { letters in
      Currency(letters).map {
        BatchTotal(
          kind: "total", currency: $0, before: Amount(e4: before[letters] ?? 0), after: Amount(e4: after[letters] ?? 0))
      }
    }
    return summary
  }
}
