import Model
import Store

extension CostExplanation {
  /// The document of `costs explain`.
  var json: JSONValue {
    let values = CostKind.allCases.map {
      JSONValue.Member($0.rawValue, JSONValue(actual[$0].map(Amount.init(e4:))))
    }
    return [
      "schema": "daybook.costs.explain/1", "order": .text(order), "currency": .text(currency.description),
      "deleted": JSONValue(isDeleted), "actual": .object(values),
      "beside": JSONValue(beside) {
        ["kind": .text($0.kind.rawValue), "currency": .text($0.currency), "amount": JSONValue($0.amount)]
      },
      "entries": JSONValue(entries, \.json),
      "reversals": JSONValue(reversals, \.json),
    ]
  }

  /// The explanation for people.
  var text: String {
    var values = TextTable(("actual", .left), (currency.description, .right))
    for kind in CostKind.allCases {
      values.add(kind.rawValue, actual[kind].map { Amount(e4: $0).description } ?? "unknown")
    }
    let others = beside.map {
      "beside it, in another currency: \($0.kind.rawValue) \($0.amount) \(printable($0.currency))\n"
    }
    var table = TextTable(
      ("batch", .right), ("cost", .left), ("effect", .left), ("amount", .right), ("", .left), ("dated", .left),
      ("from", .left), ("state", .left))
    for entry in entries {
      let place = [entry.file ?? "?", entry.sheet, String(entry.row)].compactMap(\.self).joined(separator: ":")
      table.add(
        String(entry.batch), entry.kind.rawValue, entry.effect.rawValue, entry.amount.description, entry.currency,
        entry.entryDate?.description ?? "", place, entry.revertedBy.map { "reverted by \($0)" } ?? "in force")
    }
    let note = entries.isEmpty ? "no costs were ever imported for it\n" : ""
    return
      "order \(printable(order))\(isDeleted ? " (deleted)" : "")\n\(values.text)\(others.joined())\n\(table.text)\(note)\(reversalText)"
  }

  /// What dated reverts moved, with the month in which it counts.
  private var reversalText: String {
    guard !reversals.isEmpty else { return "" }
    var table = TextTable(
      ("batch", .right), ("cost", .left), ("moves", .right), ("", .left), ("dated", .left), ("counts in", .left),
      ("what it is", .left))
    for reversal in reversals {
      table.add(
        String(reversal.batch), reversal.kind.rawValue,
        (reversal.amount > .zero ? "+" : "") + reversal.amount.description, reversal.currency.description,
        reversal.on.description, Month(of: reversal.on).description,
        reversal.isReapplying ? "batch \(reversal.target) back in force" : "batch \(reversal.target) reverted")
    }
    return "\n\(table.text)"
  }
}

extension ExplainedReversal {
  var json: JSONValue {
    [
      "batch": .integer(batch), "target": .integer(target), "reapplies": JSONValue(isReapplying),
      "kind": .text(kind.rawValue), "amount": JSONValue(amount), "currency": .text(currency.description),
      "date": JSONValue(on), "month": .text(Month(of: on).description),
    ]
  }
}

extension ExplainedEntry {
  var json: JSONValue {
    [
      "id": .text(id), "batch": .integer(batch), "kind": .text(kind.rawValue), "effect": .text(effect.rawValue),
      "amount": JSONValue(amount), "currency": .text(currency), "entry_date": JSONValue(entryDate),
      "reference": JSONValue(reference), "file": JSONValue(file), "sheet": JSONValue(sheet), "row": .integer(row),
      "in_force": JSONValue(revertedBy == nil), "reverted_by": JSONValue(revertedBy),
    ]
  }
}
