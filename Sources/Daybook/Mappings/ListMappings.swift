public import Mapping

/// `daybook mapping list`: the mappings that can be used here.
public struct ListMappings: Sendable {
  /// A request for all.
  public init() {}

  /// The mappings by section and name; those of the workspace stand in place of shipped ones of the same name.
  public func run(in session: Session) throws -> [MappingFile] {
    try MappingCatalog(folder: session.workspace.mappingsFolder).allFiles()
  }
}
