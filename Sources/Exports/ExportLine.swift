import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// A kind of line that a row becomes, with its cells.
final class ExportLine {
  private let headings: [ColumnHeading]?
  private let cells: [ExportCell]
  /// What counts in the balance and is not written.
  private let hidden: [ExportCell]
  /// The rows of which there is a line each; nil for one line.
  private let lines: ExportLines?
  /// Where the row says whether there is a line; nil for always.
  private let condition: (cursor: ExportCursor, column: Int)?
  /// What lines that count these call it.
  private let name: String?
  private let once: ExportRecord.Once?
  private let tally: ExportFileTally?

  /// `headings` are the line's own columns; nil where all kinds of lines have the same.
  init(
    _ cells: [ExportCell], hidden: [ExportCell], headings: [ColumnHeading]?, of lines: ExportLines?,
    if condition: (cursor: ExportCursor, column: Int)?, _ record: ExportRecord, _ tally: ExportFileTally?
  ) {
    (self.cells, self.hidden, self.headings, self.lines) = (cells, hidden, headings, lines)
    self.condition = condition
    (name, once, self.tally) = (record.name, record.once, tally)
  }

  /// Writes the lines that the present row becomes.
  func write(to writer: any TableWriter) throws {
    // The number of the first condition that holds: there is one, so that 1 stands for none.
    if let condition, condition.cursor.int64(condition.column) != 0 { return }
    guard let lines else { return try writeLine(to: writer) }
    try lines.forEach { try writeLine(to: writer) }
  }

  private func writeLine(to writer: any TableWriter) throws {
    tally?.countLine(name, once: once != nil)
    if let once, let headings {
      try writer.beginOnce(headings, atEnd: once == .end)
      for cell in cells { try cell.write(to: writer) }
      return try writer.endOnce()
    }
    if let headings { try writer.line(headings) }
    for cell in cells { try cell.write(to: writer) }
    for cell in hidden { try cell.tally() }
    try writer.endRow()
  }
}

/// Adds up what the lines of a row must come to.
final class ExportBalanceTally {
  /// The places that sums are kept with.
  static let scale = 10
  private let balance: ExportBalance?
  /// Reads the fields that they must come to; none for zero.
  var wanted: [(reader: ExportValueReader, sign: Int128)] = []
  fileprivate var sum: Int128 = 0

  init(_ balance: ExportBalance?) { self.balance = balance }

  /// The sign with which a column counts; nil where it does not.
  func sign(of title: String) -> Int128? {
    balance?.columns.first { $0.title == title }.map { $0.isNegated ? -1 : 1 }
  }

  /// Throws an ``ExportProblem`` unless the lines of a row came to what they must, and begins with the next row.
  func settle() throws(ExportProblem) {
    guard let balance else { return }
    var want: Int128 = 0
    for (reader, sign) in wanted {
      if let (value, scale) = reader.number() {
        want += sign * value * ExportNumber.power(ExportBalanceTally.scale - scale)
      }
    }
    defer { sum = 0 }
    guard sum != want else { return }
    var shown = balance.columns.map { ($0.isNegated ? "-" : "") + $0.title }.joined(separator: ", ")
    if balance.columns.count > 1 { shown = "the columns " + shown }
    throw ExportProblem(
      .exportUnbalanced,
      [
        "sum": ExportBalanceTally.text(sum), "columns": shown,
        "wanted": balance.fields.isEmpty
          ? "zero" : "\(ExportBalanceTally.text(want)), which is \(ExportBalanceTally.text(balance.fields))",
      ])
  }

  private static func text(_ fields: [ExportBalance.Field]) -> String {
    var text = ""
    for (field, isNegated) in fields.map({ ($0.field.name, $0.isNegated) }) {
      if !text.isEmpty { text += isNegated ? " - " : " + " } else if isNegated { text += "-" }
      text += field
    }
    return text
  }

