import Diagnostics
public import Mapping
public import Model
public import Store
public import Tabular

/// Applies operations to orders, from a file or one to all orders of a selection, or shows what that would do: the same steps,
/// on a read-only snapshot without a writer or inside the one transaction that applies it.
///
/// An operation that finds everything as it wants it is `unchanged`; where all are, there is no batch.
public struct OrderOperations {
  /// Where operations come from.
  public enum Source {
    /// The rows of a file.
    case file(InputFile, OperationMapping, ReadOptions)
    /// One operation for each live order of which all conditions hold, of what is said as `text`.
    case selection([ExportCondition], OrderOperation, OrderLine, text: String)
    /// One operation for each of these orders.
    case orders([String], OrderOperation, OrderLine)
  }

  /// What to do and how.
  public struct Request {
    /// Where the operations come from.
    public var source: Source
    /// The workspace's zone.
    public var zone: TimeZoneRules
    /// The folder for temporary files.
    public var temporaryFolder: String
    /// Whether good operations are applied beside bad ones.
    public var acceptValid = false
    /// Where rejected rows go when good ones are applied beside them; nil: nowhere.
    public var rejectsPath: String?
    /// Levels of repeats that are let through.
    public var allowedRepeats: Set<RepeatLevel> = []
    /// Where the file is kept once it is applied; nil: nowhere.
    public var archive: InputArchive?
    /// Why: kept with the batch.
    public var reason: String?

    /// A request with defaults.
    public init(_ source: Source, zone: TimeZoneRules, temporaryFolder: String) {
      self.source = source
      self.zone = zone
      self.temporaryFolder = temporaryFolder
    }
  }

  private let request: Request
  private let identity: RunIdentity
  private let progress: ProgressReport

  /// Operations to be checked or applied.
  public init(_ request: Request, identity: RunIdentity, progress: @escaping ProgressReport = { _, _ in }) {
    self.request = request
    self.identity = identity
    self.progress = progress
  }

  /// Shows exactly what ``apply(to:)`` would do; the store stays byte for byte as it was.
  public func check(_ store: Store) throws -> ChangeSummary {
    try protectOriginals(in: store)
    let file = try readFile()
    return try store.read { try run(file, $0, isApplying: false) }
  }

