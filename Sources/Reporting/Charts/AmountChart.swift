public import Model

/// Amounts of one currency that may be below zero: columns over time, or bars beside names. The numbers stand in a
/// table beside it.
public struct AmountChart: Chart {
  /// Names its parts in the document; unique in it.
  public var id: String
  /// What it shows.
  public var title: String
  /// Whether the entries follow each other in time.
  public var isOverTime: Bool
  /// The entries: what each is, and its amount.
  public var entries: [(label: String, amount: Amount)]

  /// A chart.
  public init(id: String, title: String, isOverTime: Bool, entries: [(label: String, amount: Amount)]) {
    self.id = id
    self.title = title
    self.isOverTime = isOverTime
    self.entries = entries
  }

  /// The drawing.
  public var html: HTML { isOverTime ? columns : bars }

  private var description: String {
    let shown = entries.count <= 24 ? entries : Array(entries.prefix(12) + entries.suffix(12))
    return shown.map { "\($0.label): \(ReportValue.amount($0.amount).shown)" }.joined(separator: "; ")
  }

  /// Whole units, cut so that a drawing's arithmetic cannot overflow.
  private static func units(_ amount: Amount) -> Int { Int(amount.e4 / 10_000) }

  private var columns: HTML {
    let (left, width, top, height, bottom) = (74, 470, 10, 170, 28)
    let values = entries.map { AmountChart.units($0.amount) }
    let (most, least) = (max(values.max() ?? 0, 0), min(values.min() ?? 0, 0))
    let axis = SVG.axis(upTo: max(most, -least))
    let highest = most == 0 ? 0 : (most + axis.step - 1) / axis.step * axis.step
    let lowest = least == 0 ? 0 : (least - axis.step + 1) / axis.step * axis.step
    let range = max(highest - lowest, 1)
    func y(_ value: Int) -> Int { top + Int(Int128(highest - value) * Int128(height) / Int128(range)) }
    var marks: [HTML] = []
    for value in stride(from: lowest, through: highest, by: axis.step) {
      marks.append(
        SVG.line(x1: left, y1: y(value), x2: left + width, y2: y(value), class: value == 0 ? "axis" : "grid"))
      marks.append(SVG.label(ReportValue.grouped(value), x: left - 8, y: y(value) + 4, anchor: "end"))
    }
    let count = max(entries.count, 1)
    let every = max(1, (count + 4) / 5)
    for (index, value) in values.enumerated() {
      let (start, end) = (left + index * width / count, left + (index + 1) * width / count)
      let gap = end - start > 6 ? min(12, (end - start) / 4) : end - start > 2 ? 1 : 0
      marks.append(
        SVG.rectangle(
          x: start + gap / 2, y: min(y(value), y(0)), width: max(end - start - gap, 1),
          height: abs(y(value) - y(0)), value < 0 ? .second : .first,
          title: "\(entries[index].label): \(ReportValue.amount(entries[index].amount).shown)"))
      if index.isMultiple(of: every) {
        marks.append(SVG.label(entries[index].label, x: (start + end) / 2, y: top + height + 20, anchor: "middle"))
      }
    }
    return SVG.figure(
      id: id, title: title, description: description, width: left + width + 34, height: top + height + bottom,
      legend: [],
      marks)
  }

  private var bars: HTML {
    let (left, width, right, step, thickness) = (150, 270, 110, 26, 16)
    let values = entries.map { AmountChart.units($0.amount) }
    let (most, least) = (max(values.max() ?? 0, 0), min(values.min() ?? 0, 0))
    let range = max(most - least, 1)
    func x(_ value: Int) -> Int { left + Int(Int128(value - least) * Int128(width) / Int128(range)) }
    var marks: [HTML] = []
    for (index, value) in values.enumerated() {
      let y = index * step + 6
      let shown = ReportValue.amount(entries[index].amount).shown
      marks.append(SVG.label(SVG.cut(entries[index].label, to: 19), x: left - 10, y: y + 13, anchor: "end"))
      marks.append(
        SVG.rectangle(
          x: min(x(0), x(value)), y: y, width: abs(x(value) - x(0)), height: thickness, value < 0 ? .second : .first,
          title: "\(entries[index].label): \(shown)"))
      marks.append(SVG.label(shown, x: max(x(0), x(value)) + 8, y: y + 13, class: "figure"))
    }
    let height = entries.count * step + 8
    return SVG.figure(
      id: id, title: title, description: description, width: left + width + right, height: height, legend: [],
      [SVG.line(x1: x(0), y1: 0, x2: x(0), y2: height, class: "axis")] + marks)
  }
}
