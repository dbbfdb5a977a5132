import Mapping
import Model
import Tabular

/// A chart of the rows of a report: what `charts:` of its `report.yaml` asks for.
public struct ChartOfRows: Sendable {
  /// How it is drawn.
  public enum Kind: String, Sendable, CaseIterable {
    /// A bar a row.
    case bars
    /// A line over days.
    case lines
  }

  /// What it shows.
  public var title: String
  /// How it is drawn.
  public var kind: Kind
  /// The column that names the bars, or has the days.
  public var label: String
  /// The column of the lengths or heights.
  public var value: String
  /// The column whose texts make a line each; nil for one line.
  public var series: String?

  /// Reads the charts of a report; mistakes go where the group's go.
  static func read(_ group: YAMLGroup) -> [ChartOfRows] {
    group.list("charts").compactMap { $0.group() }.compactMap { chart in
      let kind = chart.choice("kind", Kind.self) ?? .bars
      let found = (chart.requiredText("title"), chart.requiredText("label"), chart.requiredText("value"))
      let series = kind == .lines ? chart.text("series") : nil
      chart.finish()
      guard let title = found.0, let label = found.1, let value = found.2 else { return nil }
      return ChartOfRows(title: title, kind: kind, label: label, value: value, series: series)
    }
  }

  /// The drawing; nil where the table lacks a column of it.
  func chart(of table: ReportTable, id: String) -> (any Chart)? {
    func index(_ name: String) -> Int? { table.columns.firstIndex { $0.key == name } }
    guard let label = index(label), let value = index(value) else { return nil }
    switch kind {
    case .bars: return bars(of: table, label, value, id: id)
    case .lines: return lines(of: table, day: label, value, series: series.flatMap(index), id: id)
    }
  }

  /// More bars than this nobody reads; the table has all rows.
  private static let mostBars = 40

  private func bars(of table: ReportTable, _ label: Int, _ value: Int, id: String) -> BarChart {
    BarChart(
      id: id, title: title, series: [(tone: .first, label: title)],
      bars: table.rows.prefix(ChartOfRows.mostBars).map {
        BarChart.Bar($0[label].shown, [max(0, ChartOfRows.size($0[value]))], shown: $0[value].shown)
      })
  }

  /// A line for each of the two series that are largest over all days, and one for all others together. Rows of one day and
  /// series are added up, but no money of different currencies; a day without rows is 0.
  private func lines(of table: ReportTable, day: Int, _ value: Int, series: Int?, id: String) -> LineChart? {
    let currency = table.columns[value].kind == .money ? table.columns.firstIndex { $0.key == "currency" } : nil
    let isMixed = currency.map { index in Set(table.rows.map { $0[index].shown }).count > 1 } ?? false
    let naming = [series, isMixed && series != currency ? currency : nil].compactMap(\.self)
    var sums: [String: [CivilDate: Int]] = [:]
    for row in table.rows {
      guard case .date(let date) = row[day] else { continue }
      let name = naming.isEmpty ? title : naming.map { row[$0].shown }.joined(separator: " ")
      sums[name, default: [:]][date, default: 0] &+= ChartOfRows.size(row[value])
    }
    let days = sums.values.flatMap(\.keys)
    guard let first = days.min(), let last = days.max() else { return nil }
    let all = (first.days...last.days).map(CivilDate.init(days:))
    let totals = sums.mapValues { $0.values.reduce(0, &+) }
    let ranked = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
    let unit = table.rows.first.map { ChartOfRows.unit($0[value]) } ?? 1
    func line(_ tone: Tone, _ label: String, _ names: some Collection<String>) -> (Tone, String, [Int]) {
      (tone, label, all.map { day in max(0, names.reduce(0) { $0 &+ (sums[$1]?[day] ?? 0) } / unit) })
    }
    let areAllShown = ranked.count <= 3 || isMixed
    var lines = zip([Tone.first, .second, .third], ranked.prefix(areAllShown ? 3 : 2)).map { line($0, $1, [$1]) }
    if !areAllShown { lines.append(line(.third, "\(ranked.count - 2) others", ranked.dropFirst(2))) }
    let shown = isMixed && ranked.count > 3 ? "\(title), the largest three of \(ranked.count)" : title
    return LineChart(id: id, title: shown, days: all, lines: lines)
  }

  /// How large a figure is: money in ten-thousandths, shares in basis points.
  private static func size(_ figure: ReportValue) -> Int {
    switch figure {
    case .count(let count): count
    case .amount(let amount): Int(amount.e4)
    case .basisPoints(let points): points
    case .seconds(let seconds): Int(seconds)
    default: 0
    }
  }

  /// So much of it is one on a scale that people read.
  private static func unit(_ figure: ReportValue) -> Int {
    switch figure {
    case .amount: 10_000
    case .basisPoints: 100
    default: 1
    }
  }
}
