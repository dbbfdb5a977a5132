import Diagnostics
import Tabular

/// Tables for machines whose rows are written while the report is reckoned, so that neither time nor memory grows with the
/// number of formats: CSV goes to its file at once, JSON to a spool that is put into its place later.
final class ReportRowFiles {
  /// The tables, without rows.
  let tables: [ReportTable]
  /// The CSV files, in the order of the tables.
  private(set) var files: [OutputFile] = []
  private var writers: [[any TableWriter]]
  private var spools: [JSONSpool] = []

  /// Begins the files of some tables in a folder, which is not standard output. `spoolFolder` takes what is temporary.
  init(_ tables: [ReportTable], formats: Set<ReportFormat>, name: String, folder: String, spoolFolder: String) throws {
    self.tables = tables
    writers = tables.map { _ in [] }
    for (index, table) in tables.enumerated() {
      if formats.contains(.csv), folder != "-" {
        let file = try OutputFile(path: ReportRowFiles.path("\(name)-\(table.id).csv", in: folder))
        files.append(file)
        writers[index].append(try CSVWriter(to: file))
      }
      if formats.contains(.json) {
        let spool = try JSONSpool(folder: spoolFolder)
        spools.append(spool)
        writers[index].append(JSONWriter(to: spool, moneyAsText: true))
      }
      for writer in writers[index] { try writer.header(table.headings) }
    }
  }

  /// The path of a file in a folder; `.` is left out.
  static func path(_ name: String, in folder: String) -> String { folder == "." ? name : "\(folder)/\(name)" }

  /// Whether rows are wanted at all.
  var isEmpty: Bool { writers.allSatisfy(\.isEmpty) }

  /// Adds a row to the table of a number.
  func add(_ table: Int, _ row: [ReportValue]) throws {
    for writer in writers[table] {
      for value in row { try value.write(to: writer) }
      try writer.endRow()
    }
  }

  /// Ends all tables: no row comes any more.
  func finish() throws { for writer in writers.joined() { try writer.finish() } }

  /// Writes the members `"id": [rows]` of all tables; `isFirst` says that no other member stands before them.
  func appendTables(to json: any ByteSink, isFirst: Bool) throws {
    for (index, spool) in spools.enumerated() {
      try json.write("\(isFirst && index == 0 ? "" : ",")\"\(tables[index].id)\":")
      try spool.copy(to: json)
    }
  }
}

/// Bytes that wait in a temporary file.
private final class JSONSpool: ByteSink {
  private let file: UnnamedFile
  private var buffer: [UInt8] = []
  private static let capacity = 1 << 16

  init(folder: String) throws { file = try UnnamedFile(folder: folder) }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    buffer.append(contentsOf: bytes)
    if buffer.count >= JSONSpool.capacity { try flush() }
  }

  func copy(to sink: any ByteSink) throws {
    try flush()
    var place = 0
    while place < file.size {
      var block = [UInt8](repeating: 0, count: min(JSONSpool.capacity, file.size - place))
      try block.withUnsafeMutableBytes { try file.read(into: $0, at: place) }
      try block.withUnsafeBytes { try sink.write($0) }
      place += block.count
    }
  }

  private func flush() throws {
    try buffer.withUnsafeBytes { try file.append($0) }
    buffer.removeAll(keepingCapacity: true)
  }
}
