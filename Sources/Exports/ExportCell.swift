import Mapping
import Model
import Store
import Tabular

/// Writes one column of a row.
class ExportCell {
  /// How many cells of the table it is.
  var width: Int { 1 }

  /// Writes its cells.
  func write(to writer: any TableWriter) throws {}

  /// Whether it adds up what it writes.
  var isTallied: Bool { false }

  /// Adds up what it would write, where the same bytes are written again and for totals whose rows are left out.
  func tally() throws {}
}

/// A text, a decimal or a flag as it is.
final class ExportPlainCell: ExportCell {
  private let cursor: ExportCursor
  private let column: Int
  private let kind: ExportField.Kind

  init(_ cursor: ExportCursor, _ column: Int, _ kind: ExportField.Kind) {
    (self.cursor, self.column, self.kind) = (cursor, column, kind)
  }

  override func write(to writer: any TableWriter) throws {
    switch kind {
    case .flag:
      guard let value = cursor.int64(column) else { return try writer.empty() }
      try writer.boolean(value != 0)
    case .integer:
      guard let value = cursor.int64(column) else { return try writer.empty() }
      try writer.integer(value)
    default:
      let utf8 = cursor.utf8(column)
      if utf8.isEmpty { return try writer.empty() }
      if kind == .decimal { try writer.number(utf8) } else { try writer.text(utf8) }
    }
  }
}

/// Where a money column is added up for the manifest.
struct ExportSumPlace {
  let sums: ExportSums
  /// The column's number there.
  let column: Int
  /// Whether its currency is the row's own, and not the order's.
  let isOwn: Bool
  let decimals: Int?
  /// Whether it is shown with the opposite sign, as which it is added up.
  let isNegated: Bool

  /// Adds an amount as it is kept and as it is written.
  @inline(__always)
  func add(_ kept: Int64) {
    // Every amount of a store has an opposite; the one number that has none is no amount.
    let value = isNegated ? 0 &- kept : kept
    let written = decimals.map { ExportNumber.rounded(value, places: $0) } ?? value
    sums.add(column, isOwn: isOwn, stored: value, written: written)
  }
}

/// Money or a quantity in plain decimals; money is added up for the manifest.
final class ExportAmountCell: ExportCell {
  private let cursor: ExportCursor
  private let column: Int
  private let decimals: Int?
  private let least: Int
  private let sum: ExportSumPlace?

  init(_ cursor: ExportCursor, _ column: Int, decimals: Int?, sum: ExportSumPlace?) {
    (self.cursor, self.column, self.decimals, self.sum) = (cursor, column, decimals, sum)
    least = sum == nil ? 0 : 2
  }

  override func write(to writer: any TableWriter) throws {
    guard let value = cursor.int64(column) else { return try writer.empty() }
    sum?.add(value)
    try writer.amount(e4: value, places: decimals ?? ExportNumber.places(value, least: least))
  }

  override var isTallied: Bool { sum != nil }
  override func tally() { if let sum, let value = cursor.int64(column) { sum.add(value) } }
}

/// A point in time.
final class ExportTimeCell: ExportCell {
  private let cursor: ExportCursor
  private let column: Int
  private let clock: ExportClock

  init(_ cursor: ExportCursor, _ column: Int, _ clock: ExportClock) {
    (self.cursor, self.column, self.clock) = (cursor, column, clock)
  }

  override func write(to writer: any TableWriter) throws {
    guard let value = cursor.int64(column) else { return try writer.empty() }
    try clock.write(value, to: writer)
  }
}

/// A value that passes a form.
final class ExportFormedCell: ExportCell {
  private let reader: ExportValueReader
  private let form: ExportTextForm
  private var bytes: [UInt8] = []

  init(_ reader: ExportValueReader, _ form: ExportTextForm) { (self.reader, self.form) = (reader, form) }

  override func write(to writer: any TableWriter) throws {
    bytes.removeAll(keepingCapacity: true)
    var type = try reader.append(to: &bytes)
    try form.apply(to: &bytes, &type)
    try bytes.withUnsafeBytes { utf8 in
      switch type {
      case .empty: try writer.empty()
      case .text: try writer.text(utf8)
      case .number: try writer.number(utf8)
      case .dateTime: try writer.dateTime(utf8)
      case .boolean: try writer.boolean(utf8.first == UInt8(ascii: "t"))
      }
    }
  }
}

/// A money column that passes a form, added up for the manifest.
final class ExportSummedCell: ExportCell {
  private let cursor: ExportCursor
  private let column: Int
  private let inner: ExportCell
  private let sum: ExportSumPlace

  init(_ cursor: ExportCursor, _ column: Int, _ inner: ExportCell, _ sum: ExportSumPlace) {
    (self.cursor, self.column, self.inner, self.sum) = (cursor, column, inner, sum)
  }

  override func write(to writer: any TableWriter) throws {
    if let value = cursor.int64(column) { sum.add(value) }
    try inner.write(to: writer)
  }

  override var isTallied: Bool { true }
  override func tally() throws {
    if let value = cursor.int64(column) { sum.add(value) }
    try inner.tally()
  }
}

/// A value of the order, which stands on its first row alone.
final class ExportFirstRowCell: ExportCell {
  private let inner: ExportCell
  private let state: ExportRowState

  init(_ inner: ExportCell, _ state: ExportRowState) { (self.inner, self.state) = (inner, state) }

  override var width: Int { inner.width }

  override func write(to writer: any TableWriter) throws {
    guard state.repeatsOrder else { return try inner.write(to: writer) }
    for _ in 0..<width { try writer.empty() }
  }

  override var isTallied: Bool { inner.isTallied }
  override func tally() throws { if !state.repeatsOrder { try inner.tally() } }
}

/// What cells know of the row they are in.
final class ExportRowState {
  /// Whether the row before was of the same order.
  var repeatsOrder = false
}
