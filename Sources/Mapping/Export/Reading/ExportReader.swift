import Diagnostics
import Model
import Tabular

/// Reads the columns of one layout, and keeps what they share.
final class ExportReader {
  let scope: ExportNames
  let format: ExportFormat
  let mistakes: YAMLMistakes
  /// The form that columns have unless they say otherwise.
  var usualForm = ExportForm()
  var lookups: ExportLookupReader
  /// Prefixes of XML names that the layout declares.
  var prefixes: Set<String> = []
  /// How much columns show of their fields.
  private(set) var masks: [String: ExportMask] = [:]
  /// Titles and kinds of lines that are named before all of them are read.
  var named: [Named] = []

  init(scope: ExportNames, format: ExportFormat, folder: String?, mistakes: YAMLMistakes) {
    (self.scope, self.format, self.mistakes) = (scope, format, mistakes)
    lookups = ExportLookupReader(folder: folder)
  }

  /// The columns of a list; those with a mistake that leaves nothing of them are not among them.
  func columns(_ list: YAMLValue?, _ scope: ExportNames, depth: Int = 0) -> [ExportColumn] {
    guard let list, let values = list.list() else { return [] }
    if values.isEmpty { list.mistake(.layoutWithoutColumns) }
    guard depth < 8 else {
      list.mistake(.layoutTooDeep)
      return []
    }
    let columns = values.compactMap { column($0, scope, depth) }
    if format == .xml { checkAttributes(columns, list) }
    return columns
  }

  /// Attributes stand in the start tag, so that they come before what is in the element.
  private func checkAttributes(_ columns: [ExportColumn], _ list: YAMLValue) {
    guard let first = columns.firstIndex(where: { $0.isNested || $0.xmlPlace != .attribute }) else { return }
    for column in columns[first...] where !column.isNested && column.xmlPlace == .attribute {
      list.mistake(.layoutLateAttribute, facts: ["column": column.title])
    }
  }

  private func column(_ value: YAMLValue, _ scope: ExportNames, _ depth: Int) -> ExportColumn? {
    if value.isScalar {
      guard let field = scope.field(value) else { return nil }
      if format == .fixed { value.mistake(.layoutNoWidth, facts: ["column": field.name]) }
      return ExportColumn(title: field.name, content: .value(.field(field)), form: usualForm)
    }
    guard let group = value.group() else { return nil }
    defer { group.finish() }
    if group.has("each") { return each(group, scope, depth) }
    if group.has("columns") {
      let title = group.requiredText("title")
      let members = columns(group.value("columns"), scope, depth: depth + 1)
      if !format.isNested { group.value("columns")?.mistake(.layoutNeedsNesting, facts: ["format": format.rawValue]) }
      return ExportColumn(title: title ?? "", content: .group(members))
    }
    return valueColumn(group, scope)
  }

  private func valueColumn(_ group: YAMLGroup, _ scope: ExportNames) -> ExportColumn? {
    let source = values(of: group, scope).map { ExportColumn(title: "", content: .value($0), form: usualForm) }
    var column = source ?? ExportColumn(title: "", content: .value(.nothing))
    let name = column.plainName ?? (group.value("field").flatMap { $0.isScalar ? $0.text() : nil })
    column.title = (name == nil && source != nil ? group.requiredText("title") : group.text("title")) ?? name ?? ""
    let fields = column.formedFields(isKnown: source != nil)
    column.form = form(group, of: column.title, fields)
    column.width = group.int("width", in: 1...255)
    if let mask = group.choice("mask", ExportMask.self) {
      for field in fields ?? [] where ![.money, .quantity, .rate, .integer].contains(field.kind) {
        masks[field.name] = max(mask, masks[field.name] ?? mask)
      }
    }
    if let value = group.value("total"), let total = value.choice(ExportColumn.Total.self) {
      let isNumber = fields.map { $0.contains { [.money, .quantity, .rate, .integer].contains($0.kind) } } ?? true
      if total == .sum, !isNumber { value.mistake(.layoutTotalOfText, facts: ["column": column.title]) }
      column.total = total
    }
    readPlace(group, &column)
    column.isHidden = group.bool("hidden") ?? false
    return source == nil ? nil : column
  }

