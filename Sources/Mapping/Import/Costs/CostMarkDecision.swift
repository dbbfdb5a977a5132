import Diagnostics
import Tabular

/// Decides whether the amounts of a file have a point or a comma before their decimals, where its mapping leaves that to
/// the file: a source writes `37.50` in one country and `37,50` in another.
struct CostMarkDecision {
  /// So many amounts tell enough.
  private static let mostAmounts = 2000

  private let layout: CostLayout
  private let withCommas: CostLayout
  private let mapping: String

  /// Nil where the mapping says which mark it is.
  init?(_ layout: CostLayout, mapping: String) {
    guard let other = layout.withCommas.first else { return nil }
    self.layout = layout
    withCommas = other
    self.mapping = mapping
  }

  /// The layout with the mark that more of the file's amounts fit; with a point, and a warning where that makes other amounts,
  /// where both fit equally well.
  func decided(_ file: InputFile, _ options: ReadOptions, _ sink: DiagnosticSink) throws -> CostLayout {
    let reader = try file.table(options)
    var place = try CostHeaderSearch(mapping: mapping, layout: layout, file: file.name).find(in: reader)
    var header = place.header
    var points = 0
    var commas = 0
    var seen = 0
    var differing: (line: Int, text: String)?
    while seen < CostMarkDecision.mostAmounts, let row = try place.nextRow(of: reader) {
      if let records = layout.records, !records.rows.contains(row[0].text.trimmed) {
        if case .record(row[0].text.trimmed) = layout.header {
          header = CostHeader(layout.columns, titles: row.cells.map { $0.text.trimmed })
        }
        continue
      }
      for position in amountPositions(header) {
        let cell = row[position]
        guard cell.kind == .text, !cell.utf8.trimmed.isEmpty else { continue }
        seen += 1
        let (point, comma) = (amount(cell, layout.money), amount(cell, withCommas.money))
        if point != nil { points += 1 }
        if comma != nil { commas += 1 }
        if let point, let comma, point != comma { differing = differing ?? (row.number, cell.text) }
      }
    }
    if points == commas, let differing {
      let line = SourceLocation(file: file.name, sheet: reader.sheet, line: differing.line)
      sink.emit(
        Diagnostic(
          .warning, .costsPointOrComma, at: line, facts: ["value": "'\(differing.text)'", "mapping": mapping]))
    }
    return commas > points ? withCommas : layout
  }

  private func amountPositions(_ header: CostHeader) -> Set<Int> {
    Set(layout.columns.amounts.flatMap { header.positions[$0] })
  }

  /// What a cell comes to; nil where the form does not fit it, which is reported when its row is read, and of a blank one.
  private func amount(_ cell: Cell, _ form: MoneyForm) -> Int64? {
    do {
      return try form.amount(cell)
    } catch {
      return nil
    }
  }
}
