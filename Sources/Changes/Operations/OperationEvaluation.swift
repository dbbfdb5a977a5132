import Diagnostics
import Mapping
import Model
import Store

/// Does the operations of one order after the other, and keeps count. Without a writer it only shows what would be.
struct OperationEvaluation {
  /// What happens to an order.
  struct Step {
    let draft: OrderDraft
    /// Its content, where that is to be written.
    let digest: SHA256Digest?
  }

  private let connection: StoreConnection
  private let finder: OrderFinder
  private let periods: PeriodGuard
  private let rows: OperationRows
  private let clock: OrderDraft.Clock
  private var orders = 0
  private var changed = 0
  private var moved = 0
  private var deleted = 0
  private var applied = 0
  private var unchanged = 0
  private var totals = OrderTotals()
  private var stages = StageTotals()

  init(_ rows: OperationRows, _ connection: StoreConnection, clock: OrderDraft.Clock) throws {
    self.rows = rows
    self.connection = connection
    self.clock = clock
    finder = try connection.orderFinder()
    periods = try PeriodGuard(connection)
  }

  /// What becomes of an order; nil where nothing does.
  mutating func evaluate(_ id: String, _ operations: [OperationRows.Operation]) throws -> Step? {
    guard let stored = try finder.liveOrder(id), let standing = try finder.record(stored.key) else {
      let isDeleted = try finder.deletedOrderKey(id) != nil
      for operation in operations {
        reject(operation, isDeleted ? .operationOrderDeleted : .ordersNotFound, .orderID, ["order": id])
      }
      return nil
    }
    orders += 1
    let isDeletion = operations.contains { $0.kind == .delete }
    guard !isDeletion || operations.allSatisfy({ $0.kind == .delete }) else {
      for operation in operations { reject(operation, .operationDeleteAlone, .operation, ["order": id]) }
      count(stored, after: standing, isDeleted: false)
      return nil
    }
    var draft = OrderDraft(
      stored, standing,
      chargebacks: operations.contains { $0.kind == .chargeback } ? try connection.chargebacks(of: stored.key) : [],
      clock: clock)
    for operation in operations { try perform(operation, on: &draft) }
    count(stored, after: draft.record, isDeleted: draft.isDeleted)
    countRefunds(standing, draft)
    guard draft.isChange else { return nil }
    changed += 1
    if draft.isDeleted { deleted += 1 }
    if draft.record.stage != stored.stage { moved += 1 }
    return Step(draft: draft, digest: draft.hasNewContent ? draft.record.digest : nil)
  }

  private mutating func perform(_ operation: OperationRows.Operation, on draft: inout OrderDraft) throws {
    if operation.kind == .delete, draft.isDeleted {
      unchanged += 1
      return
    }
    var attempt = draft
    do {
      guard try attempt.apply(operation.kind, operation.values) else {
        unchanged += 1
        return
      }
    } catch {
      reject(operation, error.code, error.field, error.facts)
      return
    }
    if let closing = try closing(operation.kind, draft, attempt) {
      let diagnostic = PeriodGuard.diagnostic(
        "order \(draft.stored.orderID)", closing, at: rows.place(.orderID, operation.line))
      rows.reject(operation.line, because: [diagnostic])
      return
    }
    if operation.kind == .chargeback { warn(of: attempt, operation) }
    applied += 1
    draft = attempt
  }

  /// The closed month in which an operation would change money.
  private func closing(_ kind: OrderOperation, _ before: OrderDraft, _ after: OrderDraft) throws -> PeriodClosing? {
    switch kind {
    case .delete: try periods.closing(hidingOrShowing: before.stored.key, finder)
    case .markRefunded: periods.closing(changing: before.record, to: after.record)
    default: nil
    }
  }

  private func warn(of draft: OrderDraft, _ operation: OperationRows.Operation) {
    guard let chargeback = draft.chargebacks.last, chargeback.currency != draft.stored.currency else { return }
    let facts = [
      "order": draft.stored.orderID, "currency": chargeback.currency, "own": draft.stored.currency,
    ]
    rows.sink.emit(
      Diagnostic(
        .warning, .operationChargebackCurrency, at: rows.place(.currency, operation.line), facts: facts))
  }

  private func reject(
    _ operation: OperationRows.Operation, _ code: DiagnosticCode, _ field: OperationFields.Place,
    _ facts: [String: String]
  ) {
    let diagnostic = Diagnostic(.error, code, at: rows.place(field, operation.line), facts: facts)
    rows.reject(operation.line, because: [diagnostic])
  }

  private mutating func count(_ stored: StoredOrder, after record: OrderRecord, isDeleted: Bool) {
    totals.addBefore(stored.total, stored.currency)
    stages.addBefore(stored.stage, stored.currency, stored.total)
    guard !isDeleted else { return }
    totals.addAfter(stored.total, stored.currency)
    stages.addAfter(record.stage, stored.currency, stored.total)
  }

  private mutating func countRefunds(_ standing: OrderRecord, _ draft: OrderDraft) {
    let (before, after) = (standing["total_refunded"].number ?? 0, draft.record["total_refunded"].number ?? 0)
    guard before != after else { return }
    totals.addBefore(before, draft.stored.currency, "refunded")
    totals.addAfter(after, draft.stored.currency, "refunded")
  }

  /// Counts and totals of all orders seen.
  func fill(_ summary: inout ChangeSummary) throws {
    summary.counts.rows = rows.count
    summary.counts.rejected = rows.rejections
    summary.counts.accepted = applied + unchanged
    summary.counts.unchanged = unchanged
    summary.details = [("orders", orders), ("changed", changed), ("moved", moved), ("deleted", deleted)]
    summary.totals = try totals.lines()
    summary.stages = try stages.lines()
  }
}
