public import Changes
import Mapping
import Store
public import Tabular

/// `daybook customers import FILE`: brings customers in, or shows what that would do.
public struct ImportCustomers: Sendable {
  /// The file; `-` for standard input.
  public var path: String
  /// The mapping's name or path; nil: recognised by the header.
  public var mapping: String?
  /// Sheet, delimiter, encoding and limits.
  public var options = ReadOptions()
  /// Whether good rows are applied beside bad ones.
  public var acceptValid = false
  /// Whether only to show what would change.
  public var isDryRun = false
  /// Where rejected rows go; nil: beside the file.
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
      try mapping.map { try CustomerMapping.read(try catalog.find($0, in: .customers)) }
      ?? catalog.customerMapping(for: input, options: options)
    var request = CustomerImport.Request(input: input, mapping: chosen)
    request.options = options
    request.acceptValid = acceptValid
    let suffix = CustomerImport.rejectsSuffix(for: input.format)
    request.rejectsPath = rejectsPath ?? (path == "-" ? String(suffix.dropFirst()) : (target ?? path) + suffix)
    request.archive = workspace.archive
    request.reason = reason
    let change = CustomerImport(request, identity: session.identity, progress: session.progress)
    let store = try Store.open(workspace.storePath, .readWrite)
    let summary = try isDryRun ? change.check(store) : change.apply(to: store)
    try store.close()
    return summary
  }
}
