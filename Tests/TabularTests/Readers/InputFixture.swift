import Diagnostics
import Glibc
import Tabular
import Testing

/// A file of a test, removed when the test is over.
final class InputFixture {
  let path: String

  init(_ bytes: [UInt8], ending: String = "") throws {
    var template = Array("/tmp/daybook-test-XXXXXX\(ending)".utf8CString)
    let descriptor = mkstemps(&template, CInt(ending.utf8.count))
    try #require(descriptor >= 0)
    path = template.withUnsafeBufferPointer {
      String(decoding: $0.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress?.advanced(by: done), bytes.count - done) }
      try #require(count > 0)
      done += count
    }
  }

  convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

  deinit { unlink(path) }

  /// The file, opened.
  func open(_ limits: ReadLimits = ReadLimits()) throws -> InputFile {
    try withExtendedLifetime(self) { try InputFile.open(path, limits: limits) }
  }

  /// The rows of its table.
  func rows(_ options: ReadOptions = ReadOptions()) throws -> [ReadRow] {
    try ReadRow.all(of: open(options.limits).table(options))
  }
}

/// A row copied out of a reader: its number, and its cells with a letter for what they hold.
struct ReadRow: Equatable, CustomStringConvertible {
  var number: Int
  var cells: [String]

  init(_ number: Int, _ cells: [String]) {
    self.number = number
    self.cells = cells
  }

  var description: String { "\(number)\(cells)" }

  /// Every row. Text cells stand as they are, other kinds behind their letter: `n:1.5`, `b:true`, `d:2026-09-30`.
  static func all(of reader: any TableReader) throws -> [ReadRow] {
    var rows: [ReadRow] = []
    while let row = try reader.next() {
      rows.append(ReadRow(row.number, row.cells.map(show)))
    }
    return rows
  }

  private static func show(_ cell: Cell) -> String {
    switch cell.kind {
    case .empty, .text: cell.text
    case .number: "n:" + cell.text
    case .boolean: "b:" + cell.text
    case .dateTime: "d:" + cell.text
    case .duration: "u:" + cell.text
    case .error: "e:" + cell.text
    }
  }
}

/// The one diagnostic of the failure that some work ends with; nil where it ends without one.
func diagnostic(of work: () throws -> Void) -> Diagnostic? {
  do {
    try work()
    return nil
  } catch let failure as Failure {
    return failure.diagnostics.first
  } catch {
    Issue.record("not a Failure: \(error)")
    return nil
  }
}
