import Model
import Tabular

/// Adds up what a file's rows say against the totals that the file states.
struct CostControlTally {
  private struct Sum {
    var group: String
    /// Int128, since a sum of Int64s may not fit one.
    var found: Int128 = 0
    var stated: Int64?
    /// Another total that was stated of the same.
    var contradiction: Int64?
    /// The line that states it, or what contradicts it.
    var line: Int?
    var currency: Currency?
  }

  private let rules: [ControlRule]
  private var sums: [[Sum]]
  /// Places of the sums by what they are of.
  private var places: [[String: Int]]

  init(_ rules: [ControlRule]) {
    self.rules = rules
    sums = [[Sum]](repeating: [], count: rules.count)
    places = [[String: Int]](repeating: [:], count: rules.count)
  }

  /// Whether there is nothing to do.
  var isIdle: Bool { rules.isEmpty }

  /// Takes a row that counts.
  mutating func add(_ values: CostRowValues, currency: Currency?) throws(CellMistake) {
    for (index, rule) in rules.enumerated() where values.holds(rule.conditions) {
      var amount: Int64 = 1
      if let sum = rule.sum {
        guard let found = try values.number(sum) else { continue }
        amount = found.e4
      }
      let place = place(of: CostControlTally.group(rule.group, values), in: index)
      sums[index][place].found += Int128(amount)
      if sums[index][place].currency == nil { sums[index][place].currency = currency }
    }
  }

  /// Takes what a row states, whether it counts or not.
  mutating func readStated(_ values: CostRowValues) throws(CellMistake) {
    for (index, rule) in rules.enumerated() {
      guard case .rows(let number, let conditions) = rule.stated, values.holds(conditions),
        let stated = try values.number(number)
      else { continue }
      state(stated.e4, of: CostControlTally.group(rule.group, values), index, line: values.row.number)
    }
  }

  /// Takes what a record of a tag states.
  mutating func readStated(_ tag: String, _ values: CostRowValues) throws(CellMistake) {
    for (index, rule) in rules.enumerated() {
      guard case .record(let wanted, let number, let group) = rule.stated, wanted == tag,
        let stated = try values.number(number)
      else { continue }
      state(stated.e4, of: CostControlTally.group(group, values), index, line: values.row.number)
    }
  }

  /// All totals that are stated.
  func controls() -> [CostControl] {
    var controls: [CostControl] = []
    for (rule, sums) in zip(rules, sums) {
      for sum in sums {
        var stated = sum.stated
        if case .constant(let amount) = rule.stated { stated = amount }
        guard var stated else { continue }
        let isCount = rule.sum == nil
        // Counts are read as amounts.
        if isCount { stated /= 10_000 }
        let found = Int64(clamping: sum.found)
        if let other = sum.contradiction { stated = found == stated ? other : stated }
        controls.append(
          CostControl(
            name: sum.group.isEmpty ? rule.name : "\(rule.name) \(sum.group)",
            currency: isCount ? nil : Currency(sum.group) ?? sum.currency, isCount: isCount, stated: stated,
            found: found, line: sum.line, advice: rule.advice))
      }
    }
    return controls
  }

  private mutating func state(_ amount: Int64, of group: String, _ index: Int, line: Int) {
    let place = place(of: group, in: index)
    if let stated = sums[index][place].stated {
      guard stated != amount, sums[index][place].contradiction == nil else { return }
      sums[index][place].contradiction = amount
    } else {
      sums[index][place].stated = amount
    }
    sums[index][place].line = line
  }

  private static func group(_ place: Int?, _ values: CostRowValues) -> String {
    place.flatMap { values.cell($0)?.cell.text.trimmed } ?? ""
  }

  private mutating func place(of group: String, in index: Int) -> Int {
    if let last = sums[index].last, last.group == group { return sums[index].count - 1 }
    if let place = places[index][group] { return place }
    sums[index].append(Sum(group: group))
    places[index][group] = sums[index].count - 1
    return sums[index].count - 1
  }
}
