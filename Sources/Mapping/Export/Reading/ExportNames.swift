import Diagnostics
import Model

/// What may be named at a place of a layout.
struct ExportNames {
  /// All fields.
  let all: [ExportField]
  /// What a row is, or what a nested group is of.
  let rows: ExportRows
  /// The parts whose fields can stand here.
  let parts: [ExportField.Part]
  /// Whether conditions can ask for the order's labels and what it has.
  let hasOrder: Bool
  /// What the workspace allows.
  let rules: ExportRules

  /// The scope of the layout's rows.
  init(all: [ExportField], rows: ExportRows, rules: ExportRules) {
    (self.all, self.rows, parts, hasOrder) = (all, rows, rows.parts, rows != .customer)
    self.rules = rules
  }

  private init(all: [ExportField], rows: ExportRows, parts: [ExportField.Part], rules: ExportRules) {
    (self.all, self.rows, self.parts, hasOrder) = (all, rows, parts, false)
    self.rules = rules
  }

  /// The scope of what is nested in an order; its fields stand beside those of the order.
  func nested(_ rows: ExportRows) -> ExportNames {
    ExportNames(all: all, rows: rows, parts: parts + own(rows), rules: rules)
  }

  /// The scope of conditions on what an order has several of: their own fields.
  func inner(_ rows: ExportRows) -> ExportNames {
    ExportNames(all: all, rows: rows, parts: own(rows), rules: rules)
  }

  /// The scope of lines that stand once in a file: no fields.
  var ofNoRow: ExportNames { ExportNames(all: all, rows: rows, parts: [], rules: rules) }

  /// Whether it is one of lines that stand once in a file.
  var isOfNoRow: Bool { parts.isEmpty }

  /// Whether it is within what an order has several of.
  var isNested: Bool { !hasOrder && rows != .customer && !parts.isEmpty }

  private func own(_ rows: ExportRows) -> [ExportField.Part] { rows.own.map { [$0] } ?? [] }

  /// The field of a name; nil and a mistake where there is none, or none at this place.
  func field(_ name: String, at position: YAMLPosition, _ mistakes: YAMLMistakes, beside keys: [String] = [])
    -> ExportField?
  {
    guard let field = all.first(where: { $0.name == name }) else {
      let near = nearestName(to: name, among: all.filter { parts.contains($0.part) }.map(\.name) + keys) ?? ""
      mistakes.add(.layoutUnknownField, at: position, field: name, facts: ["field": name, "nearest": near])
      return nil
    }
    guard !parts.isEmpty else {
      mistakes.add(.layoutOfNoRow, at: position, field: name, facts: ["key": name])
      return nil
    }
    guard parts.contains(field.part) else {
      mistakes.add(
        .layoutFieldNotInRows, at: position, field: name,
        facts: ["field": name, "part": field.part.rawValue, "rows": rows.rawValue])
      return nil
    }
    return field
  }

  /// The field that a value names.
  func field(_ value: YAMLValue) -> ExportField? {
    value.text().flatMap { field($0, at: value.position, value.mistakes) }
  }
}
