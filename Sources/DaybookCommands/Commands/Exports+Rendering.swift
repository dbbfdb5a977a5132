import Exports
import Mapping
import Model

extension ExportSummary {
  /// The summary for other programs.
  var json: JSONValue {
    [
      "schema": "daybook.export/1", "batch": isEmptyDelivery ? .null : JSONValue(batch), "mapping": .text(mapping),
      "path": isEmptyDelivery ? .null : .text(path),
      "manifest": JSONValue(manifestPath), "destination": JSONValue(destination), "scope": JSONValue(scope?.rawValue),
      "orders": scope == nil ? .null : JSONValue(orders.count), "rows": JSONValue(rows), "bytes": JSONValue(bytes),
      "sha256": JSONValue(sha256),
      "sums": JSONValue(sums) {
        ["column": .text($0.column), "currency": .text($0.currency.description), "sum": .text($0.sumText)]
      },
      "data_batch": JSONValue(lastDataBatch),
    ]
  }

  /// Whether there was nothing to deliver, and so no file was written.
  private var isEmptyDelivery: Bool { scope != nil && rows == 0 }

  /// The summary for people.
  var text: String {
    if isEmptyDelivery, let destination, let scope {
      return "Nothing \(scope.rawValue) for \(destination) by \(mapping)\n"
    }
    var text =
      "Batch \(batch): \(rows) \(rows == 1 ? "row" : "rows") by \(mapping) to \(path == "-" ? "standard output" : path)\n"
    if let destination, let scope {
      text += "Delivered to \(destination): \(orders.count) \(scope.rawValue) order\(orders.count == 1 ? "" : "s")\n"
    }
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
