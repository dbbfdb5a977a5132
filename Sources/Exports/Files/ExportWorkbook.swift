import Mapping
import Model
import Tabular

/// A workbook of several sheets: those that a layout lists, or those that it splits its rows into.
final class ExportWorkbook {
  private let writer: XLSXWriter
  private var isFirst = true
  private var contents: [ExportFileContent] = []
  /// The sheets so far.
  private(set) var sheets: [ExportedSheet] = []

  /// A workbook that goes to a sink.
  init(to sink: any ByteSink) throws {
    writer = try XLSXWriter(to: sink)
    writer.finishesSheets = true
  }

  /// Begins a sheet.
  func open(_ part: ExportFilePart, of layout: ExportLayout) throws -> any TableWriter {
    var name = layout.sheet
    if let group = part.group {
      if !group.isEmpty { name = group }
    } else if layout.split?.isSheets == true, part.sequence > 1 {
      name += " \(part.sequence)"
    }
    try writer.beginSheet(name)
    return writer
  }

  /// Ends it.
  func close(_ content: ExportFileContent) {
    contents.append(content)
    sheets.append(ExportedSheet(name: writer.sheetName, rows: content.rows))
  }

  /// Ends the workbook and says what it holds.
  func finish() throws -> ExportFileContent {
    writer.finishesSheets = false
    try writer.finish()
    return ExportFileContent(
      part: ExportFilePart(group: nil, sequence: 1), rows: contents.reduce(0) { $0 + $1.rows },
      sums: [ExportSum](adding: contents.map(\.sums)))
  }
}

extension [ExportSum] {
  /// The sums of several files or sheets together, by column and currency; columns in the order in which they come.
  init(adding parts: [[ExportSum]]) {
    var columns: [String] = []
    var sums: [String: [ExportSum]] = [:]
    for sum in parts.joined() {
      if sums[sum.column] == nil { columns.append(sum.column) }
      if let place = sums[sum.column]?.firstIndex(where: { $0.currency == sum.currency }) {
        sums[sum.column]?[place].sum += sum.sum
        sums[sum.column]?[place].unrounded += sum.unrounded
      } else {
        sums[sum.column, default: []].append(sum)
      }
    }
    self = columns.flatMap { sums[$0, default: []].sorted { $0.currency.packed < $1.currency.packed } }
  }
}
