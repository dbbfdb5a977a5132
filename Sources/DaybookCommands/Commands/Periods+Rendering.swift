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
      "since": JSONValue(since) { later in
        [
          "batch": .integer(later.batch.batch), "kind": .text(later.batch.kind.rawValue),
          "about": JSONValue(later.batch.about), "user": .text(later.batch.operator),
          "moved": JSONValue(later.moved) { total in
            [
              "line": .text(total.line.rawValue), "kind": .text(total.kind),
              "currency": .text(total.currency.description), "change": JSONValue(total.amount),
            ]
          },
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
      + sinceText
  }

  /// The batches behind the drift.
  private var sinceText: String {
    var table = TextTable(
      ("since then", .left), ("about", .left), ("by", .left), ("money", .left), ("kind", .left), ("", .left),
      ("moved", .right))
    for later in since {
      let batch = later.batch
      let who = ["batch \(batch.batch), \(batch.kind.rawValue)", batch.about ?? "", batch.operator]
      if later.moved.isEmpty { table.add(row: who + ["", "", "", ""]) }
      for total in later.moved {
        let sign = total.amount > .zero ? "+" : ""
        table.add(
          row: who + [total.line.rawValue, total.kind, total.currency.description, sign + total.amount.description])
      }
    }
    return table.text
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
