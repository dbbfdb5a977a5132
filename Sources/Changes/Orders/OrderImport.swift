import Diagnostics
public import Mapping
public import Model
public import Store
public import Tabular

/// Imports a file of orders, or checks it: the same steps, on a read-only snapshot without a writer or inside the one
/// transaction that applies it.
///
/// Idempotent by order id: same content is `unchanged`, other content is `updated` and keeps an image of what stood
/// before, an unknown id is `new`, a deleted one is skipped with a warning. A file of which nothing is new or changed
/// is applied without a batch: `outcome` is `applied`, `batch` is nil and no byte of the store changes. In the counts,
/// `rows` are rows (or records) of the file; `accepted`, `rejected` and `unchanged` are orders.
public struct OrderImport {
  /// What to import and how.
  public struct Request {
    /// The file.
    public var input: InputFile
    /// How its rows become orders.
    public var mapping: OrderMapping
    /// Zone and currency of the workspace.
    public var context: OrderContext
    /// Sheet, delimiter, encoding and limits.
    public var options = ReadOptions()
    /// Whether good orders are applied beside bad ones.
    public var acceptValid = false
    /// Where rejected orders go when good ones are applied beside them; nil: nowhere.
    public var rejectsPath: String?
    /// Whether the id of a deleted order makes a new one instead of being skipped.
    public var reuseDeleted = false
    /// Where the file is kept once it is applied; nil: nowhere.
    public var archive: InputArchive?
    /// Why: kept with the batch.
    public var reason: String?

    /// A request with defaults.
    public init(input: InputFile, mapping: OrderMapping, context: OrderContext) {
      self.input = input
      self.mapping = mapping
      self.context = context
    }
  }

  private let request: Request
  private let identity: RunIdentity
  private let progress: ProgressReport

  /// An import to be checked or applied.
  public init(_ request: Request, identity: RunIdentity, progress: @escaping ProgressReport = { _, _ in }) {
    self.request = request
    self.identity = identity
    self.progress = progress
  }

  /// Shows exactly what ``apply(to:)`` would do; the store stays byte for byte as it was.
  public func check(_ store: Store) throws -> ChangeSummary {
    try protectOriginals(in: store)
    let file = try read()
    return try store.read { try evaluate(file, $0, isApplying: false).summary }
  }

  /// Applies the file in one transaction, all or nothing unless the request accepts valid orders.
  public func apply(to store: Store) throws -> ChangeSummary {
    try protectOriginals(in: store)
    // Reading needs no lock; what is compared with the store is compared inside the transaction.
    let file = try read()
    let summary = try store.decide { connection in
      let (summary, batch) = try evaluate(file, connection, isApplying: true)
      return (summary, commit: summary.outcome == .applied && batch != nil)
    }
    if summary.outcome == .rejected {
      try store.change {
        try $0.recordRefused(
          kind: .orders, identity: identity, outcome: summary.outcome.rawValue, input: summary.inputs.first,
          counts: summary.counts)
      }
    }
    return summary
  }

  /// What follows a file's name in that of its rejects: they have the format of the file.
  public static func rejectsSuffix(for format: FileFormat) -> String { RejectsForm.suffix(for: format) }

  // MARK: Steps

  /// The rejects must replace neither the store nor the file that they come from, and must be readable like it.
  private func protectOriginals(in store: Store) throws {
    guard request.acceptValid, let path = request.rejectsPath else { return }
    try RejectsForm.check(path, like: request.input.format, isFree: false)
    try OutputFile.refuse(path, ontoAnyOf: [store.path, request.input.name])
  }

  /// A file that was read: its pieces by order, and what was found wrong in it.
  private struct ReadFile {
    let input: BatchInput
    let spool: OrderSpool
    let silence: OrderSilence
    let rows: Int
    let rowsWithoutOrder: Int
    let diagnostics: [Diagnostic]
    let leftOut: [(code: DiagnosticCode, count: Int)]
    let errors: Int
    let warnings: Int
  }

