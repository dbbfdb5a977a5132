import Diagnostics
import Mapping
import Model
import Store
import Tabular

/// One file of an export.
struct ExportFilePart {
  /// The value of the field that files are split by; nil where they are not.
  let group: String?
  /// Its number from 1.
  let sequence: Int
}

/// What one file of an export holds.
struct ExportFileContent {
  let part: ExportFilePart
  /// Data rows, without header and totals.
  let rows: Int
  let sums: [ExportSum]
}

/// One pass over the rows of an export, from one snapshot of the store to the files that its layout splits it into. Where they
/// are not split by a field there is always one, with its header alone where there are no rows.
final class ExportPass {
  let plan: ExportPlan
  private let connection: StoreConnection
  private let columns: ExportColumns
  private let sums: ExportSums
  private let state: ExportRowState
  private let tally: ExportFileTally?
  /// What is read.
  let selection: ExportSelection
  private let cursor: ExportCursor
  private let row: ExportRow
  private let lines: (start: [ExportLine], row: [ExportLine], end: [ExportLine])
  private let balance: ExportBalanceTally
  private let totals: ExportTotals?
  /// What each file comes to, where a line at its start says so; counted in a pass before this one.
  private let known: [ExportFileTally.Counts]
  /// Whether rows are written as lines of a record, and whether only what they add up to is.
  private let hasLines: Bool
  private let isTotalsAlone: Bool
  private let isSplit: Bool
  private let splitColumn: Int?
  private let totalColumn: Int?

  private var writer: (any TableWriter)?
  /// The same, where it can write cells again.
  private var repeating: (any RepeatingWriter)?
  private var part = ExportFilePart(group: nil, sequence: 0)
  private var rowsInFile = 0
  private var unitsInFile = 0
  private var lastKey: Int64?
  private var splitValue: [UInt8]?
  private var totalValue: [UInt8]?
  /// Data rows of all files.
  private(set) var rows = 0
  /// The orders of the rows; only noted for a delivery.
  private(set) var orders = OrderKeySet()
  private let notesOrders: Bool

  /// A pass over the rows.
  init(_ plan: ExportPlan, on connection: StoreConnection) throws {
    (self.plan, self.connection, notesOrders) = (plan, connection, plan.due != nil)
    known = plan.layout.countsFirst && !plan.isCounting ? try ExportPass.counted(plan, on: connection) : []
    let columns = ExportColumns(plan)
    (self.columns, sums, state, tally) = (columns, columns.sums, columns.state, columns.tally)
    selection = plan.selection(columns)
    cursor = try connection.exportRows(selection)
    let row = ExportRow(try columns.cells(cursor, on: connection)) { plan.isShared($0) }
    self.row = row
    balance = ExportBalanceTally(plan.layout.balance)
    lines = try columns.lines(cursor, on: connection, balance)
    totals = plan.layout.totals.map { ExportTotals(totals: $0, places: ExportPass.places($0, columns, row)) }
    (hasLines, isTotalsAlone) = (!lines.row.isEmpty, plan.layout.totals?.isAlone == true)
    isSplit = plan.layout.split != nil
    func place(_ field: ExportField?) -> Int? { field.map { columns.main.list.place(of: .field($0.name)) } }
    splitColumn = place(plan.layout.split?.by)
    totalColumn = place(plan.layout.totals?.by)
  }

  /// How many rows there are, counted by the store apart from reading them.
  func selected() throws -> Int { try cursor.count() }

  /// How many rows the store handed out.
  var handedOut: Int { cursor.rows }

  /// Writes all rows. `open` gives the writer of a file that begins, `close` is told when its last bytes went to it,
  /// `progress` now and then how many rows there are so far.
  func run(
    open: (ExportFilePart) throws -> any TableWriter, close: (ExportFileContent) throws -> Void,
    progress: (Int) throws -> Void
  ) throws {
    while try cursor.next() {
      if isSplit || writer == nil { try turnFile(open, close) }
      try takeRow()
      if rows % 8192 == 0 { try progress(rows) }
    }
    // A file for each value, and there is none: nothing but the manifest says so.
    let hasNoFile = plan.isInFolder && plan.layout.split?.by != nil
    if writer == nil, !hasNoFile { try begin(group: nil, open) }
    try end(close)
  }

  @inline(__always)
  private func takeRow() throws {
    guard let writer else { return }
    let key = cursor.key
    if notesOrders { orders.insert(key) }
    if let totalColumn { try turnGroup(totalColumn) }
    sums.setCurrency(cursor.currency, own: cursor.ownCurrency)
    let isSame = key == lastKey
    state.repeatsOrder = isSame
    lastKey = key
    tally?.countRow(of: key)
    do {
      if isTotalsAlone {
        try row.tally()
      } else if hasLines {
        for line in lines.row { try line.write(to: writer) }
        try balance.settle()
      } else {
        tally?.countLine(nil, once: false)
        try row.write(to: writer, repeating: repeating, isSame: isSame)
        try writer.endRow()
      }
    } catch let problem as ExportProblem {
      throw failure(problem)
    } catch let refusal as Failure where refusal.exit == .rejected {
      // What the format cannot hold: its writer knows the line and not the order.
      guard let found = refusal.diagnostics.first else { throw refusal }
      throw failure(ExportProblem(found.code, found.facts))
    }
    rows += 1
    rowsInFile += 1
  }

