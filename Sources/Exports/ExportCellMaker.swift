import Mapping
import Model
import Store
import Tabular

/// Makes cells, for the rows or for what is nested in them.
struct ExportCellMaker {
  let columns: ExportColumns
  let connection: StoreConnection
  let main: ExportCursor
  let frame: ExportColumns.Frame
  let cursor: ExportCursor
  /// Whether what the cells show counts in lines that stand once in a file, which those lines themselves do not.
  var isCounted = true

  var plan: ExportPlan { columns.plan }

  func cell(_ column: ExportColumn, _ inner: inout ArraySlice<ExportColumns.Frame>, path: String, place: Int? = nil)
    throws
    -> ExportCell
  {
    switch column.content {
    case .value(let value): return valueCell(column, value, path: path, place: place)
    case .group(let members):
      return ExportGroupCell(
        try members.map { try cell($0, &inner, path: "\(path)\(column.title).") })
    case .each(let each): return try eachCell(column, each, &inner, path: path, place: place)
    }
  }

  private func eachCell(
    _ column: ExportColumn, _ each: ExportEach, _ inner: inout ArraySlice<ExportColumns.Frame>, path: String,
    place: Int?
  ) throws -> ExportCell {
    let nested = inner.removeFirst()
    let lines = try lines(of: each, nested)
    let maker = ExportCellMaker(
      columns: columns, connection: connection, main: main, frame: nested, cursor: lines.cursor, isCounted: isCounted)
    var rest = nested.inner[...]
    if case .cell(let between, let separator) = each.shape {
      let values = each.columns.map { inner -> (reader: ExportValueReader, form: ExportTextForm) in
        guard case .value(let value) = inner.content else {
          return (ExportValueReader(), ExportTextForm(inner.form, title: inner.title))
        }
        return (maker.reader(value, inner.form), ExportTextForm(inner.form, title: inner.title))
      }
      let reader = ExportJoinedReader(lines, values, between: between, separator: separator)
      return onFirstRow(ExportFormedCell(reader, ExportTextForm(column.form, title: column.title)), true)
    }
    let path = column.title.isEmpty ? path : "\(path)\(column.title)."
    let cells = try each.columns.map { try maker.cell($0, &rest, path: path) }
    switch each.shape {
    case .columns(let count, let cutsOverflow):
      return onFirstRow(
        ExportColumnsCell(lines, cells, count: count, cutsOverflow: cutsOverflow, each: each.rows.rawValue), true)
    default: return ExportListCell(lines, cells)
    }
  }

  /// The rows that are nested in an order.
  func lines(of each: ExportEach, _ nested: ExportColumns.Frame) throws -> ExportLines {
    var selection = ExportSelection(
      rows: each.rows, columns: nested.list.expressions, conditions: each.conditions.map(plan.resolved),
      sort: each.sort)
    (selection.masks, selection.hidden) = (plan.layout.masks, plan.layout.hidden)
    return ExportLines(of: main, try connection.exportGroup(selection), columns.sums, columns.tally)
  }

  private func valueCell(_ column: ExportColumn, _ value: ExportValue, path: String, place: Int?) -> ExportCell {
    let isOwn = value.fields.contains { $0.part == plan.layout.rows.own || $0.part == frame.rows.own }
    var sum: ExportSumPlace?
    if column.field?.kind == .money, !column.isHidden {
      let number = columns.sums.add(title: path + column.title, shared: !plan.layout.records.isEmpty)
      sum = ExportSumPlace(
        sums: columns.sums, column: number, isOwn: isOwn, decimals: column.form.decimals,
        isNegated: column.form.isNegated)
    }
    var cell = plainCell(column, sum) ?? formedCell(column, value, sum)
    if column.total != nil, let place {
      let slot = ExportTotalSlot(column, isMoney: value.fields.contains { $0.kind == .money }, isOwn: isOwn)
      columns.keep(slot, at: place)
      cell = ExportTotalCell(
        cell, reader(value, column.form), slot, columns.sums, byCurrency: plan.totalsByCurrency)
    }
    if isCounted, let tally = columns.tally, columns.summedTitles.contains(column.title) {
      cell = ExportCountedCell(
        cell, column, value, reader(value, column.form), tally, columns.sums, isOwn: isOwn)
    }
    let names = value.fields.map(\.name)
    return onFirstRow(cell, !isOwn && !value.fields.isEmpty && !names.allSatisfy(ExportPlan.onEveryRow.contains))
  }

