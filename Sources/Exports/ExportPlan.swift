import Mapping
import Model
import Store
import Tabular

/// A layout made ready for one run: what holds of its rows today, in what order they come, and how each column is written.
struct ExportPlan {
  let layout: ExportLayout
  /// The conditions as applied: days are points in time.
  let conditions: [ExportCondition]
  /// The sheets of the layout, each made ready by itself; none where there is one kind of rows.
  private var ownSheets: [ExportPlan] = []
  /// The layout's conditions with those of the command, before that.
  let stated: [ExportCondition]
  /// The zone of dates: the layout's, else the workspace's.
  let zone: TimeZoneRules
  /// The day of the run in that zone, from which relative days are counted.
  let today: CivilDate
  /// The time of the run.
  let startedAt: Instant
  let limit: Int?
  /// What of a stream is still to be sent; nil for a file of everything.
  var due: ExportDue?
  /// Where a delivery goes.
  var destination: String?
  /// Which delivery of its stream it is, from 1.
  var deliveryNumber: Int?
  /// Whether the rows are only counted, before they are written.
  var isCounting = false
  /// Whether the files are named by the layout, in a folder.
  var isInFolder = false
  /// All fields.
  let fields = ExportCatalogue.fields

  init(_ request: ExportRequest, workspaceZone: TimeZoneRules, startedAt: Instant, limit: Int? = nil) {
    layout = request.layout
    let zone = layout.zone ?? workspaceZone
    let today = zone.wall(at: startedAt).date
    (self.zone, self.today, self.startedAt, self.limit) = (zone, today, startedAt, limit)
    var stated = layout.conditions
    if request.from != nil || request.to != nil, let name = layout.rows.dayField {
      stated.removeAll { condition in
        if case .field(name, .days, _) = condition { true } else { false }
      }
      let days = ExportDays(from: request.from.map { .on($0) }, to: request.to.map { .on($0) })
      stated.append(.field(name, .days(days)))
    }
    self.stated = stated
    conditions = stated.map { ExportPlan.resolved($0, today, zone) }
    ownSheets = layout.sheets.map { sheet in
      var own = request
      own.layout = sheet
      return ExportPlan(own, workspaceZone: workspaceZone, startedAt: startedAt, limit: limit)
    }
  }

  /// Whether a workbook has several sheets.
  var hasSheets: Bool { !ownSheets.isEmpty || layout.split?.isSheets == true }

  /// What is written one after another: the sheets, or the plan itself.
  var sheets: [ExportPlan] {
    if ownSheets.isEmpty { return [self] }
    return ownSheets.map { sheet in
      var sheet = sheet
      (sheet.due, sheet.destination, sheet.deliveryNumber) = (due, destination, deliveryNumber)
      return sheet
    }
  }

  private static func resolved(_ condition: ExportCondition, _ today: CivilDate, _ zone: TimeZoneRules)
    -> ExportCondition
  {
    condition.resolved(today: today, zone: zone) { name in
      ExportCatalogue.fields.first { $0.name == name }?.kind == .instant
    }
  }

  /// A condition with its days made points in time.
  func resolved(_ condition: ExportCondition) -> ExportCondition { ExportPlan.resolved(condition, today, zone) }

  /// Which of some conditions holds first.
  func expression(_ branches: [ExportValue.Branch]) -> ExportExpression {
    .firstHolding(branches.map { resolved($0.condition) })
  }

  /// What tells lines apart and says what their amounts are stands on every row of an order.
  static let onEveryRow = ["order_id", "currency"]

  /// Whether an order's own values stand on its first row alone.
  var showsOrderOnce: Bool { layout.rows.isOfOrders && layout.rows != .order && layout.orderValues == .first }

  /// Whether a column is the same on all rows of an order, and stands on each of them.
  func isShared(_ column: Int) -> Bool {
    guard layout.rows.isOfOrders, layout.rows != .order, layout.orderValues == .all, layout.totals == nil,
      case .value(let value) = layout.columns[column].content
    else { return false }
    let asked = Set(value.conditionFields)
    return !(value.fields + fields.filter { asked.contains($0.name) }).contains { $0.part == layout.rows.own }
  }

  /// Whether totals are apart for each currency: those of money are.
  var totalsByCurrency: Bool {
    layout.columns.contains { column in
      guard column.total == .sum, case .value(let value) = column.content else { return false }
      return value.fields.contains { $0.kind == .money }
    }
  }

