import Diagnostics
import Model

/// How a column's value is written.
extension ExportReader {
  private static let numbers: Set<ExportField.Kind> = [.money, .quantity, .rate]
  private static let times: Set<ExportField.Kind> = [.instant]
  private static let days: Set<ExportField.Kind> = [.instant, .date]
  private static let texts: Set<ExportField.Kind> = [
    .identifier, .text, .stage, .currency, .json, .instant, .date, .flag, .decimal, .integer,
  ]

  /// Reads all options of a form. `fields` are what the column can show: none for texts alone, nil where that is not known
  /// because of a mistake.
  func form(_ group: YAMLGroup, of title: String, _ fields: [ExportField]?) -> ExportForm {
    var form = usualForm
    let fit = Fit(title: title, fields: fields)
    if let value = group.value("pattern"), fit.check(value, ExportReader.days), let text = value.text() {
      do {
        form.pattern = try ExportDatePattern(text)
      } catch {
        value.mistake(.layoutDatePattern, facts: ["letters": error.letters])
      }
    }
    if let value = group.value("zone"), fit.check(value, ExportReader.times) {
      form.zone = value.zone()
    }
    readNumber(group, fit, &form)
    readMap(group, &form)
    form.stripsHTML = group.bool("strip_html") ?? form.stripsHTML
    form.lineBreaks = group.choice("line_breaks") ?? form.lineBreaks
    form.keep = group.choice("keep")
    form.ascii = group.choice("ascii") ?? form.ascii
    form.letterCase = group.choice("case")
    // Of a number cut short another number would be left.
    if let value = group.value("max_length"), fit.check(value, ExportReader.texts, orNone: true) {
      form.maximumLength = value.int(in: 1...32_767)
    }
    form.tooLong = group.choice("too_long") ?? .cut
    if group.value("max_length") == nil {
      group.value("too_long")?.mistake(.layoutNeeds, facts: ["key": "too_long", "other": "max_length"])
    }
    if let value = group.value("default") {
      form.default = value.text()
      form.defaultIsNumber = value.isPlain && ExportReader.isNumber(form.default ?? "")
    }
    readPadding(group, &form)
    // CSV has no types, and a number made a text would be guarded against as a formula.
    let type: ExportForm.CellType? = group.choice("type")
    form.type = format == .csv && type == .text ? nil : type
    form.isRequired = group.bool("required") ?? false
    return form
  }

  private func readNumber(_ group: YAMLGroup, _ fit: Fit, _ form: inout ExportForm) {
    if let value = group.value("scale"), fit.check(value, ExportReader.numbers), let text = value.text() {
      if let (power, isNegated) = ExportReader.scale(text) {
        (form.scale, form.isNegated) = (power, isNegated)
      } else {
        value.mistake(.layoutScale, facts: ["value": text])
      }
    }
    if let value = group.value("decimals"), fit.check(value, ExportReader.numbers) {
      form.decimals = value.int(in: 0...(fit.has(.rate) ? 6 : 4))
    }
    if let value = group.value("decimal_mark"), fit.check(value, ExportReader.numbers) {
      form.decimalMark = character(value, isMark: true).map { String($0) }
    }
    if let value = group.value("grouping"), fit.check(value, ExportReader.numbers) {
      form.grouping = character(value, isMark: true).map { String($0) }
      if let grouping = form.grouping, grouping == form.decimalMark ?? "." { value.mistake(.layoutMarks) }
    }
    if let value = group.value("negative"), fit.check(value, ExportReader.numbers) {
      form.negative = value.choice() ?? .minus
    }
  }

  private func readMap(_ group: YAMLGroup, _ form: inout ExportForm) {
    for member in group.group("map")?.allMembers() ?? [] {
      if let text = member.value.isNone ? "" : member.value.text() { form.map[member.key] = text }
    }
    if let value = group.value("otherwise") {
      form.otherwise = value.text()
      if group.value("map") == nil { value.mistake(.layoutNeeds, facts: ["key": "otherwise", "other": "map"]) }
    }
    if let table = group.group("lookup") { form.lookup = lookups.read(table) }
  }

  private func readPadding(_ group: YAMLGroup, _ form: inout ExportForm) {
    let left = group.int("pad_left", in: 1...32_767)
    let right = group.int("pad_right", in: 1...32_767)
    let sign = group.value("pad_with").flatMap { character($0, isMark: false) }
    if left != nil, right != nil { group.value("pad_right")?.mistake(.layoutPadsTwice) }
    if left == nil, right == nil {
      group.value("pad_with")?.mistake(.layoutNeeds, facts: ["key": "pad_with", "other": "pad_left"])
    }
    if let length = left ?? right {
      form.padding = ExportForm.Padding(length: length, with: sign ?? " ", isLeft: left != nil)
    }
  }

  /// A power of ten, `100` or `0.01`, with a minus where the sign changes.
  static func scale(_ text: String) -> (power: Int, isNegated: Bool)? {
    let isNegated = text.hasPrefix("-")
    let powers = ["0.0001", "0.001", "0.01", "0.1", "1", "10", "100", "1000", "10000"]
    guard let place = powers.firstIndex(of: isNegated ? String(text.dropFirst()) : text) else { return nil }
    return (place - 4, isNegated)
  }

  /// One character: between digits, where it is no digit and no minus, or for filling.
  private func character(_ value: YAMLValue, isMark: Bool) -> Unicode.Scalar? {
    guard let text = value.text() else { return nil }
    if text.unicodeScalars.count == 1, let scalar = text.unicodeScalars.first, scalar.value >= 0x20,
      !isMark || (!(scalar >= "0" && scalar <= "9") && scalar != "-")
    {
      return scalar
    }
    value.mistake(isMark ? .layoutMarkLength : .layoutPadLength, facts: ["option": value.name, "value": text])
    return nil
  }

  /// Whether options make sense for a column.
  private struct Fit {
    let title: String
    let fields: [ExportField]?

    func has(_ kind: ExportField.Kind) -> Bool { fields?.contains { $0.kind == kind } ?? true }

    /// A mistake where none of what the column can show is of these kinds.
    func check(_ value: YAMLValue, _ kinds: Set<ExportField.Kind>, orNone: Bool = false) -> Bool {
      guard let fields else { return true }
      if fields.contains(where: { kinds.contains($0.kind) }) || (orNone && fields.isEmpty) { return true }
      value.mistake(
        .layoutOptionDoesNotFit,
        facts: [
          "option": value.name, "field": fields.first?.name ?? title, "kind": fields.first?.kind.rawValue ?? "text",
          "kinds": kinds.map(\.rawValue).sorted().joined(separator: ", "),
        ])
      return false
    }
  }
}
