import Diagnostics
import Mapping
import Model
import Tabular

/// Where the columns of a mapping stand in a file's header.
struct CostColumns {
  /// One amount column.
  struct Amount {
    let position: Int
    let kind: CostKind
    let rule: CostMapping.Rule
    let title: String
  }

  /// The order id's place.
  let order: Int
  /// The order id's title.
  let orderTitle: String
  /// The amounts' places.
  let amounts: [Amount]
  /// How many cells the header has.
  let width: Int
  /// Titles that are ignored without a word: none, and those that a rejects file adds.
  private static let quiet: Set<String> = ["", "line", "code", "reason"]

  /// Finds the columns by name; letter case, surrounding space and order do not matter. What is missing or stands twice
  /// is an error, other columns are reported and ignored. Nil after an error.
  init?(header: Row, mapping: CostMapping, location: SourceLocation, sink: DiagnosticSink) {
    let titles = header.cells.map(\.text)
    let names = titles.map(CostMapping.folded)
    var errors = 0
    func report(_ code: DiagnosticCode, _ facts: [String: String], column: Int? = nil) {
      var place = location
      place.column = column
      sink.emit(Diagnostic(.error, code, at: place, facts: facts))
      errors += 1
    }
    func position(of title: String) -> Int? {
      let found = names.indices.filter { names[$0] == CostMapping.folded(title) }
      if found.count > 1 { report(.costsDoubleColumn, ["column": title], column: found[1] + 1) }
      return found.first
    }
    let order = position(of: mapping.orderColumn)
    let amounts = mapping.amounts.compactMap { column in
      position(of: column.title).map {
        Amount(position: $0, kind: column.kind, rule: column.rule, title: column.title)
      }
    }
    let found = titles.filter { !$0.isEmpty }.joined(separator: ", ")
    if order == nil { report(.costsNoOrderColumn, ["column": mapping.orderColumn, "found": found]) }
    if amounts.isEmpty {
      let wanted = mapping.amounts.map(\.title).joined(separator: ", ")
      report(.costsNoAmountColumn, ["columns": wanted, "found": found])
    }
    guard let order, errors == 0 else { return nil }
    let used = Set(amounts.map(\.position) + [order])
    for (index, title) in titles.enumerated() where !used.contains(index) && !CostColumns.quiet.contains(names[index]) {
      var place = location
      place.column = index + 1
      sink.emit(
        Diagnostic(.warning, .costsIgnoredColumn, at: place, facts: ["column": title, "mapping": mapping.name]))
    }
    self.order = order
    self.orderTitle = titles[order]
    self.amounts = amounts
    width = titles.count
  }

  /// Where the amount of a kind stands in a row; the order's id where no kind is named.
  func place(of kind: CostKind?, line: Int, in location: SourceLocation) -> SourceLocation {
    let column = amounts.first { $0.kind == kind }
    return SourceLocation(
      file: location.file, sheet: location.sheet, line: line,
      column: kind == nil ? order + 1 : column.map { $0.position + 1 },
      field: kind == nil ? orderTitle : column?.title)
  }
}
