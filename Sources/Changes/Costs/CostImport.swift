import Diagnostics
public import Mapping
public import Model
public import Store
public import Tabular

/// Imports a cost sheet, or checks it: the same steps, on a read-only snapshot without a writer or inside the one
/// transaction that applies it.
public struct CostImport {
  /// What to import and how.
  public struct Request {
    /// The file.
    public var input: InputFile
    /// How its rows become cost entries.
    public var mapping: CostMapping
    /// Sheet, delimiter, encoding and limits.
    public var options = ReadOptions()
    /// Whether good rows are applied beside bad ones.
    public var acceptValid = false
    /// What happens to conflicts; nil: what the mapping says.
    public var onConflict: CostMapping.ConflictRule?
    /// The entry date of the rows.
    public var datedOn: CivilDate
    /// Levels of repeats that are let through.
    public var allowedRepeats: Set<RepeatLevel> = []
    /// Why: kept with the batch.
    public var reason: String?
    /// Where rejected rows go when good ones are applied; nil: nowhere.
    public var rejectsPath: String?
    /// The folder for temporary files.
    public var temporaryFolder: String

    /// A request with defaults.
    public init(input: InputFile, mapping: CostMapping, datedOn: CivilDate, temporaryFolder: String) {
      self.input = input
      self.mapping = mapping
      self.datedOn = datedOn
      self.temporaryFolder = temporaryFolder
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
    return try store.read { try run($0, isApplying: false) }
  }

  /// Applies the file in one transaction, all or nothing unless the request accepts valid rows.
  public func apply(to store: Store) throws -> ChangeSummary {
    try protectOriginals(in: store)
    let summary = try store.decide(trustingKeys: true) { connection in
      let summary = try run(connection, isApplying: true)
      return (summary, commit: summary.outcome == .applied)
    }
    if summary.outcome != .applied {
      try store.change {
        try $0.recordRefused(
          kind: .costs, identity: identity, outcome: summary.outcome.rawValue, input: summary.inputs.first,
          counts: summary.counts)
      }
    }
    return summary
  }

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> ChangeSummary {
    let sink = DiagnosticSink()
    var summary = ChangeSummary(kind: .costs, outcome: isApplying ? .applied : .checked)
    summary.mapping = request.mapping.name
    let input = try identify()
    summary.inputs = [input]
    if let first = try bytesRepeat(input, connection) {
      return refuse(summary, .bytes, first, sink)
    }
    guard let sheet = try CostSheet.read(request, connection, sink: sink, progress: progress) else {
      summary.outcome = .rejected
      return finish(summary, sink)
    }
    summary.counts = sheet.counts
    if let first = try contentRepeat(sheet, connection) {
      return refuse(summary, .content, first, sink)
    }
    let isRejected = sheet.counts.rejected > 0 && !request.acceptValid
    let isWriting = isApplying && !isRejected && sheet.counts.rows > sheet.counts.rejected
    let batch = isWriting ? try connection.begin(newBatch(input, sheet)) : nil
    var evaluation = try CostEvaluation(
      connection: connection, writer: try batch.map { try connection.ledgerWriter(batch: $0) },
      acceptValid: request.acceptValid, onConflict: request.onConflict ?? request.mapping.onConflict,
      sheet: sheet)
    try evaluation.evaluate(sheet.spool.sorted(), sink: sink) {
      progress(sheet.counts.rows + $0, sheet.counts.rows * 2)
    }
    summary.counts.rejected += evaluation.conflictingRows
    summary.counts.accepted = summary.counts.rows - summary.counts.rejected
    summary.counts.unchanged = evaluation.unchanged
    // Where no row is good, the file itself is to be corrected: there is nothing to apply beside the rejects.
    if summary.counts.rejected > 0, !request.acceptValid || summary.counts.accepted == 0 {
      summary.outcome = .rejected
      return finish(summary, sink)
    }
    summary.totals = try evaluation.totals.lines(of: Set(request.mapping.amounts.map(\.kind)))
    if summary.counts.rejected > 0, isApplying, let path = request.rejectsPath {
      try RejectsFile.write(
        to: path, request: request, sheet: sheet, conflicts: evaluation.conflicts, connection: connection)
      summary.rejectsPath = path
    }
    if let batch {
      summary.batch = batch
      summary.counts.warnings = sink.warnings
      try connection.complete(
        batch, newBatch(input, sheet), counts: summary.counts, totals: summary.totals,
        contentDigest: sheet.content.digest)
    }
    return finish(summary, sink)
  }

  // MARK: Steps

  /// The rejects must replace neither the store nor the file that they come from.
  private func protectOriginals(in store: Store) throws {
    guard request.acceptValid, let path = request.rejectsPath else { return }
    try OutputFile.refuse(path, ontoAnyOf: [store.path, request.input.name])
  }

  private func identify() throws -> BatchInput {
    BatchInput(
      name: request.input.name, sha256: try request.input.digest(), bytes: Int64(request.input.byteCount),
      sheet: request.options.sheet)
  }

  private func bytesRepeat(_ input: BatchInput, _ connection: StoreConnection) throws -> BatchRecord? {
    guard !request.allowedRepeats.contains(.bytes) else { return nil }
    return try connection.batchInForce(
      kind: .costs, mapping: request.mapping.name, sheet: input.sheet, readingBytes: input.sha256)
  }

  private func contentRepeat(_ sheet: CostSheet, _ connection: StoreConnection) throws -> BatchRecord? {
    // The same bytes are the same content: who allows the first allows the second.
    guard request.allowedRepeats.isDisjoint(with: [.bytes, .content]), sheet.counts.rows > 0 else { return nil }
    return try connection.batchInForce(
      kind: .costs, mapping: request.mapping.name, withContent: sheet.content.digest)
  }

  private func newBatch(_ input: BatchInput, _ sheet: CostSheet) -> NewBatch {
    var new = NewBatch(kind: .costs, identity: identity, inputs: [input])
    new.mapping = (request.mapping.name, request.mapping.digest)
    new.datedOn = request.datedOn
    new.reason = request.reason
    return new
  }

  private func refuse(
    _ summary: ChangeSummary, _ level: RepeatLevel, _ first: BatchRecord, _ sink: DiagnosticSink
  ) -> ChangeSummary {
    var summary = summary
    summary.outcome = .repeated
    let finding = RepeatFinding(level: level, first: first)
    summary.repeated = finding
    sink.emit(finding.diagnostic(file: request.input.name))
    return finish(summary, sink)
  }

  private func finish(_ summary: ChangeSummary, _ sink: DiagnosticSink) -> ChangeSummary {
    var summary = summary
    summary.counts.warnings = sink.warnings
    summary.diagnostics = sink.kept.sorted {
      ($0.location.line ?? 0, $0.location.column ?? 0) < ($1.location.line ?? 0, $1.location.column ?? 0)
    }
    summary.leftOut = sink.leftOut
    return summary
  }
}
