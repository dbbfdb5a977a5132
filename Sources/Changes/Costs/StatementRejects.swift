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
  private let sink = DiagnosticSink(keptPerCode: .max)

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
    let options = request.mapping.readOptions(request.options, for: request.input)
    let originals = try request.input.table(RejectsOutput.verbatim(options))
    let output = try RejectsOutput(path: path, like: request.input, options: options, sheet: originals.sheet)
    var late = late.sorted { $0.line < $1.line }[...]
    var rejected = (rows.rejectedLines + Set(late.map(\.line))).sorted()[...]
    var hasData = false
    while let original = try originals.next() {
      if original.number < source.headerLine {
        try output.copy(original)
      } else if original.number == source.headerLine {
        try output.header(original)
      } else if let next = rejected.first, original.number == Int(next) {
        rejected.removeFirst()
        var reasons = try reasons(ofLine: Int(next))
        while let rejection = late.first, rejection.line == next {
          reasons.append(rejection.diagnostic(at: rows.place))
          late.removeFirst()
        }
        try output.reject(original, line: Int(next), because: reasons)
      } else if request.mapping.isHeaderRecord(original) || !hasData && request.mapping.isOtherRecord(original) {
        // What stands before the data says what the file is; what stands behind it totals rows that are not here.
        try output.copy(original)
      }
      if original.number > source.headerLine, !request.mapping.isOtherRecord(original) { hasData = true }
      if rejected.isEmpty, original.number > source.headerLine { break }
    }
    try output.commit()
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
        if facts.rowClass == .unmatched {
          let isError = request.mapping.onUnmatched == .error
          sink.emit(CostStatement.unclassified(facts, source, request.mapping, isError: isError))
        }
      }
      return sink.drain().filter { $0.severity == .error }
    }
    return []
  }
}
