/// Drawing of charts: whole numbers only, so that the same numbers give the same bytes on every machine.
enum SVG {
  /// A drawing of that size with a title and a description for those who do not see it.
  static func figure(
    id: String, title: String, description: String, width: Int, height: Int, legend: [(tone: Tone, label: String)],
    _ contents: [HTML]
  ) -> HTML {
    let keys = legend.map { entry in
      HTML.element(
        "li", [:],
        [.element("span", ["class": "key \(entry.tone.rawValue)"], ""), .text(entry.label)])
    }
    return .element(
      "figure", [:],
      [
        .element("figcaption", [:], title),
        keys.isEmpty ? .empty : .element("ul", ["class": "legend", "aria-hidden": "true"], keys),
        .element(
          "svg",
          [
            "viewBox": "0 0 \(width) \(height)", "role": "img", "aria-labelledby": "\(id)-title \(id)-text",
            "preserveAspectRatio": "xMinYMin meet", "style": "max-width:\(width)px",
          ],
          [.element("title", ["id": "\(id)-title"], title), .element("desc", ["id": "\(id)-text"], description)]
            + contents),
      ])
  }

  /// A filled rectangle; nothing where it has no size.
  static func rectangle(
    x: Int, y: Int, width: Int, height: Int, _ tone: Tone, opacityPercent: Int? = nil, title: String? = nil
  ) -> HTML {
    guard width > 0, height > 0 else { return .empty }
    return .element(
      "rect",
      [
        "class": tone.rawValue, "x": "\(x)", "y": "\(y)", "width": "\(width)", "height": "\(height)",
        "fill-opacity": opacityPercent.map { $0 >= 100 ? "1" : "0.\($0 < 10 ? "0" : "")\($0)" },
      ], title.map { [HTML.element("title", [:], $0)] } ?? [])
  }

  /// A text at a point; `anchor` is `start`, `middle` or `end`.
  static func label(
    _ text: String, x: Int, y: Int, anchor: String = "start", class name: String = "label"
  ) -> HTML {
    .element("text", ["class": name, "x": "\(x)", "y": "\(y)", "text-anchor": anchor], text)
  }

  /// A straight line.
  static func line(x1: Int, y1: Int, x2: Int, y2: Int, class name: String = "grid") -> HTML {
    .element("line", ["class": name, "x1": "\(x1)", "y1": "\(y1)", "x2": "\(x2)", "y2": "\(y2)"], [])
  }

  /// A line through points.
  static func path(_ points: [(x: Int, y: Int)], _ tone: Tone) -> HTML {
    guard let first = points.first else { return .empty }
    let rest = points.dropFirst().map { "L\($0.x) \($0.y)" }.joined()
    return .element("path", ["class": "line \(tone.rawValue)", "d": "M\(first.x) \(first.y)\(rest)"], [])
  }

  /// A text cut so that it fits into so many characters.
  static func cut(_ text: String, to length: Int) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }

  /// A round number at or above a maximum, for the top of an axis, and the step between its lines.
  static func axis(upTo maximum: Int) -> (top: Int, step: Int) {
    guard maximum > 0 else { return (1, 1) }
    var step = 1
    while true {
      for factor in [1, 2, 5] where step * factor * 5 >= maximum {
        let size = step * factor
        return ((maximum + size - 1) / size * size, size)
      }
      step *= 10
    }
  }
}

/// What a mark of a chart means; the style sheet gives it its colour.
public enum Tone: String, Sendable {
  /// Targets met.
  case met
  /// Targets missed.
  case breached
  /// Still running, in time.
  case running
  /// Still running, too late.
  case late
  /// Without target.
  case unmeasured
  /// One series of several that are neither good nor bad.
  case first
  /// Another one.
  case second
  /// A third one.
  case third
}
