import Diagnostics
import Model
import Store
import Tabular

/// Writes the rejected rows of a file: the original cells, then line, code and reason. Corrected, it imports again,
/// since columns that a mapping does not know are ignored.
///
/// The file is read a second time, so that memory does not grow with the number of bad rows; the same parser says again
/// why a row is bad.
enum RejectsFile {
  static func write(
    to path: String, request: CostImport.Request, sheet: CostSheet, conflicts: [CostEvaluation.Conflict],
    connection: StoreConnection
  ) throws {
    let reader = try request.input.table(request.options)
    // The parser is given what an import sees, the file what stands in the original.
    var verbatim = request.options
    verbatim.keepsFormulaGuards = true
    let originals = try request.input.table(verbatim)
    let file = try OutputFile(path: path)
    // Original cells stay untouched: no formula guard.
    let writer = try CSVWriter(to: file, options: CSVOptions(formulaGuard: false))
    guard try reader.next() != nil, let header = try originals.next() else { return }
    let width = header.count
    var headings = header.cells.map { ColumnHeading($0.text, kind: .text) }
    headings += ["Line", "Code", "Reason"].map { ColumnHeading($0, kind: .text) }
    try writer.header(headings)
    let parser = CostRowParser(columns: sheet.columns, location: sheet.location)
    let join = try OrderJoin(connection, columns: sheet.columns, location: sheet.location)
    var content = ContentDigest()
    var conflicts = conflicts.sorted { $0.line < $1.line }[...]
    var rejected = (sheet.rejectedLines + Set(conflicts.map(\.line))).sorted()[...]
    while let next = rejected.first, let row = try reader.next(), let original = try originals.next() {
      guard row.number == Int(next) else { continue }
      rejected.removeFirst()
      let sink = DiagnosticSink(keptPerCode: 1)
      if case .record(let record, _) = parser.parse(row, sink: sink, content: &content) {
        let id = row[sheet.columns.order]
        if let problem = try join.problem(with: id, line: Int(record.line)) { sink.emit(problem) }
      }
      while let conflict = conflicts.first, conflict.line == next {
        let order = row[sheet.columns.order].text
        sink.emit(sheet.columns.conflict(of: order, conflict.kind, line: row.number, in: sheet.location))
        conflicts.removeFirst()
      }
      for index in 0..<width { try writer.text(original[index].utf8) }
      try writer.text(String(next))
      try writer.text(sink.kept.map(\.code.name).joined(separator: "; "))
      try writer.text(sink.kept.map(\.message).joined(separator: "; "))
      // Cells beyond the header come last, so that the others stay under their titles.
      for index in width..<max(width, original.count) { try writer.text(original[index].utf8) }
      try writer.endRow()
    }
    try writer.finish()
    _ = try file.commit()
  }
}