  private func read() throws -> ReadFile {
    let sink = DiagnosticSink()
    let spool = try OrderSpool()
    let source = try request.mapping.source(
      of: request.input, options: request.options, context: request.context, sink: sink)
    while let piece = try source.next() {
      try spool.add(piece)
      if spool.count & 0x3FF == 0 { try progress(source.rows, nil) }
    }
    if source.rows == 0 {
      sink.emit(Diagnostic(.warning, .ordersEmptyFile, at: SourceLocation(file: request.input.name)))
    }
    let input = BatchInput(
      name: request.input.name.split(separator: "/").last.map(String.init) ?? request.input.name,
      sha256: try request.input.digest(), bytes: Int64(request.input.byteCount),
      sheet: request.options.sheet)
    return ReadFile(
      input: input, spool: spool, silence: source.silence, rows: source.rows, rowsWithoutOrder: source.rowsWithoutOrder,
      diagnostics: sink.kept, leftOut: sink.leftOut, errors: sink.errors, warnings: sink.warnings)
  }

  private func evaluate(
    _ file: ReadFile, _ connection: StoreConnection, isApplying: Bool
  ) throws -> (summary: ChangeSummary, batch: Int64?) {
    let sink = DiagnosticSink()
    // The findings of one order.
    let own = DiagnosticSink(keptPerCode: .max)
    var rejects = OrderRejects(request)
    let isWriting = isApplying && (file.errors == 0 || request.acceptValid)
    var evaluation = OrderEvaluation(
      finder: try connection.orderFinder(), periods: try PeriodGuard(connection), silence: file.silence,
      reuseDeleted: request.reuseDeleted, file: request.input.name, sink: own)
    var new = NewBatch(kind: .orders, identity: identity, inputs: [file.input])
    new.mapping = (request.mapping.name, request.mapping.digest)
    new.reason = request.reason
    var batch: Int64?
    var writer: OrderWriter?
    var copy: ArchiveCopy?
    try file.spool.forEachOrder { pieces in
      let record = request.mapping.order(
        from: pieces, file: request.input.name, context: request.context, sink: own)
      let rejected = evaluation.rejected
      let step = try evaluation.evaluate(record, id: pieces[0].orderID, line: pieces[0].line)
      let found = own.drain()
      for finding in found { sink.emit(finding) }
      if isWriting, evaluation.rejected > rejected { rejects.add(pieces[0].orderID, because: found) }
      guard isWriting, step.isChange else { return }
      // The batch is the first write, and there is none before something is to be written.
      if writer == nil {
        let number = try connection.begin(new)
        batch = number
        writer = try OrderWriter(connection, batch: number, identity: identity)
        copy = try request.archive?.begin(request.input, as: file.input.sha256)
      }
      try writer?.apply(step)
      if evaluation.orders & 0x3FF == 0 { try progress(file.rows, file.rows) }
    }
    var summary = try evaluation.summary(rows: file.rows, outcome: isApplying ? .applied : .checked)
    // Rows without an order count as an order each: they were to be one.
    summary.counts.rejected += file.rowsWithoutOrder
    // Where no order is good, the file itself is to be corrected.
    if summary.counts.rejected > 0, !request.acceptValid || summary.counts.accepted == 0 {
      summary.outcome = .rejected
    }
    summary.mapping = request.mapping.name
    summary.inputs = [file.input]
    summary.counts.warnings = file.warnings + sink.warnings
    summary.diagnostics = (file.diagnostics + sink.kept).sorted { ($0.location.line ?? 0) < ($1.location.line ?? 0) }
    summary.leftOut = file.leftOut + sink.leftOut
    if let path = request.rejectsPath, isWriting, summary.outcome == .applied, summary.counts.rejected > 0 {
      try rejects.write(to: path)
      summary.rejectsPath = path
    }
    if let batch, summary.outcome == .applied {
      // A file with persons who were removed has no copy, as those that had held them before.
      if let removal = evaluation.removal {
        try connection.noteFile(file.input.sha256, heldWhatWasRemovedBy: removal)
      } else {
        try copy?.keep()
      }
      summary.batch = batch
      try connection.linkCasesToOrders()
      try connection.linkOrdersToCustomers(of: batch)
      try connection.complete(batch, new, counts: summary.counts, totals: summary.totals)
    }
    return (summary, batch)
  }
}

extension OrderWriter {
  fileprivate func apply(_ step: OrderEvaluation.Step) throws {
    switch step {
    case .insert(let record, let digest): try insert(record, digest: digest)
    case .update(let stored, let record, let digest): try update(stored, to: record, digest: digest)
    case .nothing: break
    }
  }
}
