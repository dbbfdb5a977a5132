import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// Writes the rejected rows of a file in its own format: the original cells, then line, code and reason. Corrected, it
/// imports again, since columns that a mapping does not know are ignored.
///
/// The file is read a second time, so that memory does not grow with the number of bad rows; the same parser says again
/// why a row is bad.
enum RejectsFile {
  static func write(
    to path: String, request: CostImport.Request, rows: CostRows, late: [LateRejection],
    connection: StoreConnection
  ) throws {
    guard request.mapping.isPlainSheet else {
      return try StatementRejects(request, rows, connection).write(to: path, late: late)
    }
    let reader = try request.input.table(request.options)
    // The parser is given what an import sees, the file what stands in the original.
    let originals = try request.input.table(RejectsOutput.verbatim(request.options))
    let output = try RejectsOutput(
      path: path, like: request.input, options: request.options, sheet: rows.location.sheet)
    guard let titles = try reader.next(), let header = try originals.next(),
      let columns = CostColumns(
        header: titles, mapping: request.mapping, location: rows.location, sink: DiagnosticSink(keptPerCode: 0))
    else { return }
    try output.header(header)
    let parser = CostRowParser(columns: columns, location: rows.location)
    let periods = try PeriodGuard(connection)
    let join = try OrderJoin(
      connection, columns: columns, location: rows.location, suspicions: request.suspicions,
      folder: request.temporaryFolder, sink: DiagnosticSink(keptPerCode: 0))
    var content = ContentDigest()
    var late = late.sorted { $0.line < $1.line }[...]
    var rejected = (rows.rejectedLines + Set(late.map(\.line))).sorted()[...]
    while let next = rejected.first, let row = try reader.next(), let original = try originals.next() {
      guard row.number == Int(next) else { continue }
      rejected.removeFirst()
      // Everything that is wrong with the row, also several times the same.
      let sink = DiagnosticSink(keptPerCode: .max)
      if case .record(let record, _) = parser.parse(row, sink: sink, content: &content) {
        _ = periods.refuses(rowDated: request.datedOn, at: rows.location, line: row.number, sink: sink)
        let id = row[columns.order]
        if let problem = try join.problem(with: id, line: Int(record.line)) { sink.emit(problem) }
      }
      while let rejection = late.first, rejection.line == next {
        sink.emit(rejection.diagnostic(at: rows.place))
        late.removeFirst()
      }
      try output.reject(original, line: Int(next), because: sink.kept)
    }
    try output.commit()
  }
}
