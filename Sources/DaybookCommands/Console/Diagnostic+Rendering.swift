import Diagnostics

extension Diagnostic {
  /// `FILE[:SHEET]:LINE[:COLUMN]: error: message [area/code]`, then the excerpt, then the hint; each line ended.
  func rendered(colour: Bool) -> String {
    func painted(_ text: String, _ code: String) -> String { colour ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text }
    let place = [location.file ?? "daybook", location.sheet, location.line.map(String.init), columnText]
      .compactMap { $0 }.map(printable).joined(separator: ":")
    let level = painted(severity.rawValue + ":", severity == .error ? "1;31" : "1;33")
    var text = "\(painted(place + ":", "1")) \(level) \(printable(message)) [\(code.name)]\n"
    if let excerpt, !excerpt.isEmpty { text += "  \(printable(excerpt))\n" }
    if let hint { text += "hint: \(printable(hint))\n" }
    return text
  }

  /// A column means nothing without a line.
  private var columnText: String? { location.line == nil ? nil : location.column.map(String.init) }

  /// The same as data.
  var json: JSONValue {
    [
      "severity": .text(severity.rawValue), "code": .text(code.name), "file": JSONValue(location.file),
      "sheet": JSONValue(location.sheet), "line": JSONValue(location.line), "column": JSONValue(location.column),
      "field": JSONValue(location.field), "message": .text(message), "hint": JSONValue(hint),
    ]
  }
}
