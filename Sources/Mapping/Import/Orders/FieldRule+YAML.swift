import Diagnostics
import Model

/// What a mapping says once for all fields.
struct FieldDefaults {
  var form = NumberForm()
  var dates: [DatePattern] = [.iso]
}

extension FieldRule {
  /// A rule as it stands in a mapping: a column, a list of columns, or a group of keys.
  init?(field: OrderField, place: Int, line: [OrderField], value: YAMLValue, defaults: FieldDefaults) {
    self.init(field: field, place: place)
    form = defaults.form
    dates = defaults.dates
    if value.isScalar || value.isList {
      take(from: (value.oneOrMore() ?? []).compactMap { $0.text() })
      return
    }
    guard let group = value.group() else { return nil }
    take(from: group.texts("from"))
    expression = group.value("match").flatMap { $0.expression() }
    part = group.choice("part", Part.self)
    if let lookup = group.group("values") {
      values = [:]
      for member in lookup.allMembers() { values?[member.key] = member.value.isNone ? "" : member.value.text() }
    }
    if let patterns = DatePattern.list(group.value("dates")) { dates = patterns }
    form.read(group)
    readFallback(group)
    let isLine = line.first?.name != OrderFields.order.first?.name
    if isLine { readProduct(group, line: line) }
    if !isLine { _ = group.has("plus") }
    let isSaid = ["constant", "default", isLine ? "product" : "sum"].contains(where: group.has)
    group.finish()
    if sources.isEmpty, !isSaid {
      group.mistakes.add(
        .mappingConflict, at: group.position, field: field.name,
        facts: ["reason": "\(field.name) needs one of from, constant, product and sum"])
    }
  }

  private mutating func readFallback(_ group: YAMLGroup) {
    for key in ["constant", "default"] {
      guard let value = group.value(key), let text = value.text() else { continue }
      var plain = FieldRule(field: field, place: place)
      plain.dates = dates
      do {
        fallback = try Array(text.utf8).withUnsafeBytes { try plain.value(of: $0, zone: nil) }
      } catch let mistake as FieldMistake {
        value.mistake(
          .mappingConflict,
          facts: ["reason": DiagnosticCode.fill(mistake.code.sentence, with: mistake.facts)])
      } catch {
        value.mistake(.mappingConflict, facts: ["reason": "\(error)"])
      }
      if key == "constant", !sources.isEmpty {
        value.mistake(
          .mappingConflict, facts: ["reason": "a constant takes no column: use default for what a blank cell means"])
      }
    }
  }

  private mutating func readProduct(_ group: YAMLGroup, line: [OrderField]) {
    guard let value = group.value("product") else { return }
    let names = (value.list() ?? []).compactMap { $0.choice(among: line.filter { $0.kind == .amount }.map(\.name)) }
    let places = names.compactMap { OrderFields.place(of: $0, in: line) }
    if field.kind == .amount, places.count == 2 {
      product = (places[0], places[1])
    } else if names.count != 2 || field.kind != .amount {
      value.mistake(.mappingConflict, facts: ["reason": "product takes two amounts of the same line and gives a third"])
    }
  }
}

extension DatePattern {
  /// One or several patterns; nil where the key is absent or wrong.
  static func list(_ value: YAMLValue?) -> [DatePattern]? {
    guard let value, let texts = value.oneOrMore() else { return nil }
    return texts.compactMap { element in
      guard let text = element.text() else { return nil }
      if let pattern = DatePattern(text) { return pattern }
      element.mistake(
        .mappingBadPattern,
        facts: [
          "pattern": text, "what": "date pattern",
          "reason":
            "it may hold yyyy yy MM M MMM dd d HH H hh h a mm ss SSS EEE Z, and must hold a year, month and day",
        ])
      return nil
    }
  }
}

extension NumberForm {
  /// Takes `decimal_mark`, `grouping` and `scale` from a group of keys.
  mutating func read(_ group: YAMLGroup) {
    if let value = group.value("decimal_mark"), let mark = value.choice(among: [".", ","]) {
      decimalMark = Array(mark.utf8)[0]
    }
    if let value = group.value("grouping"), let mark = value.choice(among: [".", ",", "'", " "]) {
      grouping = Array(mark.utf8)[0]
    }
    readScale(group)
    if grouping == decimalMark, let value = group.value("grouping") ?? group.value("decimal_mark") {
      value.mistake(.mappingConflict, facts: ["reason": "decimal_mark and grouping cannot be the same"])
    }
  }

  /// Takes `scale` from a group of keys.
  mutating func readScale(_ group: YAMLGroup) {
    if let value = group.value("scale"), let scale = value.choice(among: ["1", "10", "100", "1000"]) {
      self.scale = Int64(scale) ?? 1
    }
  }
}
