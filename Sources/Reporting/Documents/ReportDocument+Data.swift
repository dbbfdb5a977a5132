import Diagnostics
public import Tabular

extension ReportTable {
  /// Writes the table: texts as texts, figures exact (seconds, basis points), times in ISO 8601.
  public func write(to writer: any TableWriter) throws {
    try writer.header(columns.map { ColumnHeading($0.key) })
    for row in rows {
      for value in row { try value.write(to: writer) }
      try writer.endRow()
    }
    try writer.finish()
  }

  /// Writes the table as CSV with a header of the columns' keys.
  public func writeCSV(to sink: any ByteSink) throws { try write(to: CSVWriter(to: sink)) }
}

extension ReportValue {
  fileprivate func write(to writer: any TableWriter) throws {
    switch self {
    case .none: try writer.empty()
    case .text(let text): try writer.text(text)
    case .count(let count): try writer.integer(Int64(count))
    case .seconds(let seconds): try writer.integer(seconds)
    case .basisPoints(let points): try writer.integer(Int64(points))
    case .instant, .date: try writer.text(exact)
    }
  }
}

extension ReportDocument {
  /// Writes the document as JSON: `schema`, `report`, `title`, `facts` (an object), `warnings` and `tables` (an object
  /// of arrays of objects, the same rows as in CSV).
  public func writeJSON(to sink: any ByteSink) throws {
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
      try table.write(to: JSONWriter(to: sink))
    }
    try sink.write("}}\n")
  }

  private func writeObject(_ members: [(key: String, value: ReportValue)], to sink: any ByteSink) throws {
    let writer = JSONLinesWriter(to: sink)
    try writer.header(members.map { ColumnHeading($0.key) })
    for member in members { try member.value.write(to: writer) }
    try writer.endRow()
    try writer.finish()
  }
}
