import Diagnostics
import Model
public import Tabular

/// Finds the mapping of orders that a file is made for, by what stands in it.
public struct OrderRecogniser {
  private let catalog: MappingCatalog

  /// A recogniser over a catalogue.
  public init(_ catalog: MappingCatalog) { self.catalog = catalog }

  /// The mapping that asks for the most of what the file has: of a table its header names, of XML the record's path, of
  /// JSON Lines the keys of the first record.
  ///
  /// Fails with `rejected` where no mapping knows the file, or several know it equally well; the diagnostic lists them.
  /// A workspace's mapping with mistakes fails with `configuration`.
  public func mapping(for file: InputFile, options: ReadOptions) throws -> OrderMapping {
    let files = try catalog.files(in: .orders)
    let mappings = try files.map { try OrderMapping.read($0) }
    var best: [OrderMapping] = []
    var score = 0
    var seen: [String] = []
    for mapping in mappings {
      let names = try OrderRecogniser.names(in: file, mapping: mapping, options: options)
      if !names.isEmpty { seen = names }
      let known = Set(names.map { $0.lowercased() })
      let wanted = mapping.recognisedBy.map { $0.trimmed.lowercased() }
      guard !names.isEmpty, !wanted.isEmpty, wanted.allSatisfy(known.contains) else { continue }
      if wanted.count > score {
        best = [mapping]
        score = wanted.count
      } else if wanted.count == score {
        best.append(mapping)
      }
    }
    if let found = best.first, best.count == 1 { return found }
    let location = SourceLocation(file: file.name)
    guard best.isEmpty else {
      throw Failure(
        .rejected, .recognisedTwice, at: location, facts: ["found": best.map(\.name).joined(separator: ", ")])
    }
    throw Failure(
      .rejected, .notRecognised, at: location,
      facts: [
        "section": "orders", "known": files.map(\.name).joined(separator: ", "),
        "found": seen.isEmpty ? file.format.rawValue : seen.prefix(4).joined(separator: ", "),
      ])
  }

  /// The header names, or the names of the members of the first record; none where the mapping is for another shape.
  private static func names(in file: InputFile, mapping: OrderMapping, options: ReadOptions) throws -> [String] {
    switch mapping.shape {
    case .table:
      guard file.format.isTable else { return [] }
      let reader = try file.table(mapping.readOptions(options))
      // The row borrows the reader's memory.
      return try withExtendedLifetime(reader) { try reader.next()?.cells.map { $0.text.trimmed } ?? [] }
    case .xml, .jsonl:
      guard file.format == (mapping.shape == .xml ? .xml : .jsonLines) else { return [] }
      do {
        let first = try mapping.recordReader(of: file, options: options).next()
        return first?.children.map(\.name) ?? []
      } catch let failure as Failure where failure.diagnostics.first?.code == .xmlWrongPath {
        // Another outermost element than the mapping's path names: not its file.
        return []
      }
    }
  }
}
