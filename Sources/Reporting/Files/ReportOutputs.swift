public import Model
public import Tabular

/// A format in which a report is written.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// One file for people that needs nothing else.
  case html
  /// One file for each table.
  case csv
  /// One file with everything.
  case json
  /// One workbook with a sheet for each table.
  case xlsx
}

/// A file that a report wrote.
public struct ReportOutput: Sendable, Hashable {
  /// Where it is.
  public let path: String
  /// SHA-256 of its bytes.
  public let sha256: SHA256Digest
  /// Its size in bytes.
  public let bytes: Int
}

extension ReportDocument {
  /// Writes the document into a folder: `NAME.html`, `NAME.json`, `NAME.xlsx`, and `NAME-TABLE.csv` for each table.
  /// Every file appears whole or not at all, and none before all of them are written. `rows` are more tables for
  /// machines, each made once for all formats; `spooled` are such tables whose rows are written already, in all formats
  /// but workbooks, for which `rows` has them.
  ///
  /// The folder `-` is standard output, which takes one format; of CSV the table `figures`, or `rows` where there are
  /// some. Throws a ``Failure`` where a file cannot be written.
  public func write(
    _ formats: Set<ReportFormat>, to folder: String, rows: [any ReportRows] = []
  ) throws -> [ReportOutput] {
    try write(formats, to: folder, rows: rows, spooled: nil)
  }

  func write(
    _ formats: Set<ReportFormat>, to folder: String, rows: [any ReportRows], spooled: ReportRowFiles?
  ) throws -> [ReportOutput] {
    var files: [OutputFile] = []
    func file(_ name: String) throws -> OutputFile {
      let path = folder == "-" ? "-" : ReportRowFiles.path(name, in: folder)
      let file = try OutputFile(path: path)
      files.append(file)
      return file
    }
    if formats.contains(.html) { try file("\(name).html").write(html.source) }
    let json = formats.contains(.json) ? try file("\(name).json") : nil
    if let json { try beginJSON(to: json) }
    if formats.contains(.csv) {
      for table in folder != "-" ? data : rows.isEmpty ? data.filter({ $0.id == "figures" }) : [] {
        try table.writeCSV(to: file("\(name)-\(table.id).csv"))
      }
    }
    if let spooled {
      try spooled.finish()
      if let json { try spooled.appendTables(to: json, isFirst: data.isEmpty) }
      files += spooled.files
    }
    let workbook = formats.contains(.xlsx) ? try beginWorkbook(to: file("\(name).xlsx")) : nil
    for (index, rows) in rows.enumerated() {
      let table = rows.table
      var writers: [any TableWriter] = []
      if let json, spooled == nil {
        try json.write("\(data.isEmpty && index == 0 ? "" : ",")\"\(table.id)\":")
        writers.append(JSONWriter(to: json, moneyAsText: true))
      }
      if formats.contains(.csv), spooled == nil { writers.append(try CSVWriter(to: file("\(name)-\(table.id).csv"))) }
      for writer in writers { try writer.header(table.headings) }
      if let workbook {
        try workbook.beginSheet(table.caption)
        try workbook.header(table.workbookHeadings)
        writers.append(workbook)
      }
      if writers.isEmpty { continue }
      try rows.forEach { row in
        for writer in writers {
          for value in row { try value.write(to: writer) }
          try writer.endRow()
        }
      }
      for writer in writers where writer !== workbook { try writer.finish() }
    }
    try workbook?.finish()
    if let json { try endJSON(to: json) }
    let written = try files.map { try $0.finishPart() }
    for file in files { try file.publish() }
    return zip(files, written).map { ReportOutput(path: $0.path, sha256: $1.sha256, bytes: $1.bytes) }
  }
}

extension ReportDocument {
  /// Writes the document in one format to a sink.
  public func write(_ format: ReportFormat, to sink: any ByteSink) throws {
    switch format {
    case .html: try sink.write(html.source)
    case .csv: try data.first?.writeCSV(to: sink)
    case .json:
      try beginJSON(to: sink)
      try endJSON(to: sink)
    case .xlsx: try beginWorkbook(to: sink).finish()
    }
  }
}
