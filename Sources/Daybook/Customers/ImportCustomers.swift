public import Changes
import Mapping
import Store
import Tabular

/// `daybook customers import FILE`: brings customers in, or shows what that would do.
public struct ImportCustomers: Sendable {
  /// The file.
  public var file: FileImport
  /// Whether good rows are applied beside bad ones.
  public var acceptValid = false
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
      try file.mapping.map { try CustomerMapping.read(try catalog.find($0, in: .customers)) }
      ?? catalog.customerMapping(for: input, options: file.options)
    var request = CustomerImport.Request(input: input, mapping: chosen)
    request.options = file.options
    request.acceptValid = acceptValid
    let suffix = CustomerImport.rejectsSuffix(for: input.format)
    request.rejectsPath = file.rejectsPath(endingIn: suffix)
    request.archive = workspace.archive
    request.reason = reason
    let change = CustomerImport(request, identity: session.identity, progress: session.progress)
    let store = try Store.open(workspace.storePath, .readWrite)
    let summary = try isDryRun ? change.check(store) : change.apply(to: store)
    try store.close()
    return summary
  }
}
