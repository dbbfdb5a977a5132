import Diagnostics
import Model
public import Tabular

/// `daybook cat FILE`: what Daybook reads in a file. It needs no workspace.
public struct PrintFile: Sendable {
  /// How the rows are written.
  public enum Format: String, Sendable, CaseIterable {
    /// Comma-separated, as it would be imported.
    case csv
    /// A JSON object a row, with its number.
    case jsonl

    /// CSV shows what an import sees, JSON Lines what the file stores, to the last digit.
    var digits: NumberDigits { self == .csv ? .shown : .stored }
  }

  /// The file; `-` for standard input.
  public var path: String
  /// Sheet, delimiter, encoding, record path and limits.
  public var options = ReadOptions()
  /// How the rows are written.
  public var format = Format.csv
  /// Whether cells say what they are (JSON Lines alone).
  public var isTyped = false

  /// A request for a file.
  public init(path: String) { self.path = path }

  /// The sheets of the file; none for formats without sheets.
  public func sheets() throws -> [SheetSummary] {
    try InputFile.open(path, limits: options.limits).sheets()
  }

  /// Writes every row to a sink, and gives how many there were.
  public func run(
    to sink: () -> any ByteSink, progress: (_ done: Int, _ total: Int?) throws -> Void = { _, _ in }
  ) throws -> Int {
    var options = options
    options.digits = format.digits
    options.keepsFormulaGuards = true
    // What looks like another format may be a text of fixed width all the same.
    let expected: FileFormat? = options.columns == nil ? nil : .csv
    let table = try InputFile.open(path, as: expected, limits: options.limits).anyTable(options)
    // The first row is read before the sink is asked for, so that a file that cannot be read leaves the output
    // untouched.
    var row = try table.next()
    let printer = try RowPrinter(to: sink(), format: format, isTyped: isTyped)
    var rows = 0
    while let current = row {
      try printer.write(current)
      rows += 1
      if rows & 0xFFF == 0 { try progress(rows, nil) }
      row = try table.next()
    }
    try printer.finish()
    return rows
  }

  /// Writes every element of an XML file to a sink, a JSON object each: what the parser makes of it.
  public func runElements(to sink: () -> any ByteSink) throws {
    let input = try InputFile.open(path, as: .xml, limits: options.limits)
    let reader = XMLEventReader(try input.byteStream(), file: input.name, limits: options.limits)
    var element = try reader.next()
    let printer = ElementLinesWriter(to: sink())
    while let current = element {
      try printer.write(current)
      element = try reader.next()
    }
    try printer.finish()
  }
}

/// Rows in one of the two formats.
private struct RowPrinter {
  private let lines: RowLinesWriter?
  private let csv: CSVWriter?

  init(to sink: any ByteSink, format: PrintFile.Format, isTyped: Bool) throws {
    switch format {
    case .jsonl:
      lines = RowLinesWriter(to: sink, typed: isTyped)
      csv = nil
    case .csv:
      lines = nil
      // What is printed is what is in the file: nothing is guarded.
      csv = try CSVWriter(to: sink, options: CSVOptions(formulaGuard: false))
    }
  }

  func write(_ row: Row) throws {
    if let lines { return try lines.write(row) }
    guard let csv else { return }
    for cell in row.cells {
      switch cell.kind {
      case .empty: try csv.empty()
      case .number, .boolean, .duration: try csv.number(cell.utf8)
      case .text, .dateTime, .error: try csv.text(cell.utf8)
      }
    }
    try csv.endRow()
  }

  func finish() throws {
    try lines?.finish()
    try csv?.finish()
  }
}
