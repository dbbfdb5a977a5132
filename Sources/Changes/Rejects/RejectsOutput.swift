import Diagnostics
import Tabular

/// A file of rejected rows in the form of the file they come from: delimited text keeps its delimiter, encoding and
/// line ends, a workbook its typed cells. Line, code and reason stand behind the original cells, which stay as they
/// are.
///
/// First the rows above the header with ``copy(_:)``, where there are some, then ``header(_:)``, then the rejected
/// rows. The rows must come from a reader that keeps formula guards: see ``verbatim(_:)``.
final class RejectsOutput {
  private let file: OutputFile
  private let writer: any TableWriter
  private let isWorkbook: Bool
  /// Columns of the header; nil before it, and for a file without one.
  private var width: Int?
  private var hasRejects = false
  /// Rows of a workbook so far: rows above the header keep their numbers.
  private var row = 0
  /// The titles of what is added. A cost mapping passes them over.
  static let titles = ["Line", "Code", "Reason"]
  /// Begins the file, in the format that its name ends in. It appears with ``commit()``.
  init(path: String, like input: InputFile, options: ReadOptions, sheet: String?) throws {
    file = try OutputFile(path: path)
    guard RejectsForm(of: path, like: input.format) != .workbook else {
      let workbook = try XLSXWriter(to: file, sheet: sheet ?? "Rejects")
      try workbook.plainSheet()
      isWorkbook = true
      writer = workbook
      return
    }
    isWorkbook = false
    writer = try CSVWriter(to: file, options: RejectsOutput.csvOptions(path, like: input, options))
  }

  /// Delimiter, encoding and line ends of the file that rows are from. Original cells stay untouched: no formula guard.
  private static func csvOptions(_ path: String, like input: InputFile, _ options: ReadOptions) throws -> CSVOptions {
    guard input.format == .csv else {
      let isTabbed = path.lowercased().hasSuffix(".tsv")
      return CSVOptions(delimiter: isTabbed ? UInt8(ascii: "\t") : UInt8(ascii: ","), formulaGuard: false)
    }
    let form = try input.textForm(options)
    return CSVOptions(
      delimiter: CSVOptions.isDelimiter(form.delimiter) ? form.delimiter : UInt8(ascii: ","), formulaGuard: false,
      file: TextFileOptions(
        encoding: form.encoding, byteOrderMark: form.hasByteOrderMark,
        newline: form.endsLinesWithCRLF ? .crlf : .lf, unmappable: .replace))
  }

  /// The options that give rows as they stand in the file.
  static func verbatim(_ options: ReadOptions) -> ReadOptions {
    var options = options
    options.keepsFormulaGuards = true
    return options
  }

  /// Copies a row that is none of the table: above the header, where it keeps its number, or a header among records.
  func copy(_ original: Row) throws {
    if width == nil, !hasRejects { try skip(to: original.number) }
    try cells(of: original, 0..<original.count)
    try end()
  }

  /// Writes the header, with the titles of what is added behind it.
  func header(_ original: Row) throws {
    try skip(to: original.number)
    width = original.count
    try cells(of: original, 0..<original.count)
    for title in RejectsOutput.titles { try writer.text(title) }
    try end()
  }

  /// Writes a rejected row with everything that was found wrong with it. Cells beyond the header come last, so that the
  /// others stay under their titles.
  func reject(_ original: Row, line: Int, because found: [Diagnostic]) throws {
    let width = self.width ?? original.count
    try cells(of: original, 0..<width)
    let errors = found.contains { $0.severity == .error } ? found.filter { $0.severity == .error } : found
    try writer.integer(Int64(line))
    try writer.text(errors.map(\.code.name).joined(separator: "; "))
    try writer.text(errors.map(\.message).joined(separator: "; "))
    try cells(of: original, width..<max(width, original.count))
    hasRejects = true
    try end()
  }

  /// Ends the file: it is there as a whole.
  func commit() throws {
    try writer.finish()
    _ = try file.commit()
  }

  private func skip(to number: Int) throws {
    guard isWorkbook else { return }
    while row + 1 < number { try end() }
  }

  private func cells(of original: Row, _ places: Range<Int>) throws {
    for place in places {
      let cell = original[place]
      switch cell.kind {
      case .empty: try writer.empty()
      case .number: try writer.number(cell.utf8)
      case .boolean: try writer.boolean(cell.utf8.first.map { $0 | 0x20 == UInt8(ascii: "t") } ?? false)
      case .dateTime: try writer.dateTime(cell.utf8)
      case .text, .duration, .error: try writer.text(cell.utf8)
      }
    }
  }

  private func end() throws {
    try writer.endRow()
    row += 1
  }
}
