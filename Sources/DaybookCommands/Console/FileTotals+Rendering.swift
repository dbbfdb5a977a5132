import Daybook
import Model
import Store

extension ClassTotal {
  /// `{class, currency, rows, sum, costs}`.
  var json: JSONValue {
    [
      "class": .text(self.class.rawValue), "currency": .text(currency.description), "rows": JSONValue(rows),
      "sum": JSONValue(sum), "costs": JSONValue(costs),
    ]
  }
}

extension [ClassTotal] {
  /// Rows and money by class, and all of them, which are the file; empty for a plain sheet.
  var table: String {
    var table = TextTable(("class", .left), ("", .left), ("rows", .right), ("sum", .right), ("costs", .right))
    for total in self {
      table.add(
        total.class.rawValue, total.currency.description, String(total.rows), total.sum.description,
        total.costs?.description ?? "")
    }
    if count > 1 {
      for total in byCurrency {
        table.add(
          "the file", total.currency.description, String(total.rows), total.sum.description,
          total.costs?.description ?? "")
      }
    }
    return table.text
  }
}

extension ControlTotal {
  /// `{name, currency, stated, found, holds}`.
  var json: JSONValue {
    [
      "name": .text(name), "currency": JSONValue(currency?.description), "stated": JSONValue(stated),
      "found": JSONValue(found), "holds": JSONValue(holds),
    ]
  }
}

extension [ControlTotal] {
  /// What the file states and what its rows come to: those that do not hold first, and how many hold of more than ten.
  var table: String {
    let shown = 10
    var table = TextTable(("control total", .left), ("", .left), ("stated", .right), ("found", .right), ("", .left))
    let (holding, broken) = (filter(\.holds), filter { !$0.holds })
    for control in (broken + holding).prefix(shown) {
      table.add(
        control.name, control.currency?.description ?? "", control.text(of: control.stated),
        control.text(of: control.found), control.holds ? "holds" : "does not hold")
    }
    return table.text + (count > shown ? "of \(count) control totals \(holding.count) hold\n" : "")
  }
}

extension ControlTotal {
  /// Counts have no currency and no decimals.
  fileprivate func text(of amount: Amount) -> String {
    currency == nil && amount.e4 % 10_000 == 0 ? String(amount.e4 / 10_000) : amount.description
  }
}

extension BesideTotal {
  /// `{line, kind, currency, rows, change}`.
  var json: JSONValue {
    [
      "line": .text(line.rawValue), "kind": .text(kind.rawValue), "currency": .text(currency.description),
      "rows": JSONValue(rows), "change": JSONValue(change),
    ]
  }
}

extension [BesideTotal] {
  /// Money that is in no order's effective costs; empty where there is none.
  var table: String {
    var table = TextTable(
      ("beside orders", .left), ("", .left), ("", .left), ("amounts", .right), ("change", .right))
    for total in self {
      table.add(
        total.line.shown, total.kind.rawValue, total.currency.description, String(total.rows),
        (total.change > .zero ? "+" : "") + total.change.description)
    }
    return table.text
  }
}
