import Diagnostics
import Model
public import Tabular

extension ReportTable {
  /// Writes the table: texts as texts, figures exact (seconds, basis points), times in ISO 8601.
  public func write(to writer: any TableWriter) throws {
    try writer.header(headings)
    try writeRows(to: writer)
    try writer.finish()
  }

  /// The columns as machines get them.
  var headings: [ColumnHeading] { columns.map { ColumnHeading($0.key, kind: $0.kind) } }

  /// Writes the rows alone.
  func writeRows(to writer: any TableWriter) throws {
    for row in rows {
      for value in row { try value.write(to: writer) }
      try writer.endRow()
    }
  }

  /// Writes the table as CSV with a header of the columns' keys.
  public func writeCSV(to sink: any ByteSink) throws { try write(to: CSVWriter(to: sink)) }
}

extension ReportValue {
  func write(to writer: any TableWriter) throws {
    switch self {
    case .none: try writer.empty()
    case .text(let text), .link(let text, _): try writer.text(text)
    case .count(let count): try writer.integer(Int64(count))
    case .seconds(let seconds): try writer.integer(seconds)
    case .basisPoints(let points): try writer.share(basisPoints: Int64(points))
    case .amount(let amount), .change(let amount): try writer.amount(e4: amount.e4, places: amount.places)
    case .instant: try writer.text(exact)
    case .date(let date): try writer.date(date)
    }
  }
}

extension TableWriter {
  fileprivate func date(_ date: CivilDate) throws {
    var text = date.description
    try text.withUTF8 { try dateTime(UnsafeRawBufferPointer($0)) }
  }
}

extension Amount {
  /// The decimals that show it whole: two to four.
  fileprivate var places: Int { e4 % 100 == 0 ? 2 : e4 % 10 == 0 ? 3 : 4 }
}

/// A table too long to be kept: its rows are made while they are written, and only machines get it.
public protocol ReportRows {
  /// Its name, caption and columns; without rows.
  var table: ReportTable { get }
  /// Gives row after row, each with a value for every column.
  func forEach(_ body: ([ReportValue]) throws -> Void) throws
}

extension ReportDocument {
  /// Writes the document as JSON up to its tables: `schema`, `report`, `title`, `facts` (an object), `warnings` and
  /// `tables` (an object of arrays of objects, the same rows as in CSV). ``endJSON(to:)`` comes after the last table.
  func beginJSON(to sink: any ByteSink) throws {
    try sink.write("{\"schema\":\"daybook.report/1\",\"about\":")
    try writeObject([("report", .text(name)), ("title", .text(title))], to: sink)
    try sink.write(",\"facts\":")
    try writeObject(facts.map { ($0.key, $0.value) }, to: sink)
    try sink.write(",\"warnings\":")
    var found = ReportTable(
      id: "warnings", caption: "", columns: [.init("code", ""), .init("message", ""), .init("hint", "")])
    for warning in warnings {
      found.add([.text(warning.code.name), .text(warning.message), .text(orNone: warning.hint)])
    }
    try found.write(to: JSONWriter(to: sink))
    try sink.write(",\"tables\":{")
    for (index, table) in data.enumerated() {
      // Ids of tables are written in the program or checked: nothing in them needs escaping.
      try sink.write("\(index == 0 ? "" : ",")\"\(table.id)\":")
      try table.write(to: JSONWriter(to: sink, moneyAsText: true))
    }
  }

  func endJSON(to sink: any ByteSink) throws { try sink.write("}}\n") }

  private func writeObject(_ members: [(key: String, value: ReportValue)], to sink: any ByteSink) throws {
    let writer = JSONLinesWriter(to: sink, moneyAsText: true)
    try writer.header(members.map { ColumnHeading($0.key) })
    for member in members { try member.value.write(to: writer) }
    try writer.endRow()
    try writer.finish()
  }

  /// Begins a workbook: a sheet with what the report is about, then a sheet for each table.
  func beginWorkbook(to sink: any ByteSink) throws -> XLSXWriter {
    let writer = try XLSXWriter(to: sink, sheet: "About")
    try writer.header([ColumnHeading("Fact", width: 34), ColumnHeading("Value", width: 70)])
    for (label, value) in [("Report", title)] + facts.map({ ($0.label, $0.value.shown) }) {
      try writer.text(label)
      try writer.text(value)
      try writer.endRow()
    }
    for table in data {
      try writer.beginSheet(table.caption)
      try writer.header(table.workbookHeadings)
      try table.writeRows(to: writer)
    }
    return writer
  }
}

extension ReportTable {
  /// The columns of a workbook: titles for people, and widths that suit the values.
  var workbookHeadings: [ColumnHeading] {
    columns.indices.map { index in
      let column = columns[index]
      guard column.kind == .text, let value = rows.lazy.map({ $0[index] }).first(where: { $0 != .none }) else {
        return ColumnHeading(column.title, kind: column.kind)
      }
      return ColumnHeading(column.title, kind: value.kind)
    }
  }
}

extension ReportValue {
  fileprivate var kind: ColumnHeading.Kind {
    switch self {
    case .none, .text, .link: .text
    case .count, .seconds, .basisPoints: .number
    case .amount, .change: .money
    case .instant: .dateTime
    case .date: .date
    }
  }
}
