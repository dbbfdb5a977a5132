import Diagnostics
public import Model
public import Store

/// Brings deleted orders back with everything that hangs on them and the stage they had: a batch that can be reverted.
///
/// Each id gets a result of its own; those that cannot be restored do not keep others from it. Of an id that was
/// deleted several times the last one comes back.
public struct OrderUndeletion {
  /// What to bring back.
  public enum Selection: Sendable {
    /// Orders by their ids.
    case orders([String])
    /// All orders of a deletion.
    case deletion(Int64)
    /// All deleted orders that a filter lets through.
    case matching(DeletedOrderFilter)
  }

  private let selection: Selection
  private let reason: String?
  private let identity: RunIdentity

  /// The restoration of some orders.
  public init(_ selection: Selection, reason: String? = nil, identity: RunIdentity) {
    self.selection = selection
    self.reason = reason
    self.identity = identity
  }

  /// Shows what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> OrderResults {
    try store.read { try run($0, isApplying: false) }
  }

  /// Restores what can be restored, in one transaction. Where nothing can, nothing is written and there is no batch.
  public func apply(to store: Store) throws -> OrderResults {
    try store.decide { connection in
      let results = try run(connection, isApplying: true)
      return (results, commit: results.summary.batch != nil)
    }
  }

  /// What was looked at so far.
  private struct Found {
    let sink = DiagnosticSink()
    var results: [OrderResult] = []
    var hidden: [CurtainEntry] = []
    var tally: GroupTally
  }

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> OrderResults {
    var found = try find(connection)
    try noteMeanwhile(&found.results, connection)
    var summary = ChangeSummary(kind: .undelete, outcome: isApplying ? .applied : .checked)
    summary.counts = found.results.counts(unchanged: .alreadyThere, rejected: [.conflict, .closed, .purged, .notFound])
    summary.totals = try found.tally.lines()
    summary.diagnostics = found.sink.kept
    summary.leftOut = found.sink.leftOut
    // Nothing good at all is a rejection; something good beside something bad is done in part.
    if summary.counts.accepted == 0, summary.counts.rejected > 0 { summary.outcome = .rejected }
    if summary.outcome == .applied, !found.hidden.isEmpty {
      var new = NewBatch(kind: .undelete, identity: identity)
      new.reason = reason
      let batch = try connection.begin(new)
      try OrderCurtain(connection).show(&found.hidden, in: batch)
      try connection.linkCasesToOrders()
      try connection.complete(batch, new, counts: summary.counts, totals: summary.totals)
      summary.batch = batch
    }
    return OrderResults(
      summary: summary, results: found.results, isOfNamedOrders: selection.namesOrders,
      dependents: found.tally.dependents)
  }

  private func find(_ connection: StoreConnection) throws -> Found {
    let reader = try connection.wholeOrders()
    let finder = try connection.orderFinder()
    let periods = try PeriodGuard(connection)
    var found = Found(tally: GroupTally(reader, isHiding: false))
    // Of two deleted orders of one id the one that was deleted last comes first.
    var taken: Set<[UInt8]> = []
    func add(_ order: WholeOrder) throws {
      var result = OrderResult(order, .restored)
      if order.deletedBatch == nil {
        result.kind = .alreadyThere
      } else if let purge = order.purgedBatch {
        result.kind = .purged
        found.sink.emit(
          Diagnostic(.error, .undeletePurged, facts: ["order": order.orderID, "batch": String(purge)]))
      } else if case .deletion(let asked) = selection, let hiding = order.deletedBatch, hiding != asked {
        result.kind = .conflict
        let facts = ["order": order.orderID, "batch": String(asked), "later": String(hiding)]
        found.sink.emit(Diagnostic(.error, .undeleteHiddenAgain, facts: facts))
      } else if let rival = order.liveKey {
        result.kind = .conflict
        result.rivalBatch = try finder.order(rival)?.batch
        let facts = ["order": order.orderID, "rival": "a live order, of batch \(result.rivalBatch ?? 0),"]
        found.sink.emit(Diagnostic(.error, .undeleteConflict, facts: facts))
      } else if selection.mayNameTwice, !taken.insert([UInt8](order.orderID.utf8)).inserted {
        result.kind = .conflict
        let facts = ["order": order.orderID, "rival": "an order that was deleted later and comes back"]
        found.sink.emit(Diagnostic(.error, .undeleteConflict, facts: facts))
      } else if let closing = try periods.closing(hidingOrShowing: order.key, finder) {
        result.kind = .closed
        found.sink.emit(PeriodGuard.diagnostic("order \(order.orderID)", closing))
      } else {
        found.hidden.append(CurtainEntry(key: order.key, orderID: order.orderID, deletion: order.deletedBatch))
        try found.tally.add(order)
        if order.isErased {
          found.sink.emit(Diagnostic(.warning, .undeleteErased, facts: ["order": order.orderID]))
        }
      }
      found.results.append(result)
    }
    switch selection {
    case .deletion(let number):
      let batch = try connection.batch(number)
      guard batch.kind == .delete || batch.kind == .operations else {
        throw Failure(.rejected, .notADeletion, facts: ["batch": String(number), "kind": batch.kind.rawValue])
      }
      let rows = try connection.deletionRows(of: number)
      // Of many orders a list that grows would be there twice for a while.
      found.results.reserveCapacity(rows.count)
      found.hidden.reserveCapacity(rows.count)
      for row in rows { try reader.order(row.key).map(add) }
    case .matching(let filter):
      for key in try connection.deletedOrderKeys(filter) { try reader.order(key).map(add) }
    case .orders(let ids):
      for id in ids.withoutRepeats {
        if let order = try (finder.deletedOrderKey(id) ?? reader.liveKey(id)).flatMap(reader.order) {
          try add(order)
        } else {
          found.results.append(OrderResult(id, .notFound))
          found.sink.emit(Diagnostic(.error, .notDeleted, facts: ["order": id]))
        }
      }
    }
    return found
  }

  /// Notes what came for the ids while their orders were hidden: what a person should look at before they come back.
  private func noteMeanwhile(_ results: inout [OrderResult], _ connection: StoreConnection) throws {
    guard let first = results.lazy.compactMap(\.deletedBatch).min() else { return }
    if try connection.hasCasesWithoutOrder() {
      for index in results.indices where results[index].deletedBatch != nil {
        let cases = try connection.countCasesWaiting(forOrder: results[index].orderID)
        if cases > 0 { results[index].meanwhile = OrderResult.Meanwhile(cases: cases) }
      }
    }
    var places: [String: Int]?
    try connection.forEachCostWaiting(after: first) { texts in
      let hidden = results.enumerated().lazy.filter { $0.element.deletedBatch != nil }
      let known = places ?? Dictionary(hidden.map { ($0.element.orderID, $0.offset) }) { first, _ in first }
      places = known
      let found = Set(texts.flatMap(OrderUndeletion.ids).compactMap { known[$0] })
      for index in found { results[index].meanwhile = results[index].meanwhile.addingCost }
    }
  }

  /// What in a text may be an order's id: the whole text, and each word of it.
  private static func ids(in text: String) -> [String] {
    let words = text.split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }.map(String.init)
    return words.contains(text) ? words : words + [text]
  }
}

extension OrderResult.Meanwhile? {
  fileprivate var addingCost: OrderResult.Meanwhile {
    var meanwhile = self ?? OrderResult.Meanwhile()
    meanwhile.costs += 1
    return meanwhile
  }
}

extension OrderUndeletion.Selection {
  fileprivate var namesOrders: Bool {
    if case .orders = self { true } else { false }
  }

  /// Whether two orders of one id can be among it: one deletion hides each id once.
  fileprivate var mayNameTwice: Bool {
    if case .matching = self { true } else { false }
  }
}
