public import Changes
import Diagnostics
public import Mapping
public import Model
import Reporting
import Store
import Tabular

/// `daybook costs check|import FILE`: shows what a cost sheet would change, or applies it.
public struct ImportCosts: Sendable {
  /// The file.
  public var file: FileImport
  /// Whether good rows are applied beside bad ones.
  public var acceptValid = false
  /// What happens to conflicts; nil: what the mapping says.
  public var onConflict: CostMapping.ConflictRule?
  /// Entry date of the rows; nil: today in the workspace's zone.
  public var datedOn: CivilDate?
  /// Levels of repeats that are let through.
  public var allowedRepeats: Set<RepeatLevel> = []
  /// Whether entries that were applied before are left out and the others applied.
  public var skipRepeats = false
  /// Why.
  public var reason: String?

  /// A request for a file.
  public init(_ file: FileImport) { self.file = file }

  /// Where a report on the file goes, in the format that its name ends in (.html, .json or .xlsx); nil: nowhere.
  public var reportPath: String?

  /// Evaluates the file; the store stays byte for byte as it was.
  public func check(in session: Session) throws -> ChangeSummary { try result(in: session, isApplying: false).summary }

  /// Applies the file as one batch.
  public func run(in session: Session) throws -> ChangeSummary { try result(in: session, isApplying: true).summary }

  /// Checks or applies the file, and writes the report where one is asked for. The report's file is begun before
  /// anything is applied, so that a wrong path changes nothing, and appears after it. A refused import is written down, also
  /// where the file or its mapping cannot be read.
  public func result(
    in session: Session, isApplying: Bool
  ) throws -> (summary: ChangeSummary, effects: CostEffects?) {
    let store = try Store.open(session.workspace.storePath, isApplying ? .readWrite : .readOnly)
    do {
      let report = try reportPath.map { try beginReport($0, store) }
      let asOf = report == nil ? nil : try store.read { try $0.lastChange() }
      let (change, mapping, effects) = try change(in: session, isObserved: report != nil)
      let summary = isApplying ? try change.apply(to: store) : try change.check(store)
      if let report, let effects {
        let page = CostCheckReport(
          summary: summary, effects: effects, mappingDigest: mapping.digest, zone: session.workspace.zone, asOf: asOf)
        try page.document.write(report.format, to: report.file)
        _ = try report.file.commit()
      }
      if isApplying { try store.close() }
      return (summary, effects)
    } catch let failure as Failure where isApplying && [.rejected, .configuration].contains(failure.exit) {
      try store.change {
        try $0.recordRefused(
          kind: .costs, identity: session.identity, outcome: ChangeOutcome.rejected.rawValue, input: nil,
          name: file.path.split(separator: "/").last.map(String.init) ?? file.path, counts: BatchCounts())
      }
      try store.close()
      throw failure
    }
  }

  private func beginReport(_ path: String, _ store: Store) throws -> (file: OutputFile, format: ReportFormat) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = ReportFormat(rawValue: ending), format != .csv else {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "'\(path)' does not say a format", "help": "end it in .html, .json or .xlsx"])
    }
    try OutputFile.refuse(path, ontoAnyOf: [store.path, file.path])
    return (try OutputFile(path: path), format)
  }

  private func change(
    in session: Session, isObserved: Bool
  ) throws -> (change: CostImport, mapping: CostMapping, effects: CostEffects?) {
    if !allowedRepeats.isEmpty, reason == nil {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "--allow-repeat needs a reason", "help": "say --reason WHY; it is kept with the batch"])
    }
    let input = try InputFile.open(file.path, limits: file.options.limits)
    let today = session.workspace.zone.wall(at: session.identity.startedAt).date
    let mapping = try findMapping(for: input, in: session.workspace)
    var request = CostImport.Request(
      input: input, mapping: mapping, datedOn: datedOn ?? today,
      currency: session.workspace.currency, temporaryFolder: session.workspace.folder)
    request.zone = session.workspace.zone
    request.options = file.options
    request.acceptValid = acceptValid
    request.onConflict = onConflict
    request.allowedRepeats = allowedRepeats
    request.skipRepeats = skipRepeats
    request.suspicions = session.workspace.suspicions
    request.reason = reason
    request.archive = session.workspace.archive
    let suffix = CostImport.rejectsSuffix(for: input.format)
    request.rejectsPath = file.rejectsPath(endingIn: suffix)
    let effects =
      isObserved
      ? CostEffects(zone: session.workspace.zone, home: session.workspace.currency, day: request.datedOn) : nil
    request.observer = effects
    return (CostImport(request, identity: session.identity, progress: session.progress), mapping, effects)
  }

  /// The named mapping, else the one that knows the file by its header.
  private func findMapping(for input: InputFile, in workspace: Workspace) throws -> CostMapping {
    let catalog = MappingCatalog(folder: workspace.mappingsFolder)
    if let mapping = file.mapping { return try CostMapping.read(try catalog.find(mapping, in: .costs)) }
    return try CostRecogniser(catalog).mapping(for: input, options: file.options)
  }
}
