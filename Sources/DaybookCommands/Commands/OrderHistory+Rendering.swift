import Daybook
import Model
import Store

extension OrderHistoryEntry {
  /// What a batch did as data.
  var json: JSONValue {
    [
      "batch": .integer(batch.batch), "kind": .text(batch.kind.rawValue), "at": JSONValue(batch.appliedAt),
      "user": .text(batch.operator), "reason": JSONValue(batch.reason), "reverted_by": JSONValue(batch.revertedBy),
      "input": JSONValue(batch.inputName), "events": JSONValue(events, \.json),
    ]
  }

  /// The same for people: a line for the batch, and one for each thing.
  var text: String {
    let from = batch.inputName.map { " from \($0)" } ?? ""
    let why = batch.reason.map { " because \($0)" } ?? ""
    let state = batch.revertedBy.map { " (reverted by \($0))" } ?? ""
    let head =
      "batch \(batch.batch), \(batch.kind.rawValue)\(from), \(batch.appliedAt) by \(batch.operator)\(why)\(state)"
    return ([head] + events.map { "  " + $0.text }).map { printable($0) + "\n" }.joined()
  }
}

extension OrderEvent {
  /// A word for the event, and its facts.
  private var facts: (what: String, members: [(String, JSONValue)]) {
    switch self {
    case .came: ("came", [])
    case .hidden: ("hidden", [])
    case .shown: ("shown", [])
    case .field(let field, let before, let after):
      ("field", [("field", .text(field.name)), ("before", field.json(before)), ("after", field.json(after))])
    case .lines(let group, let before, let after):
      ("lines", [("group", .text(group.name)), ("before", JSONValue(before)), ("after", JSONValue(after))])
    case .tags(let added, let removed):
      ("tags", [("added", JSONValue(added) { .text($0) }), ("removed", JSONValue(removed) { .text($0) })])
    case .stage(let before, let after): ("stage", [("before", JSONValue(before)), ("after", .text(after))])
    case .deleted: ("deleted", [])
    case .restored: ("restored", [])
    case .cost(let kind, let effect, let amount, let currency):
      (
        "cost",
        [
          ("kind", .text(kind.rawValue)), ("effect", .text(effect.rawValue)), ("amount", JSONValue(amount)),
          ("currency", .text(currency)),
        ]
      )
    case .note(let body, let author): ("note", [("author", .text(author)), ("body", .text(body))])
    case .chargeback(let reference, let state, let amount, let currency):
      (
        "chargeback",
        [
          ("reference", JSONValue(reference)), ("state", .text(state)), ("amount", JSONValue(amount)),
          ("currency", .text(currency)),
        ]
      )
    case .delivered(let mapping, let destination, let state):
      (
        "delivered",
        [("mapping", .text(mapping)), ("destination", .text(destination)), ("state", .text(state))]
      )
    case .caseEvents(let id, let count): ("case", [("case", .text(id)), ("events", JSONValue(count))])
    case .reverted(let batch): ("reverted", [("target_batch", .integer(batch))])
    case .reapplied(let batch): ("reapplied", [("target_batch", .integer(batch))])
    }
  }

  fileprivate var json: JSONValue {
    let (what, members) = facts
    return .object([JSONValue.Member("what", .text(what))] + members.map { JSONValue.Member($0.0, $0.1) })
  }

  fileprivate var text: String {
    switch self {
    case .came: "it came"
    case .hidden: "it was taken out of sight with the batch that brought it"
    case .shown: "it came into sight again"
    case .field(let field, let before, let after):
      "\(field.name): \(field.text(before) ?? "nothing") -> \(field.text(after) ?? "nothing")"
    case .lines(let group, let before, let after):
      before == after ? "\(group.name): changed" : "\(group.name): \(before) -> \(after)"
    case .tags(let added, let removed):
      "tags: " + (added.map { "+\($0)" } + removed.map { "-\($0)" }).joined(separator: ", ")
    case .stage(let before, let after): "stage: " + (before.map { "\($0) -> \(after)" } ?? after)
    case .deleted: "it was deleted"
    case .restored: "it was brought back"
    case .cost(let kind, let effect, let amount, let currency):
      "\(kind.rawValue) cost: \(effect.rawValue) \(amount) \(currency)"
    case .note(let body, let author): "note by \(author): \(body)"
    case .chargeback(let reference, let state, let amount, let currency):
      "chargeback \(reference ?? "without a reference"): \(amount) \(currency), \(state)"
    case .delivered(let mapping, let destination, let state): "export \(mapping) to \(destination): \(state)"
    case .caseEvents(let id, let count): "case \(id): \(count) \(count == 1 ? "event" : "events")"
    case .reverted(let batch): "batch \(batch) no longer counts"
    case .reapplied(let batch): "batch \(batch) counts again"
    }
  }
}

extension Chargeback {
  /// The chargeback as data.
  var json: JSONValue {
    [
      "reference": JSONValue(reference), "amount": JSONValue(amount), "currency": .text(currency),
      "reason": JSONValue(reason), "opened_on": JSONValue(openedOn), "due_on": JSONValue(dueOn),
      "state": .text(state.rawValue),
    ]
  }

  /// A line for people.
  var text: String {
    let parts = [reason, dueOn.map { "to be answered by \($0)" }, state.rawValue].compactMap { $0 }
    return "chargeback \(reference ?? "without a reference"): \(amount) \(currency), \(parts.joined(separator: ", "))"
  }
}

extension OrderNote {
  /// The note as data.
  var json: JSONValue {
    ["at": JSONValue(at), "author": .text(author), "body": .text(body), "batch": .integer(batch)]
  }
}

extension CaseRecord {
  /// What the list of an order's cases says.
  var listedJSON: JSONValue {
    [
      "case": .text(id), "subject": JSONValue(subject), "status": .text(status.rawValue),
      "opened_at": JSONValue(openedAt),
    ]
  }
}

extension CostExplanation {
  /// The effective values alone.
  var actualJSON: JSONValue {
    .object(CostKind.allCases.map { JSONValue.Member($0.rawValue, JSONValue(actual[$0].map(Amount.init(e4:)))) })
  }
}
