import Mapping
import Tabular

/// The format options of a column, for cells that are not written as they are: marks, lookup, case, length, default.
///
/// In this order: the value becomes text, the lookup replaces it, the letters change case, the text is cut, and an
/// empty one becomes the default. Numbers stay numbers while only their marks are formatted.
struct ExportCellFormat {
  private let mark: [UInt8]
  private let grouping: [UInt8]
  private let defaultText: [UInt8]
  private let letterCase: ExportColumn.LetterCase?
  private let maximumLength: Int?
  private let lookup: [String: String]
  private let otherwise: String?

  /// A number with a point and without groups.
  static let plain = ExportCellFormat()

  private init() {
    (mark, grouping, defaultText) = ([UInt8(ascii: ".")], [], [])
    (letterCase, maximumLength, lookup, otherwise) = (nil, nil, [:], nil)
  }

  /// Nil where the column has no options that need it.
  init?(_ column: ExportColumn) {
    mark = Array((column.decimalMark ?? ".").utf8)
    grouping = Array((column.grouping ?? "").utf8)
    defaultText = Array((column.default ?? "").utf8)
    letterCase = column.letterCase
    maximumLength = column.maximumLength
    lookup = column.lookup
    otherwise = column.otherwise
    let isPlain = column.decimalMark == nil && column.grouping == nil && column.default == nil
    if isPlain, changesText == false { return nil }
  }

  /// Whether values are changed as texts.
  var changesText: Bool { letterCase != nil || maximumLength != nil || !lookup.isEmpty }

  /// The text of a constant column, with case and length applied.
  static func constant(of column: ExportColumn) -> String {
    guard case .constant(let text) = column.source else { return "" }
    return ExportCellFormat(column)?.changed(text) ?? text
  }

  /// Writes a text.
  func write(text utf8: UnsafeRawBufferPointer, isNumber: Bool, to writer: any TableWriter) throws {
    guard changesText else { return isNumber ? try writer.number(utf8) : try writer.text(utf8) }
    let text = String(decoding: utf8, as: UTF8.self)
    if isNumber, changed(text) == text { return try writer.number(utf8) }
    try write(text: text, to: writer)
  }

  /// Writes a text.
  func write(text: String, to writer: any TableWriter) throws {
    var text = changed(text)
    if text.isEmpty { return try writeEmpty(to: writer) }
    try text.withUTF8 { try writer.text(UnsafeRawBufferPointer($0)) }
  }

  /// Writes a decimal that is kept with `scale` places.
  func write(decimal value: Int64, scale: Int, places: Int, to writer: any TableWriter) throws {
    let digits = ExportNumber.text(value, scale: scale, places: places, mark: mark, grouping: grouping)
    let text = String(decoding: digits, as: UTF8.self)
    // A number that no lookup knows is still a number, and not guarded as a text.
    guard changesText, changed(text) != text else { return try digits.withUnsafeBytes { try writer.number($0) } }
    try write(text: text, to: writer)
  }

  /// Writes the default; an empty cell where there is none.
  func writeEmpty(to writer: any TableWriter) throws {
    guard !defaultText.isEmpty else { return try writer.empty() }
    try defaultText.withUnsafeBytes { utf8 in
      // A default such as 0.00 in a column of amounts is an amount.
      if ExportCellFormat.isNumber(utf8) { try writer.number(utf8) } else { try writer.text(utf8) }
    }
  }

  private func changed(_ value: String) -> String {
    var text = value
    if !lookup.isEmpty { text = lookup[value] ?? otherwise ?? value }
    switch letterCase {
    case .upper: text = text.uppercased()
    case .lower: text = text.lowercased()
    case nil: break
    }
    if let maximumLength { text = String(text.prefix(maximumLength)) }
    return text
  }

  /// Optional minus, digits, optional point and digits.
  private static func isNumber(_ utf8: UnsafeRawBufferPointer) -> Bool {
    var rest = utf8[...]
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 >= 48 && $0 <= 57 } }
  }
}
