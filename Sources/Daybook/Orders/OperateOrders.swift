public import Changes
import Diagnostics
import Mapping
public import Model
import Store
import Tabular

/// `daybook orders operate`: does operations to orders, from a file or one to many, or shows what that would do.
public struct OperateOrders: Sendable {
  /// Where the operations come from.
  public enum Source: Sendable {
    /// A file.
    case file(FileImport)
    /// One operation for all live orders that a filter lets through.
    case filter(OrderFilter, OrderOperation, OrderLine)
    /// One operation for the orders that a file lists; `-` for standard input.
    case list(String, OrderOperation, OrderLine)
  }

  /// Where the operations come from.
  public var source: Source
  /// Whether good operations are applied beside bad ones.
  public var acceptValid = false
  /// Whether only to show what would change.
  public var isDryRun = false
  /// Levels of repeats that are let through.
  public var allowedRepeats: Set<RepeatLevel> = []
  /// Why: kept with the batch.
  public var reason: String?

  /// A request.
  public init(_ source: Source) { self.source = source }

  /// Applies the operations as one batch; where nothing changes there is none.
  public func run(in session: Session) throws -> ChangeSummary {
    if !allowedRepeats.isEmpty, reason == nil {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "--allow-repeat needs a reason", "help": "say --reason WHY; it is kept with the batch"])
    }
    let workspace = session.workspace
    var request = OrderOperations.Request(
      try operations(in: session), zone: workspace.zone, temporaryFolder: workspace.folder)
    request.acceptValid = acceptValid
    request.allowedRepeats = allowedRepeats
    request.archive = workspace.archive
    request.reason = reason
    if case .file(let file) = source, case .file(let input, _, _) = request.source {
      let suffix = OrderOperations.rejectsSuffix(for: input.format)
      request.rejectsPath = file.rejectsPath(endingIn: suffix)
    }
    let change = OrderOperations(request, identity: session.identity, progress: session.progress)
    if isDryRun { return try change.check(Store.open(workspace.storePath, .readOnly)) }
    let store = try Store.open(workspace.storePath, .readWrite)
    let summary = try change.apply(to: store)
    try store.close()
    return summary
  }

  private func operations(in session: Session) throws -> OrderOperations.Source {
    switch source {
    case .file(let file):
      let input = try InputFile.open(file.path, limits: file.options.limits)
      let catalog = MappingCatalog(folder: session.workspace.mappingsFolder)
      let chosen =
        try file.mapping.map { try OperationMapping.read(try catalog.find($0, in: .operations)) }
        ?? OperationRecogniser(catalog).mapping(for: input, options: file.options)
      return .file(input, chosen, file.options)
    case .filter(let filter, let kind, let values):
      return .selection(try filter.everyCondition(in: session), kind, values, text: filter.text)
    case .list(let path, let kind, let values): return .orders(try OrderIDFile.read(path), kind, values)
    }
  }
}
