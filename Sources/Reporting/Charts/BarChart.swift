/// Horizontal bars, each made of one or several parts, with the numbers beside them.
public struct BarChart: Chart {
  /// Names its parts in the document; unique in it.
  public var id: String
  /// What it shows.
  public var title: String
  /// The series of which each bar has a part, in order.
  public var series: [(tone: Tone, label: String)]
  /// The bars, top to bottom.
  public var bars: [Bar]
  /// The value at the right end of the drawing; nil for the longest bar.
  public var full: Int?

  /// A bar.
  public struct Bar: Sendable, Hashable {
    /// What it is of.
    public var label: String
    /// A value for each series.
    public var values: [Int]
    /// What is written at its end.
    public var shown: String

    /// A bar.
    public init(_ label: String, _ values: [Int], shown: String) {
      self.label = label
      self.values = values
      self.shown = shown
    }
  }

  /// A chart.
  public init(
    id: String, title: String, series: [(tone: Tone, label: String)], bars: [Bar], full: Int? = nil
  ) {
    self.id = id
    self.title = title
    self.series = series
    self.bars = bars
    self.full = full
  }

  private static let (left, width, right, step, thickness) = (104, 300, 116, 28, 18)

  /// The drawing.
  public var html: HTML {
    let longest = max(full ?? bars.map { $0.values.reduce(0, +) }.max() ?? 0, 1)
    let marks = bars.enumerated().flatMap { index, bar -> [HTML] in
      let y = index * BarChart.step + 6
      var marks = [SVG.label(SVG.cut(bar.label, to: 12), x: BarChart.left - 10, y: y + 14, anchor: "end")]
      var sum = 0
      for (value, series) in zip(bar.values, series) {
        let x = BarChart.left + sum * BarChart.width / longest
        sum += value
        let end = BarChart.left + min(sum, longest) * BarChart.width / longest
        marks.append(
          SVG.rectangle(
            x: x, y: y, width: end - x, height: BarChart.thickness, series.tone, title: "\(series.label): \(value)"))
      }
      let end = BarChart.left + min(sum, longest) * BarChart.width / longest
      return marks + [SVG.label(bar.shown, x: end + 8, y: y + 14, class: "figure")]
    }
    let height = bars.count * BarChart.step + 8
    return SVG.figure(
      id: id, title: title, description: bars.map { "\($0.label): \($0.shown)" }.joined(separator: "; "),
      width: BarChart.left + BarChart.width + BarChart.right, height: height, legend: series.count > 1 ? series : [],
      [SVG.line(x1: BarChart.left, y1: 0, x2: BarChart.left, y2: height, class: "axis")] + marks)
  }
}
