import Diagnostics
import Model

extension ExportDays {
  /// Words for whole periods: their first day and, moved by one more, the day behind them.
  static let periods: [(name: String, start: Unit, by: Int)] = [
    ("today", .day, 0), ("yesterday", .day, -1), ("this_week", .week, 0), ("last_week", .week, -1),
    ("this_month", .month, 0), ("last_month", .month, -1), ("this_quarter", .quarter, 0),
    ("last_quarter", .quarter, -1),
    ("this_year", .year, 0), ("last_year", .year, -1),
  ]

  /// A period in one value: `2026-09-30`, `2026-09`, `2026`, or a word such as `last_month`; nil and a mistake for
  /// everything else.
  init?(period value: YAMLValue) {
    guard let text = value.text() else { return nil }
    if let (_, start, by) = ExportDays.periods.first(where: { $0.name == text }) {
      self.init(
        from: .relative(start: start, by: by, start), to: .relative(start: start, by: by + 1, start), isHalfOpen: true)
      return
    }
    for (suffix, unit) in [("", Unit.day), ("-01", .month), ("-01-01", .year)] {
      guard let date = CivilDate(text + suffix) else { continue }
      self.init(from: .on(date), to: .on(date.adding(1, unit)), isHalfOpen: true)
      return
    }
    value.mistake(
      .layoutPeriod,
      facts: [
        "value": text, "nearest": nearestName(to: text, among: ExportDays.periods.map(\.name)) ?? "",
        "known": ExportDays.periods.map(\.name).joined(separator: ", "),
      ])
    return nil
  }

  /// `from`, and `to` (the last day) or `before` (the first that no longer counts); nil where there is none of them.
  init?(bounds group: YAMLGroup) {
    let from = group.value("from").flatMap(Day.init)
    let to = group.value("to")
    let before = group.value("before")
    if to != nil, let before { before.mistake(.layoutTwoEnds) }
    let end = (to ?? before).flatMap(Day.init)
    guard from != nil || end != nil else { return nil }
    if case .on(let first)? = from, case .on(let last)? = end, to == nil ? first >= last : first > last {
      (to ?? before)?.mistake(.layoutEmptyRange)
    }
    self.init(from: from, to: end, isHalfOpen: to == nil && before != nil)
  }
}

extension ExportDays.Day {
  /// `2026-09-30`, `today`, `yesterday`, `tomorrow`, `-7d`, `month_start`, `month_start-1m` and the like; nil and a mistake
  /// for everything else.
  init?(_ value: YAMLValue) {
    guard let text = value.text() else { return nil }
    if let date = CivilDate(text) {
      self = .on(date)
      return
    }
    if let day = ExportDays.Day.relative(text) {
      self = day
      return
    }
    value.mistake(.layoutDate, facts: ["value": text])
    return nil
  }

  private static func relative(_ text: String) -> ExportDays.Day? {
    switch text {
    case "yesterday": return .relative(start: .day, by: -1, .day)
    case "tomorrow": return .relative(start: .day, by: 1, .day)
    default: break
    }
    var rest = Substring(text)
    var start = ExportDays.Unit.day
    for (word, unit) in [("today", ExportDays.Unit.day)]
      + ExportDays.Unit.allCases.map({ ("\($0.rawValue)_start", $0) })
    where rest.hasPrefix(word) {
      rest = rest.dropFirst(word.count)
      start = unit
      if rest.isEmpty { return .relative(start: start, by: 0, .day) }
      break
    }
    guard let sign = rest.first, sign == "-" || sign == "+", let letter = rest.last,
      let unit = ExportDays.Unit.allCases.first(where: { $0.rawValue.first == letter }),
      let count = Int(rest.dropFirst().dropLast()), (0...36_500).contains(count)
    else { return nil }
    return .relative(start: start, by: sign == "-" ? -count : count, unit)
  }
}
