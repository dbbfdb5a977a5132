import Diagnostics
import Tabular

/// The rejected rows of a file of case events, as CSV in Daybook's own layout with line, code and reason after it. Corrected,
/// it imports again, since columns that mean nothing are ignored.
final class CaseRejects {
  private let path: String
  /// Nil while no row was rejected.
  private var open: (file: OutputFile, writer: CSVWriter)?

  /// Rejected rows to be written there; no file is made without any.
  init(path: String) { self.path = path }

  /// Writes a row.
  func add(_ row: RawCaseRow, because found: [Diagnostic]) throws {
    let writer = try open?.writer ?? begin()
    for column in CaseColumn.allCases { try writer.text(row.texts[column] ?? "") }
    let errors = found.filter { $0.severity == .error }
    try writer.text(row.location.line.map(String.init) ?? "")
    try writer.text(errors.map(\.code.name).joined(separator: "; "))
    try writer.text(errors.map(\.message).joined(separator: "; "))
    try writer.endRow()
  }

  /// Ends the file; false where there was no row to write.
  func finish() throws -> Bool {
    guard let open else { return false }
    try open.writer.finish()
    _ = try open.file.commit()
    return true
  }

  private func begin() throws -> CSVWriter {
    let file = try OutputFile(path: path)
    let writer = try CSVWriter(to: file)
    try writer.header((CaseColumn.allCases.map(\.rawValue) + ["line", "code", "reason"]).map { ColumnHeading($0) })
    open = (file, writer)
    return writer
  }
}
