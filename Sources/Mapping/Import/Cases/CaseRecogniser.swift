import Diagnostics
public import Tabular

/// Finds the mapping of case events that a file is made for, by what stands in it.
public struct CaseRecogniser {
  private let catalog: MappingCatalog

  /// A recogniser over a catalogue.
  public init(_ catalog: MappingCatalog) { self.catalog = catalog }

  /// The mapping that asks for the most of what the file has; Daybook's own layout where none knows the file, whose
  /// reader then says what is missing.
  ///
  /// Fails with `rejected` where several know it equally well. A workspace's mapping with mistakes fails with
  /// `configuration`.
  public func mapping(for file: InputFile, options: ReadOptions) throws -> CaseMapping {
    var best: [CaseMapping] = []
    var score = 0
    for mapping in try catalog.files(in: .cases).map({ try CaseMapping.read($0) }) {
      let names = Set(try CaseRecogniser.names(in: file, mapping: mapping, options: options))
      let wanted = mapping.recognisedBy
      guard !names.isEmpty, !wanted.isEmpty else { continue }
      let isFitting = wanted.allSatisfy { $0.contains { names.contains(CaseMapping.folded($0)) } }
      guard isFitting, !mapping.notWith.contains(where: { names.contains(CaseMapping.folded($0)) }) else { continue }
      if wanted.count > score {
        best = [mapping]
        score = wanted.count
      } else if wanted.count == score {
        best.append(mapping)
      }
    }
    if best.count > 1 {
      throw Failure(
        .rejected, .recognisedTwice, at: SourceLocation(file: file.name),
        facts: ["found": best.map(\.name).joined(separator: ", ")])
    }
    return try best.first ?? CaseMapping.read(try catalog.find(CaseMapping.ownName, in: .cases))
  }

  /// The header names, or the names of the members of the first record, by their letters; none where the mapping is for
  /// another shape.
  private static func names(in file: InputFile, mapping: CaseMapping, options: ReadOptions) throws -> [String] {
    switch mapping.shape(of: file) {
    case nil: return []
    case .table?:
      let reader = try file.table(mapping.readOptions(options))
      // The row borrows the reader's memory.
      return try withExtendedLifetime(reader) {
        try reader.next()?.cells.map { CaseMapping.folded($0.text) } ?? []
      }
    case .xml?, .jsonl?:
      do {
        let first = try mapping.recordReader(of: file, options).next()
        return first?.children.map { CaseMapping.folded($0.name) } ?? []
      } catch let failure as Failure where failure.diagnostics.first?.code == .xmlWrongPath {
        // Another outermost element than the mapping's path names: not its file.
        return []
      }
    }
  }
}
