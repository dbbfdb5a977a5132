import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// Reads an invoice, settlement or statement: rows of several classes, joined with orders by whatever keys they have.
struct CostStatement {
  private let request: CostImport.Request
  private let source: CostRowSource
  private let join: CostKeyJoin
  private let periods: PeriodGuard
  private let sink: DiagnosticSink
  private let spool: SortedSpool<DetailedCostRecord>
  private let unallocated: SortedSpool<DetailedCostRecord>
  private let texts: TextSpool
  private var content = ContentDigest()
  private var counts = BatchCounts()
  private var rejectedLines: [UInt32] = []
  private var classes = CostClassTotals()
  private var scale = AmountScale()

  /// Reads the whole file. Nil when its header cannot be used; the diagnostics say why.
  static func read(
    _ request: CostImport.Request, _ connection: StoreConnection, sink: DiagnosticSink, progress: ProgressReport
  ) throws -> CostRows? {
    let source: CostRowSource
    do {
      source = try CostRowSource(
        request.mapping, file: request.input, options: request.options, zone: request.zone, sink: sink)
    } catch let failure as Failure where failure.exit == .rejected {
      for diagnostic in failure.diagnostics { sink.emit(diagnostic) }
      return nil
    }
    let join = try CostKeyJoin(connection, mapping: request.mapping) { [source] in source.place($0, line: $1) }
    var statement = CostStatement(request, source, join, try PeriodGuard(connection), sink)
    return try statement.read(progress)
  }

  private init(
    _ request: CostImport.Request, _ source: CostRowSource, _ join: CostKeyJoin, _ periods: PeriodGuard,
    _ sink: DiagnosticSink
  ) {
    self.request = request
    self.source = source
    self.join = join
    self.periods = periods
    self.sink = sink
    spool = SortedSpool(folder: request.temporaryFolder)
    unallocated = SortedSpool(folder: request.temporaryFolder)
    texts = TextSpool(folder: request.temporaryFolder)
  }

  private mutating func read(_ progress: ProgressReport) throws -> CostRows {
    while let facts = try source.next() {
      counts.rows += 1
      try take(facts)
      if counts.rows & 0x3FFF == 0 { try progress(counts.rows, nil) }
    }
    counts.rejected = rejectedLines.count
    let location = source.place(nil, line: 0)
    let file = SourceLocation(file: location.file, sheet: location.sheet)
    if counts.rows == 0 { sink.emit(Diagnostic(.warning, .costsNoRows, at: file)) }
    let source = self.source
    return CostRows(
      location: file, spool: .detailed(spool), unallocated: unallocated, texts: texts, content: content,
      counts: counts, rejectedLines: rejectedLines, classes: try classes.lines(), controls: controls(file),
      temporaryFolder: request.temporaryFolder, scale: scale, passedOver: source.skipped, kinds: request.mapping.kinds
    ) { _, line in source.place(nil, line: line) }
  }

  // MARK: Rows

  private mutating func take(_ facts: CostRowFacts) throws {
    content.add(CostStatement.hash(of: facts))
    var rowClass = facts.rowClass
    var currency = facts.currency
    defer {
      let costs = facts.isBad ? 0 : facts.costs.reduce(0) { $0 + $1.e4 }
      classes.add(rowClass, currency ?? request.currency, moved: facts.total, costs: costs)
    }
    if facts.isBad { return reject(facts) }
    if rowClass == .notACost {
      counts.notCosts += 1
      return
    }
    guard !facts.costs.isEmpty else {
      // Money of a kind that the mapping does not know must not pass unseen because its cost columns are blank.
      if rowClass == .unmatched, facts.total != 0 {
        sink.emit(CostStatement.unclassified(facts, source, request.mapping, isError: false))
      }
      return
    }
    if isInClosedPeriod(facts) { return reject(facts) }
    guard rowClass == .orderCost else { return try keep(facts, rowClass) }
    switch try join.find(facts, sink: sink) {
    case .order(let key, let orderCurrency):
      currency = currency ?? orderCurrency
      var record = record(facts, orderKey: key, currency: orderCurrency)
      record.details.currency = facts.currency?.packed ?? 0
      record.details.texts = try keepTexts(facts)
      scale.add(record.cost)
      try spool.add(record)
    case .unallocated:
      rowClass = .unmatched
      try keep(facts, rowClass)
    case .rejected:
      rowClass = .unmatched
      reject(facts)
    }
  }

  /// Whether the day of a cost lies in a closed month, which is reported.
  private func isInClosedPeriod(_ facts: CostRowFacts) -> Bool {
    let place = source.place(nil, line: facts.line)
    return periods.refuses(rowDated: facts.entryOn ?? request.datedOn, at: place, line: facts.line, sink: sink)
  }

  private mutating func reject(_ facts: CostRowFacts) {
    rejectedLines.append(UInt32(truncatingIfNeeded: facts.line))
  }

