import Foundation
import Tabular
import Testing

/// One of the many ways in which the same rows may lie in a file: order of rows and columns, blank rows, a column that nobody
/// asked for, format, delimiter, quotes, line ends, encoding, decimals.
struct SheetForm: CustomStringConvertible {
  private enum Format: CaseIterable { case text, workbook, openDocument }

  private static let encodings: [(name: String, encoding: String.Encoding, mark: [UInt8])] = [
    ("utf-8", .utf8, []), ("utf-8 with a mark", .utf8, [0xEF, 0xBB, 0xBF]), ("utf-16", .utf16, []),
    ("utf-16le", .utf16LittleEndian, [0xFF, 0xFE]), ("utf-16be", .utf16BigEndian, [0xFE, 0xFF]),
    ("latin-1", .isoLatin1, []), ("windows-1252", .windowsCP1252, []),
  ]

  private let format: Format
  private let delimiter: String
  private let newline: String
  private let isQuoted: Bool
  private let encoding: (name: String, encoding: String.Encoding, mark: [UInt8])
  private let padsAmounts: Bool
  private let hasNote: Bool
  private let seed: UInt64

  /// Any form.
  init(using random: inout FixedRandom) {
    format = Format.allCases.randomElement(using: &random) ?? .text
    delimiter = [",", ";", "\t", "|"].randomElement(using: &random) ?? ","
    newline = ["\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
    isQuoted = Bool.random(using: &random)
    encoding = SheetForm.encodings.randomElement(using: &random) ?? SheetForm.encodings[0]
    padsAmounts = Bool.random(using: &random)
    hasNote = Bool.random(using: &random)
    seed = random.next()
  }

  var description: String {
    let text = "delimiter \(delimiter.debugDescription), newline \(newline.debugDescription), \(encoding.name)"
    return "\(format)\(format == .text ? ", \(text), quoted \(isQuoted)" : ""), padded \(padsAmounts), note \(hasNote)"
  }

  /// Writes the rows in this form. `texts` are the columns that are no numbers.
  func write(
    _ titles: [String], _ rows: [[String]], texts: Set<Int>, to desk: CostDesk, name: String
  ) throws -> InputFile {
    var random = FixedRandom(seed: seed)
    var cells = rows.map { row in row.indices.map { texts.contains($0) ? row[$0] : padded(row[$0]) } }
    cells.shuffle(using: &random)
    var headings = titles
    if hasNote {
      headings.append("Note")
      for index in cells.indices { cells[index].append(index % 3 == 0 ? "" : "said \"no\"; thrée, four|five") }
    }
    var columns = Array(headings.indices)
    columns.shuffle(using: &random)
    // A title may stand in any case, with space around it.
    let header = columns.map { Bool.random(using: &random) ? headings[$0] : " \(headings[$0].uppercased()) " }
    let words = Set(columns.indices.filter { columns[$0] >= titles.count || texts.contains(columns[$0]) })
    let table = cells.map { row in columns.map { row[$0] } }
    switch format {
    case .text: return try text(header, table, to: desk, name: name + ".csv")
    case .workbook: return try desk.workbook(name + ".xlsx", titles: header, rows: table, texts: words)
    case .openDocument:
      let path = desk.folder.path + "/" + name + ".fods"
      try Data(SheetForm.flatODS([header] + table, texts: words).utf8).write(to: URL(fileURLWithPath: path))
      return try InputFile.open(path)
    }
  }

  private func padded(_ amount: String) -> String {
    guard padsAmounts, !amount.isEmpty else { return amount }
    guard let point = amount.firstIndex(of: ".") else { return amount + ".0" }
    return amount.distance(from: point, to: amount.endIndex) < 4 ? amount + "0" : amount
  }

  private func text(_ header: [String], _ table: [[String]], to desk: CostDesk, name: String) throws -> InputFile {
    func cell(_ text: String) -> String {
      guard isQuoted || text.contains("\"") || text.contains(delimiter) else { return text }
      return "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }
    let lines = ([header] + table).map { $0.map(cell).joined(separator: delimiter) + newline }
    let bytes = try #require(lines.joined().data(using: encoding.encoding))
    let path = desk.folder.path + "/" + name
    try (Data(encoding.mark) + bytes).write(to: URL(fileURLWithPath: path))
    return try InputFile.open(path)
  }

  /// A flat OpenDocument sheet.
  static func flatODS(_ rows: [[String]], texts: Set<Int>) -> String {
    func escaped(_ text: String) -> String {
      text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
    }
    let cells = rows.enumerated().map { index, row in
      let columns = row.enumerated().map { column, value in
        if value.isEmpty { return "<table:table-cell/>" }
        if index == 0 || texts.contains(column) {
          return "<table:table-cell office:value-type=\"string\"><text:p>\(escaped(value))</text:p></table:table-cell>"
        }
        return "<table:table-cell office:value-type=\"float\" office:value=\"\(value)\"/>"
      }
      return "<table:table-row>\(columns.joined())</table:table-row>"
    }
    let name = "urn:oasis:names:tc:opendocument:xmlns:"
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document xmlns:office="\(name)office:1.0" xmlns:table="\(name)table:1.0" xmlns:text="\(name)text:1.0" \
      office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body>\
      <office:spreadsheet><table:table table:name="Costs">\(cells.joined())</table:table></office:spreadsheet>\
      </office:body></office:document>
      """
  }
}
