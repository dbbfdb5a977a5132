import Model
import Store

/// Conditions in words, for the manifest.
struct ExportFilterText {
  /// The day of the run, which relative days are counted from.
  let today: CivilDate

  /// A condition in words.
  func text(_ condition: ExportCondition) -> String {
    switch condition {
    case .field(let name, let test, let ignoringCase):
      "\(name) \(text(test, of: name))\(ignoringCase ? " in any case" : "")"
    case .tag(let tags): "tag is \(tags.joined(separator: ", "))"
    case .has(let rows, let conditions):
      "has \(rows.rawValue)" + (conditions.isEmpty ? "" : " (\(joined(conditions, "and")))")
    case .all(let conditions): "(\(joined(conditions, "and")))"
    case .any(let conditions): "(\(joined(conditions, "or")))"
    case .not(let condition): "not \(text(condition))"
    }
  }

  private func joined(_ conditions: [ExportCondition], _ word: String) -> String {
    conditions.map(text).joined(separator: " \(word) ")
  }

  private func text(_ test: ExportCondition.Test, of name: String) -> String {
    let kind = ExportCatalogue.fields.first { $0.name == name }?.kind
    switch test {
    case .anyOf(let values): return "is " + values.map { text($0, kind) }.joined(separator: ", ")
    case .starts(let text): return "starts \(text)"
    case .ends(let text): return "ends \(text)"
    case .contains(let text): return "contains \(text)"
    case .atLeast(let number): return "min \(text(.number(number), kind))"
    case .atMost(let number): return "max \(text(.number(number), kind))"
    case .below(let number): return "below \(text(.number(number), kind))"
    case .fromID(let id): return "from \(id)"
    case .toID(let id): return "to \(id)"
    case .isEmpty(let wanted): return wanted ? "is empty" : "is not empty"
    case .days(let days):
      let (from, before) = days.bounds(today: today)
      return [from.map { "from \($0)" }, before.map { "before \($0)" }].compactMap { $0 }.joined(separator: " ")
    }
  }

  /// A value as a layout writes it.
  private func text(_ value: ExportCondition.Value, _ kind: ExportField.Kind?) -> String {
    switch value {
    case .text(let text): return text
    case .number(let number):
      switch kind {
      case .money, .quantity: return Amount(e4: number).description
      case .rate: return Amount(e4: number / 100).description
      case .flag: return number == 0 ? "no" : "yes"
      default: return String(number)
      }
    }
  }
}
