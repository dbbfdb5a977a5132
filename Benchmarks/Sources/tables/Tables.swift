import Diagnostics
import Glibc
import Tabular

/// Reads and writes tables with our library and does nothing else, as the peers' scripts do with theirs:
/// `tables read FILE` looks at every cell, `tables write LINES BOOK` makes a workbook of tab-separated text, whose columns
/// from the seventh on are numbers.
@main
enum Tables {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      switch (words.first, words.count) {
      case ("read", 2): try read(words[1])
      case ("write", 3): try write(words[1], to: words[2])
      default: stop("usage: tables read FILE | tables write LINES BOOK")
      }
    } catch let failure as Failure {
      stop(failure.diagnostics.first?.message ?? "it cannot be done")
    } catch {
      stop("\(error)")
    }
  }

  /// Prints the number of rows, of cells that hold something, and of their bytes.
  private static func read(_ path: String) throws {
    let reader = try InputFile.open(path).table()
    var rows = 0
    var cells = 0
    var bytes = 0
    while let row = try reader.next() {
      rows += 1
      for cell in row.cells where !cell.isEmpty {
        cells += 1
        bytes += cell.utf8.count
      }
    }
    print("rows=\(rows) cells=\(cells) bytes=\(bytes)")
  }

  private static func write(_ source: String, to path: String) throws {
    let reader = try InputFile.open(source).table(ReadOptions(delimiter: UInt8(ascii: "\t")))
    let file = try OutputFile(path: path)
    let writer = try XLSXWriter(to: file)
    let firstNumber = 6
    guard let titles = try reader.nextTexts() else { stop("\(source) is empty") }
    try writer.header(titles.enumerated().map { ColumnHeading($1, kind: $0 < firstNumber ? .text : .number) })
    while let row = try reader.next() {
      for (column, cell) in row.cells.enumerated() {
        if column < firstNumber { try writer.text(cell.utf8) } else { try writer.number(cell.utf8) }
      }
      try writer.endRow()
    }
    try writer.finish()
    _ = try file.commit()
  }

  private static func stop(_ reason: String) -> Never {
    _ = "tables: \(reason)\n".withCString { Glibc.write(STDERR_FILENO, $0, strlen($0)) }
    exit(1)
  }
}
