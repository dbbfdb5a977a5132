import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// The merge pass: gives each row its outcome and each order its values before and after, and writes them when a writer
/// stands behind it. Checking and importing are this same code, without and with the writer.
struct CostEvaluation {
  /// A row that contradicts another one.
  struct Conflict {
    let line: UInt32
    let kind: CostKind
  }

  private let effective: EffectiveCosts
  private let onConflict: CostMapping.ConflictRule
  private let location: SourceLocation
  private let columns: CostColumns
  private let orderID: (Int64) throws -> String
  private var group: [CostRecord] = []

  /// The ledger's writer; nil for a check, and taken away once an error forbids applying.
  var writer: LedgerWriter?
  /// Whether rows in conflict are left out and the others applied.
  let acceptValid: Bool
  /// Accepted rows that changed nothing.
  private(set) var unchanged = 0
  /// Money before and after.
  private(set) var totals = CostTotals()
  /// The costs in which rows contradict others.
  private(set) var conflicts: [Conflict] = []
  /// Rows rejected because of them; a row may contradict others in several costs.
  private(set) var conflictingRows = 0

  init(
    connection: StoreConnection, writer: LedgerWriter?, acceptValid: Bool, onConflict: CostMapping.ConflictRule,
    sheet: CostSheet
  ) throws {
    effective = try connection.effectiveCosts()
    orderID = { try connection.orderID($0) }
    self.writer = writer
    self.acceptValid = acceptValid
    self.onConflict = onConflict
    self.location = sheet.location
    self.columns = sheet.columns
  }

  /// Evaluates all records, which come in ascending order of keys.
  mutating func evaluate(
    _ records: consuming SortedRecords<CostRecord>, sink: DiagnosticSink, progress: (Int) throws -> Void
  ) throws {
    var done = 0
    while let record = try records.next() {
      if let first = group.first, first.orderKey != record.orderKey { try finishOrder(sink) }
      group.append(record)
      done += 1
      if done & 0x3FFF == 0 { try progress(done) }
    }
    try finishOrder(sink)
  }

  private mutating func finishOrder(_ sink: DiagnosticSink) throws {
    guard let first = group.first else { return }
    if group.count > 1 { try settleConflicts(sink) }
    let before = try effective.values(of: first.orderKey)
    var values = before
    for record in group {
      var amounts = CostValues()
      for kind in CostKind.allCases {
        guard let amount = record[kind] else { continue }
        guard record.totals & UInt8(kind.bit) != 0 else {
          amounts[kind] = amount
          continue
        }
        // The sum that shall stand: what is missing to it is added. Nothing is missing: no entry.
        if values[kind] != amount { amounts[kind] = amount - (values[kind] ?? 0) }
      }
      let after = try EffectiveRule.applying(amounts, sets: Int(record.sets), to: values)
      if after == values { unchanged += 1 }
      values = after
      if !amounts.isEmpty {
        try writer?.append(
          orderKey: record.orderKey, line: record.line, sets: Int(record.sets), amounts: amounts)
      }
    }
    if values != before { try writer?.stand(values, for: first.orderKey) }
    totals.add(before, values, currency: first.currency)
    group.removeAll(keepingCapacity: true)
  }

  /// Several values of one kind that would replace one another and differ.
  private mutating func settleConflicts(_ sink: DiagnosticSink) throws {
    var rejected: Set<Int> = []
    for kind in CostKind.allCases {
      let bit = UInt8(kind.bit)
      let rivals = group.indices.filter { group[$0].given & (group[$0].sets | group[$0].totals) & bit != 0 }
      guard let first = rivals.first, rivals.contains(where: { group[$0][kind] != group[first][kind] }) else {
        continue
      }
      switch onConflict {
      case .last: break
      case .sum:
        for index in rivals.dropFirst() {
          group[index].sets &= ~bit
          group[index].totals &= ~bit
        }
      case .error:
        let id = try orderID(group[first].orderKey)
        for index in rivals {
          let line = group[index].line
          sink.emit(columns.conflict(of: id, kind, line: Int(line), in: location))
          conflicts.append(Conflict(line: UInt32(line), kind: kind))
        }
        rejected.formUnion(rivals)
      }
    }
    guard !rejected.isEmpty else { return }
    conflictingRows += rejected.count
    group = group.indices.filter { !rejected.contains($0) }.map { group[$0] }
    if !acceptValid { writer = nil }
  }
}