  /// What is read.
  func selection(_ columns: ExportColumns) -> ExportSelection {
    var sort: [ExportSort] = []
    for (by, period) in [(layout.split?.by, layout.split?.period), (layout.totals?.by, layout.totals?.period)] {
      guard let by else { continue }
      var key = layout.sort.first { $0.field == by.name } ?? ExportSort(by.name)
      key.period = by.kind == .instant || by.kind == .date ? period : nil
      if !sort.contains(key) { sort.append(key) }
    }
    for key in layout.sort where !sort.contains(where: { $0.field == key.field && $0.period == nil }) {
      sort.append(key)
    }
    var selection = ExportSelection(
      rows: layout.rows, columns: columns.main.list.expressions, conditions: conditions, sort: sort,
      keepsBareOrders: layout.keepsBareOrders, limit: limit)
    selection.due = due
    selection.zone = zone
    selection.includesUnallocated = layout.includesUnallocated
    (selection.masks, selection.hidden) = (layout.masks, layout.hidden)
    return selection
  }

  /// A writer of the layout's format.
  func makeWriter(to sink: any ByteSink) throws -> any TableWriter {
    switch layout.format {
    case .csv: try CSVWriter(to: sink, options: layout.csv)
    case .jsonl: JSONLinesWriter(to: sink, moneyAsText: layout.jsonMoneyAsText)
    case .json:
      JSONWriter(
        to: sink, moneyAsText: layout.jsonMoneyAsText,
        rowsKey: layout.jsonRows ?? (layout.records.isEmpty ? nil : "rows"))
    case .xlsx: try XLSXWriter(to: sink, sheet: layout.sheet)
    case .xml: XMLWriter(to: sink, options: layout.xml)
    case .fixed: FixedWidthWriter(to: sink, header: layout.fixed.header, file: layout.fixed.file)
    }
  }
}

/// Names of files.
extension ExportPlan {
  /// How files are called.
  var names: ExportFileName { layout.fileName ?? .usual(layout, isDelivery: due != nil) }

  /// What is known of the run for their names.
  var nameRun: ExportFileName.Run {
    ExportFileName.Run(
      mapping: layout.name, wall: zone.wall(at: startedAt), offsetSeconds: zone.offsetSeconds(at: startedAt),
      delivery: deliveryNumber.map { (destination ?? "", $0) })
  }
}

/// Headings.
extension ExportPlan {
  /// The columns for the header; none where kinds of lines have nothing in common.
  var headings: [ColumnHeading] {
    guard !layout.columns.isEmpty, let line = layout.records.first(where: { $0.once == nil }) else {
      return layout.columns.flatMap(ExportPlan.headings)
    }
    return headings(of: line)
  }

  /// The columns of a kind of line.
  func headings(of record: ExportRecord) -> [ColumnHeading] {
    record.columns.filter { !$0.isHidden }.flatMap(ExportPlan.headings)
  }

  private static func headings(_ column: ExportColumn) -> [ColumnHeading] {
    switch column.content {
    case .value(let value):
      var heading = ColumnHeading(column.title, kind: kind(of: value, column.form), width: column.width)
      (heading.alignment, heading.cutsText, heading.xmlPlace) = (column.alignment, column.cutsText, column.xmlPlace)
      return [heading]
    case .group(let columns):
      return [ColumnHeading(column.title, shape: .group(columns.flatMap(headings)))]
    case .each(let each):
      let members = each.columns.flatMap(headings)
      switch each.shape {
      case .cell: return [ColumnHeading(column.title, width: column.width)]
      case .list(let element, let isWrapped):
        return [ColumnHeading(column.title, shape: .list(members, element: element, isWrapped: isWrapped))]
      case .columns(let count, _):
        return (1...count).flatMap { number in members.map { numbered($0, number) } }
      }
    }
  }

  /// `{n}` in a title is the number; without it the number stands behind the title.
  private static func numbered(_ heading: ColumnHeading, _ number: Int) -> ColumnHeading {
    var heading = heading
    let parts = heading.title.split(separator: "{n}", omittingEmptySubsequences: false)
    heading.title = parts.count > 1 ? parts.joined(separator: String(number)) : "\(heading.title) \(number)"
    return heading
  }

  private static func kind(of value: ExportValue, _ form: ExportForm) -> ColumnHeading.Kind {
    if form.type == .number { return .number }
    if case .fact(let fact) = value, form.map.isEmpty, form.type == nil {
      if case .run(let run) = fact { return run == .sequence || run == .delivery ? .number : .text }
      return .number
    }
    guard case .field(let field) = value, form.map.isEmpty, form.lookup == nil, form.type == nil else { return .text }
    switch field.kind {
    case .identifier: return .identifier
    case .text, .stage, .currency, .json: return .text
    case .money: return .money
    case .quantity, .rate, .integer, .decimal: return .number
    case .flag: return .boolean
    case .date: return form.pattern.map { $0.text == ExportDatePattern.isoDate } ?? true ? .date : .text
    case .instant: return form.pattern.map { $0.text == ExportDatePattern.isoDate ? .date : .text } ?? .dateTime
    }
  }
}
