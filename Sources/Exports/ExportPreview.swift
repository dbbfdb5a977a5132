public import Tabular

/// The first rows of an export as texts.
public final class ExportPreview: TableWriter {
  /// The titles of the columns.
  public private(set) var titles: [String] = []
  /// The cells of each row; nil for an empty one.
  public private(set) var rows: [[String?]] = []
  private var row: [String?] = []

  init() {}

  /// Takes the titles.
  public func header(_ columns: [ColumnHeading]) { titles = columns.map(\.title) }
  /// A text.
  public func text(_ utf8: UnsafeRawBufferPointer) { row.append(String(decoding: utf8, as: UTF8.self)) }
  /// A number as text.
  public func number(_ utf8: UnsafeRawBufferPointer) { text(utf8) }
  /// An amount as text.
  public func amount(e4: Int64, places: Int) {
    let digits = ExportNumber.text(e4, scale: 4, places: places, mark: [UInt8(ascii: ".")], grouping: [])
    row.append(String(decoding: digits, as: UTF8.self))
  }
  /// A whole number as text.
  public func integer(_ value: Int64) { row.append(String(value)) }
  /// `true` or `false`.
  public func boolean(_ value: Bool) { row.append(value ? "true" : "false") }
  /// A date or time as text.
  public func dateTime(_ isoUTF8: UnsafeRawBufferPointer) { text(isoUTF8) }
  /// An empty cell.
  public func empty() { row.append(nil) }
  /// Ends the row.
  public func endRow() {
    rows.append(row)
    row = []
  }
  /// Does nothing.
  public func finish() {}
}
