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
      "files": isFolder
        ? JSONValue(files) {
          [
            "path": .text($0.path), "group": JSONValue($0.group), "rows": JSONValue($0.rows),
            "bytes": JSONValue($0.bytes), "sha256": JSONValue($0.sha256),
          ]
        } : .null,
      "sums": JSONValue(sums) {
        ["column": .text($0.column), "currency": .text($0.currency.description), "sum": .text($0.sumText)]
      },
      "data_batch": JSONValue(lastDataBatch), "finished": JSONValue(finished) { JSONValue($0) },
    ]
  }

  /// Whether there was nothing to deliver, and so no file was written.
  private var isEmptyDelivery: Bool { scope != nil && rows == 0 }

  /// The summary for people.
  var text: String {
    let earlier = finished.map { "Brought delivery \($0) to its end first\n" }.joined()
    if isEmptyDelivery, let destination, let scope {
      return earlier + "Nothing \(scope.rawValue) for \(destination) by \(mapping)\n"
    }
    let place = path == "-" ? "standard output" : path
    let count = isFolder ? " in \(files.count) \(files.count == 1 ? "file" : "files")" : ""
    var text = earlier + "Batch \(batch): \(rows) \(rows == 1 ? "row" : "rows")\(count) by \(mapping) to \(place)\n"
    if let destination, let scope {
      text += "Delivered to \(destination): \(orders.count) \(scope.rawValue) order\(orders.count == 1 ? "" : "s")\n"
    }
    if let manifestPath { text += "Manifest: \(manifestPath)\n" }
    text += fileTable
    guard !sums.isEmpty else { return text }
    var table = TextTable(("column", .left), ("currency", .left), ("sum", .right))
    for sum in sums { table.add(sum.column, sum.currency.description, sum.sumText) }
    return text + table.text
  }

  /// The first files of several.
  private var fileTable: String {
    guard isFolder, !files.isEmpty else { return "" }
    let most = 20
    var table = TextTable(("file", .left), ("rows", .right), ("bytes", .right))
    for file in files.prefix(most) {
      table.add(
        printable(file.path.split(separator: "/").last.map(String.init) ?? file.path), String(file.rows),
        String(file.bytes))
    }
    return table.text + (files.count > most ? "and \(files.count - most) more\n" : "")
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
