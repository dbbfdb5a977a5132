import Diagnostics
import Model
import Tabular

/// Why a cell gives no value, and where it stands.
struct CellMistake: Error {
  var code: DiagnosticCode
  var position: Int
  var facts: [String: String]
}

/// Applies the rules of a mapping to one row.
struct CostRowValues {
  let row: Row
  let header: CostHeader

  // MARK: Cells

  /// The first column of a place whose cell is not blank.
  func cell(_ place: Int) -> (cell: Cell, position: Int)? {
    for position in header.positions[place] {
      let cell = row[position]
      if !cell.utf8.trimmed.isEmpty { return (cell, position) }
    }
    return nil
  }

  // MARK: Texts

  /// The text of a rule; nil where the row says nothing.
  func text(_ rule: TextRule) -> String? { texts(rule).first?.text ?? rule.constant }

  /// The texts of all columns of a rule that say something, in their order.
  func texts(_ rule: TextRule) -> [(text: String, position: Int, kind: CellKind)] {
    if !rule.joined.isEmpty {
      let cells = rule.joined.map { cell($0)?.cell }
      guard cells.contains(where: { $0 != nil }) else { return [] }
      let text = cells.map { $0?.text.trimmed ?? "" }.joined(separator: "/")
      // One part that a spreadsheet has rounded spoils the whole.
      let isDamaged = cells.contains { $0.map { CostRowReader.isDamaged($0.text, $0.kind) } ?? false }
      return work(text, rule).map { [($0, 0, isDamaged ? .number : .text)] } ?? []
    }
    guard let place = rule.column else { return [] }
    var found: [(String, Int, CellKind)] = []
    for position in header.positions[place] {
      let bytes = row[position].utf8.trimmed
      guard !bytes.isEmpty, let text = work(String(decoding: bytes, as: UTF8.self), rule) else { continue }
      found.append((text, position, row[position].kind))
    }
    return found
  }

  private func work(_ original: String, _ rule: TextRule) -> String? {
    var text = original
    if let expression = rule.expression {
      guard let match = CostRowValues.match(expression, text) else { return nil }
      text = match
    }
    if !rule.values.isEmpty {
      guard let value = rule.values.first(where: { $0.pattern.matches(text) }) else { return nil }
      text = value.meaning
    }
    for prefix in rule.prefixes where text.hasPrefix(prefix) { text = String(text.dropFirst(prefix.count)) }
    switch rule.letterCase {
    case .upper: text = text.uppercased()
    case .lower: text = text.lowercased()
    case nil: break
    }
    if rule.dropsLeadingZeros { text = String(text.drop { $0 == "0" }) }
    text = text.trimmed
    return text.isEmpty ? nil : text
  }

  private static func match(_ expression: Regex<AnyRegexOutput>, _ text: String) -> String? {
    do {
      guard let match = try expression.firstMatch(in: text) else { return nil }
      let taken = match.output.count > 1 ? match.output[1].substring : match.output[0].substring
      return taken.map(String.init)
    } catch {
      // An expression that cannot be carried out (it may, by its rules, give up) finds nothing.
      return nil
    }
  }

  // MARK: Amounts

  /// The amount of a rule in ten-thousandths and its column; nil where the row says nothing.
  func number(_ rule: NumberRule) throws(CellMistake) -> (e4: Int64, position: Int)? {
    var value: Int64
    var position = 0
    switch rule.source {
    case .constant(let amount): return (amount, 0)
    case .column(let place):
      guard let found = try amount(place, rule.form) else { return nil }
      (value, position) = found
    case .sum(let place):
      guard let found = try sum(header.positions[place], rule.form) else { return nil }
      (value, position) = found
    case .debitCredit(let debit, let credit):
      let charged = try amount(debit, rule.form)
      let given = try amount(credit, rule.form)
      guard let first = charged ?? given else { return nil }
      value = (charged?.e4 ?? 0) - (given?.e4 ?? 0)
      position = first.position
    }
    if let sign = rule.sign, value != 0 { value = try signed(value, sign) }
    return (rule.isNegated ? -value : value, position)
  }

  /// The amount of the first column of a place that says one.
  private func amount(_ place: Int, _ form: MoneyForm) throws(CellMistake) -> (e4: Int64, position: Int)? {
    for position in header.positions[place] {
      if let value = try amount(at: position, form) { return (value, position) }
    }
    return nil
  }

