import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// Turns rows of a cost sheet into records, byte by byte: no String is made on the way of a good row.
struct CostRowParser {
  /// What a row turned out to be.
  enum Outcome {
    /// No id and no amounts.
    case blank
    /// Good.
    case record(CostRecord)
    /// Bad; the diagnostics say why.
    case rejected
  }

  private let columns: CostColumns
  private let lookup: OrderLookup
  private let location: SourceLocation
  /// Largest magnitude of an amount, in ten-thousandths: a hundred billion.
  private static let largest: Int64 = 1_000_000_000_000_000

  /// A parser for a file's columns; `location` names file and sheet.
  init(columns: CostColumns, lookup: OrderLookup, location: SourceLocation) {
    self.columns = columns
    self.lookup = lookup
    self.location = location
  }

  /// Reads one row. Errors go to `sink`; the row's content, good or bad, goes into `content`.
  func parse(_ row: Row, sink: DiagnosticSink, content: inout ContentDigest) throws -> Outcome {
    let id = row[columns.order]
    var amounts = CostRecord(orderKey: 0, line: Int64(row.number), currency: 0)
    var hash = ContentDigest.RowHash()
    hash.add(id.utf8)
    var isBad = false
    var isBlank = id.isEmpty
    for column in columns.amounts {
      let cell = row[column.position]
      // A blank cell and an absent column are the same; columns come in the mapping's order, not the file's.
      if CostRowParser.isBlank(cell) { continue }
      isBlank = false
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
        report(error, cell, column, row.number, sink)
      }
    }
    if isBlank { return .blank }
    content.add(hash)
    if id.isEmpty {
      sink.emit(Diagnostic(.error, .costsNoOrderID, at: place(row.number, columns.order, columns.orderTitle)))
      return .rejected
    }
    guard let order = try lookup.order(id: id.utf8) else {
      try reportUnknown(id, row.number, sink)
      return .rejected
    }
    if isBad { return .rejected }
    amounts.orderKey = order.orderKey
    amounts.currency = order.currency.packed
    return .record(amounts)
  }

  private static func isBlank(_ cell: Cell) -> Bool {
    if cell.utf8.isEmpty { return true }
    return cell.utf8[0] == 32 && cell.utf8.allSatisfy { $0 == 32 || $0 == 9 }
  }

  private static func amount(of cell: Cell) -> Result<Int64, AmountError> {
    do {
      let amount = try Amount(utf8: cell.utf8)
      return amount.e4.magnitude > UInt64(largest) ? .failure(.tooLarge) : .success(amount.e4)
    } catch {
      return .failure(error)
    }
  }

  private func report(
    _ error: AmountError, _ cell: Cell, _ column: CostColumns.Amount, _ line: Int, _ sink: DiagnosticSink
  ) {
    let code: DiagnosticCode =
      switch error {
      case .notANumber, .scientific: .costsBadAmount
      case .tooManyDecimals: .costsTooManyDecimals
      case .tooLarge: .costsAmountTooLarge
      }
    sink.emit(
      Diagnostic(
        .error, code, at: place(line, column.position, column.title), facts: ["value": CostRowParser.quoted(cell)]))
  }

  private func reportUnknown(_ id: Cell, _ line: Int, _ sink: DiagnosticSink) throws {
    let code: DiagnosticCode =
      if CostRowParser.looksDamaged(id) { .costsDamagedID } else if try lookup.isDeleted(id: id.utf8) {
        .costsDeletedOrder
      } else { .costsUnknownOrder }
    sink.emit(
      Diagnostic(
        .error, code, at: place(line, columns.order, columns.orderTitle), facts: ["order": CostRowParser.quoted(id)]))
  }

  /// A number in scientific notation, or a numeric cell of more than 15 digits: a spreadsheet has already rounded it.
  private static func looksDamaged(_ id: Cell) -> Bool {
    let digits = id.utf8.reduce(0) { $0 + ($1 >= 48 && $1 <= 57 ? 1 : 0) }
    if id.kind == .number { return digits > 15 || id.utf8.contains(UInt8(ascii: "E")) }
    guard let exponent = id.utf8.firstIndex(of: UInt8(ascii: "E")), exponent > 0, exponent + 2 < id.utf8.count else {
      return false
    }
    return id.utf8[exponent + 1] == UInt8(ascii: "+") && digits == id.utf8.count - 2 - (id.utf8.contains(46) ? 1 : 0)
  }

  private static func quoted(_ cell: Cell) -> String {
    let text = cell.text
    return text.count > 60 ? "'\(text.prefix(60))…'" : "'\(text)'"
  }

  private func place(_ line: Int, _ position: Int, _ title: String) -> SourceLocation {
    SourceLocation(
      file: location.file, sheet: location.sheet, line: line, column: position + 1, field: title)
  }
}
