import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// The merge pass: gives each row its outcome and each order its values before and after, and writes them when a writer
/// stands behind it. Checking and importing are this same code, without and with the writer.
struct CostEvaluation<Record: CostRow> {
  private let effective: EffectiveCosts
  private let onConflict: CostMapping.ConflictRule
  private let rows: CostRows
  private let orderID: (Int64) throws -> String
  private var group: [Record] = []

  /// The ledger's writer; nil for a check, and taken away once an error forbids applying.
  var writer: LedgerWriter?
  /// Whether rows in conflict are left out and the others applied.
  let acceptValid: Bool
  /// What the pass found.
  private(set) var findings = CostFindings()

  init(
    connection: StoreConnection, writer: LedgerWriter?, acceptValid: Bool, onConflict: CostMapping.ConflictRule,
    rows: CostRows
  ) throws {
    effective = try connection.effectiveCosts()
    orderID = { try connection.orderID($0) }
    self.writer = writer
    self.acceptValid = acceptValid
    self.onConflict = onConflict
    self.rows = rows
  }

  /// Evaluates all records, which come in ascending order of keys.
  mutating func evaluate(
    _ records: consuming SortedRecords<Record>, sink: DiagnosticSink, progress: (Int) throws -> Void
  ) throws {
    var done = 0
    while let record = try records.next() {
      if let first = group.first, first.cost.orderKey != record.cost.orderKey { try finishOrder(sink) }
      group.append(record)
      done += 1
      if done & 0x3FFF == 0 { try progress(done) }
    }
    try finishOrder(sink)
  }

  /// Writes the rows of no order, which come in the order of the file.
  func keep(_ records: consuming SortedRecords<DetailedCostRecord>) throws {
    guard let writer else { return }
    while let record = try records.next() {
      let details = record.details
      try writer.appendUnallocated(
        line: Int64(record.cost.line), class: details.isUnmatched ? .unmatched : .unallocated,
        amounts: record.cost.amounts, currency: Currency(packed: details.currency),
        details: LedgerDetails(
          entryOn: details.entryOn, referenceHash: details.referenceHash,
          texts: try rows.texts?.texts(at: details.texts) ?? CostTexts()))
    }
  }

  private mutating func finishOrder(_ sink: DiagnosticSink) throws {
    guard let first = group.first?.cost else { return }
    if group.count > 1 { try settleConflicts(sink) }
    let before = try effective.values(of: first.orderKey)
    var values = before
    for record in group {
      let cost = record.cost
      if Record.hasDetails, CostEvaluation.isForeign(record) {
        try append(record, amounts: cost.amounts, sets: cost.sets | cost.totals)
        continue
      }
      let amounts = CostEvaluation.entries(of: cost, onto: values)
      let after = try EffectiveRule.applying(amounts, sets: Int(cost.sets), to: values)
      if after == values { findings.unchanged += 1 }
      values = after
      if !amounts.isEmpty { try append(record, amounts: amounts, sets: cost.sets) }
    }
    if values != before { try writer?.stand(values, for: first.orderKey) }
    findings.totals.add(before, values, currency: first.currency)
    group.removeAll(keepingCapacity: true)
  }

  /// Whether the row's amounts are not in the order's currency: they are kept as they are, beside the effective values.
  private static func isForeign(_ record: Record) -> Bool {
    record.details.currency != 0 && record.details.currency != record.cost.currency
  }

  /// The entries that a row makes: its amounts, and of a sum that shall stand what is missing to it. Nothing is missing:
  /// no entry.
  private static func entries(of cost: CostRecord, onto values: CostValues) -> CostValues {
    var amounts = cost.amounts
    guard cost.totals != 0 else { return amounts }
    for kind in CostKind.allCases where cost.totals & UInt8(kind.bit) != 0 {
      guard let amount = amounts[kind] else { continue }
      amounts[kind] = values[kind] == amount ? nil : amount - (values[kind] ?? 0)
    }
    return amounts
  }

  private func append(_ record: Record, amounts: CostValues, sets: UInt8) throws {
    guard let writer else { return }
    let cost = record.cost
    if Record.hasDetails {
      try writer.append(
        orderKey: cost.orderKey, line: Int64(cost.line), sets: Int(sets), amounts: amounts,
        details: try CostEvaluation.ledgerDetails(of: record, rows.texts))
    } else {
      try writer.append(orderKey: cost.orderKey, line: Int64(cost.line), sets: Int(sets), amounts: amounts)
    }
  }

  private static func ledgerDetails(of record: Record, _ texts: TextSpool?) throws -> LedgerDetails {
    let details = record.details
    return LedgerDetails(
      currency: isForeign(record) ? Currency(packed: details.currency) : nil, entryOn: details.entryOn,
      referenceHash: details.referenceHash, texts: try texts?.texts(at: details.texts) ?? CostTexts())
  }

  /// Several values of one kind that would replace one another and differ.
  private mutating func settleConflicts(_ sink: DiagnosticSink) throws {
    var rejected: Set<Int> = []
    for kind in CostKind.allCases {
      let bit = UInt8(kind.bit)
      let rivals = group.indices.filter {
        let cost = group[$0].cost
        return cost.given & (cost.sets | cost.totals) & bit != 0
      }
      guard let first = rivals.first,
        rivals.contains(where: { group[$0].cost[kind] != group[first].cost[kind] })
      else { continue }
      switch onConflict {
      case .last: break
      case .sum:
        for index in rivals.dropFirst() {
          group[index].cost.sets &= ~bit
          group[index].cost.totals &= ~bit
        }
      case .error:
        let id = try orderID(group[first].cost.orderKey)
        for index in rivals {
          let late = LateRejection(line: group[index].cost.line, kind: kind, order: id, reason: .conflict)
          findings.rejections.append(late)
          sink.emit(late.diagnostic(at: rows.place))
        }
        rejected.formUnion(rivals)
      }
    }
    guard !rejected.isEmpty else { return }
    findings.rejectedRows += rejected.count
    group = group.indices.filter { !rejected.contains($0) }.map { group[$0] }
    if !acceptValid { writer = nil }
  }
}
