import Diagnostics
import Model

/// The fields that a layout may name.
struct ExportFields {
  /// All fields.
  let all: [ExportField]
  /// What a row is.
  let rows: ExportRows

  /// The field that a value names; nil and a mistake where there is none, or none in such rows.
  func field(_ value: YAMLValue) -> ExportField? {
    guard let name = value.text() else { return nil }
    guard let field = all.first(where: { $0.name == name }) else {
      let near = nearestName(to: name, among: all.map(\.name)) ?? ""
      value.mistake(.layoutUnknownField, facts: ["field": name, "nearest": near])
      return nil
    }
    guard rows.shows(field.part) else {
      value.mistake(
        .layoutFieldNotInRows, facts: ["field": name, "part": field.part.rawValue, "rows": rows.rawValue])
      return nil
    }
    return field
  }
}

extension ExportColumn {
  /// A column from `- order_id` or from a group of keys; nil after a mistake that leaves no column.
  init?(value: YAMLValue, fields: ExportFields) {
    if value.isScalar {
      guard let field = fields.field(value) else { return nil }
      self.init(title: field.name, source: .field(field))
      return
    }
    guard let group = value.group() else { return nil }
    let constant = group.text("constant")
    let fieldValue = group.value("field")
    var source: Source?
    switch (fieldValue, constant) {
    case (let fieldValue?, nil): source = fields.field(fieldValue).map(Source.field)
    case (nil, let constant?): source = .constant(constant)
    default: group.mistakes.add(.layoutColumnSource, at: group.position)
    }
    let title = constant == nil ? group.text("title") : group.requiredText("title")
    self.init(title: title ?? fieldValue?.text() ?? "", source: source ?? .constant(""))
    readFormat(group)
    group.finish()
    if source == nil { return nil }
  }

  private mutating func readFormat(_ group: YAMLGroup) {
    let kind = field?.kind
    if let value = group.value("pattern"), fits(value, kind, [.instant]), let text = value.text() {
      do {
        pattern = try ExportDatePattern(text)
      } catch {
        value.mistake(.layoutDatePattern, facts: ["letters": error.letters])
      }
    }
    if let value = group.value("zone"), fits(value, kind, [.instant]) { zone = ExportLayout.readZone(value) }
    let numbers: Set<ExportField.Kind> = [.money, .quantity, .rate]
    if let value = group.value("decimals"), fits(value, kind, numbers) {
      decimals = value.int(in: 0...(kind == .rate ? 6 : 4))
    }
    if let value = group.value("decimal_mark"), fits(value, kind, numbers) { decimalMark = mark(value) }
    if let value = group.value("grouping"), fits(value, kind, numbers) {
      grouping = mark(value)
      if let grouping, grouping == decimalMark ?? "." { value.mistake(.layoutMarks) }
    }
    `default` = group.text("default")
    letterCase = group.choice("case", LetterCase.self)
    // Of a number cut short another number would be left.
    if let value = group.value("max_length"), field == nil || fits(value, kind, ExportColumn.texts) {
      maximumLength = value.int(in: 1...32_767)
    }
    width = group.int("width", in: 1...255)
    if let table = group.group("lookup") {
      for member in table.allMembers() {
        if let text = member.value.isNone ? "" : member.value.text() { lookup[member.key] = text }
      }
    }
    if let value = group.value("otherwise") {
      otherwise = value.text()
      if lookup.isEmpty { value.mistake(.layoutOtherwise) }
    }
  }

  private static let texts: Set<ExportField.Kind> = [.identifier, .text, .stage, .currency, .json, .instant, .flag]

  /// Whether an option makes sense for a column; a mistake where it does not.
  private func fits(_ value: YAMLValue, _ kind: ExportField.Kind?, _ kinds: Set<ExportField.Kind>) -> Bool {
    guard let kind, kinds.contains(kind) else {
      // A column whose field is unknown has its mistake already.
      if field != nil || title.isEmpty == false {
        value.mistake(
          .layoutOptionDoesNotFit,
          facts: [
            "option": value.name, "field": field?.name ?? title, "kind": kind?.rawValue ?? "constant",
            "kinds": kinds.map(\.rawValue).sorted().joined(separator: ", "),
          ])
      }
      return false
    }
    return true
  }

  /// One character between digits.
  private func mark(_ value: YAMLValue) -> String? {
    guard let text = value.text() else { return nil }
    if text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first, !(scalar >= "0" && scalar <= "9"),
      scalar != "-"
    {
      return text
    }
    value.mistake(.layoutMarkLength, facts: ["option": value.name, "value": text])
    return nil
  }
}