  private func failure(_ problem: ExportProblem) -> any Error {
    var facts = problem.facts
    facts["row"] = "row \(rows + 1)"
    if plan.layout.rows.isOfOrders, cursor.key > 0 {
      do { facts["row"] = "order \(try connection.orderID(cursor.key))" } catch { return error }
    }
    return Failure(.rejected, problem.code, facts: facts)
  }
}

/// Files and groups.
extension ExportPass {
  private func begin(group: String?, _ open: (ExportFilePart) throws -> any TableWriter) throws {
    part = ExportFilePart(group: group, sequence: part.sequence + 1)
    let writer = try open(part)
    try writer.header(plan.headings)
    tally?.begin(part, known: part.sequence <= known.count ? known[part.sequence - 1] : nil)
    try writeOnce(lines.start, to: writer)
    if lines.row.isEmpty, !lines.start.isEmpty { try writer.line(plan.headings) }
    self.writer = writer
    repeating = writer as? any RepeatingWriter
  }

  private func end(_ close: (ExportFileContent) throws -> Void) throws {
    guard let writer else { return }
    if totalColumn != nil { try endGroup(writer) }
    if let totals, totals.totals.isGrand { try totals.write(group: nil, to: writer) }
    try writeOnce(lines.end, to: writer)
    try writer.finish()
    self.writer = nil
    try close(ExportFileContent(part: part, rows: rowsInFile, sums: columns.sums.all))
    columns.sums.reset()
    (rowsInFile, unitsInFile, totalValue, lastKey) = (0, 0, nil, nil)
  }

  /// Ends a file that is full or whose group ends, and begins the next one.
  @inline(__always)
  private func turnFile(
    _ open: (ExportFilePart) throws -> any TableWriter, _ close: (ExportFileContent) throws -> Void
  ) throws {
    if let split = plan.layout.split {
      if let splitColumn {
        let value = text(splitColumn, split.by, split.period)
        if value != splitValue { try end(close) }
        splitValue = value
      }
      if let most = split.rows, rowsInFile == most { try end(close) }
      if writer == nil || cursor.key != lastKey {
        if let every = split.every, unitsInFile == every { try end(close) }
        unitsInFile += 1
      }
    }
    if writer == nil { try begin(group: splitValue.map { String(decoding: $0, as: UTF8.self) }, open) }
  }

  /// Lines that stand once in the file.
  private func writeOnce(_ lines: [ExportLine], to writer: any TableWriter) throws {
    do {
      for line in lines { try line.write(to: writer) }
    } catch let problem as ExportProblem {
      throw Failure(
        .rejected, problem.code, facts: problem.facts.merging(["row": "a line of the file"]) { old, _ in old })
    }
  }

  /// What each file comes to.
  private static func counted(_ plan: ExportPlan, on connection: StoreConnection) throws -> [ExportFileTally.Counts] {
    var plan = plan
    plan.isCounting = true
    let pass = try ExportPass(plan, on: connection)
    var counts: [ExportFileTally.Counts] = []
    try pass.run { _ in
      NullWriter()
    } close: { _ in
      if let tally = pass.tally { counts.append(tally.counts) }
    } progress: { _ in
    }
    return counts
  }

  private func turnGroup(_ column: Int) throws {
    let value = text(column, plan.layout.totals?.by, plan.layout.totals?.period ?? .day)
    guard value != totalValue else { return }
    if let writer { try endGroup(writer) }
    totalValue = value
  }

  private func endGroup(_ writer: any TableWriter) throws {
    guard let totalValue else { return }
    try totals?.write(group: String(decoding: totalValue, as: UTF8.self), to: writer)
  }

  /// The text of a value that rows are grouped by.
  private func text(_ column: Int, _ field: ExportField?, _ period: ExportDays.Unit) -> [UInt8] {
    guard let kind = field?.kind, kind.isNumber else { return Array(cursor.utf8(column)) }
    guard let value = cursor.int64(column) else { return [] }
    var bytes: [UInt8] = []
    switch kind {
    case .flag: bytes = Array((value == 0 ? "no" : "yes").utf8)
    case .instant, .date:
      let day =
        kind == .date
        ? CivilDate(days: Int32(truncatingIfNeeded: value)) : plan.zone.wall(at: Instant(milliseconds: value)).date
      bytes = Array(day.name(of: period).utf8)
    default:
      ExportNumberForm().append(
        value, scale: kind == .rate ? 6 : kind == .integer ? 0 : 4, isMoney: kind == .money, to: &bytes)
    }
    return bytes
  }

  /// What each cell of a total row shows.
  private static func places(
    _ totals: ExportLayout.Totals, _ columns: ExportColumns, _ row: ExportRow
  ) -> [ExportTotals.Place] {
    var places: [ExportTotals.Place] = []
    var hasLabel = false
    for (index, column) in columns.plan.layout.rowColumns.enumerated() {
      if let slot = columns.slots[index] {
        places.append(.slot(slot))
        continue
      }
      if !hasLabel {
        places.append(.label)
        hasLabel = true
      } else if let field = column.field, field.name == totals.by?.name {
        places.append(.group)
      } else if column.field?.kind == .currency {
        places.append(.currency)
      } else {
        places.append(.empty)
      }
      for _ in 1..<max(1, row.width(of: index)) { places.append(.empty) }
    }
    return places
  }
}
