import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// Writes the rejected rows of an invoice, settlement or statement: what stands above the table as it is, the header, and the
/// rejected rows, each with line, code and reason behind its own cells. Corrected, it imports again.
///
/// The file is read a second time, so that memory does not grow with the number of bad rows; the same code says again why a
/// row is bad.
struct StatementRejects {
  private let request: CostImport.Request
  private let rows: CostRows
  private let source: CostRowSource
  private let join: CostKeyJoin
  private let periods: PeriodGuard
  private let sink = DiagnosticSink(keptPerCode: 3)

  /// What is needed to say again why rows are bad.
  init(_ request: CostImport.Request, _ rows: CostRows, _ connection: StoreConnection) throws {
    self.request = request
    self.rows = rows
    let source = try CostRowSource(
      request.mapping, file: request.input, options: request.options, zone: request.zone, sink: sink)
    self.source = source
    join = try CostKeyJoin(connection, mapping: request.mapping) { source.place($0, line: $1) }
    periods = try PeriodGuard(connection)
  }

  /// Writes the file.
  func write(to path: String, late: [LateRejection]) throws {
    var verbatim = request.mapping.readOptions(request.options, for: request.input)
    verbatim.keepsFormulaGuards = true
    let originals = try request.input.table(verbatim)
    let file = try OutputFile(path: path)
    let writer = try CSVWriter(to: file, options: CSVOptions(formulaGuard: false))
    var late = late.sorted { $0.line < $1.line }[...]
    var rejected = (rows.rejectedLines + Set(late.map(\.line))).sorted()[...]
    while let original = try originals.next() {
      if original.number < source.headerLine {
        try write(original, [], writer)
      } else if original.number == source.headerLine {
        try write(original, ["Line", "Code", "Reason"], writer)
      } else if let next = rejected.first, original.number == Int(next) {
        rejected.removeFirst()
        var reasons = try reasons(ofLine: Int(next))
        while let rejection = late.first, rejection.line == next {
          reasons.append(rejection.diagnostic(at: rows.place))
          late.removeFirst()
        }
        let codes = reasons.map(\.code.name).joined(separator: "; ")
        try write(original, [String(next), codes, reasons.map(\.message).joined(separator: "; ")], writer)
      } else if request.mapping.isHeaderRecord(original) {
        try write(original, [], writer)
      }
      if rejected.isEmpty, original.number > source.headerLine { break }
    }
    try writer.finish()
    _ = try file.commit()
  }

  private func write(_ row: Row, _ more: [String], _ writer: CSVWriter) throws {
    for cell in row.cells { try writer.text(cell.utf8) }
    for text in more { try writer.text(text) }
    try writer.endRow()
  }

  /// The errors of one row. Rows are asked for in the order of the file.
  private func reasons(ofLine line: Int) throws -> [Diagnostic] {
    while let facts = try source.next() {
      guard facts.line >= line else {
        _ = sink.drain()
        continue
      }
      if !facts.isBad, !facts.costs.isEmpty {
        let place = source.place(nil, line: facts.line)
        _ = periods.refuses(rowDated: facts.entryOn ?? request.datedOn, at: place, line: facts.line, sink: sink)
        if facts.rowClass == .orderCost { _ = try join.find(facts, sink: sink) }
        if facts.rowClass == .unmatched { sink.emit(CostStatement.unclassified(facts, request, source)) }
      }
      return sink.drain().filter { $0.severity == .error }
    }
    return []
  }
}
