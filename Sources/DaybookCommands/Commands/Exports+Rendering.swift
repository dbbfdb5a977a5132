import Exports
import Mapping
import Model

extension ExportSummary {
  /// The summary for other programs.
  var json: JSONValue {
    [
      "schema": "daybook.export/1", "batch": JSONValue(batch), "mapping": .text(mapping), "path": .text(path),
      "manifest": JSONValue(manifestPath), "rows": JSONValue(rows), "bytes": JSONValue(bytes),
      "sha256": JSONValue(sha256),
      "sums": JSONValue(sums) {
        ["column": .text($0.column), "currency": .text($0.currency.description), "sum": .text($0.sumText)]
      },
      "data_batch": JSONValue(lastDataBatch),
    ]
  }

  /// The summary for people.
  var text: String {
    var text =
      "Batch \(batch): \(rows) \(rows == 1 ? "row" : "rows") by \(mapping) to \(path == "-" ? "standard output" : path)\n"
    if let manifestPath { text += "Manifest: \(manifestPath)\n" }
    guard !sums.isEmpty else { return text }
    var table = TextTable(("column", .left), ("currency", .left), ("sum", .right))
    for sum in sums { table.add(sum.column, sum.currency.description, sum.sumText) }
    return text + table.text
  }
}

extension MappingFile {
  /// Where it comes from, in a word or as a path.
  var originText: String {
    switch origin {
    case .shipped: "shipped"
    case .file(let path): path
    }
  }
}

extension ExportField {
  /// The field for other programs.
  var json: JSONValue {
    [
      "name": .text(name), "part": .text(part.rawValue), "kind": .text(kind.rawValue),
      "personal": JSONValue(isPersonal),
      "meaning": .text(meaning),
    ]
  }
}
