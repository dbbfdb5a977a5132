import Diagnostics
import Tabular

/// Writes the rejected rows of a file of operations: the original cells, then line, code and reason. Corrected, they import
/// again. The file is read a second time, so that memory holds only what was found wrong.
struct OperationRejects {
  let input: InputFile
  let options: ReadOptions
  /// What is wrong with each rejected row, by its line.
  let rejected: [Int: [Diagnostic]]

  /// Writes the file.
  func write(to path: String) throws {
    let originals = try input.table(RejectsOutput.verbatim(options))
    let output = try RejectsOutput(path: path, like: input, options: options, sheet: originals.sheet)
    guard let header = try originals.next() else { return }
    try output.header(header)
    while let row = try originals.next() {
      if let found = rejected[row.number] { try output.reject(row, line: row.number, because: found) }
    }
    try output.commit()
  }
}
