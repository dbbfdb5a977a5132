import Diagnostics
import Model
import Tabular

/// Makes facts of one row of a cost source by its layout.
struct CostRowReader {
  let layout: CostLayout
  let header: CostHeader
  let zone: TimeZoneRules
  let location: SourceLocation
  let sink: DiagnosticSink

  /// The facts of a row. Mistakes go to the sink. `carried` is the currency of the row above, for a source that names
  /// it once.
  func facts(of row: Row, carried: inout String?) -> CostRowFacts {
    let values = CostRowValues(row: row, header: header)
    let rule = layout.rows.first { values.holds($0.conditions) }
    var facts = CostRowFacts(line: row.number, rowClass: rule?.rowClass ?? .unmatched)
    checkWidth(row, &facts)
    readCurrency(values, &facts, &carried)
    if facts.rowClass != .notACost {
      for amount in rule?.amounts ?? layout.amounts { read(amount, values, &facts) }
    }
    if layout.rowTotal.isEmpty {
      facts.total = facts.costs.reduce(0) { $0 + $1.e4 }
    } else {
      readTotal(values, &facts)
    }
    checkIdentity(values, &facts)
    // Of a row of an unknown kind its texts tell what it is, whether it has a cost or not.
    guard !facts.costs.isEmpty || facts.isBad || facts.rowClass == .unmatched else { return facts }
    readTexts(values, &facts)
    return facts
  }

  private func readCurrency(_ values: CostRowValues, _ facts: inout CostRowFacts, _ carried: inout String?) {
    guard let rule = layout.currency else { return }
    var text = values.text(rule)
    if rule.isCarried {
      text = text ?? carried
      carried = text
    }
    guard let text else { return }
    facts.currency = Currency(text)
    if facts.currency == nil {
      let position = rule.column.flatMap { values.cell($0)?.position }
      report(.costsBadCurrency, at: position, ["value": "'\(text.shortened)'"], &facts)
    }
  }

  private func readTotal(_ values: CostRowValues, _ facts: inout CostRowFacts) {
    for number in layout.rowTotal {
      do throws(CellMistake) {
        facts.total += try values.number(number)?.e4 ?? 0
      } catch {
        // A cell that is also a cost's was reported with the cost.
        guard !facts.badCells.contains(error.position) else { continue }
        report(error.code, at: error.position, error.facts, &facts)
      }
    }
  }

  private func readTexts(_ values: CostRowValues, _ facts: inout CostRowFacts) {
    if let rule = layout.date {
      facts.entryOn = attempt(values, &facts) { values throws(CellMistake) in try values.day(rule, zone: zone) }
    }
    facts.invoice = layout.invoice.flatMap { values.text($0) }
    facts.reference = layout.reference.flatMap { rule in
      // A number that a spreadsheet has rounded is no reference: several rows may have come to bear the same.
      values.texts(rule).first { !CostRowReader.isDamaged($0.text, $0.kind) }?.text
    }
    facts.description = layout.description.flatMap { values.text($0) }
    guard facts.rowClass == .orderCost else { return }
    for (kind, rule) in layout.join {
      for (text, position, cellKind) in values.texts(rule)
      where !facts.keys.contains(where: { $0.kind == kind && $0.text == text }) {
        facts.keys.append(
          CostRowFacts.Key(
            kind: kind, text: text, position: position, isDamaged: CostRowReader.isDamaged(text, cellKind)))
      }
    }
  }

