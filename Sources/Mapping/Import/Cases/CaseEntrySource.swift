public import Diagnostics
public import Model
public import Tabular

/// Gives the entries of a file one by one, in the order of the file.
public final class CaseEntrySource {
  /// What became of a row.
  public enum Outcome {
    /// The entry holds its events.
    case read
    /// It has an error.
    case rejected
  }

  /// The entry of the last row.
  public let entry = CaseEntry()
  private let advance: (CaseEntry) throws -> Outcome?
  /// The place of what is said of a case, and of the entry id for nil.
  private let place: (CaseDetail?) -> SourceLocation

  fileprivate init(
    place: @escaping (CaseDetail?) -> SourceLocation, _ advance: @escaping (CaseEntry) throws -> Outcome?
  ) {
    self.advance = advance
    self.place = place
  }

  /// Where a row says something of its case.
  public func place(of fact: CaseDetail, _ line: Int) -> SourceLocation {
    var place = place(fact)
    place.line = line
    return place
  }

  /// Where a row has the source's own id of its event.
  public func placeOfEntry(_ line: Int) -> SourceLocation {
    var place = place(nil)
    place.line = line
    return place
  }

  /// Reads the next row into ``entry``; nil at the end.
  public func next() throws -> Outcome? { try advance(entry) }
}

extension CaseMapping {
  /// Begins to read a file. What is wrong with rows goes to `found`.
  ///
  /// `zone` is that of times without one; nil takes what the mapping says. Fails with `rejected` where the mapping is for
  /// another shape of files, or the header lacks what no event can do without.
  public func source(
    of file: InputFile, options: ReadOptions, zone: TimeZoneRules?, workspaceZone: TimeZoneRules?,
    found: @escaping (Diagnostic) -> Void
  ) throws -> CaseEntrySource {
    let zone = zone ?? self.zone(workspace: workspaceZone)
    switch shape(of: file) {
    case .table?: return try table(file, options, zone, found)
    case .xml?, .jsonl?: return try records(file, options, zone, found)
    case nil:
      throw Failure(
        .rejected, .casesWrongShape, at: SourceLocation(file: file.name),
        facts: [
          "mapping": name, "wanted": shapes.map(\.rawValue).joined(separator: " or "), "found": file.format.rawValue,
        ])
    }
  }

  /// Whether the rows of a file are rows of a table.
  public func readsTable(_ file: InputFile) -> Bool { shape(of: file) == .table }

  func shape(of file: InputFile) -> Shape? {
    let shape: Shape? =
      switch file.format {
      case .xml: .xml
      case .jsonLines: .jsonl
      default: file.format.isTable ? .table : nil
      }
    return shape.flatMap { shapes.contains($0) ? $0 : nil }
  }

  /// The user's options, with what the mapping says where the user says nothing.
  public func readOptions(_ options: ReadOptions) -> ReadOptions {
    var options = options
    options.delimiter = options.delimiter ?? delimiter
    options.encoding = options.encoding ?? encoding
    options.recordPath = options.recordPath ?? recordPath
    return options
  }

  func recordReader(of file: InputFile, _ options: ReadOptions) throws -> any RecordReader {
    let options = readOptions(options)
    let stream = try file.byteStream()
    return file.format == .xml
      ? XMLRecordReader(stream, file: file.name, path: options.recordPath, limits: options.limits)
      : JSONRecordReader(stream, file: file.name, limits: options.limits)
  }

  private func table(
    _ file: InputFile, _ options: ReadOptions, _ zone: TimeZoneRules?, _ found: @escaping (Diagnostic) -> Void
  ) throws -> CaseEntrySource {
    let reader = try file.table(readOptions(options))
    let sheet = reader.sheet
    var place = SourceLocation(file: file.name, sheet: sheet)
    let header = try reader.next()
    place.line = header?.number
    let titles = header?.cells.map { $0.text } ?? []
    let folded = titles.map { CaseMapping.folded($0) }
    var taken: Set<Int> = []
    let parser = CaseEntryParser(
      self, zone: zone,
      bind: { field in
        let columns = field.sources.compactMap { source in
          folded.firstIndex(of: CaseMapping.folded(source)).flatMap { folded[$0].isEmpty ? nil : $0 }
        }
        taken.formUnion(columns)
        return BoundCaseField(field: field, columns: columns)
      }, found: found)
    var missing: [String] = []
    for bound in parser.required where bound.columns.isEmpty && bound.field.fallback == nil {
      let name = bound.field.sources.joined(separator: " or ")
      if !missing.contains(name) { missing.append(name) }
    }
    guard missing.isEmpty else {
      throw Failure(
        .rejected,
        missing.map { Diagnostic(.error, .caseColumnMissing, at: place, facts: ["column": $0, "mapping": name]) })
    }
    for (column, title) in titles.enumerated() where !taken.contains(column) && !folded[column].isEmpty {
      place.column = column + 1
      place.field = title
      if !ignores(title) { found(unknownColumn(title, at: place)) }
    }
    let fileName = file.name
    let partPlace: (CaseDetail?) -> SourceLocation = { fact in
      var place = SourceLocation(file: fileName, sheet: sheet)
      let column = parser.columns(of: fact).first
      place.column = column.map { $0 + 1 }
      place.field = column.map { titles[$0] }
      return place
    }
    return CaseEntrySource(place: partPlace) { entry in
      while let row = try reader.next() {
        guard row.cells.contains(where: { !$0.utf8.trimmed.isEmpty }) else { continue }
        let cells = CaseRowCells(row: row, file: file.name, sheet: sheet, titles: titles)
        return parser.parse(cells, line: row.number, into: entry) ? .read : .rejected
      }
      return nil
    }
  }

  private func records(
    _ file: InputFile, _ options: ReadOptions, _ zone: TimeZoneRules?, _ found: @escaping (Diagnostic) -> Void
  ) throws -> CaseEntrySource {
    let reader = try recordReader(of: file, options)
    let names = CaseNames()
    let parser = CaseEntryParser(
      self, zone: zone,
      bind: { field in
        BoundCaseField(field: field, heads: field.paths.map { names.number(of: $0.names.first ?? "") })
      }, found: found)
    let heads = fields.flatMap { $0.paths.map { $0.names.first ?? "" } } + events.compactMap(\.each.first)
    var known = Set(heads.map(names.number))
    let fileName = file.name
    let place: (CaseDetail?) -> SourceLocation = { SourceLocation(file: fileName, field: $0?.rawValue) }
    return CaseEntrySource(place: place) { entry in
      guard let record = try reader.next() else { return nil }
      let cells = CaseNodeCells(record, of: record, file: file.name, names: names)
      for child in cells.children where known.insert(child.name).inserted {
        guard !self.ignores(child.node.name) else { continue }
        found(self.unknownColumn(child.node.name, at: SourceLocation(file: file.name, line: record.line)))
      }
      return parser.parse(cells, line: record.line, into: entry) ? .read : .rejected
    }
  }

  private func unknownColumn(_ name: String, at place: SourceLocation) -> Diagnostic {
    var known: [String] = []
    for field in fields {
      if let source = field.sources.first, !known.contains(source) { known.append(source) }
    }
    return Diagnostic(
      .warning, .caseUnknownColumn, at: place, facts: ["column": name, "columns": known.joined(separator: ", ")])
  }
}
