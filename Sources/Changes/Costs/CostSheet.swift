import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// Reads a plain cost sheet: an order's id and amounts.
enum CostSheet {
  /// Reads the whole file. Nil when its header cannot be used; the diagnostics say why.
  static func read(
    _ reader: any TableReader, _ request: CostImport.Request, _ connection: StoreConnection, sink: DiagnosticSink,
    progress: ProgressReport
  ) throws -> CostRows? {
    var location = SourceLocation(file: request.input.name, sheet: reader.sheet)
    guard let header = try reader.next() else {
      sink.emit(Diagnostic(.error, .costsEmptyFile, at: location))
      return nil
    }
    location.line = header.number
    guard let columns = CostColumns(header: header, mapping: request.mapping, location: location, sink: sink) else {
      return nil
    }
    location.line = nil
    let parser = CostRowParser(columns: columns, location: location)
    let periods = try PeriodGuard(connection)
    var join = try OrderJoin(
      connection, columns: columns, location: location, suspicions: request.suspicions,
      folder: request.temporaryFolder, sink: sink)
    var content = ContentDigest()
    var counts = BatchCounts()
    while let row = try reader.next() {
      switch parser.parse(row, sink: sink, content: &content) {
      case .blank: continue
      case .record(let record, let isBad):
        let isClosed = periods.refuses(rowDated: request.datedOn, at: location, line: row.number, sink: sink)
        try join.add(record, id: row[columns.order], isBad: isBad || isClosed)
      case .rejected: join.reject(line: row.number)
      }
      counts.rows += 1
      if counts.rows & 0x3FFF == 0 { try progress(counts.rows, nil) }
    }
    try join.finish(sink)
    counts.rejected = join.rejectedLines.count
    if counts.rows == 0 { sink.emit(Diagnostic(.warning, .costsNoRows, at: location)) }
    return CostRows(
      location: location, spool: .plain(join.spool), content: content, counts: counts,
      rejectedLines: join.rejectedLines,
      temporaryFolder: request.temporaryFolder, scale: join.scale, kinds: Set(request.mapping.amounts.map(\.kind))
    ) { [location] kind, line in columns.place(of: kind, line: line, in: location) }
  }
}