  private static func text(_ number: Int128) -> String {
    var text: [UInt8] = []
    ExportNumberForm().append(
      number, scale: scale, places: max(2, ExportNumber.places(number, scale: scale)), to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}

/// A column that counts in the balance of the lines.
final class ExportBalanceCell: ExportCell {
  private let inner: ExportCell
  private let reader: ExportValueReader
  private let balance: ExportBalanceTally
  private let sign: Int128
  private let dropsSign: Bool

  init(_ inner: ExportCell, _ reader: ExportValueReader, _ tally: ExportBalanceTally, sign: Int128, dropsSign: Bool) {
    (self.inner, self.reader, balance, self.sign, self.dropsSign) = (inner, reader, tally, sign, dropsSign)
  }

  override func write(to writer: any TableWriter) throws {
    try tally()
    try inner.write(to: writer)
  }

  override func tally() throws {
    if let (value, scale) = reader.number() {
      let shown = dropsSign ? Int128(value.magnitude) : value
      balance.sum += sign * shown * ExportNumber.power(ExportBalanceTally.scale - scale)
    }
  }
}

/// Making lines.
extension ExportColumns {
  /// What is read for the lines of several kinds: called before the query is made.
  func collectRecords() {
    for record in plan.layout.records {
      if !record.branches.isEmpty { main.list.add(plan.expression(record.branches)) }
      if let each = record.each {
        let inner = Frame(each.rows, each)
        main.inner.append(inner)
        for column in record.columns { collect(column, inner, main) }
      } else {
        for column in record.columns { collect(column, main, main) }
      }
    }
    for known in plan.layout.balance?.fields ?? [] { main.list.add(.field(known.field.name)) }
  }

  /// The kinds of lines that stand at a place, once the rows' cursor is there.
  func lines(
    _ cursor: ExportCursor, on connection: StoreConnection, _ balance: ExportBalanceTally
  ) throws -> (start: [ExportLine], row: [ExportLine], end: [ExportLine]) {
    var lines: (start: [ExportLine], row: [ExportLine], end: [ExportLine]) = ([], [], [])
    var inner = main.inner[...]
    let maker = ExportCellMaker(columns: self, connection: connection, main: cursor, frame: main, cursor: cursor)
    balance.wanted = (plan.layout.balance?.fields ?? []).map {
      (maker.reader(.field($0.field), ExportForm()), $0.isNegated ? -1 : 1)
    }
    for record in plan.layout.records {
      let line = try line(record, cursor, connection, &inner, balance)
      switch record.once {
      case nil: lines.row.append(line)
      case .start: lines.start.append(line)
      case .end: lines.end.append(line)
      }
    }
    return lines
  }

  private func line(
    _ record: ExportRecord, _ cursor: ExportCursor, _ connection: StoreConnection,
    _ inner: inout ArraySlice<Frame>, _ balance: ExportBalanceTally
  ) throws -> ExportLine {
    var maker = ExportCellMaker(
      columns: self, connection: connection, main: cursor, frame: main, cursor: cursor, isCounted: record.once == nil)
    var lines: ExportLines?
    if let each = record.each {
      let frame = inner.removeFirst()
      let found = try maker.lines(of: each, frame)
      lines = found
      maker = ExportCellMaker(
        columns: self, connection: connection, main: cursor, frame: frame, cursor: found.cursor)
    }
    var none: ArraySlice<Frame> = []
    let cells = try record.columns.map { column -> ExportCell in
      let cell = try maker.cell(column, &none, path: "")
      guard record.once == nil, let sign = balance.sign(of: column.title), case .value(let value) = column.content
      else { return cell }
      return ExportBalanceCell(
        cell, maker.reader(value, column.form), balance, sign: sign, dropsSign: column.form.negative == .drop)
    }
    let condition =
      record.branches.isEmpty ? nil : (cursor, main.list.place(of: plan.expression(record.branches)))
    let pairs = zip(record.columns, cells)
    let hidden = pairs.filter { $0.0.isHidden }.map(\.1)
    let shown = pairs.filter { !$0.0.isHidden }
    // What stands once has columns of its own, and then those of the rows must be said again.
    let isAlike = !plan.layout.columns.isEmpty && plan.layout.records.allSatisfy { $0.once == nil }
    return ExportLine(
      shown.map(\.1), hidden: hidden, headings: isAlike ? nil : plan.headings(of: record), of: lines, if: condition,
      record, tally)
  }
}
