import Diagnostics
import Model
import Tabular

/// Decides in which of several forms the days of a file are written: `9/4/2018` may be April or September, and a file has
/// it in one way throughout.
struct CostDateDecision {
  private let layout: CostLayout
  private let rule: DateRule
  private let mapping: String

  init(_ layout: CostLayout, _ rule: DateRule, mapping: String) {
    self.layout = layout
    self.rule = rule
    self.mapping = mapping
  }

  /// The rule with the one form that all rows fit; the first of them, with a warning, where several do and the days
  /// differ. Reads the file once.
  func decided(_ file: InputFile, _ options: ReadOptions, _ sink: DiagnosticSink) throws -> DateRule {
    let reader = try file.table(options)
    var place = try CostHeaderSearch(mapping: mapping, layout: layout, file: file.name).find(in: reader)
    var header = place.header
    var fitting = rule.either
    var differing: (line: Int, text: String)?
    var isAmbiguous = false
    while fitting.count > 1, let row = try place.nextRow(of: reader) {
      if let records = layout.records {
        let tag = row[0].text.trimmed
        if case .record(tag) = layout.header {
          header = CostHeader(layout.columns, titles: row.cells.map { $0.text.trimmed })
        }
        guard records.rows.contains(tag) else { continue }
      }
      guard let cell = CostRowValues(row: row, header: header).cell(rule.column)?.cell, cell.kind == .text else {
        continue
      }
      let text = Array(cell.utf8.trimmed)[...]
      let days = fitting.map { $0.read(text)?.wall.date }
      // A text that fits none is reported when its row is read.
      guard days.contains(where: { $0 != nil }) else { continue }
      fitting = zip(fitting, days).filter { $0.1 != nil }.map(\.0)
      if Set(days.compactMap { $0 }).count > 1 {
        isAmbiguous = true
        differing = differing ?? (row.number, cell.text)
      }
    }
    if fitting.count > 1, isAmbiguous, let differing {
      let place = SourceLocation(file: file.name, sheet: reader.sheet, line: differing.line)
      sink.emit(
        Diagnostic(
          .warning, .costsDayOrMonth, at: place,
          facts: ["value": "'\(differing.text)'", "mapping": mapping]))
    }
    var decided = rule
    decided.either = []
    decided.patterns = Array(fitting.prefix(1)) + rule.patterns
    return decided
  }
}
