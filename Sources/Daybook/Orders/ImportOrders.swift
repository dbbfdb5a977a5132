public import Changes
import Mapping
import Store
import Tabular

/// `daybook orders import FILE`: brings orders in, or shows what that would do.
public struct ImportOrders: Sendable {
  /// The file.
  public var file: FileImport
  /// Whether good orders are applied beside bad ones.
  public var acceptValid = false
  /// Whether the id of a deleted order makes a new one instead of being skipped.
  public var reuseDeleted = false
  /// Whether only to show what would change.
  public var isDryRun = false
  /// Why: kept with the batch.
  public var reason: String?

  /// A request for a file.
  public init(_ file: FileImport) { self.file = file }

  /// Applies the file as one batch; where nothing is new or changed there is none.
  public func run(in session: Session) throws -> ChangeSummary {
    let workspace = session.workspace
    let input = try InputFile.open(file.path, limits: file.options.limits)
    let catalog = MappingCatalog(folder: workspace.mappingsFolder)
    let chosen =
      try file.mapping.map { try OrderMapping.read(try catalog.find($0, in: .orders)) }
      ?? OrderRecogniser(catalog).mapping(for: input, options: file.options)
    var request = OrderImport.Request(
      input: input, mapping: chosen, context: OrderContext(zone: workspace.zone, currency: workspace.currency))
    request.options = file.options
    request.acceptValid = acceptValid
    request.reuseDeleted = reuseDeleted
    let suffix = OrderImport.rejectsSuffix(for: input.format)
    request.rejectsPath = file.rejectsPath(endingIn: suffix)
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