  /// Where the layout wants it, what is the order's stands on its first row alone.
  private func onFirstRow(_ cell: ExportCell, _ isOfOrder: Bool) -> ExportCell {
    plan.showsOrderOnce && isOfOrder && frame === columns.main ? ExportFirstRowCell(cell, columns.state) : cell
  }

  private func home(of field: ExportField) -> (cursor: ExportCursor, index: Int) {
    let home = columns.frame(of: field.part, frame)
    return (home === frame ? cursor : main, home.list.place(of: .field(field.name)))
  }

  /// The cell of a field that is written as it is; nil where it passes a form.
  private func plainCell(_ column: ExportColumn, _ sum: ExportSumPlace?) -> ExportCell? {
    guard let field = column.field, ExportTextForm.isPlain(column.form) else { return nil }
    let (cursor, index) = home(of: field)
    switch field.kind {
    case .money, .quantity:
      guard ExportNumberForm(column.form).isPlain else { return nil }
      return ExportAmountCell(cursor, index, decimals: column.form.decimals, sum: sum)
    case .rate, .date: return nil
    case .instant: return ExportTimeCell(cursor, index, clock(field, column.form))
    default: return ExportPlainCell(cursor, index, field.kind)
    }
  }

  private func formedCell(_ column: ExportColumn, _ value: ExportValue, _ sum: ExportSumPlace?) -> ExportCell {
    let cell = ExportFormedCell(reader(value, column.form), ExportTextForm(column.form, title: column.title))
    guard let sum, let field = column.field else { return cell }
    let (cursor, index) = home(of: field)
    return ExportSummedCell(cursor, index, cell, sum)
  }

  private func clock(_ field: ExportField, _ form: ExportForm) -> ExportClock {
    ExportClock(
      zone: form.zone ?? plan.zone, pattern: form.pattern, isLocal: plan.layout.format == .xlsx,
      isDay: field.kind == .date)
  }

  func reader(_ value: ExportValue, _ form: ExportForm) -> ExportValueReader {
    switch value {
    case .nothing: return ExportValueReader()
    case .constant(let text, let isNumber): return ExportConstantReader(text, isNumber: isNumber)
    case .field(let field): return fieldReader(field, form)
    case .fact(let fact):
      guard let tally = columns.tally else { return ExportValueReader() }
      return ExportFactReader(fact, tally, form, plan)
    case .firstOf(let values): return ExportFirstReader(values.map { reader($0, form) })
    case .template(let pieces):
      return ExportTemplateReader(
        pieces.map { piece in
          switch piece {
          case .text(let text): .text(Array(text.utf8))
          case .value(let value, let own): .value(reader(value, own))
          }
        })
    case .when(let branches, let otherwise):
      let home = columns.frame(of: branches, frame)
      let readers = (branches.map(\.value) + [otherwise]).map { reader($0, form) }
      return ExportBranchReader(
        home === frame ? cursor : main, home.list.place(of: plan.expression(branches)), readers)
    }
  }

  private func fieldReader(_ field: ExportField, _ form: ExportForm) -> ExportValueReader {
    let (cursor, index) = home(of: field)
    switch field.kind {
    case .money, .quantity, .rate, .integer:
      return ExportNumberReader(cursor, index, field.kind, ExportNumberForm(form))
    case .flag: return ExportFlagReader(cursor, index)
    case .instant, .date: return ExportTimeReader(cursor, index, clock(field, form), isDay: field.kind == .date)
    default: return ExportTextReader(cursor, index, isNumber: field.kind == .decimal)
    }
  }
}
