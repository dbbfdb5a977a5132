import Mapping
import Model
import Store
import Tabular

/// Writes the rows of a cursor, column by column, and adds up the money.
///
/// A column without format options goes straight from SQLite's memory to the writer; the others pass
/// ``ExportCellFormat``.
final class ExportRowWriter {
  /// A class, so that taking one from the array for a cell copies a reference and not its fields.
  private final class Column {
    let kind: ExportField.Kind
    /// The column of the cursor.
    let index: Int
    /// Whether it stands on the first row of an order only, where the layout wants that.
    let isOnFirstRow: Bool
    let decimals: Int?
    /// Among the money columns.
    let sum: Int?
    let clock: ExportClock?
    /// Nil where the value is written as it is.
    let format: ExportCellFormat?
    let constant: [UInt8]?

    init(
      kind: ExportField.Kind, index: Int, isOnFirstRow: Bool, decimals: Int?, sum: Int?, clock: ExportClock?,
      format: ExportCellFormat?, constant: [UInt8]?
    ) {
      (self.kind, self.index, self.isOnFirstRow, self.decimals) = (kind, index, isOnFirstRow, decimals)
      (self.sum, self.clock, self.format, self.constant) = (sum, clock, format, constant)
    }
  }

  /// What tells lines apart and says what their amounts are stands on every row of an order.
  private static let onEveryRow = ["order_id", "currency"]

  private let writer: any TableWriter
  private let columns: [Column]
  private let ordersOnce: Bool
  private var lastOrder: Int64?
  private(set) var sums: ExportSums
  private(set) var rows = 0

  init(_ plan: ExportPlan, to writer: any TableWriter) {
    self.writer = writer
    let layout = plan.layout
    var cursorColumn = 0
    var titles: [String] = []
    columns = layout.columns.map { column in
      guard case .field(let field) = column.source else {
        return Column(
          kind: .text, index: 0, isOnFirstRow: false, decimals: nil, sum: nil, clock: nil, format: nil,
          constant: Array(ExportCellFormat.constant(of: column).utf8))
      }
      defer { cursorColumn += 1 }
      if field.kind == .money { titles.append(column.title) }
      let zone = column.zone ?? plan.zone
      return Column(
        kind: field.kind, index: cursorColumn,
        isOnFirstRow: field.part != .item && !ExportRowWriter.onEveryRow.contains(field.name),
        decimals: column.decimals,
        sum: field.kind == .money ? titles.count - 1 : nil,
        clock: field.kind == .instant
          ? ExportClock(zone: zone, pattern: column.pattern, isLocal: layout.format == .xlsx) : nil,
        format: ExportCellFormat(column), constant: nil)
    }
    sums = ExportSums(titles: titles)
    ordersOnce = layout.rows != .order && layout.orderValues == .first
  }

  /// Writes the row that the cursor stands on.
  func write(_ cursor: ExportCursor) throws {
    sums.setCurrency(cursor.currency)
    var repeatsOrder = false
    if ordersOnce {
      let order = cursor.orderKey
      repeatsOrder = order == lastOrder
      lastOrder = order
    }
    for column in columns { try writeCell(column, cursor, repeatsOrder: repeatsOrder) }
    try writer.endRow()
    rows += 1
  }

  @inline(__always)
  private func writeCell(_ column: Column, _ cursor: ExportCursor, repeatsOrder: Bool) throws {
    if let constant = column.constant {
      try constant.withUnsafeBytes { $0.isEmpty ? try writer.empty() : try writer.text($0) }
    } else if repeatsOrder, column.isOnFirstRow {
      try writer.empty()
    } else if column.kind.isNumber {
      guard let value = cursor.int64(column.index) else { return try writeEmpty(column) }
      try writeNumber(value, column)
    } else {
      let utf8 = cursor.utf8(column.index)
      if utf8.isEmpty { return try writeEmpty(column) }
      if let format = column.format {
        try format.write(text: utf8, isNumber: column.kind == .decimal, to: writer)
      } else if column.kind == .decimal {
        try writer.number(utf8)
      } else {
        try writer.text(utf8)
      }
    }
  }

  private func writeEmpty(_ column: Column) throws {
    if let format = column.format { try format.writeEmpty(to: writer) } else { try writer.empty() }
  }

  private func writeNumber(_ value: Int64, _ column: Column) throws {
    switch column.kind {
    case .money:
      let places = column.decimals ?? ExportNumber.places(value, least: 2)
      if let sum = column.sum {
        sums.add(sum, stored: value, written: ExportNumber.rounded(value, places: places))
      }
      if let format = column.format {
        try format.write(decimal: value, scale: 4, places: places, to: writer)
      } else {
        try writer.amount(e4: value, places: places)
      }
    case .quantity:
      let places = column.decimals ?? ExportNumber.places(value, least: 0)
      if let format = column.format {
        try format.write(decimal: value, scale: 4, places: places, to: writer)
      } else {
        try writer.amount(e4: value, places: places)
      }
    case .rate:
      let format = column.format ?? ExportCellFormat.plain
      try format.write(decimal: value, scale: 6, places: column.decimals ?? ExportNumber.ratePlaces(value), to: writer)
    case .flag:
      if let format = column.format {
        try format.write(text: value == 0 ? "false" : "true", to: writer)
      } else {
        try writer.boolean(value != 0)
      }
    case .instant:
      try column.clock?.write(value, format: column.format, to: writer)
    default:
      if let format = column.format {
        try format.write(decimal: value, scale: 0, places: 0, to: writer)
      } else {
        try writer.integer(value)
      }
    }
  }
}
