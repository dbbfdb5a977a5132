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
    /// Whether entries that were applied before are left out and the others applied.
    public var skipRepeats = false
    /// When a cost is probably wrong.
    public var suspicions = CostSuspicions()
    /// Why: kept with the batch.
    public var reason: String?
    /// Where rejected rows go when good ones are applied; nil: nowhere.
    public var rejectsPath: String?
    /// Where the file is kept once it is applied; nil: nowhere.
    public var archive: InputArchive?
    /// The workspace's zone, for days that are told by an instant.
    public var zone = TimeZoneRules.utc
    /// The workspace's currency, for costs of no order whose source names none.
    public var currency: Currency
    /// Is told what each row does, for a report; nil where nobody asks.
    public var observer: (any CostObserver)?
    /// The folder for temporary files.
    public var temporaryFolder: String

    /// A request with defaults.
    public init(
      input: InputFile, mapping: CostMapping, datedOn: CivilDate, currency: Currency, temporaryFolder: String
    ) {
      self.input = input
      self.mapping = mapping
      self.datedOn = datedOn
      self.currency = currency
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
    let reader = try open()
    let input = try identify(reader)
    summary.inputs = [input]
    if let first = try bytesRepeat(input, connection) {
      return refuse(summary, .bytes, first, sink)
    }
    guard let rows = try read(reader, connection, sink) else {
      summary.outcome = .rejected
      return finish(summary, sink)
    }
    summary.counts = rows.counts
    summary.classes = rows.classes
    summary.controls = rows.controls
    if rows.passedOver > 0 { summary.details.append(("passed_over", rows.passedOver)) }
    if let first = try contentRepeat(rows, connection) {
      return refuse(summary, .content, first, sink)
    }
    // A broken control total means that the file is not what it says: nothing of it is accepted.
    let isBroken = rows.controls.contains { !$0.holds }
    let isRejected = isBroken || rows.counts.rejected > 0 && !request.acceptValid
    let isWriting = isApplying && !isRejected && rows.counts.rows > rows.counts.rejected
    let batch = isWriting ? try connection.begin(newBatch(input)) : nil
    let copy = isWriting ? try request.archive?.begin(request.input, as: input.sha256) : nil
    let findings = try evaluate(rows, batch, connection, sink)
    if repeatPolicy == .refuse, let (number, held) = findings.tally.repeated {
      return refuse(summary, .entries, try connection.batch(number), held: held, sink)
    }
    summary.counts.rejected += findings.rejectedRows
    summary.counts.skipped = findings.skipped
    summary.counts.accepted =
      summary.counts.rows - summary.counts.rejected - summary.counts.skipped - summary.counts.notCosts
    summary.counts.unchanged = findings.unchanged
    // Where no row is good, the file itself is to be corrected: there is nothing to apply beside the rejects.
    let isNothingGood = summary.counts.accepted + summary.counts.skipped + summary.counts.notCosts == 0
    if isBroken || summary.counts.rejected > 0 && (!request.acceptValid || isNothingGood) {
      summary.outcome = .rejected
      return finish(summary, sink)
    }
    summary.totals = try findings.totals.lines(of: rows.kinds)
    summary.beside = try findings.beside.lines()
    if summary.counts.rejected > 0, isApplying, let path = request.rejectsPath {
      try RejectsFile.write(
        to: path, request: request, rows: rows, late: findings.rejections, connection: connection)
      summary.rejectsPath = path
    }
    if let batch {
      try copy?.keep()
      summary.batch = batch
      summary.counts.warnings = sink.warnings
      try connection.complete(
        batch, newBatch(input), counts: summary.counts, totals: summary.totals, contentDigest: rows.content.digest)
      try connection.record(rows.classes, rows.controls, of: batch)
      try connection.record(summary.beside, of: batch)
    }
    return finish(summary, sink)
  }

  /// What follows a file's name in that of its rejects: they have the format of the file.
  public static func rejectsSuffix(for format: FileFormat) -> String { RejectsForm.suffix(for: format) }

  // MARK: Steps

  /// The rejects must replace neither the store nor the file that they come from.
  private func protectOriginals(in store: Store) throws {
    guard request.acceptValid, let path = request.rejectsPath else { return }
    try RejectsForm.check(path, like: request.input.format, isFree: request.mapping.isPlainSheet)
    try OutputFile.refuse(path, ontoAnyOf: [store.path, request.input.name])
  }

  private func open() throws -> any TableReader {
    guard request.input.format.isTable else {
      throw Failure(
        .rejected, .costsNotATable, at: SourceLocation(file: request.input.name),
        facts: ["format": request.input.format.rawValue])
    }
    return try request.input.table(request.mapping.readOptions(request.options, for: request.input))
  }

  private func read(
    _ reader: any TableReader, _ connection: StoreConnection, _ sink: DiagnosticSink
  ) throws -> CostRows? {
    request.mapping.isPlainSheet
      ? try CostSheet.read(reader, request, connection, sink: sink, progress: progress)
      : try CostStatement.read(request, connection, sink: sink, progress: progress)
  }

  /// The bytes and the sheet that is really read: two sheets of one workbook are two inputs.
  private func identify(_ reader: any TableReader) throws -> BatchInput {
    BatchInput(
      name: request.input.name, sha256: try request.input.digest(), bytes: Int64(request.input.byteCount),
      sheet: reader.sheet)
  }

  private func evaluate(
    _ rows: CostRows, _ batch: Int64?, _ connection: StoreConnection, _ sink: DiagnosticSink
  ) throws -> CostFindings {
    func run<Record: CostRow>(_ records: some RecordCourse<Record>) throws -> CostFindings {
      var evaluation = try CostEvaluation<Record>(
        connection: connection, batch: batch, acceptValid: request.acceptValid,
        onConflict: request.onConflict ?? request.mapping.onConflict, repeats: repeatPolicy,
        suspicions: request.suspicions, rows: rows, sink: sink)
      evaluation.observer = request.observer
      try request.observer?.begin(on: connection)
      try evaluation.evaluate(records, sink: sink) { try progress(rows.counts.rows + $0, rows.counts.rows * 2) }
      if let unallocated = rows.unallocated { try evaluation.keep(unallocated.sorted(), sink: sink) }
      try evaluation.finish()
      try request.observer?.end()
      return evaluation.findings
    }
    switch rows.spool {
    case .plain(let spool): return try run(spool.sorted())
    case .detailed(let spool): return try run(spool.sorted())
    }
  }

  private func bytesRepeat(_ input: BatchInput, _ connection: StoreConnection) throws -> BatchRecord? {
    guard !request.allowedRepeats.contains(.bytes) else { return nil }
    return try connection.batchInForce(
      kind: .costs, mapping: request.mapping.name, sheet: input.sheet, readingBytes: input.sha256)
  }

  private func contentRepeat(_ rows: CostRows, _ connection: StoreConnection) throws -> BatchRecord? {
    // The same bytes are the same content: who allows the first allows the second.
    guard request.allowedRepeats.isDisjoint(with: [.bytes, .content]), rows.counts.rows > 0 else { return nil }
    return try connection.batchInForce(
      kind: .costs, mapping: request.mapping.name, withContent: rows.content.digest)
  }

  private func newBatch(_ input: BatchInput) -> NewBatch {
    var new = NewBatch(kind: .costs, identity: identity, inputs: [input])
    new.mapping = (request.mapping.name, request.mapping.digest)
    new.datedOn = request.datedOn
    new.reason = request.reason
    return new
  }

  private var repeatPolicy: RepeatTally.Policy {
    if request.skipRepeats { return .skip }
    return request.allowedRepeats.isEmpty ? .refuse : .allow
  }

  private func refuse(
    _ summary: ChangeSummary, _ level: RepeatLevel, _ first: BatchRecord, held: Int? = nil, _ sink: DiagnosticSink
  ) -> ChangeSummary {
    var summary = summary
    summary.outcome = .repeated
    let finding = RepeatFinding(level: level, first: first, held: held)
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
