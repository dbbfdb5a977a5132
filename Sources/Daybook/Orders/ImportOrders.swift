public import Changes
import Mapping
import Store
public import Tabular

/// `daybook orders import FILE`: brings orders in, or shows what that would do.
public struct ImportOrders: Sendable {
  /// The file; `-` for standard input.
  public var path: String
  /// The mapping's name or path; nil: recognised by what stands in the file.
  public var mapping: String?
  /// Sheet, delimiter, encoding and limits.
  public var options = ReadOptions()
  /// Whether good orders are applied beside bad ones.
  public var acceptValid = false
  /// Whether the id of a deleted order makes a new one instead of being skipped.
  public var reuseDeleted = false
  /// Whether only to show what would change.
  public var isDryRun = false
  /// Where rejected orders go; nil: beside the file.
  public var rejectsPath: String?
  /// Where the file will be once it was imported, if it is moved: what is beside the file is beside that.
  public var target: String?
  /// Why: kept with the batch.
  public var reason: String?

  /// A request for a file.
  public init(path: String) { self.path = path }

  /// Applies the file as one batch; where nothing is new or changed there is none.
  public func run(in session: Session) throws -> ChangeSummary {
    let workspace = session.workspace
    let input = try InputFile.open(path, limits: options.limits)
    let catalog = MappingCatalog(folder: workspace.mappingsFolder)
    let chosen =
      try mapping.map { try OrderMapping.read(try catalog.find($0, in: .orders)) }
      ?? OrderRecogniser(catalog).mapping(for: input, options: options)
    var request = OrderImport.Request(
      input: input, mapping: chosen, context: OrderContext(zone: workspace.zone, currency: workspace.currency))
    request.options = options
    request.acceptValid = acceptValid
    request.reuseDeleted = reuseDeleted
    let suffix = OrderImport.rejectsSuffix(for: input.format)
    request.rejectsPath = rejectsPath ?? (path == "-" ? String(suffix.dropFirst()) : (target ?? path) + suffix)
    request.archive = workspace.archive
    request.reason = reason
    let change = OrderImport(request, identity: session.identity, progress: session.progress)
    if isDryRun { return try change.check(Store.open(workspace.storePath, .readOnly)) }
    let store = try Store.open(workspace.storePath, .readWrite)
    let summary = try change.apply(to: store)
    try store.close()
    return summary
  }
}