  func amount(at position: Int, _ form: MoneyForm) throws(CellMistake) -> Int64? {
    do {
      return try form.amount(row[position])
    } catch {
      let code: DiagnosticCode =
        switch error {
        case .notANumber, .scientific: .costsBadAmount
        case .tooManyDecimals: .costsTooManyDecimals
        case .tooLarge: .costsAmountTooLarge
        }
      throw CellMistake(
        code: code, position: position, facts: ["value": "'\(row[position].text.shortened)'", "kind": ""])
    }
  }

  private func sum(_ positions: [Int], _ form: MoneyForm) throws(CellMistake) -> (e4: Int64, position: Int)? {
    var sum: Int64 = 0
    var first: Int?
    for position in positions {
      guard let value = try amount(at: position, form) else { continue }
      sum += value
      guard sum.magnitude <= UInt64(MoneyForm.largest) else {
        throw CellMistake(
          code: .costsAmountTooLarge, position: position, facts: ["value": "the sum of the row", "kind": ""])
      }
      if first == nil || value != 0 && positions.count > 1 && sum == value { first = position }
    }
    return first.map { (sum, $0) }
  }

  /// By how many ten-thousandths both sides of an identity may differ since their amounts were rounded: a half for each.
  func slack(of rule: IdentityRule) -> UInt64 {
    let rounded = (rule.sum + rule.less + [rule.equals]).filter(\.form.number.isRounding).map { number in
      switch number.source {
      case .constant: 0
      case .column: 1
      case .sum(let place): header.positions[place].count
      case .debitCredit: 2
      }
    }
    return UInt64(rounded.reduce(0, +) / 2)
  }

  private func signed(_ value: Int64, _ sign: NumberRule.SignColumn) throws(CellMistake) -> Int64 {
    guard let (cell, position) = cell(sign.column) else {
      throw CellMistake(
        code: .costsNoSign, position: header.positions[sign.column].first ?? 0,
        facts: ["value": "a blank cell", "column": header.title(header.positions[sign.column].first ?? 0)])
    }
    if sign.plus.contains(where: { $0.matches(cell.utf8) }) { return value }
    if sign.minus.contains(where: { $0.matches(cell.utf8) }) { return -value }
    throw CellMistake(
      code: .costsNoSign, position: position,
      facts: ["value": "'\(cell.text.shortened)'", "column": header.title(position)])
  }

  // MARK: Conditions

  /// Whether all conditions hold.
  func holds(_ conditions: [RowCondition]) -> Bool { conditions.allSatisfy(holds) }

  private func holds(_ condition: RowCondition) -> Bool {
    let cell = cell(condition.column)?.cell ?? Cell(kind: .empty, utf8: UnsafeRawBufferPointer(start: nil, count: 0))
    switch condition.test {
    case .anyOf(let patterns): return patterns.contains { $0.matches(cell.utf8) }
    case .noneOf(let patterns): return !patterns.contains { $0.matches(cell.utf8) }
    case .sign(let sign, let form):
      let value: Int64
      do {
        value = try form.amount(cell) ?? 0
      } catch {
        // What is no amount has no sign; where the amount is needed, it is reported.
        return false
      }
      switch sign {
      case .negative: return value < 0
      case .positive: return value > 0
      case .zero: return value == 0
      }
    }
  }

  // MARK: Days

  /// The day of a rule; nil where the row says nothing. An instant becomes the day in `zone`.
  func day(_ rule: DateRule, zone: TimeZoneRules) throws(CellMistake) -> CivilDate? {
    guard let (cell, position) = cell(rule.column) else { return nil }
    let text = Array(cell.utf8.trimmed)[...]
    let patterns = cell.kind == .dateTime ? [.iso] : rule.either + rule.patterns
    for pattern in patterns {
      guard let (wall, offset) = pattern.read(text) else { continue }
      let instant: Instant
      if let offset {
        instant = Instant(seconds: wall.secondsOnClock - Int64(offset))
      } else if let clock = rule.zone {
        instant = clock.instant(of: wall)
      } else {
        instant = Instant(seconds: wall.secondsOnClock)
      }
      guard Instant.accepted.contains(instant) else { break }
      return offset == nil && rule.zone == nil ? wall.date : zone.wall(at: instant).date
    }
    throw CellMistake(
      code: .costsBadDate, position: position,
      facts: ["value": "'\(cell.text.shortened)'", "column": header.title(position)])
  }
}
