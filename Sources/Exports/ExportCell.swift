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

  /// Counts what it would write, for totals whose rows are left out.
  func tally() throws {}
}

/// A text, a decimal or a flag as it is.
final class ExportPlainCell: ExportCell {
  private unowned(unsafe) let cursor: ExportCursor
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

/// Money or a quantity in plain decimals.
final class ExportAmountCell: ExportCell {
  private unowned(unsafe) let cursor: ExportCursor
  private let column: Int
  private let decimals: Int?
  private let least: Int

  init(_ cursor: ExportCursor, _ column: Int, isMoney: Bool, decimals: Int?) {
    (self.cursor, self.column, self.decimals, least) = (cursor, column, decimals, isMoney ? 2 : 0)
  }

  override func write(to writer: any TableWriter) throws {
    guard let value = cursor.int64(column) else { return try writer.empty() }
    try writer.amount(e4: value, places: decimals ?? ExportNumber.places(value, least: least))
  }
}

/// A point in time.
final class ExportTimeCell: ExportCell {
  private unowned(unsafe) let cursor: ExportCursor
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

/// A money column, which is added up for the manifest as it is written and as it is kept.
final class ExportSummedCell: ExportCell {
  private unowned(unsafe) let cursor: ExportCursor
  private let column: Int
  private let inner: ExportCell
  private let sums: ExportSums
  private let sum: Int
  private let isOwn: Bool
  private let decimals: Int?

  init(
    _ cursor: ExportCursor, _ column: Int, _ inner: ExportCell, _ sums: ExportSums, title: String, isOwn: Bool,
    decimals: Int?
  ) {
    (self.cursor, self.column, self.inner, self.sums, self.isOwn) = (cursor, column, inner, sums, isOwn)
    sum = sums.add(title: title)
    self.decimals = decimals
  }

  override func write(to writer: any TableWriter) throws {
    if let value = cursor.int64(column) {
      sums.add(
        sum, isOwn: isOwn, stored: value, written: decimals.map { ExportNumber.rounded(value, places: $0) } ?? value)
    }
    try inner.write(to: writer)
  }

  override func tally() throws {
    if let value = cursor.int64(column) { sums.add(sum, isOwn: isOwn, stored: value, written: value) }
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

  override func tally() throws { if !state.repeatsOrder { try inner.tally() } }
}

/// What cells know of the row they are in.
final class ExportRowState {
  /// Whether the row before was of the same order.
  var repeatsOrder = false
}
