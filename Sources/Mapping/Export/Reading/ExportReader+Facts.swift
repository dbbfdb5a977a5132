import Diagnostics

/// Values that say something of the file: `run`, `number`, `count` and `sum`.
extension ExportReader {
  /// A title or a kind of lines that such a value names, which is compared once all columns are read.
  struct Named {
    let value: YAMLValue
    let name: String
    let isTitle: Bool
  }

  /// What `run: date` and its like say.
  func run(_ value: YAMLValue) -> ExportValue? { value.choice(ExportFact.Run.self).map { .fact(.run($0)) } }

  /// What `number: row` and its like say.
  func number(_ value: YAMLValue, _ scope: ExportNames) -> ExportValue? {
    guard let numbered = value.choice(ExportFact.Numbered.self) else { return nil }
    if numbered == .row, scope.isOfNoRow { value.mistake(.layoutOfNoRow, facts: ["key": "number: row"]) }
    if numbered == .element, !scope.isNested {
      value.mistake(.layoutNeeds, facts: ["key": "number: element", "other": "each"])
    }
    return .fact(.number(numbered))
  }

  /// `count: rows`, with `per: 10` in tens.
  func count(_ value: YAMLValue, in group: YAMLGroup, _ scope: ExportNames) -> ExportValue? {
    let per = group.int("per", in: 1...1_000_000) ?? 1
    guard let name = value.text(), isOnce(value, scope) else { return nil }
    switch name {
    case "rows": return .fact(.count(.rows, per: per))
    case "lines": return .fact(.count(.lines, per: per))
    case "orders": return .fact(.count(.orders, per: per))
    default:
      named.append(Named(value: value, name: name, isTitle: false))
      return .fact(.count(.kind(name), per: per))
    }
  }

  /// `sum: Amount` or `sum: [Debits, -Credits]`, with `last_digits: 10` of a hash total.
  func sum(_ value: YAMLValue, in group: YAMLGroup, _ scope: ExportNames) -> ExportValue? {
    let digits = group.int("last_digits", in: 1...30)
    guard isOnce(value, scope) else { return nil }
    let columns = (value.oneOrMore() ?? []).compactMap { element -> ExportBalance.Column? in
      guard let text = element.text() else { return nil }
      let isNegated = text.hasPrefix("-")
      let title = isNegated ? String(text.dropFirst()) : text
      named.append(Named(value: element, name: title, isTitle: true))
      return ExportBalance.Column(title: title, isNegated: isNegated)
    }
    return columns.isEmpty ? nil : .fact(.sum(columns, lastDigits: digits))
  }

  private func isOnce(_ value: YAMLValue, _ scope: ExportNames) -> Bool {
    if scope.isOfNoRow { return true }
    value.mistake(.layoutCountOfRow, facts: ["key": value.name])
    return false
  }

  /// Compares the names that lines once a file use with what the rows have.
  func checkNames(_ columns: [ExportColumn], _ records: [ExportRecord]) {
    let rows = records.filter { $0.once == nil }
    let titles = (rows.isEmpty ? columns : rows.flatMap(\.columns)).flatMap(\.titles)
    let kinds = records.compactMap(\.name)
    for known in named where !(known.isTitle ? titles : kinds).contains(known.name) {
      let near = nearestName(to: known.name, among: known.isTitle ? titles : kinds + ["rows", "lines", "orders"]) ?? ""
      known.value.mistake(
        known.isTitle ? .layoutBalanceTitle : .layoutNoSuchKind, facts: ["title": known.name, "nearest": near])
    }
    named = []
  }
}

extension ExportColumn {
  /// Its title, and those of what is nested in it.
  fileprivate var titles: [String] {
    switch content {
    case .value: [title]
    case .group(let columns): columns.flatMap(\.titles)
    case .each(let each): each.columns.flatMap(\.titles)
    }
  }
}
