import Mapping
import Model
import Store
import Tabular

/// What is read for some columns: expressions in the order of the query, each one once.
struct ExportColumnList {
  private(set) var expressions: [ExportExpression] = []
  private var places: [ExportExpression: Int] = [:]

  mutating func add(_ expression: ExportExpression) {
    guard places[expression] == nil else { return }
    places[expression] = expressions.count
    expressions.append(expression)
  }

  /// The column of the cursor. The expression was added before.
  func place(of expression: ExportExpression) -> Int {
    guard let place = places[expression] else { preconditionFailure("nothing reads \(expression)") }
    return place
  }
}

/// The columns of a layout with their cells: first what they read is collected, then the query runs, then cells are made
/// that know its cursor.
final class ExportColumns {
  /// The rows, or what is nested in an order.
  final class Frame {
    let rows: ExportRows
    var list = ExportColumnList()
    let each: ExportEach?
    var inner: [Frame] = []

    init(_ rows: ExportRows, _ each: ExportEach? = nil) { (self.rows, self.each) = (rows, each) }
  }

  let plan: ExportPlan
  let main: Frame
  let sums = ExportSums()
  let state = ExportRowState()
  private(set) var slots: [Int: ExportTotalSlot] = [:]
  /// What is said of files; nil where a layout says nothing of them.
  let tally: ExportFileTally?
  let summedTitles: Set<String>

  init(_ plan: ExportPlan) {
    self.plan = plan
    tally = plan.layout.hasFacts ? ExportFileTally(once: plan.layout.records.count { $0.once != nil }) : nil
    summedTitles = plan.layout.summedTitles
    main = Frame(plan.layout.rows)
    for column in plan.layout.rowColumns { collect(column, main, main) }
    collectRecords()
    for field in [plan.layout.split?.by, plan.layout.totals?.by].compactMap({ $0 }) {
      main.list.add(.field(field.name))
    }
  }

  /// Whether a field is read by the frame of what is nested, and not by that of its order.
  func frame(of part: ExportField.Part?, _ frame: Frame) -> Frame {
    frame !== main && part == frame.rows.own ? frame : main
  }

  func collect(_ column: ExportColumn, _ frame: Frame, _ outer: Frame) {
    switch column.content {
    case .value(let value): collect(value, frame)
    case .group(let columns): for inner in columns { collect(inner, frame, outer) }
    case .each(let each):
      let inner = Frame(each.rows, each)
      frame.inner.append(inner)
      for column in each.columns { collect(column, inner, frame) }
    }
  }

  private func collect(_ value: ExportValue, _ frame: Frame) {
    switch value {
    case .nothing, .constant, .fact: break
    case .field(let field): self.frame(of: field.part, frame).list.add(.field(field.name))
    case .firstOf(let values): for value in values { collect(value, frame) }
    case .template(let pieces):
      for case .value(let value, _) in pieces { collect(value, frame) }
    case .when(let branches, let otherwise):
      self.frame(of: branches, frame).list.add(plan.expression(branches))
      for branch in branches { collect(branch.value, frame) }
      collect(otherwise, frame)
    }
  }

  /// Conditions are asked where their fields are: they name those of one table, which reading saw to.
  func frame(of branches: [ExportValue.Branch], _ frame: Frame) -> Frame {
    let names = Set(branches.flatMap { $0.condition.fields })
    let isOwn = plan.fields.contains { names.contains($0.name) && $0.part == frame.rows.own }
    return frame !== main && isOwn ? frame : main
  }
}

/// Making the cells.
extension ExportColumns {
  /// The cells of the columns, once the rows' cursor is there.
  func cells(_ cursor: ExportCursor, on connection: StoreConnection) throws -> [ExportCell] {
    var inner = main.inner[...]
    let maker = ExportCellMaker(columns: self, connection: connection, main: cursor, frame: main, cursor: cursor)
    return try plan.layout.rowColumns.enumerated().map { index, column in
      try maker.cell(column, &inner, path: "", place: index)
    }
  }

  /// Remembers what is added up of a column.
  func keep(_ slot: ExportTotalSlot, at place: Int) {
    slots[place] = slot
  }
}
