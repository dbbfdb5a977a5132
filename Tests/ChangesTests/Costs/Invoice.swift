import Diagnostics
import Mapping
import Model

@testable import Changes
@testable import Store

/// Rows of an invoice as a mapping gives them, for tests of what becomes of them.
struct Invoice {
  struct Row {
    var line: Int
    /// 0: none.
    var order: Int64
    var kind = CostKind.shipping
    var amount: Int64
    var isSet = false
    var currency: String?
    var day: Int32?
    var reference: String?
    var description: String?
  }

  let rows: [Row]

  init(_ rows: [Row]) { self.rows = rows }

  /// What evaluating the rows found, and what it said.
  struct Result {
    let findings: CostFindings
    let sink: DiagnosticSink

    var codes: [String] { sink.kept.map(\.code.name) }
  }

  /// Applies the rows as a batch.
  func apply(
    to desk: CostDesk, policy: RepeatTally.Policy = .refuse, acceptValid: Bool = true
  ) throws -> Result {
    let read = try read(desk)
    guard case .detailed(let spool) = read.spool else { preconditionFailure("an invoice's rows have details") }
    let sink = DiagnosticSink()
    return try desk.store.change { connection in
      let batch = try connection.begin(NewBatch(kind: .costs, identity: desk.identity))
      var evaluation = try CostEvaluation<DetailedCostRecord>(
        connection: connection, batch: batch, acceptValid: acceptValid, onConflict: .error, repeats: policy,
        suspicions: CostSuspicions(), rows: read, sink: sink)
      try evaluation.evaluate(spool.sorted(), sink: sink) { _ in }
      if let free = read.unallocated { try evaluation.keep(free.sorted(), sink: sink) }
      try evaluation.finish()
      return Result(findings: evaluation.findings, sink: sink)
    }
  }

  private func read(_ desk: CostDesk) throws -> CostRows {
    let spool = SortedSpool<DetailedCostRecord>(folder: desk.folder.path)
    let free = SortedSpool<DetailedCostRecord>(folder: desk.folder.path)
    let texts = TextSpool(folder: desk.folder.path)
    for row in rows {
      var cost = CostRecord(orderKey: row.order, line: row.line, currency: CostDesk.usd.packed)
      cost[row.kind] = row.amount
      if row.isSet { cost.sets = UInt8(row.kind.bit) }
      var details = CostDetails()
      details.currency = row.currency.flatMap(Currency.init)?.packed ?? (row.order == 0 ? CostDesk.usd.packed : 0)
      details.entryOn = row.day.map(CivilDate.init(days:))
      details.referenceHash = Invoice.hash(row.reference)
      details.descriptionHash = Invoice.hash(row.description)
      details.texts = try Invoice.withBytes(row.reference) { reference in
        try Invoice.withBytes(row.description) {
          try texts.add(invoice: nil, reference: reference, description: $0)
        }
      }
      let record = DetailedCostRecord(cost: cost, details: details)
      if row.order == 0 { try free.add(record) } else { try spool.add(record) }
    }
    return CostRows(
      location: SourceLocation(file: "invoice.csv"), spool: .detailed(spool), unallocated: free, texts: texts,
      content: ContentDigest(), counts: BatchCounts(), rejectedLines: [], temporaryFolder: desk.folder.path,
      kinds: Set(CostKind.allCases)
    ) { _, line in SourceLocation(line: line) }
  }

  private static func hash(_ text: String?) -> Int64 {
    guard let text else { return 0 }
    return Array(text.utf8).withUnsafeBytes { ContentDigest.hash(of: $0) }
  }

  private static func withBytes<T>(_ text: String?, _ body: (UnsafeRawBufferPointer?) throws -> T) rethrows -> T {
    guard let text else { return try body(nil) }
    return try Array(text.utf8).withUnsafeBytes { try body($0) }
  }
}
