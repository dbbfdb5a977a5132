public import Diagnostics
public import Model
public import Tabular

/// Reads a cost source row by row. Plain sheets are imported by a faster reader and come here for a preview.
///
/// Rows that are no rows of the table (notes above the header, the header again, footers, records of other tags, rows that
/// the mapping skips) are passed over; ``skipped`` counts those below the header.
public final class CostRowSource {
  private let layout: CostLayout
  private let reader: any TableReader
  private let zone: TimeZoneRules
  private let sink: DiagnosticSink
  private var rowReader: CostRowReader
  private var controlHeader: CostHeader
  private var tally: CostControlTally
  private var carriedCurrency: String?
  private var rowsToSkip: Int
  private var unknownTags: Set<String> = []
  /// How often each reference came, where rows of the same are told apart by their number.
  private var timesReferred: [String: Int] = [:]
  /// Where the table begins.
  private var start: CostHeaderSearch.Place
  /// The line of the header; 0 where the file has none.
  public private(set) var headerLine: Int
  /// Rows below the header that are no rows of the table.
  public private(set) var skipped = 0

  /// Begins to read a file. Fails with `rejected` where its header is not the mapping's.
  public init(
    _ mapping: CostMapping, file: InputFile, options: ReadOptions, zone: TimeZoneRules, sink: DiagnosticSink
  ) throws {
    var layout = mapping.fullLayout
    let options = layout.readOptions(options, for: file)
    if let decision = CostMarkDecision(layout, mapping: mapping.name) {
      layout = try decision.decided(file, options, sink)
    }
    if let date = layout.date, !date.either.isEmpty {
      layout.date = try CostDateDecision(layout, date, mapping: mapping.name).decided(file, options, sink)
    }
    var reader = try file.table(options)
    if layout.footerRows > 0 { reader = FooterlessReader(reader, rows: layout.footerRows) }
    let place = try CostHeaderSearch(mapping: mapping.name, layout: layout, file: file.name).find(in: reader)
    self.reader = reader
    self.layout = layout
    self.zone = zone
    self.sink = sink
    start = place
    if place.firstRow != nil { headerLine = 0 } else { headerLine = place.line }
    rowsToSkip = layout.skippedRows
    rowReader = CostRowReader(
      layout: layout, header: place.header, zone: zone,
      location: SourceLocation(file: file.name, sheet: reader.sheet), sink: sink)
    controlHeader = CostHeader(layout.columns, titles: [])
    // What was rejected of a file is a part of it, whose totals were checked with the whole.
    let isOfRejects = place.header.isOfRejects || place.firstRow?.isOfRejects ?? false
    tally = CostControlTally(isOfRejects ? [] : layout.controls)
    try CostHeaderSearch.refuseDoubles(place.header, layout, rowReader.place(nil, line: place.line))
  }

  /// The sheet that is read; nil for formats without sheets.
  public var sheet: String? { reader.sheet }

  /// The facts of the next row; nil at the end. Call ``controls()`` then.
  public func next() throws -> CostRowFacts? {
    while let row = try start.nextRow(of: reader) {
      if let records = layout.records, !isData(row, records) { continue }
      if rowsToSkip > 0 {
        rowsToSkip -= 1
        skipped += 1
        continue
      }
      if row.cells.allSatisfy({ $0.utf8.trimmed.isEmpty }) { continue }
      // Downloads that were joined to one file.
      if rowReader.header.isRepeated(by: row) {
        skipped += 1
        continue
      }
      let values = CostRowValues(row: row, header: rowReader.header)
      var bad: CellMistake?
      if !tally.isIdle { bad = attempt { () throws(CellMistake) in try tally.readStated(values) } }
      if layout.skipped.contains(where: { values.holds($0) }) {
        if let bad { report(bad, line: row.number) }
        if let rule = layout.currency, rule.isCarried { carriedCurrency = values.text(rule) ?? carriedCurrency }
        skipped += 1
        continue
      }
      var facts = rowReader.facts(of: row, carried: &carriedCurrency)
      if let reference = facts.reference, layout.reference?.isNumbered == true {
        let times = timesReferred[reference, default: 0] + 1
        timesReferred[reference] = times
        if times > 1 { facts.reference = "\(reference)/\(times)" }
      }
      if !tally.isIdle {
        let mistake = attempt { () throws(CellMistake) in try tally.add(values, currency: facts.currency) }
        // What a cost or the row's total says wrongly was reported by its own rule already.
        if let mistake = bad ?? mistake, !facts.isBad {
          report(mistake, line: row.number)
          facts.isBad = true
        }
      }
      return facts
    }
    return nil
  }

  /// What the file states of itself, and what its rows add up to. To be asked for after the last row.
  public func controls() -> [CostControl] { tally.controls() }

  /// Where a cell of a row stands; the row where no column is named.
  public func place(_ position: Int?, line: Int) -> SourceLocation { rowReader.place(position, line: line) }

  /// Whether a record is one of the table; headers and totals are taken from the others.
  private func isData(_ row: Row, _ records: CostLayout.Records) -> Bool {
    let tag = row[0].text.trimmed
    if records.rows.contains(tag) { return true }
    if case .record(tag) = layout.header {
      let header = CostHeader(layout.columns, titles: row.cells.map { $0.text.trimmed })
      rowReader = CostRowReader(
        layout: layout, header: header, zone: zone, location: rowReader.location, sink: sink)
      return false
    }
    skipped += 1
    let values = CostRowValues(row: row, header: controlHeader)
    if let mistake = attempt({ () throws(CellMistake) in try tally.readStated(tag, values) }) {
      report(mistake, line: row.number)
    }
    if !records.others.contains(tag), unknownTags.insert(tag).inserted, unknownTags.count <= 20 {
      let facts = ["tag": "'\(tag.shortened)'"]
      sink.emit(Diagnostic(.warning, .costsUnknownRecord, at: rowReader.place(0, line: row.number), facts: facts))
    }
    return false
  }

  private func attempt(_ read: () throws(CellMistake) -> Void) -> CellMistake? {
    do {
      try read()
      return nil
    } catch {
      return error
    }
  }

  private func report(_ mistake: CellMistake, line: Int) {
    sink.emit(
      Diagnostic(
        .error, mistake.code, at: rowReader.place(mistake.position, line: line), facts: mistake.facts))
  }
}

extension CostLayout {
  /// The user's options, with what the mapping says where the user says nothing and the file's format has it.
  func readOptions(_ options: ReadOptions, for file: InputFile) -> ReadOptions {
    var options = options
    if file.format == .csv {
      options.delimiter = options.delimiter ?? delimiter
      options.encoding = options.encoding ?? encoding
    } else {
      options.sheet = options.sheet ?? sheet
    }
    return options
  }
}
