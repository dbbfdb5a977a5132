import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// The merge pass: gives each row its outcome and each order its values before and after, and writes them when a writer
/// stands behind it. Checking and importing are this same code, without and with the writer.
///
/// Orders are taken many at a time: what stands for them is read first, then their rows are evaluated, then written.
struct CostEvaluation<Record: CostRow> {
  private let effective: EffectiveCosts
  private let onConflict: CostMapping.ConflictRule
  private let rows: CostRows
  private let orderID: (Int64) throws -> String
  private let judge: DetailJudge?
  private let medians: [Int64]
  private var repeats: RepeatCheck
  /// Rows of the orders at hand, by order.
  private var block: [Record] = []
  /// Those orders, and where the rows of each begin.
  private var keys: [Int64] = []
  private var starts: [Int] = []
  private static var blockRows: Int { 1 << 12 }

  /// The ledger's writer; nil for a check, and taken away once an error forbids applying.
  private var writer: LedgerWriter?
  /// Whether rows in conflict are left out and the others applied.
  private let acceptValid: Bool
  /// Is told what each row does; nil for everyone who does not ask.
  var observer: (any CostObserver)?
  /// What the pass found.
  private(set) var findings = CostFindings()

  init(
    connection: StoreConnection, batch: Int64?, acceptValid: Bool, onConflict: CostMapping.ConflictRule,
    repeats policy: RepeatTally.Policy, suspicions: CostSuspicions, rows: CostRows, sink: DiagnosticSink
  ) throws {
    effective = try connection.effectiveCosts()
    orderID = { try connection.orderID($0) }
    judge = Record.hasDetails ? try DetailJudge(connection, suspicions: suspicions, rows: rows) : nil
    medians = rows.scale.medians()
    repeats = try RepeatCheck(connection, policy: policy, rows: rows, sink: sink)
    writer = try batch.map { try connection.ledgerWriter(batch: $0) }
    self.acceptValid = acceptValid
    self.onConflict = onConflict
    self.rows = rows
  }

  /// Evaluates all records, which come in ascending order of keys.
  mutating func evaluate(
    _ records: consuming some RecordCourse<Record>, sink: DiagnosticSink, progress: (Int) throws -> Void
  ) throws {
    var done = 0
    while let record = try records.next() {
      if keys.last != record.cost.orderKey {
        if block.count >= CostEvaluation.blockRows { try finishBlock(sink) }
        keys.append(record.cost.orderKey)
        starts.append(block.count)
      }
      block.append(record)
      done += 1
      if done & 0x3FFF == 0 { try progress(done) }
    }
    try finishBlock(sink)
  }

  /// Evaluates the rows of no order, which come in the order of the file, and writes them.
  mutating func keep(_ records: consuming SortedRecords<DetailedCostRecord>, sink: DiagnosticSink) throws {
    while let record = try records.next() {
      var record = record
      var isKept = true
      findings.tally.count(record.cost.given.nonzeroBitCount)
      let cost = record.cost
      for kind in CostKind.allCases {
        guard let amount = cost[kind] else { continue }
        let found = repeats.unallocated(record, kind, amount)
        isKept = try settle(found, kind, amount, of: &record, isHarmful: amount != 0, order: nil, sink)
        if !isKept { break }
      }
      guard isKept else { continue }
      guard record.cost.given != 0 else {
        findings.skipped += 1
        continue
      }
      let details = record.details
      try stands(.unallocated, record.cost.amounts, Currency(packed: details.currency), on: details.entryOn)
      guard let writer else { continue }
      try writer.appendUnallocated(
        line: Int64(record.cost.line), class: details.isUnmatched ? .unmatched : .unallocated,
        amounts: record.cost.amounts, currency: Currency(packed: details.currency),
        details: LedgerDetails(
          entryOn: details.entryOn, referenceHash: details.referenceHash,
          texts: try rows.texts?.texts(at: details.texts) ?? CostTexts()))
    }
  }

  /// Writes what is still waiting.
  func finish() throws { try writer?.finish() }

  // MARK: Orders

