import Diagnostics
public import Model
public import Store
public import Tabular

/// Imports case events from a file in Daybook's own layout (CSV or JSON Lines), in one transaction.
///
/// An event that its case has already is unchanged, so that a second import of the same file changes nothing and writes no
/// batch. Rows may come in any order: a case is computed from all its events.
public struct CaseImport {
  /// The file.
  public var path: String
  /// How the file is read.
  public var reading = ReadOptions()
  /// The zone of times in the file that name none; without it they are errors.
  public var zone: String?
  /// Applies the rows without errors; otherwise one error rejects the file.
  public var acceptValid = false
  /// Where rejected rows go when the others are applied; nil to leave them.
  public var rejectsPath: String?
  /// Where the file is kept once it is applied; nil: nowhere.
  public var archive: InputArchive?
  /// Evaluates only; the store stays as it is.
  public var checkOnly = false

  /// An import of that file.
  public init(path: String) { self.path = path }

  /// Reads, evaluates and, unless only checked or rejected, applies the file.
  ///
  /// Throws a ``Diagnostics/Failure`` where the file cannot be read through, and for an unknown zone.
  public func run(
    on store: Store, identity: RunIdentity, progress: ProgressReport? = nil
  ) throws -> ChangeSummary {
    let rules = try zone.map { try CaseImport.rules(of: $0) }
    let file = try InputFile.open(path, limits: reading.limits)
    if acceptValid, let rejectsPath { try OutputFile.refuse(rejectsPath, ontoAnyOf: [store.path, file.name]) }
    let input = BatchInput(
      name: CaseImport.lastComponent(file.name), sha256: try file.digest(), bytes: Int64(file.byteCount),
      sheet: reading.sheet)
    var new = NewBatch(kind: .cases, identity: identity, inputs: [input])
    new.options = zone.map { #"{"zone":"\#($0)"}"# }
    let summary = try store.decide { connection in
      var summary = try evaluate(file, rules: rules, new: new, on: connection, progress: progress)
      guard checkOnly else { return (summary, commit: summary.outcome == .applied && summary.batch != nil) }
      summary.batch = nil
      if summary.outcome == .applied { summary.outcome = .checked }
      return (summary, commit: false)
    }
    if summary.outcome == .rejected, !checkOnly {
      try store.change {
        try $0.recordRefused(
          kind: .cases, identity: identity, outcome: "rejected", input: input, counts: summary.counts)
      }
    }
    return summary
  }

  private func evaluate(
    _ file: InputFile, rules: TimeZoneRules?, new: NewBatch, on connection: StoreConnection, progress: ProgressReport?
  ) throws -> ChangeSummary {
    let sink = DiagnosticSink()
    let rows = try CaseRowSource(file, options: reading, sink: sink)
    let batch = try connection.begin(new)
    let rejects = acceptValid && !checkOnly ? rejectsPath.map(CaseRejects.init(path:)) : nil
    var found: [Diagnostic] = []
    let parsing = CaseRowReading(zone: rules) { found.append($0) }
    let writing = CaseWriting(connection: connection, batch: batch) { found.append($0) }
    var counts = BatchCounts()
    while let raw = try rows.next() {
      counts.rows += 1
      found.removeAll(keepingCapacity: true)
      switch try parsing.row(raw).map(writing.apply) ?? .rejected {
      case .applied: counts.accepted += 1
      case .unchanged:
        counts.accepted += 1
        counts.unchanged += 1
      case .rejected:
        counts.rejected += 1
        try rejects?.add(raw, because: found)
      }
      for diagnostic in found { sink.emit(diagnostic) }
      if counts.rows.isMultiple(of: 1000) { progress?(counts.rows, nil) }
    }
    counts.warnings = sink.warnings
    let isRejected = sink.errors > 0 && !(acceptValid && counts.accepted > 0)
    var summary = ChangeSummary(kind: .cases, outcome: isRejected ? .rejected : .applied)
    summary.inputs = new.inputs
    summary.diagnostics = sink.kept
    summary.leftOut = sink.leftOut
    if isRejected {
      counts.accepted = 0
      counts.unchanged = 0
    } else {
      let touched = try connection.casesTouched(by: batch)
      for key in touched { try connection.refreshCase(key, batch: batch) }
      summary.details = [
        ("events", writing.events), ("new_cases", writing.newCases),
        ("updated_cases", touched.count - writing.newCases),
      ]
      if !touched.isEmpty {
        if !checkOnly { try new.inputs.first.map { try archive?.keep(file, as: $0.sha256) } }
        try connection.complete(batch, new, counts: counts)
        summary.batch = batch
      }
      if try rejects?.finish() == true { summary.rejectsPath = rejectsPath }
    }
    summary.counts = counts
    return summary
  }

  private static func rules(of zone: String) throws -> TimeZoneRules {
    do {
      return try TimeZoneRules(identifier: zone)
    } catch {
      throw Failure(.usage, .unknownZone, facts: ["zone": zone])
    }
  }

  private static func lastComponent(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