  /// Where it stands in files of fixed width and in XML.
  private func readPlace(_ group: YAMLGroup, _ column: inout ExportColumn) {
    column.alignment = group.choice("align")
    column.cutsText = group.value("overflow")?.choice(among: ["error", "cut"]) == "cut"
    column.xmlPlace = group.choice("xml") ?? .element
    if format == .fixed, column.width == nil {
      group.mistakes.add(.layoutNoWidth, at: group.position, facts: ["column": column.title])
    }
  }

  private func each(_ group: YAMLGroup, _ outer: ExportNames, _ depth: Int) -> ExportColumn? {
    guard let rows = group.requiredValue("each").flatMap({ nestedRows($0, in: outer) }) else {
      _ = ["title", "columns", "as", "where", "sort"].map { group.has($0) }
      return nil
    }
    let scope = outer.nested(rows)
    let listed = group.requiredValue("columns")
    let shape = shape(group, rows)
    let isList: Bool = if case .list = shape { true } else { false }
    let inner = columns(listed, scope, depth: depth + 1)
    if !isList {
      for column in inner where column.isNested {
        listed?.mistake(.layoutNeedsNesting, facts: ["format": "as: \(group.text("as") ?? "columns")"])
      }
    }
    let conditions = group.group("where").map { ExportFilter(scope: scope.inner(rows)).read($0) } ?? []
    let sort = group.value("sort").map { self.sort($0, scope.inner(rows)) } ?? []
    let isColumns: Bool = if case .columns = shape { true } else { false }
    let title = isColumns ? "" : group.requiredText("title") ?? ""
    var column = ExportColumn(
      title: title,
      content: .each(.init(rows: rows, columns: inner, conditions: conditions, sort: sort, shape: shape)))
    if case .cell = shape {
      column.form = form(group, of: title, [])
      column.width = group.int("width", in: 1...255)
    }
    return column
  }

  /// What an order has several of, that `each` names; nil and a mistake where it has none of them.
  func nestedRows(_ value: YAMLValue, in outer: ExportNames) -> ExportRows? {
    let names = ExportRows.allCases.filter { $0.own != nil }.map(\.rawValue)
    guard let name = value.choice(among: names), let rows = ExportRows(rawValue: name) else { return nil }
    guard outer.hasOrder, outer.rows != .case else {
      value.mistake(.layoutNotOfOrder, facts: ["key": "each", "rows": outer.rows.rawValue])
      return nil
    }
    return rows
  }

  private func shape(_ group: YAMLGroup, _ rows: ExportRows) -> ExportEach.Shape {
    let asked = group.value("as")
    let name = asked?.choice(among: ["list", "columns", "cell"])
    if asked == nil, !format.isNested {
      group.mistakes.add(.layoutNeedsNesting, at: group.position, field: "as", facts: ["format": format.rawValue])
    }
    switch name {
    case "columns":
      let count = group.requiredValue("count")?.int(in: 1...200) ?? 1
      return .columns(count: count, cutsOverflow: group.value("overflow")?.choice(among: ["error", "cut"]) == "cut")
    case "cell":
      return .cell(between: group.text("between") ?? " ", separator: group.text("separator") ?? ", ")
    default:
      if name == "list", !format.isNested { asked?.mistake(.layoutNeedsNesting, facts: ["format": format.rawValue]) }
      let element = group.value("element").flatMap { ExportLayout.readElement($0, prefixes: prefixes) } ?? rows.rawValue
      return .list(element: element, isWrapped: group.bool("wrapper") ?? true)
    }
  }

  /// `sort:`: one field or a list of them, with `-` in front for the greatest first.
  func sort(_ value: YAMLValue, _ scope: ExportNames) -> [ExportSort] {
    (value.oneOrMore() ?? []).compactMap { value in
      guard let text = value.text(), text != "imported" else { return nil }
      let isDescending = text.hasPrefix("-")
      let name = isDescending ? String(text.dropFirst()) : text
      return scope.field(name, at: value.position, value.mistakes, beside: ["imported"]).map {
        ExportSort($0.name, descending: isDescending)
      }
    }
  }
}

extension ExportColumn {
  /// The name of the field it shows, where that has one.
  fileprivate var plainName: String? { field.flatMap { ExportSQL.parse($0.name) == nil ? $0.name : nil } }

  /// The fields whose kinds say which options fit; nil where every option may.
  fileprivate func formedFields(isKnown: Bool) -> [ExportField]? {
    guard isKnown, case .value(let value) = content else { return nil }
    if case .fact = value { return nil }
    return value.fields
  }

  /// Whether it is more than one value.
  var isNested: Bool { if case .value = content { false } else { true } }
}
