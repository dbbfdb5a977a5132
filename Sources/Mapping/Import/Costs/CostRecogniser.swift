import Diagnostics
public import Tabular

/// Finds the mapping of costs that a file is made for, by its header.
public struct CostRecogniser {
  /// A mapping that fits a file, or the nearest that does not.
  private struct Candidate {
    var mapping: CostMapping
    var weight: Int
    var missing: [String]
    var line: Int
  }

  private let catalog: MappingCatalog

  /// A recogniser over a catalogue.
  public init(_ catalog: MappingCatalog) { self.catalog = catalog }

  /// The mapping that asks for the most of what the file has.
  ///
  /// Fails with `rejected` where none fits (the diagnostic names the nearest and what it lacks, or the file that this is in
  /// truth), or where several fit equally well. A workspace's mapping with mistakes fails with `configuration`.
  public func mapping(for file: InputFile, options: ReadOptions) throws -> CostMapping {
    guard file.format.isTable || options.delimiter != nil else {
      throw Failure(
        .rejected, .costsNotATable, at: SourceLocation(file: file.name), facts: ["format": file.format.rawValue])
    }
    let mappings = try catalog.files(in: .costs).map { try CostMapping.read($0) }
    let samples = CostSamples(file, options)
    var candidates: [Candidate] = []
    var found: [String] = []
    for mapping in mappings {
      guard let rows = try samples.rows(for: mapping) else { continue }
      guard !rows.isEmpty else {
        if let other = try otherSheet(file, options) { throw other }
        throw Failure(.rejected, .costsEmptyFile, at: SourceLocation(file: file.name))
      }
      if found.isEmpty { found = rows[0].titles }
      if let candidate = CostRecogniser.candidate(mapping, rows) { candidates.append(candidate) }
    }
    let fitting = candidates.filter(\.missing.isEmpty)
    let weight = fitting.map(\.weight).max() ?? 0
    let best = fitting.filter { $0.weight == weight }
    if let found = best.first, best.count == 1 { return found.mapping }
    guard best.isEmpty else {
      throw Failure(
        .rejected, .recognisedTwice, at: SourceLocation(file: file.name),
        facts: ["found": best.map(\.mapping.name).joined(separator: ", ")])
    }
    if let other = try otherSheet(file, options) { throw other }
    throw try failure(candidates, mappings, samples, file, found: found)
  }

  /// What to say where the first sheet of a workbook is no costs, and another one is; nil where none is.
  private func otherSheet(_ file: InputFile, _ options: ReadOptions) throws -> Failure? {
    guard options.sheet == nil else { return nil }
    for sheet in try file.sheets().filter({ $0.state == .visible && $0.kind == .sheet }).dropFirst() {
      var options = options
      options.sheet = sheet.name
      do {
        let mapping = try mapping(for: file, options: options)
        return Failure(
          .rejected, .costsOtherSheet, at: SourceLocation(file: file.name),
          facts: ["sheet": sheet.name, "mapping": mapping.name])
      } catch let failure as Failure where failure.exit == .rejected {
        continue
      }
    }
    return nil
  }

  /// How well rows fit a mapping; nil where it is only used by name.
  private static func candidate(_ mapping: CostMapping, _ rows: [CostSamples.Line]) -> Candidate? {
    guard let layout = mapping.layout else { return sheetCandidate(mapping, rows) }
    let wanted = layout.recognition
    guard !wanted.isByNameOnly else { return nil }
    var nearest = Candidate(
      mapping: mapping, weight: wanted.weight, missing: wanted.missing(in: []), line: rows[0].number)
    for row in rows {
      switch layout.header {
      case .row(let number) where row.number != number: continue
      case .record(let tag) where row.titles.first != tag: continue
      case .none where row.number != rows[0].number: continue
      default: break
      }
      let missing = wanted.missing(in: row.titles)
      if missing.count < nearest.missing.count {
        nearest.missing = missing
        nearest.line = row.number
      }
      if missing.isEmpty { break }
    }
    return nearest
  }

