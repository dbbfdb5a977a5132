import Diagnostics
import Model
import Tabular

/// Lines of several kinds: `records:`, and `balance:` over them.
extension ExportReader {
  /// The kinds of lines of a list. `shared` are the columns of the file: a kind of line has those that it does not name
  /// from there; without any each kind has columns of its own.
  func records(_ list: YAMLValue, _ shared: [ExportColumn]) -> [ExportRecord] {
    let values = list.list() ?? []
    if list.isList, values.isEmpty { list.mistake(.layoutWithoutColumns) }
    let records = values.compactMap { $0.group().flatMap { record($0, shared) } }
    if format.isNested, records.contains(where: { $0.once == nil }) {
      list.mistake(.layoutRecordsOfTables, facts: ["format": format.rawValue])
    }
    if format == .xml { checkRootAttributes(records, list) }
    return records
  }

  /// Attributes of the outermost element stand in its start tag, so that only the first line at the start can have some.
  private func checkRootAttributes(_ records: [ExportRecord], _ list: YAMLValue) {
    let first = records.firstIndex { $0.once == .start }
    for (index, record) in records.enumerated() where record.once != nil && index != first {
      for column in record.columns where !column.isNested && column.xmlPlace == .attribute {
        list.mistake(.layoutLateAttribute, facts: ["column": column.title])
      }
    }
  }

  private func record(_ group: YAMLGroup, _ shared: [ExportColumn]) -> ExportRecord? {
    defer { group.finish() }
    let once: ExportRecord.Once? = group.choice("once")
    let name = group.text("name")
    if once != nil {
      for key in ["if", "each", "where", "sort"] {
        group.value(key)?.mistake(.layoutOfNoRow, facts: ["key": key])
      }
      let listed = columns(group.requiredValue("columns"), scope.ofNoRow)
      return ExportRecord(name: name, once: once, condition: nil, each: nil, columns: listed)
    }
    let condition = group.group("if").map { ExportFilter.together(ExportFilter(scope: scope).read($0)) }
    guard let value = group.value("each") else {
      for key in ["where", "sort"] {
        group.value(key)?.mistake(.layoutNeeds, facts: ["key": key, "other": "each"])
      }
      let listed = lineColumns(group, scope, shared)
      return ExportRecord(name: name, once: nil, condition: condition, each: nil, columns: listed)
    }
    guard let rows = nestedRows(value, in: scope) else {
      _ = ["columns", "where", "sort"].map { group.has($0) }
      return nil
    }
    let inner = scope.inner(rows)
    let listed = lineColumns(group, scope.nested(rows), shared)
    let conditions = group.group("where").map { ExportFilter(scope: inner).read($0) } ?? []
    let sort = group.value("sort").map { self.sort($0, inner) } ?? []
    let each = ExportEach(
      rows: rows, columns: listed, conditions: conditions, sort: sort,
      shape: .list(element: rows.rawValue, isWrapped: false))
    return ExportRecord(name: name, once: nil, condition: condition, each: each, columns: listed)
  }

  private func lineColumns(_ group: YAMLGroup, _ scope: ExportNames, _ shared: [ExportColumn]) -> [ExportColumn] {
    let list = shared.isEmpty ? group.requiredValue("columns") : group.value("columns")
    let own = columns(list, scope)
    for column in own where column.isNested { list?.mistake(.layoutNestedLine, facts: ["title": column.title]) }
    guard !shared.isEmpty else { return own }
    let titles = shared.map(\.title)
    for column in own where !column.isHidden && !titles.contains(column.title) {
      list?.mistake(
        .layoutLineTitle,
        facts: ["title": column.title, "nearest": nearestName(to: column.title, among: titles) ?? ""])
    }
    return shared.map { column in own.first { $0.title == column.title } ?? column } + own.filter(\.isHidden)
  }

  /// `balance: [Debits, -Credits]`: titles of columns whose numbers come to zero over the lines of each row; or
  /// `balance: {columns: [Amount], equals: [total, -tax]}`.
  func balance(_ value: YAMLValue, _ records: [ExportRecord]) -> ExportBalance? {
    let group = value.isGroup ? value.group() : nil
    defer { group?.finish() }
    let fields = (group?.value("equals")?.oneOrMore() ?? []).compactMap(balanceField)
    let titles = records.filter { $0.once == nil }.flatMap(\.columns).map(\.title)
    let listed = group == nil ? value : group?.requiredValue("columns")
    let columns = (listed?.oneOrMore() ?? []).compactMap { element -> ExportBalance.Column? in
      guard let text = element.text() else { return nil }
      let isNegated = text.hasPrefix("-") && !titles.contains(text)
      let title = isNegated ? String(text.dropFirst()) : text
      if titles.contains(title) { return ExportBalance.Column(title: title, isNegated: isNegated) }
      element.mistake(
        .layoutBalanceTitle, facts: ["title": title, "nearest": nearestName(to: title, among: titles) ?? ""])
      return nil
    }
    return columns.isEmpty ? nil : ExportBalance(columns: columns, fields: fields)
  }

  private func balanceField(_ value: YAMLValue) -> ExportBalance.Field? {
    guard let text = value.text() else { return nil }
    let name = text.hasPrefix("-") ? String(text.dropFirst()) : text
    guard let field = scope.field(name, at: value.position, mistakes) else { return nil }
    if [.money, .quantity, .rate, .integer].contains(field.kind) {
      return ExportBalance.Field(field: field, isNegated: text.hasPrefix("-"))
    }
    value.mistake(.layoutTotalOfText, facts: ["column": name])
    return nil
  }
}
