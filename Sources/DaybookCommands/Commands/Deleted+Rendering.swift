import Changes
import Daybook
import Diagnostics
import Model
import Store

extension DeletedOrder {
  /// What says of an order that and why it is deleted, as data.
  var members: [JSONValue.Member] {
    [
      .init("order", .text(orderID)), .init("batch", .integer(batch)), .init("at", JSONValue(deletedAt)),
      .init("user", .text(`operator`)), .init("reason", JSONValue(reason)), .init("stage", .text(stage)),
      .init("total", JSONValue(total)), .init("currency", .text(currency)), .init("id_in_use", JSONValue(isIDInUse)),
    ]
  }

  /// The deletion as data.
  var json: JSONValue { .object(members) }
}

extension ListDeletedOrders.Entry {
  /// The deletion as data, with how long the order is kept.
  var json: JSONValue { .object(order.members + [.init("days_left", JSONValue(daysLeft))]) }
}

extension OrderDependents {
  /// How much hangs on an order, as data.
  var members: [JSONValue.Member] {
    [
      .init("items", JSONValue(items)), .init("payments", JSONValue(payments)),
      .init("shipments", JSONValue(shipments)),
      .init("costs", JSONValue(costs)), .init("cases", JSONValue(cases)), .init("notes", JSONValue(notes)),
      .init("chargebacks", JSONValue(chargebacks)),
    ]
  }

  /// For people: what there is any of.
  var text: String {
    let counts = [
      (items, "item"), (payments, "payment"), (shipments, "shipment"), (costs, "cost entry"), (cases, "case"),
      (notes, "note"), (chargebacks, "chargeback"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { count, name in
      count == 1 ? "1 \(name)" : name.hasSuffix("y") ? "\(count) \(name.dropLast())ies" : "\(count) \(name)s"
    }
    return parts.isEmpty ? "nothing hangs on them" : "with " + parts.joined(separator: ", ")
  }
}

extension OrderResult {
  /// `{order, result, ...}`.
  var json: JSONValue {
    let hanging = dependents?.members ?? OrderDependents().members.map { JSONValue.Member($0.name, .null) }
    return .object(
      [
        .init("order", .text(orderID)), .init("result", .text(kind.rawValue)),
        .init("deleted_batch", JSONValue(deletedBatch)), .init("stage", JSONValue(stage)),
      ] + hanging + [
        .init("rival_batch", JSONValue(rivalBatch)), .init("waiting_cases", JSONValue(meanwhile?.cases ?? 0)),
        .init("waiting_costs", JSONValue(meanwhile?.costs ?? 0)),
      ])
  }

  fileprivate var note: String {
    guard let meanwhile else { return "" }
    let cases = meanwhile.cases > 0 ? ["\(meanwhile.cases) cases that name it came meanwhile"] : []
    let costs = meanwhile.costs > 0 ? ["\(meanwhile.costs) costs that name it are assigned to no order"] : []
    return (cases + costs).joined(separator: "; ")
  }
}

extension OrderResults {
  /// Of many orders that a filter found, so many of those that went well are listed; of the others, all.
  private static let mostListed = 20

  /// Every result, and what they come to, as data.
  func json(_ verb: String, and more: [JSONValue.Member] = []) -> JSONValue {
    .object(
      [
        .init("schema", .text("daybook.\(verb)/1")), .init("batch", JSONValue(summary.batch)),
        .init("outcome", .text(summary.outcome.rawValue)),
        .init("counts", .object(counts.map { JSONValue.Member($0.kind.rawValue, JSONValue($0.count)) })),
        .init("dependents", .object(dependents.members)),
        .init("results", .series(results.count) { results[$0].json }),
        .init("totals", JSONValue(summary.totals, \.json)),
        .init("diagnostics", JSONValue(summary.diagnostics, \.json)),
      ] + more)
  }

  /// For people: the orders, how many there are, what hangs on them, their money, and how to undo it.
  var text: String {
    let hasNotes = results.contains { $0.meanwhile != nil }
    var table = TextTable(
      ("order", .left), ("result", .left), ("stage", .left), ("items", .right), ("costs", .right), ("cases", .right))
    if hasNotes { table.add(columns: ("", .left)) }
    // What was asked for.
    let goal: Set<OrderResult.Kind> = summary.kind == .purge ? [.purged] : [.deleted, .restored]
    var good = 0
    for result in results {
      good += goal.contains(result.kind) ? 1 : 0
      guard isOfNamedOrders || !goal.contains(result.kind) || good <= OrderResults.mostListed else { continue }
      let counts = [result.dependents?.items, result.dependents?.costs, result.dependents?.cases]
        .map { $0.map(String.init) ?? "" }
      let cells = [result.orderID, result.kind.rawValue, result.stage ?? ""] + counts
      table.add(row: hasNotes ? cells + [result.note] : cells)
    }
    var lines: [String] = []
    if !isOfNamedOrders, good > OrderResults.mostListed {
      lines.append("... and \(good - OrderResults.mostListed) more; --json lists all")
    }
    if results.isEmpty {
      lines.append("no order was found")
    } else {
      let found = counts.map { "\($0.kind.rawValue) \($0.count)" }.joined(separator: ", ")
      lines.append(good > 0 ? "\(found); \(dependents.text)" : found)
    }
    let end =
      switch (summary.outcome, summary.batch) {
      case (.applied, let batch?) where summary.kind == .purge:
        "applied as batch \(batch); it cannot be undone. Money in totals and costs stays as it was.\n"
      case (.applied, let batch?): "applied as batch \(batch); to undo: daybook batches revert \(batch)\n"
      case (.checked, _): "checked, nothing was changed\n"
      default: "nothing was changed\n"
      }
    return table.text + lines.map { $0 + "\n" }.joined() + summary.totals.table + end
  }
}

extension Console {
  /// Shows what became of each order of a delete or undelete, and gives its exit code.
  func report(_ results: OrderResults, verb: String) throws -> ExitCode {
    if wantsJSON {
      try print(results.json(verb))
      return results.summary.exit
    }
    for diagnostic in results.summary.diagnostics { show(diagnostic) }
    for (code, count) in results.summary.leftOut { say("... and \(count) more [\(code.name)]\n") }
    try print(results.text)
    return results.summary.exit
  }
}