  /// Keeps a cost without an order. One of nothing is only counted.
  private mutating func keep(_ facts: CostRowFacts, _ rowClass: CostClass) throws {
    if rowClass == .unmatched, facts.rowClass == .unmatched {
      let isError = request.mapping.onUnmatched == .error
      sink.emit(CostStatement.unclassified(facts, source, request.mapping, isError: isError))
      if isError { return reject(facts) }
    }
    counts.unallocated += 1
    guard facts.costs.contains(where: { $0.e4 != 0 }) else { return }
    let currency = facts.currency ?? request.currency
    var record = record(facts, orderKey: 0, currency: currency)
    record.details.currency = currency.packed
    record.details.isUnmatched = rowClass == .unmatched
    record.details.texts = try keepTexts(facts)
    try unallocated.add(record)
  }

  /// What is said of a row that the mapping cannot class.
  static func unclassified(
    _ facts: CostRowFacts, _ source: CostRowSource, _ mapping: CostMapping, isError: Bool
  ) -> Diagnostic {
    Diagnostic(
      isError ? .error : .warning, .costsUnclassified, at: source.place(nil, line: facts.line),
      facts: ["mapping": mapping.name, "row": facts.description.map { " ('\($0.prefix(60))')" } ?? ""])
  }

  private func record(_ facts: CostRowFacts, orderKey: Int64, currency: Currency) -> DetailedCostRecord {
    var cost = CostRecord(orderKey: orderKey, line: facts.line, currency: currency.packed)
    for amount in facts.costs where orderKey != 0 || amount.e4 != 0 {
      cost[amount.kind] = amount.e4
      if amount.effect == .set { cost.sets |= UInt8(amount.kind.bit) }
      if amount.effect == .total { cost.totals |= UInt8(amount.kind.bit) }
    }
    var details = CostDetails()
    details.entryOn = facts.entryOn
    details.referenceHash = CostStatement.hash(reference: facts.reference, of: request.mapping.source)
    details.descriptionHash = CostStatement.hash(facts.description)
    return DetailedCostRecord(cost: cost, details: details)
  }

  private func keepTexts(_ facts: CostRowFacts) throws -> Int64 {
    try CostStatement.withBytes(facts.invoice) { invoice in
      try CostStatement.withBytes(facts.reference) { reference in
        try CostStatement.withBytes(facts.description) { description in
          try texts.add(invoice: invoice, reference: reference, description: description)
        }
      }
    }
  }

  private static func withBytes<T>(_ text: String?, _ body: (UnsafeRawBufferPointer?) throws -> T) rethrows -> T {
    guard let text else { return try body(nil) }
    return try Array(text.utf8).withUnsafeBytes { try body($0) }
  }

  // MARK: Hashes

  /// The hash by which a source's references are told apart; 0 where there is none.
  static func hash(reference: String?, of source: String) -> Int64 {
    guard let reference else { return 0 }
    return hash(source + "\u{0}" + reference)
  }

  private static func hash(_ text: String?) -> Int64 {
    guard let text else { return 0 }
    return Array(text.utf8).withUnsafeBytes { ContentDigest.hash(of: $0) }
  }

  private static func hash(of facts: CostRowFacts) -> ContentDigest.RowHash {
    var hash = ContentDigest.RowHash()
    func add(_ text: String?) { Array((text ?? "").utf8).withUnsafeBytes { hash.add($0) } }
    add(facts.rowClass.rawValue)
    for key in facts.keys { add(key.text) }
    for cost in facts.costs {
      hash.add(UInt64(cost.kind.index))
      hash.add(UInt64(bitPattern: cost.e4))
    }
    hash.add(UInt64(facts.currency?.packed ?? 0))
    hash.add(UInt64(bitPattern: Int64(facts.entryOn?.days ?? .min)))
    hash.add(UInt64(bitPattern: facts.total))
    add(facts.invoice)
    add(facts.reference)
    add(facts.description)
    return hash
  }

  // MARK: Control totals

  /// The file's own totals; those that do not hold are errors.
  private func controls(_ file: SourceLocation) -> [ControlTotal] {
    source.controls().map { control in
      let scale: Int64 = control.isCount ? 10_000 : 1
      let total = ControlTotal(
        name: control.name, currency: control.currency, stated: Amount(e4: control.stated * scale),
        found: Amount(e4: control.found * scale))
      if !total.holds {
        let difference = Int64(clamping: Int128(control.found) - Int128(control.stated))
        func shown(_ value: Int64) -> String { control.isCount ? String(value) : Amount(e4: value).description }
        sink.emit(
          Diagnostic(
            .error, .costsControlTotal, at: file,
            facts: [
              "name": total.name, "stated": shown(control.stated) + (control.line.map { " in line \($0)" } ?? ""),
              "found": shown(control.found),
              "difference": shown(difference),
              "advice": control.advice ?? "the file is not complete, or was changed: fetch it again from its source",
            ]))
      }
      return total
    }
  }
}
