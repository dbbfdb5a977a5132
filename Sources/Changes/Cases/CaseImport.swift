import Diagnostics
public import Mapping
public import Model
public import Store
public import Tabular

/// Imports case events from a file, in one transaction.
///
/// The file is read by a mapping, its rows are sorted by case in fixed memory, and each case is compared once with what
/// the store has of it. An event that its case has already is unchanged, so that a second import of the same file changes
/// nothing and writes no batch. Rows may come in any order: a case is computed from all its events.
public struct CaseImport {
  /// The file.
  public var path: String
  /// The file where it is open already, as standard input is once it was looked at.
  public var input: InputFile?
  /// How its rows become events; nil: Daybook's own layout.
  public var mapping: CaseMapping?
  /// How the file is read.
  public var reading = ReadOptions()
  /// The zone of times in the file that name none; nil: what the mapping says.
  public var zone: String?
  /// The zone of mappings that take the workspace's.
  public var workspaceZone: TimeZoneRules?
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
    let mapping = try mapping ?? CaseMapping.daybook()
    let file = try input ?? InputFile.open(path, limits: reading.limits)
    if acceptValid, let rejectsPath { try OutputFile.refuse(rejectsPath, ontoAnyOf: [store.path, file.name]) }
    let input = BatchInput(
      name: file.name, sha256: try file.digest(), bytes: Int64(file.byteCount), sheet: reading.sheet)
    var new = NewBatch(kind: .cases, identity: identity, inputs: [input])
    new.mapping = (mapping.name, mapping.digest)
    new.options = zone.map { #"{"zone":"\#($0)"}"# }
    let rows = try CaseRows(
      of: file, mapping, options: reading, zone: rules, workspaceZone: workspaceZone,
      folder: CaseImport.folder(of: store.path), progress: progress)
    let summary = try store.decide { connection in
      var summary = try apply(rows, file, mapping, new, on: connection)
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

  private func apply(
    _ rows: CaseRows, _ file: InputFile, _ mapping: CaseMapping, _ new: NewBatch, on connection: StoreConnection
  ) throws -> ChangeSummary {
    let batch = try connection.begin(new)
    let merging = try CaseMerging(connection, batch: batch, source: rows.source) { rows.report($0, $1) }
    try rows.forEachCase { try merging.apply($0, $1, $2) }
    let tally = merging.tally
    var counts = BatchCounts()
    counts.rows = rows.count
    counts.rejected = rows.rejected.count
    counts.warnings = rows.sink.warnings
    let isRejected = rows.sink.errors > 0 && !(acceptValid && tally.applied + tally.unchanged > 0)
    var summary = ChangeSummary(kind: .cases, outcome: isRejected ? .rejected : .applied)
    summary.mapping = mapping.name
    summary.inputs = new.inputs
    summary.diagnostics = rows.sink.kept
    summary.leftOut = rows.sink.leftOut
    if !isRejected {
      counts.accepted = tally.applied + tally.unchanged
      counts.unchanged = tally.unchanged
      summary.details = [
        ("events", tally.events), ("new_cases", tally.newCases), ("updated_cases", tally.updatedCases),
      ]
      if acceptValid, !checkOnly, let rejectsPath, !rows.rejected.isEmpty {
        try CaseRejects(file: file, options: reading, mapping: mapping, rejected: rows.rejected).write(to: rejectsPath)
        summary.rejectsPath = rejectsPath
      }
      if tally.newCases + tally.updatedCases > 0 {
        try merging.finish()
        if !checkOnly { try new.inputs.first.map { try archive?.keep(file, as: $0.sha256) } }
        try connection.complete(batch, new, counts: counts)
        summary.batch = batch
      }
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

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
