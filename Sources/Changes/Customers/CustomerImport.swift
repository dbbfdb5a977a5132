import Diagnostics
public import Mapping
public import Model
public import Store
public import Tabular

/// Imports a file of customers, or checks it: the same steps, in one transaction that is taken back after a check.
///
/// The e-mail is the key. What a row says replaces what stands; what it leaves blank stays; addresses and labels are added. A
/// row that says nothing new is `unchanged`; a file of such rows makes no batch.
public struct CustomerImport {
  /// What to import and how.
  public struct Request {
    /// The file.
    public var input: InputFile
    /// How its rows become customers.
    public var mapping: CustomerMapping
    /// Sheet, delimiter, encoding and limits.
    public var options = ReadOptions()
    /// Whether good rows are applied beside bad ones.
    public var acceptValid = false
    /// Where rejected rows go when good ones are applied beside them; nil: nowhere.
    public var rejectsPath: String?
    /// Where the file is kept once it is applied; nil: nowhere.
    public var archive: InputArchive?
    /// Why: kept with the batch.
    public var reason: String?

    /// A request with defaults.
    public init(input: InputFile, mapping: CustomerMapping) {
      self.input = input
      self.mapping = mapping
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

  /// Shows exactly what ``apply(to:)`` would do; the store stays as it is.
  public func check(_ store: Store) throws -> ChangeSummary {
    try store.decide { (try run($0, isApplying: false), commit: false) }
  }

  /// Applies the file in one transaction, all or nothing unless the request accepts valid rows.
  public func apply(to store: Store) throws -> ChangeSummary {
    if request.acceptValid, let path = request.rejectsPath {
      try RejectsForm.check(path, like: request.input.format, isFree: false)
      try OutputFile.refuse(path, ontoAnyOf: [store.path, request.input.name])
    }
    let summary = try store.decide { connection in
      let summary = try run(connection, isApplying: true)
      return (summary, commit: summary.outcome == .applied && summary.batch != nil)
    }
    if summary.outcome != .applied {
      try store.change {
        try $0.recordRefused(
          kind: .customers, identity: identity, outcome: summary.outcome.rawValue, input: summary.inputs.first,
          counts: summary.counts)
      }
    }
    return summary
  }

  /// What follows a file's name in that of its rejects: they have the format of the file.
  public static func rejectsSuffix(for format: FileFormat) -> String { RejectsForm.suffix(for: format) }

  private func run(_ connection: StoreConnection, isApplying: Bool) throws -> ChangeSummary {
    let sink = DiagnosticSink()
    // The findings of one row.
    let own = DiagnosticSink(keptPerCode: .max)
    let source = try CustomerRowSource(request.mapping, of: request.input, options: request.options, sink: own)
    let input = BatchInput(
      name: request.input.name, sha256: try request.input.digest(), bytes: Int64(request.input.byteCount),
      sheet: source.sheet)
    var new = NewBatch(kind: .customers, identity: identity, inputs: [input])
    new.mapping = (request.mapping.name, request.mapping.digest)
    new.reason = request.reason
    var summary = ChangeSummary(kind: .customers, outcome: isApplying ? .applied : .checked)
    summary.mapping = request.mapping.name
    summary.inputs = [input]
    let batch = try connection.begin(new)
    let writer = CustomerWriter(connection, batch: batch)
    var rejected: [Int: [Diagnostic]] = [:]
    var (added, updated) = (0, 0)
    while let (line, row) = try source.next() {
      summary.counts.rows += 1
      if summary.counts.rows & 0x3FF == 0 { try progress(summary.counts.rows, nil) }
      let found = own.drain()
      for finding in found { sink.emit(finding) }
      guard let row else {
        rejected[line] = found
        continue
      }
      switch try writer.apply(row) {
      case .new: added += 1
      case .updated: updated += 1
      case .unchanged: summary.counts.unchanged += 1
      }
    }
    if summary.counts.rows == 0 {
      sink.emit(Diagnostic(.warning, .costsNoRows, at: SourceLocation(file: input.name, sheet: source.sheet)))
    }
    summary.counts.rejected = rejected.count
    summary.counts.accepted = summary.counts.rows - rejected.count
    summary.counts.warnings = sink.warnings
    summary.details = [("new", added), ("updated", updated), ("unchanged", summary.counts.unchanged)]
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    // Where no row is good, the file itself is to be corrected.
    if !rejected.isEmpty, !request.acceptValid || summary.counts.accepted == 0 {
      summary.outcome = .rejected
      return summary
    }
    guard isApplying else { return summary }
    if !rejected.isEmpty, let path = request.rejectsPath {
      let options = request.mapping.readOptions(request.options)
      try OperationRejects(input: request.input, options: options, rejected: rejected).write(to: path)
      summary.rejectsPath = path
    }
    guard added + updated > 0 else { return summary }
    try connection.linkOrdersToCustomers()
    try request.archive?.keep(request.input, as: input.sha256)
    try connection.complete(batch, new, counts: summary.counts)
    summary.batch = batch
    return summary
  }
}
