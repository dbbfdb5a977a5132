import Diagnostics
import Mapping
import Model
import Store

/// Finds the order of a row by its keys in the order that the mapping declares.
struct CostKeyJoin {
  /// What came of it.
  enum Outcome {
    /// The row belongs to this order.
    case order(key: Int64, currency: Currency)
    /// It belongs to none that can take it, and is kept as a cost without an order.
    case unallocated
    /// It is rejected.
    case rejected
  }

  private let lookup: CostKeyLookup
  private let mapping: CostMapping
  private let place: (Int?, Int) -> SourceLocation

  init(_ connection: StoreConnection, mapping: CostMapping, place: @escaping (Int?, Int) -> SourceLocation) throws {
    lookup = try connection.costKeyLookup()
    self.mapping = mapping
    self.place = place
  }

  /// The order of a row; what stands in the way goes to the sink.
  func find(_ facts: CostRowFacts, sink: DiagnosticSink) throws -> Outcome {
    var hindrance: (key: CostRowFacts.Key, code: DiagnosticCode, count: Int)?
    for key in facts.keys {
      if key.isDamaged {
        hindrance = hindrance ?? (key, .costsDamagedID, 0)
        continue
      }
      switch try lookup.find(key.text, CostKeyJoin.kind(key.kind)) {
      case .order(let order, let currency): return .order(key: order, currency: currency)
      case .several(let count):
        if hindrance?.code != .costsAmbiguousOrder { hindrance = (key, .costsAmbiguousOrder, count) }
      case .deleted:
        if hindrance == nil || hindrance?.code == .costsDamagedID { hindrance = (key, .costsDeletedOrder, 0) }
      case .none: continue
      }
    }
    let treatment: CostMapping.Treatment
    switch hindrance?.code {
    case .costsAmbiguousOrder?: treatment = mapping.onAmbiguous
    case .costsDeletedOrder?: treatment = mapping.onDeleted
    default: treatment = mapping.onUnmatched
    }
    report(facts, hindrance, isError: treatment == .error, sink)
    return treatment == .error ? .rejected : .unallocated
  }

  private func report(
    _ facts: CostRowFacts, _ hindrance: (key: CostRowFacts.Key, code: DiagnosticCode, count: Int)?, isError: Bool,
    _ sink: DiagnosticSink
  ) {
    let severity: Diagnostic.Severity = isError ? .error : .warning
    if let (key, code, count) = hindrance {
      let found = ["order": "'\(key.text)'", "key": "\(key.kind.rawValue) '\(key.text)'", "count": String(count)]
      sink.emit(Diagnostic(severity, code, at: place(key.position, facts.line), facts: found))
      return
    }
    let keys = facts.keys.map { "\($0.kind.rawValue) '\($0.text)'" }.joined(separator: ", ")
    sink.emit(
      Diagnostic(
        severity, keys.isEmpty ? .costsNoKey : .costsUnmatched, at: place(facts.keys.first?.position, facts.line),
        facts: ["keys": keys]))
  }

  private static func kind(_ kind: JoinKind) -> CostKeyLookup.Kind {
    switch kind {
    case .orderID: .orderID
    case .payment: .payment
    case .tracking: .tracking
    case .reference: .reference
    }
  }
}
