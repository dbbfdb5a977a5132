import Daybook
import Model
import Store

extension ShowPeriods.Shown {
  /// The month as data.
  var json: JSONValue {
    [
      "period": .text(month.description), "state": .text(isClosed ? "closed" : "open"),
      "batch": JSONValue(closing?.batch), "user": JSONValue(closing?.operator), "at": JSONValue(closing?.closedAt),
      "reason": JSONValue(closing?.reason), "reopened_by": JSONValue(closing?.reopenedBy),
      "reopened_because": JSONValue(reopening?.reason),
      "totals": JSONValue(totals) { total in
        [
          "line": .text(total.now.line.rawValue), "kind": .text(total.now.kind),
          "currency": .text(total.now.currency.description), "stored": JSONValue(total.stored),
          "now": JSONValue(total.now.amount), "drift": JSONValue(total.drift),
        ]
      },
    ]
  }

  /// The month for people.
  var text: String {
    var lines = [headline]
    if let reason = closing?.reason, isClosed { lines.append("because \(reason)") }
    let drifting = totals.filter { ($0.drift ?? .zero) != .zero }.count
    if isClosed { lines.append(drifting == 0 ? "no drift" : "drift: \(drifting) totals are not those of then") }
    var table = TextTable(
      ("money", .left), ("kind", .left), ("", .left), ("at closing", .right), ("now", .right), ("drift", .right))
    for total in totals {
      let drift = total.drift.map { $0 == .zero ? "" : ($0 > .zero ? "+" : "") + $0.description }
      table.add(
        total.now.line.rawValue, total.now.kind, total.now.currency.description, total.stored?.description ?? "",
        total.now.amount.description, drift ?? "")
    }
    return lines.map { printable($0) + "\n" }.joined() + (totals.isEmpty ? "no money in it\n" : table.text)
  }

  private var headline: String {
    guard let closing else { return "\(month): open, never closed" }
    let closed = "batch \(closing.batch) by \(closing.operator) at \(closing.closedAt)"
    guard let reopening else { return "\(month): closed, \(closed)" }
    let why = reopening.reason.map { " because \($0)" } ?? ""
    return "\(month): open, closed before (\(closed)) and reopened by batch \(reopening.batch) of "
      + "\(reopening.operator) at \(reopening.appliedAt)\(why)"
  }
}