  /// A plain sheet has its header in the first row: the order's id, and at least one amount.
  private static func sheetCandidate(_ mapping: CostMapping, _ rows: [CostSamples.Line]) -> Candidate {
    let names = Set(rows[0].titles.map(CostMapping.folded))
    var missing: [String] = []
    if !names.contains(CostMapping.folded(mapping.orderColumn)) { missing.append(mapping.orderColumn) }
    if !mapping.amounts.contains(where: { names.contains(CostMapping.folded($0.title)) }) {
      missing.append(mapping.amounts.map(\.title).joined(separator: " or "))
    }
    return Candidate(mapping: mapping, weight: 2, missing: missing, line: rows[0].number)
  }

  private func failure(
    _ candidates: [Candidate], _ mappings: [CostMapping], _ samples: CostSamples, _ file: InputFile, found: [String]
  ) throws -> Failure {
    var likeness: (file: CostLayout.LookAlike, line: Int)?
    for mapping in mappings {
      guard let layout = mapping.layout, let rows = try samples.rows(for: mapping) else { continue }
      for row in rows {
        guard let other = layout.lookAlike(in: row.titles) else { continue }
        if other.columns.count > likeness?.file.columns.count ?? 0 { likeness = (other, row.number) }
      }
    }
    if let likeness {
      return Failure(
        .rejected, .costsWrongReport, at: SourceLocation(file: file.name, line: likeness.line),
        facts: ["name": likeness.file.name, "advice": likeness.file.advice])
    }
    // Nearest is who finds the greatest part of what it asks for, if that is at least a half. Cells that may hold
    // anything are found in any file: of a mapping that knows no names only one thing may be missing.
    let near = candidates.filter {
      $0.mapping.layout?.recognition.columns.isEmpty == true
        ? $0.missing.count == 1 : $0.missing.count * 2 <= $0.weight
    }
    let nearest = near.min {
      $0.missing.count * $1.weight < $1.missing.count * $0.weight
    }
    guard let nearest else {
      return Failure(
        .rejected, .notRecognised, at: SourceLocation(file: file.name),
        facts: [
          "section": "costs", "known": "'daybook mapping list' shows them",
          "found": found.prefix(4).joined(separator: ", "),
        ])
    }
    return Failure(
      .rejected, .costsNotRecognised, at: SourceLocation(file: file.name, line: nearest.line),
      facts: [
        "nearest": nearest.mapping.name, "missing": nearest.missing.joined(separator: ", "),
      ])
  }
}

/// The first rows of a file, read once for each way in which mappings read it.
final class CostSamples {
  /// A row's number and its cells.
  struct Line {
    var number: Int
    var titles: [String]
  }

  private let file: InputFile
  private let options: ReadOptions
  private var known: [ReadOptions: [Line]?] = [:]

  init(_ file: InputFile, _ options: ReadOptions) {
    self.file = file
    self.options = options
  }

  /// The rows as a mapping reads them; nil where its sheet is not there or its encoding does not fit.
  func rows(for mapping: CostMapping) throws -> [Line]? {
    let wanted = mapping.layout?.readOptions(options, for: file) ?? options
    if let rows = known[wanted] { return rows }
    let rows = try read(wanted)
    known[wanted] = .some(rows)
    return rows
  }

  private func read(_ wanted: ReadOptions) throws -> [Line]? {
    do {
      let reader = try file.table(wanted)
      var rows: [Line] = []
      while rows.count < CostHeaderSearch.mostRows, let row = try reader.next() {
        rows.append(Line(number: row.number, titles: row.cells.map { $0.text.trimmed }))
      }
      return rows
    } catch let failure as Failure where failure.exit == .rejected && wanted != options {
      // Read in another mapping's way, the file may be damaged, or be without the sheet: then it is not its file.
      return nil
    }
  }
}
