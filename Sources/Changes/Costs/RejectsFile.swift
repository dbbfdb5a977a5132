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
    let originals = try request.input.table(RejectsOutput.verbatim(request.options))
    let output = try RejectsOutput(
      path: path, like: request.input, options: request.options, sheet: rows.location.sheet)
    guard let header = try originals.next() else { return }
    let found = withoutGuards(header, request, rows) {
      CostColumns(
        header: $0, mapping: request.mapping, location: rows.location, sink: DiagnosticSink(keptPerCode: 0))
    }
    guard let columns = found else { return }
    try output.header(header)
    let parser = CostRowParser(columns: columns, location: rows.location)
    let periods = try PeriodGuard(connection)
    let join = try OrderJoin(
      connection, columns: columns, location: rows.location, suspicions: request.suspicions,
      folder: request.temporaryFolder, sink: DiagnosticSink(keptPerCode: 0))
    var content = ContentDigest()
    var late = late.sorted { $0.line < $1.line }[...]
    var rejected = (rows.rejectedLines + Set(late.map(\.line))).sorted()[...]
    while let next = rejected.first, let original = try originals.next() {
      guard original.number == Int(next) else { continue }
      rejected.removeFirst()
      // Everything that is wrong with the row, also several times the same.
      let sink = DiagnosticSink(keptPerCode: .max)
      try withoutGuards(original, request, rows) { row in
        guard case .record(let record, _) = parser.parse(row, sink: sink, content: &content) else { return }
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

  /// Calls `body` with a row as an import sees it, of the row as it stands in the file.
  private static func withoutGuards<T>(
    _ original: Row, _ request: CostImport.Request, _ rows: CostRows, _ body: (Row) throws -> T
  ) rethrows -> T {
    let isDelimitedText = rows.location.sheet == nil && request.options.columns == nil
    guard isDelimitedText else { return try body(original) }
    let cells = original.cells.map { Cell(kind: $0.kind, utf8: FormulaGuard.unguarded($0.utf8)) }
    return try cells.withUnsafeBufferPointer { try body(Row(number: original.number, cells: $0)) }
  }
}
