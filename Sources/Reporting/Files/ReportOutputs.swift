public import Model
import Tabular

/// A format in which a report is written.
public enum ReportFormat: String, Sendable, CaseIterable {
  /// One file for people that needs nothing else.
  case html
  /// One file for each table.
  case csv
  /// One file with everything.
  case json
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
  /// Writes the document into a folder: `NAME.html`, `NAME.json`, and `NAME-TABLE.csv` for each table. Every file
  /// appears whole or not at all, and none before all of them are written.
  ///
  /// Throws a ``Failure`` where a file cannot be written.
  public func write(_ formats: Set<ReportFormat>, to folder: String) throws -> [ReportOutput] {
    var files: [OutputFile] = []
    func file(_ name: String, _ write: (OutputFile) throws -> Void) throws {
      let file = try OutputFile(path: folder == "." ? name : "\(folder)/\(name)")
      files.append(file)
      try write(file)
    }
    if formats.contains(.html) { try file("\(name).html") { try $0.write(html.source) } }
    if formats.contains(.json) { try file("\(name).json") { try writeJSON(to: $0) } }
    if formats.contains(.csv) {
      for table in data { try file("\(name)-\(table.id).csv") { try table.writeCSV(to: $0) } }
    }
    let written = try files.map { try $0.finishPart() }
    for file in files { try file.publish() }
    return zip(files, written).map { ReportOutput(path: $0.path, sha256: $1.sha256, bytes: $1.bytes) }
  }
}
