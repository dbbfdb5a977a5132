public import Model

/// Lines over days, with a scale at the left and dates below.
public struct LineChart: Chart {
  /// Names its parts in the document; unique in it.
  public var id: String
  /// What it shows.
  public var title: String
  /// The days, without gaps.
  public var days: [CivilDate]
  /// Lines: what each is, and a value for every day.
  public var lines: [(tone: Tone, label: String, values: [Int])]

  /// A chart.
  public init(
    id: String, title: String, days: [CivilDate], lines: [(tone: Tone, label: String, values: [Int])]
  ) {
    self.id = id
    self.title = title
    self.days = days
    self.lines = lines
  }

  private static let (left, width, right, top, height, bottom) = (58, 442, 20, 10, 150, 26)

  /// The drawing.
  public var html: HTML {
    let axis = SVG.axis(upTo: lines.flatMap(\.values).max() ?? 0)
    func y(_ value: Int) -> Int { LineChart.top + LineChart.height - value * LineChart.height / axis.top }
    func x(_ index: Int) -> Int {
      days.count < 2 ? LineChart.left : LineChart.left + index * LineChart.width / (days.count - 1)
    }
    var marks: [HTML] = []
    for value in stride(from: 0, through: axis.top, by: axis.step) {
      marks.append(SVG.line(x1: LineChart.left, y1: y(value), x2: LineChart.left + LineChart.width, y2: y(value)))
      marks.append(SVG.label("\(value)", x: LineChart.left - 8, y: y(value) + 4, anchor: "end"))
    }
    let every = max(1, (days.count + 5) / 6)
    for index in stride(from: 0, to: days.count, by: every) {
      let date = days[index].components
      marks.append(
        SVG.label(
          "\(date.day) \(LineChart.months[date.month - 1])", x: x(index),
          y: LineChart.top + LineChart.height + 18, anchor: index == 0 ? "start" : "middle"))
    }
    for line in lines {
      marks.append(SVG.path(line.values.enumerated().map { (x($0.offset), y($0.element)) }, line.tone))
    }
    let description = lines.map { line in
      "\(line.label): from \(line.values.first ?? 0) to \(line.values.last ?? 0), at most \(line.values.max() ?? 0)"
    }
    return SVG.figure(
      id: id, title: title, description: description.joined(separator: "; "),
      width: LineChart.left + LineChart.width + LineChart.right,
      height: LineChart.top + LineChart.height + LineChart.bottom,
      legend: lines.count > 1 ? lines.map { ($0.tone, $0.label) } : [], marks)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
