import Changes
import Diagnostics
import Model
import Store

extension ChangeSummary {
  /// The document of an import that other programs read: its members never change their names or meanings.
  var json: JSONValue {
    let members: [JSONValue.Member] = [
      .init("schema", "daybook.import/1"), .init("kind", .text(kind.rawValue)), .init("batch", JSONValue(batch)),
      .init("outcome", .text(outcome.rawValue)), .init("target_batch", JSONValue(targetBatch)),
      .init("rows", JSONValue(counts.rows)),
      .init("accepted", JSONValue(counts.accepted)), .init("rejected", JSONValue(counts.rejected)),
      .init("unchanged", JSONValue(counts.unchanged)), .init("unallocated", JSONValue(counts.unallocated)),
      .init("skipped", JSONValue(counts.skipped)), .init("not_costs", JSONValue(counts.notCosts)),
      .init("warnings", JSONValue(counts.warnings)),
      .init("details", .object(details.map { JSONValue.Member($0.name, JSONValue($0.count)) })),
      .init("classes", JSONValue(classes, \.json)), .init("controls", JSONValue(controls, \.json)),
      .init("repeat", repeated?.json ?? .null), .init("totals", JSONValue(totals, \.json)),
      .init("beside", JSONValue(beside, \.json)),
      .init("mapping", JSONValue(mapping)), .init("rejects_file", JSONValue(rejectsPath)),
      .init("diagnostics", JSONValue(diagnostics, \.json)),
      .init("left_out", JSONValue(leftOut) { ["code": .text($0.code.name), "count": JSONValue($0.count)] }),
    ]
    let ofOperations = JSONValue.Member("stages", JSONValue(stages, \.json))
    return .object(kind == .operations ? members + [ofOperations] : members)
  }

  /// The summary for people: what happened, the rows, the money, and what can be done next.
  var text: String {
    var lines = [headline, counts.text]
    if !details.isEmpty { lines.append(details.map { "\($0.name) \($0.count)" }.joined(separator: ", ")) }
    var next: [String] = []
    if let rejectsPath { next.append("rejected rows are in \(rejectsPath): correct them and import that file") }
    if outcome == .applied, let batch { next.append("to undo: daybook batches revert \(batch)") }
    return lines.map { printable($0) + "\n" }.joined() + classes.table + controls.table + stages.table
      + totals.table + beside.table
      + next.map { printable($0) + "\n" }.joined()
  }

  private var headline: String {
    let file = inputs.first.map { $0.name + ($0.sheet.map { ":" + $0 } ?? "") } ?? kind.rawValue
    let way = mapping.map { " (mapping \($0))" } ?? ""
    if let targetBatch { return revertHeadline(of: targetBatch) }
    switch outcome {
    case .applied where batch == nil && kind == .operations && inputs.isEmpty && counts.rows == 0:
      return "operations: no order is meant, nothing was changed"
    case .applied where batch == nil && counts.rows == 0: return "\(file): no rows, nothing was changed\(way)"
    case .applied where batch == nil: return "\(file): everything is known already, nothing was changed\(way)"
    case .applied: return "\(file): applied as batch \(batch.map(String.init) ?? "?")\(way)"
    case .checked: return "\(file): checked, nothing was changed\(way)"
    case .rejected: return "\(file): rejected, nothing was changed\(way)"
    case .repeated: return "\(file): a repeat, nothing was changed" + (repeated.map { ": " + $0.text } ?? "")
    }
  }

  private func revertHeadline(of target: Int64) -> String {
    let state = kind == .reapply ? "in force again" : "reverted"
    guard let batch else { return "batch \(target) would be \(state): checked, nothing was changed" }
    return "batch \(target) is \(state), by batch \(batch)"
  }

}

extension BatchCounts {
  /// What became of the rows, in a line.
  var text: String {
    let left = skipped > 0 ? "skipped \(skipped), " : ""
    let sales = notCosts > 0 ? "no costs \(notCosts), " : ""
    return "rows \(rows): accepted \(accepted), rejected \(rejected), \(left)\(sales)"
      + "unchanged \(unchanged), unallocated \(unallocated); warnings \(warnings)"
  }
}

extension RepeatFinding {
  /// `{level, batch, user, at, rows}`.
  var json: JSONValue {
    [
      "level": .text(level.rawValue), "batch": .integer(first.batch), "user": .text(first.operator),
      "at": JSONValue(first.appliedAt), "rows": JSONValue(first.counts.rows),
    ]
  }

  /// For people.
  var text: String {
    (held.map { "\($0) of its entries" } ?? "the same \(level.rawValue)")
      + " came with batch \(first.batch) by \(first.operator) at \(first.appliedAt), "
      + "\(first.counts.rows) rows"
  }
}

extension Console {
  /// Shows what a change did or would do, and gives its exit code.
  func report(_ summary: ChangeSummary) throws -> ExitCode {
    if wantsJSON {
      try print(summary.json)
      return summary.exit
    }
    // Twenty of a kind tell a person what is wrong; JSON and the rejects file have more.
    let shownOfCode = 20
    var found: [DiagnosticCode: Int] = [:]
    for diagnostic in summary.diagnostics {
      found[diagnostic.code, default: 0] += 1
      if found[diagnostic.code, default: 0] <= shownOfCode { show(diagnostic) }
    }
    for (code, count) in summary.leftOut { found[code, default: 0] += count }
    for (code, count) in found.sorted(by: { $0.key.name < $1.key.name }) where count > shownOfCode {
      say("... and \(count - shownOfCode) more [\(code.name)]\n")
    }
    try print(summary.text)
    return summary.exit
  }
}

extension StageTotal {
  /// Orders and money of a stage before and after.
  fileprivate var json: JSONValue {
    [
      "stage": .text(stage), "currency": .text(currency.description), "orders_before": JSONValue(ordersBefore),
      "before": JSONValue(before), "orders_after": JSONValue(ordersAfter), "after": JSONValue(after),
    ]
  }
}

extension [StageTotal] {
  /// A table for people; empty where there are none.
  fileprivate var table: String {
    var table = TextTable(
      ("stage", .left), ("", .left), ("orders before", .right), ("money before", .right), ("orders after", .right),
      ("money after", .right))
    for total in self {
      table.add(
        total.stage, total.currency.description, String(total.ordersBefore), total.before.description,
        String(total.ordersAfter), total.after.description)
    }
    return table.text
  }
}