  private mutating func finishBlock(_ sink: DiagnosticSink) throws {
    let before = try effective.values(of: keys)
    try repeats.read(block, ordersAt: starts, keys: keys)
    for place in keys.indices {
      let end = place + 1 < starts.count ? starts[place + 1] : block.count
      try finishOrder(starts[place]..<end, before: before[place], place: place, sink)
    }
    block.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  private mutating func finishOrder(
    _ range: Range<Int>, before: CostValues, place: Int, _ sink: DiagnosticSink
  ) throws {
    let orderKey = block[range.lowerBound].cost.orderKey
    let currency = block[range.lowerBound].cost.currency
    if range.count > 1 { sortByLine(range) }
    let rejected = range.count > 1 ? try settleConflicts(range, sink) : []
    var values = before
    for index in range where rejected.isEmpty || !rejected.contains(index) {
      findings.tally.count(block[index].cost.given.nonzeroBitCount)
      let after = try enter(block[index], onto: values, place: place, sink)
      if let observer { try observer.row(block[index].effect(before: values, after: after)) }
      values = after
    }
    if values != before { try writer?.stand(values, insteadOf: before, for: orderKey) }
    findings.totals.add(before, values, currency: currency)
  }

  /// The rows of an order whose id stands as a number in some cells and as a text in others were found at different times.
  private mutating func sortByLine(_ range: Range<Int>) {
    let isSorted = range.dropFirst().allSatisfy { block[$0 - 1].cost.line <= block[$0].cost.line }
    if !isSorted { block[range].sort { $0.cost.line < $1.cost.line } }
  }

  /// Enters one row and gives the values that stand after it.
  private mutating func enter(
    _ record: Record, onto values: CostValues, place: Int, _ sink: DiagnosticSink
  ) throws -> CostValues {
    var record = record
    let given = record.cost.given
    let isForeign = Record.hasDetails && record.isForeign
    if Record.hasDetails, let judge { try judge.judge(record, sink) }
    var amounts = isForeign ? record.cost.amounts : CostEvaluation.entries(of: record.cost, onto: values)
    var after = isForeign ? values : try EffectiveRule.applying(amounts, sets: Int(record.cost.sets), to: values)
    if repeats.mayHold(place: place) {
      for kind in CostKind.allCases {
        guard let amount = amounts[kind], record.cost.totals & UInt8(kind.bit) == 0 else { continue }
        let found = repeats.order(record, kind, amount, place: place)
        let isHarmful = isForeign || after[kind] != values[kind]
        let order = record.cost.orderKey
        let isKept = try settle(found, kind, amount, of: &record, isHarmful: isHarmful, order: order, sink)
        if !isKept { return values }
        if record.cost[kind] == nil {
          amounts[kind] = nil
          after[kind] = values[kind]
        }
      }
      if record.cost.given == 0, given != 0 {
        findings.skipped += 1
        return values
      }
    }
    if !isForeign {
      report(record.cost, beside: values, sink)
      if after == values { findings.unchanged += 1 }
    }
    if !amounts.isEmpty {
      if isForeign {
        try stands(.otherCurrency, amounts, Currency(packed: record.details.currency), on: record.details.entryOn)
      }
      try append(record, amounts: amounts, sets: isForeign ? record.cost.sets | record.cost.totals : record.cost.sets)
    }
    return after
  }

  /// Counts amounts of a row that are in no order's effective costs.
  private mutating func stands(
    _ line: BesideLine, _ amounts: CostValues, _ currency: Currency, on day: CivilDate?
  ) throws {
    for kind in CostKind.allCases {
      guard let amount = amounts[kind] else { continue }
      findings.beside.add(line, kind, currency, amount)
      try observer?.beside(CostBesideEffect(line: line, kind: kind, currency: currency, date: day, amount: amount))
    }
  }

  /// The entries that a row makes: its amounts, and of a sum that shall stand what is missing to it. Nothing is missing:
  /// no entry.
  @inline(__always)
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
    guard Record.hasDetails else {
      return try writer.append(orderKey: cost.orderKey, line: Int64(cost.line), sets: Int(sets), amounts: amounts)
    }
    let details = record.details
    let ledger = LedgerDetails(
      currency: record.isForeign ? Currency(packed: details.currency) : nil, entryOn: details.entryOn,
      referenceHash: details.referenceHash, texts: try rows.texts?.texts(at: details.texts) ?? CostTexts())
    try writer.append(
      orderKey: cost.orderKey, line: Int64(cost.line), sets: Int(sets), amounts: amounts, details: ledger)
  }

