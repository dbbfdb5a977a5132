/// Squares in rows and columns, the darker the more.
public struct Heatmap: Chart {
  /// Names its parts in the document; unique in it.
  public var id: String
  /// What it shows.
  public var title: String
  /// The names of the rows.
  public var rows: [String]
  /// The names of the columns.
  public var columns: [String]
  /// A value for each column of each row.
  public var values: [[Int]]

  /// A chart.
  public init(id: String, title: String, rows: [String], columns: [String], values: [[Int]]) {
    self.id = id
    self.title = title
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  private static let (left, top, cell, gap) = (40, 20, 22, 2)

  /// The drawing.
  public var html: HTML {
    let most = max(values.joined().max() ?? 0, 1)
    var marks: [HTML] = []
    for (index, name) in columns.enumerated() where index.isMultiple(of: 3) {
      marks.append(SVG.label(name, x: Heatmap.left + index * Heatmap.cell, y: 12))
    }
    for (row, name) in rows.enumerated() {
      let y = Heatmap.top + row * Heatmap.cell
      marks.append(SVG.label(name, x: Heatmap.left - 8, y: y + 16, anchor: "end"))
      for (column, value) in values[row].enumerated() {
        marks.append(
          SVG.rectangle(
            x: Heatmap.left + column * Heatmap.cell, y: y, width: Heatmap.cell - Heatmap.gap,
            height: Heatmap.cell - Heatmap.gap, value == 0 ? .unmeasured : .first,
            opacityPercent: value == 0 ? 25 : 25 + 75 * value / most, title: "\(name) \(columns[column]): \(value)"))
      }
    }
    let busiest = values.enumerated().flatMap { row, counts in
      counts.enumerated().map { (row: row, column: $0.offset, value: $0.element) }
    }
    .max { $0.value < $1.value }
    return SVG.figure(
      id: id, title: title,
      description: busiest.map { "most on \(rows[$0.row]) at \(columns[$0.column]): \($0.value)" } ?? "no values",
      width: Heatmap.left + columns.count * Heatmap.cell + 10, height: Heatmap.top + rows.count * Heatmap.cell + 4,
      legend: [], marks)
  }
}
