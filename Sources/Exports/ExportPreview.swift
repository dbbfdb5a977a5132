public import Tabular

/// The first rows of an export as texts.
public final class ExportPreview: TableWriter {
  /// The titles of the columns.
  public private(set) var titles: [String] = []
  /// The cells of each row; nil for an empty one.
  public private(set) var rows: [[String?]] = []
  private var row: [String?] = []
  /// The texts of what is nested, by level: they become one text.
  private var nested: [[String]] = []

  init() {}

  private func add(_ text: String?) {
    guard !nested.isEmpty else { return row.append(text) }
    if let text { nested[nested.count - 1].append(text) }
  }

  private func close(with separator: String) { add(nested.popLast()?.joined(separator: separator)) }

  /// Takes the titles.
  public func header(_ columns: [ColumnHeading]) { titles = columns.map(\.title) }
  /// A text.
  public func text(_ utf8: UnsafeRawBufferPointer) { add(String(decoding: utf8, as: UTF8.self)) }
  /// A number as text.
  public func number(_ utf8: UnsafeRawBufferPointer) { text(utf8) }
  /// An amount as text.
  public func amount(e4: Int64, places: Int) {
    var digits: [UInt8] = []
    ExportNumberForm().append(Int128(ExportNumber.rounded(e4, places: places)), scale: 4, places: places, to: &digits)
    add(String(decoding: digits, as: UTF8.self))
  }
  /// A whole number as text.
  public func integer(_ value: Int64) { add(String(value)) }
  /// `true` or `false`.
  public func boolean(_ value: Bool) { add(value ? "true" : "false") }
  /// A date or time as text.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) { text(isoUTF8) }
  /// An empty cell.
  public func empty() { add(nil) }
  /// Begins a text of several values.
  public func beginGroup() { nested.append([]) }
  /// Ends it.
  public func endGroup() { close(with: " ") }
  /// Begins a text of several records.
  public func beginList() { nested.append([]) }
  /// Begins a record.
  public func beginElement() { nested.append([]) }
  /// Ends it.
  public func endElement() { close(with: " ") }
  /// Ends the text.
  public func endList() { close(with: "; ") }
  /// Ends the row.
  public func endRow() {
    rows.append(row)
    row = []
  }
  /// Does nothing.
  public func finish() {}
}