  // MARK: Findings

  /// Does with an entry that was applied before what the policy says. False: its row is rejected.
  private mutating func settle<Row: CostRow>(
    _ found: RepeatCheck.Finding?, _ kind: CostKind, _ amount: Int64, of record: inout Row, isHarmful: Bool,
    order: Int64?, _ sink: DiagnosticSink
  ) throws -> Bool {
    guard let found else { return true }
    if found.counts { findings.tally.add(heldBy: found.batches, isHarmful: isHarmful) }
    guard isHarmful else { return true }
    switch repeats.policy {
    case .allow: return true
    case .skip:
      record.cost[kind] = nil
      return true
    case .refuse: break
    }
    let line = Int(record.cost.line)
    func id() throws -> String { try order.map { "order '\(try orderID($0))'" } ?? "a cost of no order" }
    if found.byReference {
      let late = LateRejection(
        line: record.cost.line, kind: kind, order: try id(), reason: .repeatedReference(batch: found.batches.first))
      findings.rejections.append(late)
      findings.rejectedRows += 1
      sink.emit(.error, late.code) { late.diagnostic(at: rows.place) }
      if !acceptValid { writer = nil }
      return false
    }
    let owner = sink.keeps(.costsRepeatedEntry) ? try id() : ""
    sink.emit(.warning, .costsRepeatedEntry) {
      let facts = [
        "order": owner, "kind": kind.rawValue, "amount": Amount(e4: amount).description,
        "batch": String(found.batches.first ?? 0),
      ]
      return Diagnostic(.warning, .costsRepeatedEntry, at: rows.place(kind, line), facts: facts)
    }
    return true
  }

  /// A lost decimal mark: an amount a hundred times what stood, or what the file's amounts usually are.
  private func report(_ cost: CostRecord, beside values: CostValues, _ sink: DiagnosticSink) {
    cost.forEachAmount { kind, amount in
      if amount == 0 { return }
      let isReplacing = (cost.sets | cost.totals) & UInt8(kind.bit) != 0
      let other: (amount: Int64, what: String)
      if let before = values[kind], CostSuspicions.isHundredfold(amount, beside: before, isReplacing: isReplacing) {
        other = (before, "what stood for the order")
      } else if CostSuspicions.isHundredfold(amount, beside: medians[kind.index], isReplacing: false) {
        other = (medians[kind.index], "what is usual in this file")
      } else {
        return
      }
      sink.emit(.warning, .costsHundredfold) {
        let facts = [
          "kind": kind.rawValue, "amount": Amount(e4: amount).description,
          "other": Amount(e4: other.amount).description, "what": other.what,
        ]
        return Diagnostic(.warning, .costsHundredfold, at: rows.place(kind, Int(cost.line)), facts: facts)
      }
    }
  }

  /// Several values of one kind that would replace one another and differ. Gives the places of the rows to leave out.
  private mutating func settleConflicts(_ range: Range<Int>, _ sink: DiagnosticSink) throws -> Set<Int> {
    if onConflict == .last { return [] }
    var rejected: Set<Int> = []
    for kind in CostKind.allCases {
      let bit = UInt8(kind.bit)
      func isRival(_ index: Int) -> Bool {
        let cost = block[index].cost
        return cost.given & (cost.sets | cost.totals) & bit != 0 && !block[index].isForeign
      }
      guard let first = range.first(where: isRival),
        range.contains(where: { isRival($0) && block[$0].cost[kind] != block[first].cost[kind] })
      else { continue }
      switch onConflict {
      case .last: break
      case .sum:
        for index in range where index != first && isRival(index) {
          block[index].cost.sets &= ~bit
          block[index].cost.totals &= ~bit
        }
      case .error:
        let id = "'\(try orderID(block[first].cost.orderKey))'"
        for index in range where isRival(index) {
          let late = LateRejection(line: block[index].cost.line, kind: kind, order: id, reason: .conflict)
          findings.rejections.append(late)
          sink.emit(.error, late.code) { late.diagnostic(at: rows.place) }
          rejected.insert(index)
        }
      }
    }
    guard !rejected.isEmpty else { return [] }
    findings.rejectedRows += rejected.count
    if !acceptValid { writer = nil }
    return rejected
  }
}
