public import Diagnostics
public import Model

/// Checks a mapping of any kind by what its `kind:` says.
public enum MappingCheck {
  /// All mistakes of a mapping; none when it can be used. `exportFields` are what an export can show (the store's
  /// catalogue).
  public static func diagnostics(of file: MappingFile, exportFields: [ExportField], rules: ExportRules = .withoutSQL)
    -> [Diagnostic]
  {
    let mistakes = YAMLMistakes(file: file.shownPath)
    guard let group = YAMLFile.read(file.bytes, mistakes),
      let kind = group.requiredValue("kind")?.choice(among: [
        "costs", "orders", "cases", "operations", "customers", "export",
      ])
    else { return mistakes.diagnostics }
    switch kind {
    case "costs": return CostMapping.check(file.bytes, file: file.shownPath)
    case "orders": return OrderMapping.check(file.bytes, file: file.shownPath)
    case "cases": return CaseMapping.check(file.bytes, file: file.shownPath)
    case "customers": return CustomerMapping.check(file.bytes, file: file.shownPath)
    case "operations": return OperationMapping.check(file.bytes, file: file.shownPath)
    default: return ExportLayout.check(file, fields: exportFields, rules: rules)
    }
  }
}

extension MappingCatalog {
  /// The mappings of a name in whatever section, or the one at a path. Errors as for ``find(_:in:)``.
  public func find(_ nameOrPath: String) throws -> [MappingFile] {
    if MappingCatalog.isPath(nameOrPath) {
      let file = try find(nameOrPath, in: .exports)
      let kind = MappingCatalog.kind(of: file.bytes)
      let section = MappingSection.allCases.first { kind.map($0.kinds.contains) ?? false }
      return [MappingFile(name: file.name, section: section ?? .exports, origin: file.origin, bytes: file.bytes)]
    }
    let all = try allFiles()
    let found = all.filter { $0.name == nameOrPath }
    if !found.isEmpty { return found }
    let names = all.map(\.name)
    throw Failure(
      .configuration, .noSuchMapping,
      facts: [
        "name": nameOrPath, "section": "any use", "nearest": nearestName(to: nameOrPath, among: names) ?? "none",
        "known": names.joined(separator: ", "),
      ])
  }

  /// All mappings of all sections.
  public func allFiles() throws -> [MappingFile] { try MappingSection.allCases.flatMap { try files(in: $0) } }
}

extension MappingFile {
  /// What of a file an import mapping recognises it by: columns, or members of a record. Empty for export layouts, mappings
  /// that are used by name only, and those with mistakes, which 'mapping check' tells.
  public var recognisedColumns: [String] {
    do {
      switch section {
      case .costs: return try CostMapping.read(self).recognisedColumns
      case .orders: return try OrderMapping.read(self).recognisedBy
      case .cases: return try CaseMapping.read(self).recognisedBy.compactMap(\.first)
      case .operations: return try OperationMapping.read(self).recognisedBy
      case .customers: return try CustomerMapping.read(self).recognisedBy
      case .exports: return []
      }
    } catch {
      return []
    }
  }
}
