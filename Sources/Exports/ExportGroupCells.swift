import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// An object with members.
final class ExportGroupCell: ExportCell {
  private let cells: [ExportCell]

  init(_ cells: [ExportCell]) { self.cells = cells }

  override func write(to writer: any TableWriter) throws {
    try writer.beginGroup()
    for cell in cells { try cell.write(to: writer) }
    try writer.endGroup()
  }
}

/// The rows that are nested in the order of the present row.
final class ExportLines {
  private let order: ExportCursor
  private let lines: ExportCursor
  private let sums: ExportSums
  private let tally: ExportFileTally?

  init(of order: ExportCursor, _ lines: ExportCursor, _ sums: ExportSums, _ tally: ExportFileTally?) {
    (self.order, self.lines, self.sums, self.tally) = (order, lines, sums, tally)
  }

  /// The cursor of the rows.
  var cursor: ExportCursor { lines }

  /// Calls `body` for each of them.
  func forEach(_ body: () throws -> Void) throws {
    lines.begin(of: order.key)
    var number = 0
    while try lines.next() {
      number += 1
      tally?.element = number
      sums.setCurrency(order.currency, own: lines.ownCurrency)
      try body()
    }
    sums.setCurrency(order.currency, own: order.ownCurrency)
  }
}

/// A list of records.
final class ExportListCell: ExportCell {
  private let lines: ExportLines
  private let cells: [ExportCell]

  init(_ lines: ExportLines, _ cells: [ExportCell]) { (self.lines, self.cells) = (lines, cells) }

  override func write(to writer: any TableWriter) throws {
    try writer.beginList()
    try lines.forEach {
      try writer.beginElement()
      for cell in cells { try cell.write(to: writer) }
      try writer.endElement()
    }
    try writer.endList()
  }
}

/// Numbered columns.
final class ExportColumnsCell: ExportCell {
  private let lines: ExportLines
  private let cells: [ExportCell]
  private let count: Int
  private let cutsOverflow: Bool
  private let each: String

  init(_ lines: ExportLines, _ cells: [ExportCell], count: Int, cutsOverflow: Bool, each: String) {
    (self.lines, self.cells, self.count, self.cutsOverflow, self.each) = (lines, cells, count, cutsOverflow, each)
  }

  override var width: Int { count * cells.count }

  override func write(to writer: any TableWriter) throws {
    var written = 0
    try lines.forEach {
      written += 1
      if written <= count {
        for cell in cells { try cell.write(to: writer) }
      } else if !cutsOverflow {
        throw ExportProblem(.exportOverflow, ["count": String(count), "each": each])
      }
    }
    for _ in 0..<(max(0, count - written) * cells.count) { try writer.empty() }
  }
}

/// All of them in one text.
final class ExportJoinedReader: ExportValueReader {
  private let lines: ExportLines
  private let values: [(reader: ExportValueReader, form: ExportTextForm)]
  private let between: [UInt8]
  private let separator: [UInt8]
  private var scratch: [UInt8] = []

  init(
    _ lines: ExportLines, _ values: [(reader: ExportValueReader, form: ExportTextForm)], between: String,
    separator: String
  ) {
    (self.lines, self.values) = (lines, values)
    (self.between, self.separator) = (Array(between.utf8), Array(separator.utf8))
  }

  override func append(to bytes: inout [UInt8]) throws -> ExportValueType {
    var joined: [UInt8] = []
    var isFirst = true
    try lines.forEach {
      if !isFirst { joined += separator }
      isFirst = false
      var isFirstValue = true
      for (reader, form) in values {
        scratch.removeAll(keepingCapacity: true)
        var type = try reader.append(to: &scratch)
        try form.apply(to: &scratch, &type)
        // An empty value leaves no mark of its own.
        guard type != .empty else { continue }
        if !isFirstValue { joined += between }
        isFirstValue = false
        joined += scratch
      }
    }
    bytes += joined
    return joined.isEmpty ? .empty : .text
  }
}
