import Diagnostics
import Tabular

/// In which format rejects are written.
enum RejectsForm: String {
  /// Delimited text.
  case text = "csv"
  /// A workbook.
  case workbook = "xlsx"
  /// An XML document.
  case xml
  /// JSON Lines.
  case jsonLines = "jsonl"

  /// The form that is like a file.
  init(like format: FileFormat) {
    switch format {
    case .xlsx, .ods, .spreadsheetML: self = .workbook
    case .xml: self = .xml
    case .jsonLines: self = .jsonLines
    default: self = .text
    }
  }

  /// The form that the name of the rejects says, else the one that is like the file they come from.
  init(of path: String, like format: FileFormat) {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    switch name.split(separator: ".").last {
    case "csv", "tsv", "txt": self = .text
    case "xlsx", "xls", "ods": self = .workbook
    case "xml": self = .xml
    case "jsonl", "json": self = .jsonLines
    default: self = RejectsForm(like: format)
    }
  }

  /// What follows the name of the file that rows were rejected of.
  static func suffix(for format: FileFormat) -> String { ".rejects.\(RejectsForm(like: format).rawValue)" }

  /// Refuses a name that says a format which the rejects of a file cannot have. Rows keep their format, since another one
  /// may read numbers and days differently; those of a sheet that reads them the same everywhere may become text or a
  /// workbook (`isFree`).
  static func check(_ path: String, like format: FileFormat, isFree: Bool) throws {
    let own = RejectsForm(like: format)
    let wanted = RejectsForm(of: path, like: format)
    let isTable = [own, wanted].allSatisfy { [.text, .workbook].contains($0) }
    let isOld = [".xls", ".ods"].contains { path.lowercased().hasSuffix($0) }
    guard isOld || wanted != own && !(isFree && isTable) else { return }
    throw Failure(
      .usage, .rejectsFormat,
      facts: ["path": path, "ending": isFree && isTable ? ".csv or .xlsx" : ".\(own.rawValue)"])
  }
}
