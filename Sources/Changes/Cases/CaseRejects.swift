import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// Writes the rejected rows of a file of case events: the original cells of a table, or what a record says in Daybook's own
/// layout, then line, code and reason. Corrected, they import again, since columns that mean nothing are ignored.
///
/// The file is read a second time, so that memory does not grow with the number of bad rows.
struct CaseRejects {
  let file: InputFile
  let options: ReadOptions
  let mapping: CaseMapping
  /// What is wrong with each rejected row, by its number.
  let rejected: [Int: [Diagnostic]]

  /// Writes the file.
  func write(to path: String) throws {
    if mapping.readsTable(file) { try writeTable(to: path) } else { try writeRecords(to: path) }
  }

  private func writeTable(to path: String) throws {
    let options = mapping.readOptions(options)
    let originals = try file.table(RejectsOutput.verbatim(options))
    let output = try RejectsOutput(path: path, like: file, options: options, sheet: originals.sheet)
    guard let header = try originals.next() else { return }
    try output.header(header)
    var ordinal = 0
    while let row = try originals.next() {
      guard row.cells.contains(where: { !$0.utf8.allSatisfy { $0 == 32 || (9...13).contains($0) } }) else { continue }
      if let found = rejected[ordinal] { try output.reject(row, line: row.number, because: found) }
      ordinal += 1
    }
    try output.commit()
  }

  private func writeRecords(to path: String) throws {
    let records = try file.records(mapping.readOptions(options))
    let output = try OutputFile(path: path)
    let writer = try CSVWriter(to: output)
    let names = mapping.shownNames
    try writer.header((names + ["line", "code", "reason"]).map { ColumnHeading($0) })
    var ordinal = 0
    while let record = try records.next() {
      if let found = rejected[ordinal] {
        for name in names { try writer.text(mapping.text(of: name, in: record)) }
        let errors = found.filter { $0.severity == .error }
        try writer.text(String(record.line))
        try writer.text(errors.map(\.code.name).joined(separator: "; "))
        try writer.text(errors.map(\.message).joined(separator: "; "))
        try writer.endRow()
      }
      ordinal += 1
    }
    try writer.finish()
    _ = try output.commit()
  }
}
