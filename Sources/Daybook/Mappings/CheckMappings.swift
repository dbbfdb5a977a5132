public import Diagnostics
public import Mapping
import Store

/// `daybook mapping check`: all mistakes of mappings, before any row is read.
public struct CheckMappings: Sendable {
  /// Names or paths; empty for all mappings.
  public var names: [String]

  /// A request for some mappings.
  public init(names: [String] = []) { self.names = names }

  /// A mapping and what is wrong with it.
  public struct Result: Sendable {
    /// The mapping.
    public let file: MappingFile
    /// Its mistakes in the order of the file; none when it can be used.
    public let diagnostics: [Diagnostic]
    /// Whether it can be used: warnings do not count.
    public var isValid: Bool { !diagnostics.contains { $0.severity == .error } }
  }

  /// The mappings with their mistakes. Fails with `configuration` for a name that no mapping has.
  public func run(in session: Session) throws -> [Result] {
    let catalog = MappingCatalog(folder: session.workspace.mappingsFolder)
    let files = names.isEmpty ? try catalog.allFiles() : try names.flatMap { try catalog.find($0) }
    return files.map {
      Result(
        file: $0,
        diagnostics: MappingCheck.diagnostics(
          of: $0, exportFields: ExportCatalogue.fields, rules: session.workspace.exportRules(of: $0.name)))
    }
  }
}
