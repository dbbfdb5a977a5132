import Mapping
import Model
import Store
import Tabular

/// A layout made ready for one run: what to select, and how each column is written.
struct ExportPlan {
  let layout: ExportLayout
  let selection: ExportSelection
  /// The ranges of days as applied, with the zone that made them instants.
  let dateRanges: [ExportLayout.DateRange]
  /// The zone of dates: the layout's, else the workspace's.
  let zone: TimeZoneRules

  init(_ request: ExportRequest, workspaceZone: TimeZoneRules, limit: Int? = nil) {
    layout = request.layout
    zone = layout.zone ?? workspaceZone
    var ranges = layout.dateRanges
    if request.from != nil || request.to != nil {
      ranges.removeAll { $0.field == "created_at" }
      ranges.append(.init(field: "created_at", from: request.from, to: request.to))
    }
    dateRanges = ranges
    var conditions = layout.conditions
    for range in ranges {
      if let from = range.from {
        conditions.append(.init(field: range.field, test: .atLeast(ExportPlan.start(of: from, zone))))
      }
      if let to = range.to {
        conditions.append(.init(field: range.field, test: .below(ExportPlan.start(of: to.adding(days: 1), zone))))
      }
    }
    selection = ExportSelection(
      rows: layout.rows, fields: layout.columns.compactMap { $0.field?.name }, conditions: conditions,
      sort: layout.sort, limit: limit)
  }

  /// The first instant of a local day. Where the clock skips midnight, the day begins when the clock has skipped it.
  private static func start(of date: CivilDate, _ zone: TimeZoneRules) -> Int64 {
    zone.instant(of: WallTime(date: date, secondOfDay: 0)).milliseconds
  }

  /// What a field holds.
  func kind(of field: String) -> ExportField.Kind? { ExportCatalogue.fields.first { $0.name == field }?.kind }

  /// The columns for the header.
  var headings: [ColumnHeading] {
    layout.columns.map { column in
      ColumnHeading(column.title, kind: ExportPlan.kind(of: column), width: column.width)
    }
  }

  private static func kind(of column: ExportColumn) -> ColumnHeading.Kind {
    guard let field = column.field, column.lookup.isEmpty else { return .text }
    switch field.kind {
    case .identifier: return .identifier
    case .text, .stage, .currency, .json: return .text
    case .money: return .money
    case .quantity, .rate, .integer, .decimal: return .number
    case .flag: return .boolean
    case .instant: return column.pattern.map { $0.text == ExportDatePattern.isoDate ? .date : .text } ?? .dateTime
    }
  }

  /// A writer of the layout's format.
  func makeWriter(to sink: any ByteSink) throws -> any TableWriter {
    switch layout.format {
    case .csv: try CSVWriter(to: sink, options: layout.csv)
    case .jsonl: JSONLinesWriter(to: sink, moneyAsText: layout.jsonMoneyAsText)
    case .json: JSONWriter(to: sink, moneyAsText: layout.jsonMoneyAsText)
    case .xlsx: try XLSXWriter(to: sink, sheet: layout.sheet)
    case .xml: XMLWriter(to: sink, root: layout.xmlRoot, record: layout.xmlRecord)
    }
  }
}
