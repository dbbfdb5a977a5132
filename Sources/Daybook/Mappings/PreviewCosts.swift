import Diagnostics
public import Mapping
public import Tabular

/// `daybook mapping preview FILE`: the first rows of a cost source as a mapping reads them. Nothing is looked for in the
/// store.
public struct PreviewCosts: Sendable {
  /// The file.
  public var path: String
  /// The mapping's name or path; nil: recognised by the header.
  public var mapping: String?
  /// At most so many rows.
  public var rows: Int
  /// Sheet, delimiter, encoding and limits.
  public var options = ReadOptions()

  /// A request for the first rows of a file.
  public init(path: String, mapping: String? = nil, rows: Int = 10) {
    self.path = path
    self.mapping = mapping
    self.rows = rows
  }

  /// The mapping's name and the rows. Fails with `rejected` where the file is not the mapping's.
  public func run(in session: Session) throws -> (mapping: String, preview: CostPreview) {
    let input = try InputFile.open(path, limits: options.limits)
    let catalog = MappingCatalog(folder: session.workspace.mappingsFolder)
    let found =
      try mapping.map { try CostMapping.read(try catalog.find($0, in: .costs)) }
      ?? CostRecogniser(catalog).mapping(for: input, options: options)
    let preview = try CostPreview(
      input, mapping: found, options: options, zone: session.workspace.zone, rows: rows)
    return (found.name, preview)
  }
}
