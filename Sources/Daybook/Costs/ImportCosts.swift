public import Changes
import Diagnostics
public import Mapping
public import Model
import Store
public import Tabular

/// `daybook costs check|import FILE`: shows what a cost sheet would change, or applies it.
public struct ImportCosts: Sendable {
  /// The file; `-` for standard input.
  public var path: String
  /// The mapping's name or path; nil: recognised by the header.
  public var mapping: String?
  /// Sheet, delimiter, encoding and limits.
  public var options = ReadOptions()
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
  /// Where rejected rows go; nil: beside the file.
  public var rejectsPath: String?

  /// A request for a file.
  public init(path: String) { self.path = path }

  /// Evaluates the file; the store stays byte for byte as it was.
  public func check(in session: Session) throws -> ChangeSummary {
    let change = try change(in: session)
    return try change.check(Store.open(session.workspace.storePath, .readOnly))
  }

  /// Applies the file as one batch.
  public func run(in session: Session) throws -> ChangeSummary {
    let change = try change(in: session)
    let store = try Store.open(session.workspace.storePath, .readWrite)
    let summary = try change.apply(to: store)
    try store.close()
    return summary
  }

  private func change(in session: Session) throws -> CostImport {
    if !allowedRepeats.isEmpty, reason == nil {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "--allow-repeat needs a reason", "help": "say --reason WHY; it is kept with the batch"])
    }
    let input = try InputFile.open(path, limits: options.limits)
    let today = session.workspace.zone.wall(at: session.identity.startedAt).date
    var request = CostImport.Request(
      input: input, mapping: try findMapping(for: input, in: session.workspace), datedOn: datedOn ?? today,
      currency: session.workspace.currency, temporaryFolder: session.workspace.folder)
    request.zone = session.workspace.zone
    request.options = options
    request.acceptValid = acceptValid
    request.onConflict = onConflict
    request.allowedRepeats = allowedRepeats
    request.skipRepeats = skipRepeats
    request.suspicions = session.workspace.suspicions
    request.reason = reason
    request.archive = session.workspace.archive
    request.rejectsPath = rejectsPath ?? (path == "-" ? "rejects.csv" : path + ".rejects.csv")
    return CostImport(request, identity: session.identity, progress: session.progress)
  }

  /// The named mapping, else the one that knows the file by its header.
  private func findMapping(for input: InputFile, in workspace: Workspace) throws -> CostMapping {
    let catalog = MappingCatalog(folder: workspace.mappingsFolder)
    if let mapping { return try CostMapping.read(try catalog.find(mapping, in: .costs)) }
    return try CostRecogniser(catalog).mapping(for: input, options: options)
  }
}
