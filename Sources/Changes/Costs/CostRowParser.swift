import Diagnostics
import Mapping
import Model
import Tabular

/// Turns rows of a cost sheet into records, byte by byte: no String is made on the way of a good row.
struct CostRowParser {
  /// What a row turned out to be.
  enum Outcome {
    /// No id and no amounts.
    case blank
    /// A row with an id, whose order is still to be found. Bad: the diagnostics say what is wrong with its amounts.
    case record(CostRecord, isBad: Bool)
    /// A row without an id.
    case rejected
  }

  private let columns: CostColumns
  private let location: SourceLocation
  /// Largest magnitude of an amount, in ten-thousandths: a hundred billion.
  private static let largest: Int64 = 1_000_000_000_000_000

  /// A parser for a file's columns; `location` names file and sheet.
  init(columns: CostColumns, location: SourceLocation) {
    self.columns = columns
    self.location = location
  }

  /// Reads one row. Errors go to `sink`; the row's content, good or bad, goes into `content`.
  func parse(_ row: Row, sink: DiagnosticSink, content: inout ContentDigest) -> Outcome {
    let id = row[columns.order]
    var amounts = CostRecord(orderKey: 0, line: row.number, currency: 0)
    var hash = ContentDigest.RowHash()
    hash.add(id.utf8)
    var isBad = false
    var isBlank = id.isEmpty
    for column in columns.amounts {
      let cell = row[column.position]
      // A blank cell and an absent column are the same; columns come in the mapping's order, not the file's.
      if CostRowParser.isBlank(cell) { continue }
      isBlank = false
      if amounts[column.kind] != nil {
        isBad = true
        report(.costsTwoAmounts, cell, column, row.number, sink)
      }
      hash.add(UInt64(column.kind.index) << 1 | (column.rule == .total ? 1 : 0))
      switch CostRowParser.amount(of: cell) {
      case .success(let amount):
        hash.add(UInt64(bitPattern: amount))
        amounts[column.kind] = amount
        if column.rule == .set { amounts.sets |= UInt8(column.kind.bit) }
        if column.rule == .total { amounts.totals |= UInt8(column.kind.bit) }
      case .failure(let error):
        hash.add(cell.utf8)
        isBad = true
        report(CostRowParser.code(of: error), cell, column, row.number, sink)
      }
    }
    if isBlank { return .blank }
    if row.count > columns.width, let extra = extraCell(row) {
      isBad = true
      sink.emit(extra)
    }
    content.add(hash)
    if id.isEmpty {
      sink.emit(Diagnostic(.error, .costsNoOrderID, at: place(row.number, columns.order, columns.orderTitle)))
      return .rejected
    }
    return .record(amounts, isBad: isBad)
  }

  /// A cell behind those of the header: a comma within an amount or a text that stands in no quotes has moved all that
  /// follows. What somebody wrote beside the table of a workbook moves nothing.
  private func extraCell(_ row: Row) -> Diagnostic? {
    guard location.sheet == nil,
      let position = (columns.width..<row.count).first(where: { !CostRowParser.isBlank(row[$0]) })
    else { return nil }
    return Diagnostic(
      .error, .costsExtraCell, at: place(row.number, position, nil),
      facts: ["value": "'\(row[position].text.prefix(60))'", "columns": String(columns.width)])
  }

  private static func isBlank(_ cell: Cell) -> Bool {
    if cell.utf8.isEmpty { return true }
    return cell.utf8[0] == 32 && cell.utf8.allSatisfy { $0 == 32 || $0 == 9 }
  }

  private static func amount(of cell: Cell) -> Result<Int64, AmountError> {
    let amount: Amount
    do {
      amount = try Amount(utf8: cell.utf8)
    } catch {
      guard error == .notANumber, let found = Amount(decimalComma: cell.utf8) else { return .failure(error) }
      amount = found
    }
    return amount.e4.magnitude > UInt64(largest) ? .failure(.tooLarge) : .success(amount.e4)
  }

  private static func code(of error: AmountError) -> DiagnosticCode {
    switch error {
    case .notANumber, .scientific: .costsBadAmount
    case .tooManyDecimals: .costsTooManyDecimals
    case .tooLarge: .costsAmountTooLarge
    }
  }

  private func report(
    _ code: DiagnosticCode, _ cell: Cell, _ column: CostColumns.Amount, _ line: Int, _ sink: DiagnosticSink
  ) {
    let facts = ["value": cell.quoted, "kind": column.kind.rawValue]
    sink.emit(Diagnostic(.error, code, at: place(line, column.position, column.title), facts: facts))
  }

  private func place(_ line: Int, _ position: Int, _ title: String?) -> SourceLocation {
    SourceLocation(
      file: location.file, sheet: location.sheet, line: line, column: position + 1, field: title)
  }
}

extension Cell {
  /// The content for a message: in quotes, shortened.
  var quoted: String { text.count > 60 ? "'\(text.prefix(60))…'" : "'\(text)'" }
}
