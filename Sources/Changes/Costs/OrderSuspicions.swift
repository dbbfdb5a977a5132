import Diagnostics
import Model
import Store

/// Judges rows of a sheet by their orders while they are joined, that is in the order of ids; what it found is said in the
/// order of the file.
struct OrderSuspicions {
  private let suspicions: CostSuspicions
  private var rejected: EarliestFindings<Int64>
  private var above: EarliestFindings<(kind: CostKind, amount: Int64, orderKey: Int64, total: Int64)>

  init(_ suspicions: CostSuspicions, sink: DiagnosticSink) {
    self.suspicions = suspicions
    rejected = EarliestFindings(sink: sink)
    above = EarliestFindings(sink: sink)
  }

  /// Judges one row.
  mutating func judge(_ cost: CostRecord, _ order: OrderLookup.Found) {
    if order.isRejected { rejected.add(cost.line, order.orderKey) }
    suspicions.forEachAbove(cost, total: order.total.e4) { kind, amount in
      above.add(cost.line, (kind, amount, order.orderKey, order.total.e4))
    }
  }

  /// Says what was found.
  mutating func emit(
    to sink: DiagnosticSink, orderID: (Int64) throws -> String, at place: (CostKind?, Int) -> SourceLocation
  ) throws {
    try rejected.emit(.warning, .costsRejectedOrder, to: sink) { line, orderKey in
      suspicions.rejected(try orderID(orderKey), at: place(nil, Int(line)))
    }
    try above.emit(.warning, .costsAboveTotal, to: sink) { line, found in
      suspicions.aboveTotal(
        try orderID(found.orderKey), found.kind, found.amount, total: found.total, at: place(found.kind, Int(line)))
    }
  }
}