  /// Applies the operations in one transaction, all or nothing unless the request accepts valid ones.
  public func apply(to store: Store) throws -> ChangeSummary {
    try protectOriginals(in: store)
    // Reading a file needs no lock; orders are selected, and everything is compared with them, inside the transaction.
    let file = try readFile()
    let summary = try store.decide { connection in
      let summary = try run(file, connection, isApplying: true)
      return (summary, commit: summary.outcome == .applied && summary.batch != nil)
    }
    if summary.outcome != .applied {
      try store.change {
        try $0.recordRefused(
          kind: .operations, identity: identity, outcome: summary.outcome.rawValue, input: summary.inputs.first,
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
    guard case .file(let input, _, _) = request.source, request.acceptValid, let path = request.rejectsPath else {
      return
    }
    try RejectsForm.check(path, like: input.format, isFree: false)
    try OutputFile.refuse(path, ontoAnyOf: [store.path, input.name])
  }

  private func readFile() throws -> (rows: OperationRows, input: BatchInput)? {
    guard case .file(let input, let mapping, let options) = request.source else { return nil }
    let own = DiagnosticSink(keptPerCode: .max)
    let source = try OperationRowSource(mapping, of: input, options: options, zone: request.zone, sink: own)
    let rows = OperationRows(folder: request.temporaryFolder) { source.place(of: $0, line: $1) }
    try rows.read(source, own: own, progress: progress)
    if rows.count == 0 {
      rows.sink.emit(Diagnostic(.warning, .costsNoRows, at: SourceLocation(file: input.name, sheet: source.sheet)))
    }
    let batchInput = BatchInput(
      name: input.name, sha256: try input.digest(), bytes: Int64(input.byteCount), sheet: source.sheet)
    return (rows, batchInput)
  }

  /// The operation for each order that is meant.
  private func select(_ connection: StoreConnection) throws -> OperationRows {
    let rows = OperationRows(folder: request.temporaryFolder) { _, _ in SourceLocation() }
    func checked(_ kind: OrderOperation, _ values: OrderLine) throws -> OrderLine {
      var values = values
      values[.operation] = .text(kind.rawValue)
      if let mistake = OperationRows.check(&values, of: kind) {
        throw Failure(.usage, mistake.code, facts: mistake.facts)
      }
      return values
    }
    switch request.source {
    case .file: preconditionFailure("a file was read before")
    case .selection(let conditions, let kind, let values, _):
      let values = try checked(kind, values)
      try connection.forEachOrder(matching: conditions) { _, id in try rows.add(values, of: id) }
    case .orders(let ids, let kind, let values):
      let values = try checked(kind, values)
      for id in ids.withoutRepeats { try Array(id.utf8).withUnsafeBytes { try rows.add(values, of: $0) } }
    }
    return rows
  }

  private func run(
    _ file: (rows: OperationRows, input: BatchInput)?, _ connection: StoreConnection, isApplying: Bool
  ) throws -> ChangeSummary {
    var summary = ChangeSummary(kind: .operations, outcome: isApplying ? .applied : .checked)
    let new = newBatch(file?.input)
    summary.mapping = new.mapping?.name
    summary.inputs = new.inputs
    if let file, let repeated = try repeatOf(file, connection) { return refuse(summary, repeated, file) }
    let rows = try file?.rows ?? select(connection)
    let isWriting = isApplying && (rows.rejections == 0 || request.acceptValid)
    var evaluation = try OperationEvaluation(
      rows, connection, clock: OrderDraft.Clock(now: identity.startedAt, zone: request.zone))
    var writer: OperationWriter?
    var done = 0
    try rows.forEachOrder { id, operations in
      done += operations.count
      if done & 0x3FF == 0 { try progress(done, rows.count) }
      guard let step = try evaluation.evaluate(id, operations), isWriting else { return }
      // The batch is the first write, and there is none before something is to be written.
      let begun = try writer ?? OperationWriter(connection, batch: connection.begin(new), identity: identity)
      try begun.write(step)
      writer = begun
    }
    try evaluation.fill(&summary)
    summary.counts.warnings = rows.sink.warnings
    summary.diagnostics = rows.sink.kept.sorted { ($0.location.line ?? 0) < ($1.location.line ?? 0) }
    summary.leftOut = rows.sink.leftOut
    // Where no operation is good, the file itself is to be corrected.
    if summary.counts.rejected > 0, !request.acceptValid || summary.counts.accepted == 0 {
      summary.outcome = .rejected
      return summary
    }
    if isWriting { try finish(&summary, rows, writer, new, connection) }
    return summary
  }

  /// Writes what belongs to the run as a whole.
  private func finish(
    _ summary: inout ChangeSummary, _ rows: OperationRows, _ writer: OperationWriter?, _ new: NewBatch,
    _ connection: StoreConnection
  ) throws {
    if case .file(let input, let mapping, let options) = request.source {
      if summary.counts.rejected > 0, let path = request.rejectsPath {
        try OperationRejects(input: input, options: mapping.readOptions(options), rejected: rows.rejected)
          .write(to: path)
        summary.rejectsPath = path
      }
      if writer != nil { try new.inputs.first.map { try request.archive?.keep(input, as: $0.sha256) } }
    }
    guard let writer else { return }
    try writer.finish()
    summary.batch = writer.batch
    try connection.complete(
      writer.batch, new, counts: summary.counts, totals: summary.totals,
      contentDigest: new.inputs.isEmpty ? nil : rows.content.digest)
  }

  private func newBatch(_ input: BatchInput?) -> NewBatch {
    var new = NewBatch(kind: .operations, identity: identity, inputs: [input].compactMap { $0 })
    new.reason = request.reason
    switch request.source {
    case .file(_, let mapping, _): new.mapping = (mapping.name, mapping.digest)
    case .selection(_, let kind, _, let text): new.subject = "\(kind.rawValue) for orders with \(text)"
    case .orders(_, let kind, _): new.subject = "\(kind.rawValue) for listed orders"
    }
    return new
  }

  /// The batch in force that holds the same file, or the same rows.
  private func repeatOf(
    _ file: (rows: OperationRows, input: BatchInput), _ connection: StoreConnection
  ) throws -> RepeatFinding? {
    guard case .file(_, let mapping, _) = request.source, file.rows.count > 0 else { return nil }
    let allowed = request.allowedRepeats
    if !allowed.contains(.bytes),
      let first = try connection.batchInForce(
        kind: .operations, mapping: mapping.name, sheet: file.input.sheet, readingBytes: file.input.sha256)
    {
      return RepeatFinding(level: .bytes, first: first)
    }
    // The same bytes are the same content: who allows the first allows the second.
    guard allowed.isDisjoint(with: [.bytes, .content]) else { return nil }
    return try connection.batchInForce(
      kind: .operations, mapping: mapping.name, withContent: file.rows.content.digest
    ).map { RepeatFinding(level: .content, first: $0) }
  }

  private func refuse(
    _ summary: ChangeSummary, _ repeated: RepeatFinding, _ file: (rows: OperationRows, input: BatchInput)
  ) -> ChangeSummary {
    var summary = summary
    summary.outcome = .repeated
    summary.repeated = repeated
    summary.counts.rows = file.rows.count
    let facts = [
      "batch": String(repeated.first.batch), "user": repeated.first.operator,
      "at": repeated.first.appliedAt.description,
    ]
    let code = repeated.level == .bytes ? DiagnosticCode.operationRepeatBytes : .operationRepeatContent
    summary.diagnostics = [Diagnostic(.error, code, at: SourceLocation(file: file.input.name), facts: facts)]
    return summary
  }
}
