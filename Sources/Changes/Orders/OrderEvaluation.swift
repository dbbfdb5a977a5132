import Diagnostics
import Mapping
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
  private let periods: PeriodGuard
  private let silence: OrderSilence
  private let reuseDeleted: Bool
  private let file: String
  private let sink: DiagnosticSink
  /// Orders seen.
  private(set) var orders = 0
  private var new = 0
  private var updated = 0
  private var unchanged = 0
  private var deleted = 0
  /// Orders that cannot be taken.
  private(set) var rejected = 0
  /// The purge or erasure that removed a person who stands in the file; nil where there is none.
  private(set) var removal: Int64?
  private var totals = OrderTotals()

  init(
    finder: OrderFinder, periods: PeriodGuard, silence: OrderSilence, reuseDeleted: Bool, file: String,
    sink: DiagnosticSink
  ) {
    self.finder = finder
    self.periods = periods
    self.silence = silence
    self.reuseDeleted = reuseDeleted
    self.file = file
    self.sink = sink
  }

  /// The step for an order; `record` is nil when it was rejected.
  mutating func evaluate(_ record: OrderRecord?, id: String, line: Int) throws -> Step {
    orders += 1
    guard var record else {
      rejected += 1
      return .nothing
    }
    var digest = record.digest
    if let stored = try finder.liveOrder(id) {
      if try isWithoutPerson(stored.key, id, line: line) {
        record.removePerson()
        digest = record.digest
      }
      if stored.digest != digest, !silence.isEmpty, let standing = try finder.record(stored.key) {
        silence.fill(&record, from: standing)
        digest = record.digest
      }
      if stored.currency != record.currency, let batch = try finder.costBatch(of: stored.key) {
        rejected += 1
        sink.emit(currencyDiffers(stored, record, batch, line: line))
        return .nothing
      }
      if stored.digest != digest, try isClosed(stored, to: record, id: id, line: line) {
        rejected += 1
        return .nothing
      }
      totals.addBefore(stored.total, stored.currency)
      totals.addAfter(record.total ?? 0, record.currency)
      if stored.digest == digest {
        unchanged += 1
        return .nothing
      }
      updated += 1
      return .update(stored, record, digest)
    }
    if !reuseDeleted, let hidden = try finder.deletedOrderKey(id) {
      deleted += 1
      _ = try isWithoutPerson(hidden, id, line: line)
      sink.emit(
        Diagnostic(.warning, .ordersDeleted, at: SourceLocation(file: file, line: line), facts: ["order": id]))
      return .nothing
    }
    if try isClosed(nil, to: record, id: id, line: line) {
      rejected += 1
      return .nothing
    }
    new += 1
    totals.addAfter(record.total ?? 0, record.currency)
    return .insert(record, digest)
  }

  /// Whether the person of an order was removed, of which the file still knows.
  private mutating func isWithoutPerson(_ key: Int64, _ id: String, line: Int) throws -> Bool {
    guard let batch = try finder.removalOfPerson(key) else { return false }
    removal = batch
    sink.emit(
      Diagnostic(
        .warning, .ordersPersonRemoved, at: SourceLocation(file: file, line: line),
        facts: ["order": id, "batch": String(batch)]))
    return true
  }

  /// Whether an order cannot become what the file says, since that would change money in a closed month.
  private func isClosed(_ stored: StoredOrder?, to record: OrderRecord, id: String, line: Int) throws -> Bool {
    guard !periods.closed.isEmpty else { return false }
    let standing = try stored.flatMap { try finder.record($0.key) }
    guard let closing = periods.closing(changing: standing, to: record) else { return false }
    sink.emit(PeriodGuard.diagnostic("order \(id)", closing, at: SourceLocation(file: file, line: line)))
    return true
  }

  private func currencyDiffers(_ stored: StoredOrder, _ record: OrderRecord, _ batch: Int64, line: Int) -> Diagnostic {
    let facts = [
      "order": stored.orderID, "before": stored.currency, "after": record.currency, "batch": String(batch),
    ]
    return Diagnostic(
      .error, .ordersCurrencyOfCosts, at: SourceLocation(file: file, line: line, field: "currency"), facts: facts)
  }

  /// Counts and totals of all orders seen.
  func summary(rows: Int, outcome: ChangeOutcome) throws -> ChangeSummary {
    var summary = ChangeSummary(kind: .orders, outcome: outcome)
    summary.counts.rows = rows
    summary.counts.accepted = new + updated + unchanged + deleted
    summary.counts.rejected = rejected
    summary.counts.unchanged = unchanged
    summary.details = [
      ("orders", orders), ("new", new), ("updated", updated), ("unchanged", unchanged), ("deleted", deleted),
    ]
    summary.totals = try totals.lines()
    return summary
  }
}