  /// A number of more than 15 digits, or in scientific notation: a spreadsheet keeps no more, and has rounded it. A text
  /// such as `8.83547E+15` is what it leaves of one when it saves a CSV.
  static func isDamaged(_ text: String, _ kind: CellKind) -> Bool {
    if kind == .number {
      return text.utf8.count { $0 >= 48 && $0 <= 57 } > 15 || text.utf8.contains(UInt8(ascii: "E"))
    }
    guard let exponent = text.utf8.lastIndex(of: UInt8(ascii: "+")), exponent > text.startIndex,
      text.utf8[text.utf8.index(before: exponent)] == UInt8(ascii: "E"),
      text.utf8[..<exponent].contains(where: { $0 >= 48 && $0 <= 57 }), text.utf8[exponent...].count > 1
    else { return false }
    return text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || ".,+-E".utf8.contains($0) }
  }

  // MARK: Costs

  private func read(_ rule: AmountRule, _ values: CostRowValues, _ facts: inout CostRowFacts) {
    switch rule.source {
    case .number(let number):
      let found = attempt(values, &facts) { values throws(CellMistake) in try values.number(number) }
      guard let (e4, position) = found else { return }
      guard let kind = kind(rule.kind, values, text: nil) else { return }
      add(e4, position, kind, rule.effect, values, &facts)
    case .pairs(let texts, let amounts, let form, let isNegated):
      for (index, position) in header.positions[amounts].enumerated() {
        let found = attempt(values, &facts) { values throws(CellMistake) in
          try values.amount(at: position, form)
        }
        guard let e4 = found else { continue }
        let text = index < header.positions[texts].count ? header.positions[texts][index] : nil
        guard let kind = kind(rule.kind, values, text: text) else { continue }
        add(isNegated ? -e4 : e4, position, kind, rule.effect, values, &facts)
      }
    }
  }

  private func kind(_ kind: AmountRule.Kind, _ values: CostRowValues, text: Int?) -> CostKind? {
    switch kind {
    case .fixed(let kind): return kind
    case .byText(let place, let choices, let otherwise):
      let cell = text.map { values.row[$0] } ?? (place >= 0 ? values.cell(place)?.cell : nil)
      guard let cell else { return otherwise }
      return choices.first { $0.pattern.matches(cell.utf8) }?.kind ?? otherwise
    }
  }

  /// Costs of one kind in a row are added up; two that replace contradict each other.
  private func add(
    _ e4: Int64, _ position: Int, _ kind: CostKind, _ effect: CostMapping.Rule, _ values: CostRowValues,
    _ facts: inout CostRowFacts
  ) {
    guard let index = facts.costs.firstIndex(where: { $0.kind == kind }) else {
      facts.costs.append(CostRowFacts.Cost(kind: kind, effect: effect, e4: e4, position: position))
      return
    }
    guard effect == .add, facts.costs[index].effect == .add else {
      let value = "'\(values.row[position].text.shortened)'"
      return report(.costsTwoAmounts, at: position, ["value": value, "kind": kind.rawValue], &facts)
    }
    facts.costs[index].e4 += e4
    if facts.costs[index].e4.magnitude > UInt64(MoneyForm.largest) {
      facts.costs[index].e4 = e4
      report(.costsAmountTooLarge, at: position, ["value": "the sum of the row", "kind": kind.rawValue], &facts)
    }
  }

  // MARK: Checks

  /// A row of a text that is longer than its header: a delimiter that stands in no quotes has moved all that follows.
  private func checkWidth(_ row: Row, _ facts: inout CostRowFacts) {
    let width = header.titles.count
    guard width > 0, row.count > width, location.sheet == nil, layout.records == nil,
      let position = (width..<row.count).first(where: { !row[$0].utf8.trimmed.isEmpty })
    else { return }
    let found = ["value": "'\(row[position].text.shortened)'", "columns": String(width)]
    report(.costsExtraCell, at: position, found, &facts)
  }

  private func checkIdentity(_ values: CostRowValues, _ facts: inout CostRowFacts) {
    guard let rule = layout.identity, !facts.isBad, values.holds(rule.conditions) else { return }
    if let (left, right) = rule.same {
      guard values.cell(left)?.cell.text.trimmed == values.cell(right)?.cell.text.trimmed else { return }
    }
    let sides = attempt(values, &facts) { values throws(CellMistake) -> (Int64, Int64, Int)? in
      guard let (right, position) = try values.number(rule.equals) else { return nil }
      var left: Int64 = 0
      for number in rule.sum { left += try values.number(number)?.e4 ?? 0 }
      for number in rule.less { left -= try values.number(number)?.e4 ?? 0 }
      return (left, right, position)
    }
    guard let (left, right, position) = sides, left != right, (left - right).magnitude > values.slack(of: rule) else {
      return
    }
    let amounts = [
      "sum": Amount(e4: left).description, "stated": Amount(e4: right).description,
      "column": header.title(position), "difference": Amount(e4: left - right).description,
    ]
    // A sale or a payout brings no cost: that its own sum is wrong is the source's affair, but worth a word.
    report(.costsRowIdentity, at: position, amounts, &facts, isError: !rule.isWarning && facts.rowClass != .notACost)
  }

  private func attempt<T>(
    _ values: CostRowValues, _ facts: inout CostRowFacts, _ read: (CostRowValues) throws(CellMistake) -> T?
  ) -> T? {
    do {
      return try read(values)
    } catch {
      report(error.code, at: error.position, error.facts, &facts)
      return nil
    }
  }

  private func report(
    _ code: DiagnosticCode, at position: Int?, _ found: [String: String], _ facts: inout CostRowFacts,
    isError: Bool = true
  ) {
    if isError {
      facts.isBad = true
      if let position { facts.badCells.append(position) }
    }
    sink.emit(
      Diagnostic(isError ? .error : .warning, code, at: place(position, line: facts.line), facts: found))
  }

  /// Where a cell stands.
  func place(_ position: Int?, line: Int) -> SourceLocation {
    var place = location
    place.line = line
    place.column = position.map { $0 + 1 }
    place.field = position.flatMap { $0 < header.titles.count ? header.titles[$0] : nil }
    return place
  }
}
