import Diagnostics
import Foundation
import Store
import Testing

@testable import Changes

/// Orders come, change, are worked on, cost something, go, come back and are purged, and any of it is taken back: whatever is
/// done in whatever order, the store agrees with the model.
@Suite struct LifeSequenceTests {
  private static var steps: Int { ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 10_000 : 120 }

  @Test func theStoreAgreesWithTheModel() throws {
    var run = try LifeRun(seed: 20_261_121)
    for step in 1...LifeSequenceTests.steps {
      try run.step()
      if step % 100 == 0 { try run.compareEverything() }
      try #require(run.complaints.isEmpty, "step \(step): \(run.complaints.joined(separator: "; "))")
    }
    try run.compareEverything()
    #expect(run.complaints.isEmpty)
    // Each kind of step happened, and each was refused where it may be.
    #expect(run.outcomes.count > 15, "\(run.outcomes.sorted { $0.key < $1.key })")
  }
}

/// One sequence: a store, the model of it, and what differs.
private struct LifeRun {
  private static let ids = (1...6).map(String.init)
  private static let stages = ["Accounts Receivable", "Shipping Department", "Completed Order", "Hold"]
  /// What people may not do to an order's stage.
  private static let badMoves: [String: String] = ["Completed Order": "Hold", "Hold": "Completed Order"]

  private let life: LifeDesk
  private var random: FixedRandom
  private var model = LifeModel()
  /// Orders that the last step may have touched.
  private var touched: Set<Int64> = []
  private var files: [[String]] = []
  private var amount = 0
  private var log: [String] = []
  private(set) var complaints: [String] = []
  /// How often each step ended how.
  private(set) var outcomes: [String: Int] = [:]

  init(seed: UInt64) throws {
    random = FixedRandom(seed: seed)
    life = try LifeDesk()
  }

  mutating func step() throws {
    touched = []
    switch Int.random(in: 0..<30, using: &random) {
    case 0...4: try importOrders()
    case 5...8: try importCosts(again: false)
    case 9: try importCosts(again: true)
    case 10...15: try operate()
    case 16...18: try delete()
    case 19...22: try undelete()
    case 23: try purge()
    default: try revert()
    }
    try compare(touched.union(LifeRun.ids.compactMap(model.live)))
  }

  private mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func complain(_ what: String) {
    complaints.append("\(what), after \(log.suffix(30).joined(separator: ", "))")
  }

  private mutating func note(_ step: String, _ outcome: String) {
    log.append("\(step): \(outcome)")
    outcomes["\(step.prefix { $0 != " " }) \(outcome)", default: 0] += 1
  }

  /// Whether a run ended as it must; complains where not.
  private mutating func expect(_ summary: ChangeSummary, _ outcome: ChangeOutcome, batch: Bool, _ step: String) -> Bool
  {
    note(step, summary.outcome.rawValue)
    guard summary.outcome == outcome, (summary.batch != nil) == batch else {
      let found = summary.diagnostics.map(\.message).joined(separator: ", ")
      complain("it is \(summary.outcome) as batch \(summary.batch ?? 0), not \(outcome), \(found)")
      return false
    }
    return batch
  }

  // MARK: Comparing

  private func line(_ key: Int64, _ order: LifeModel.Order) -> String {
    let costs = model.costs(of: order)
    let notes = order.notes.filter { model.isInForce($0.batch) }.map(\.body)
    func text(_ value: (some CustomStringConvertible)?) -> String { value?.description ?? "-" }
    func text(_ values: [String]) -> String { values.isEmpty ? "-" : values.joined(separator: "+") }
    return [
      String(key), order.id, order.content.stage, String(order.content.total), text(order.content.field),
      text(order.content.tags.sorted()), text(order.hiddenBy), text(costs.shipping), text(costs.payment), text(notes),
      text(model.live(order.id)), order.isPurged ? "-" : order.content.stage,
    ].joined(separator: " ")
  }

  private mutating func compare(_ keys: Set<Int64>?) throws {
    let expected = model.orders.filter { keys?.contains($0.key) ?? true }.sorted { $0.key < $1.key }.map(line)
    let found = try life.lines(of: keys)
    for (one, other) in zip(expected, found) where one != other { complain("'\(other)' is not '\(one)'") }
    if expected.count != found.count { complain("\(found.count) orders are not \(expected.count)") }
  }

  mutating func compareEverything() throws {
    try compare(nil)
    let standing = try life.store.read { try $0.batches(kind: nil) }.filter(\.isInForce).map(\.batch)
    let wrong = model.batches.filter { $0.value.isInForce != standing.contains($0.key) }.map(\.key)
    if !wrong.isEmpty { complain("in force or not: \(wrong)") }
    let faults = try life.faults()
    if !faults.isEmpty { complain("the store is not sound: \(faults)") }
  }

  // MARK: Steps

  private mutating func importOrders() throws {
    let isReusing = number(below: 3) == 0
    var planned: [(id: String, content: LifeModel.Content)] = []
    var rows: [String] = []
    for id in LifeRun.ids.some(atMost: 3, using: &random) {
      let tags: Set<String> = [["vip"], ["late", "vip"], []][number(below: 3)]
      let content = LifeModel.Content(
        stage: LifeRun.stages[number(below: 4)], total: number(below: 4), tags: tags)
      planned.append((id, content))
      rows.append(
        "\(id),2026-03-01T10:00:00Z,\(content.stage),USD,\(content.total),\"\(tags.sorted().joined(separator: ","))\"")
    }
    let summary = try life.load(rows, reusing: isReusing)
    var changes: [(key: Int64?, id: String, content: LifeModel.Content)] = []
    for (id, content) in planned {
      if let key = model.live(id), let standing = model.orders[key]?.content {
        var content = content
        content.field = standing.field
        if content != standing { changes.append((key, id, content)) }
      } else if isReusing || model.deleted(id) == nil {
        changes.append((nil, id, content))
      }
    }
    let step = "orders \(planned.map(\.id))\(isReusing ? " reusing" : "")"
    guard expect(summary, .applied, batch: !changes.isEmpty, step), let batch = summary.batch else { return }
    model.begin(batch, .orders)
    for change in changes {
      guard let key = try change.key ?? life.liveKey(change.id), change.key != nil || model.orders[key] == nil else {
        return complain("order \(change.id) is not there")
      }
      let before = change.key.flatMap { model.orders[$0]?.content }
      if before == nil { model.orders[key] = LifeModel.Order(id: change.id, content: change.content) }
      model.orders[key]?.content = change.content
      model.effects[batch]?[key] = .content(before: before, after: change.content)
      touched.insert(key)
    }
  }

  private mutating func importCosts(again: Bool) throws {
    var rows: [String] = []
    for id in LifeRun.ids.some(atMost: 3, using: &random) {
      amount += 1
      rows.append("\(id),\(number(below: 2) == 0 ? "" : String(number(below: 4))),\(amount)")
    }
    if again, let file = files.suffix(8).randomElement(using: &random) { rows = file }
    let isAccepting = number(below: 2) == 0
    let summary = try life.enter(rows, acceptingValid: isAccepting)
    files.append(rows)
    let good = rows.filter { model.live(String($0.prefix { $0 != "," })) != nil }
    var outcome = ChangeOutcome.applied
    if good.isEmpty || good.count < rows.count && !isAccepting { outcome = .rejected }
    if model.isRepeat(rows) { outcome = .repeated }
    guard expect(summary, outcome, batch: outcome == .applied, "costs \(rows)"), let batch = summary.batch else {
      return
    }
    model.begin(batch, .costs, rows: rows)
    for row in good {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let key = model.live(cells[0]) else { continue }
      for (cell, isPayment) in [(cells[1], false), (cells[2], true)] {
        guard let amount = Int(cell) else { continue }
        model.orders[key]?.entries.append(LifeModel.Entry(batch: batch, isPayment: isPayment, amount: amount))
      }
    }
  }

  private mutating func operate() throws {
    var rows: [(id: String, name: String, value: String)] = []
    for id in LifeRun.ids.some(atMost: 3, using: &random) {
      for _ in 0...number(below: 2) {
        let (name, values) =
          [
            ("set stage", LifeRun.stages), ("set stage", LifeRun.stages), ("add tag", ["late", "vip"]),
            ("remove tag", ["late", "vip"]), ("merchant note", ["n\(log.count)"]), ("set custom field", ["a", "b"]),
            ("clear custom field", [""]), ("delete", [""]),
          ][number(below: 8)]
        rows.append((id, name, values[number(below: values.count)]))
      }
    }
    let isAccepting = number(below: 2) == 0
    let text = rows.map { "\($0.id),\($0.name),\($0.value),\($0.name.hasSuffix("custom field") ? "1" : "")" }
    let summary = try life.operate(text, acceptingValid: isAccepting)
    var (good, isChange) = (0, false)
    var drafts: [(key: Int64, draft: Draft)] = []
    for id in Set(rows.map(\.id)) {
      let own = rows.filter { $0.id == id }
      let isMixed = own.contains { $0.name == "delete" } && own.contains { $0.name != "delete" }
      guard !isMixed, let key = model.live(id), let order = model.orders[key] else { continue }
      var draft = Draft(content: order.content)
      good += own.count { draft.apply($0.name, $0.value) }
      drafts.append((key, draft))
      if draft.content != order.content || !draft.notes.isEmpty || draft.isDeleted { isChange = true }
    }
    let isRefused = good == 0 || good < rows.count && !isAccepting
    guard
      expect(summary, isRefused ? .rejected : .applied, batch: !isRefused && isChange, "operate \(text)"),
      let batch = summary.batch
    else { return }
    model.begin(batch, .operations)
    for (key, draft) in drafts {
      guard let before = model.orders[key]?.content else { continue }
      if draft.content != before {
        model.orders[key]?.content = draft.content
        model.effects[batch]?[key] = .content(before: before, after: draft.content)
      }
      model.orders[key]?.notes += draft.notes.map { (batch, $0) }
      if draft.isDeleted { model.hide(key, in: batch) }
      touched.insert(key)
    }
  }

  /// An order while operations are done to it.
  private struct Draft {
    var content: LifeModel.Content
    var notes: [String] = []
    var isDeleted = false

    /// Whether the operation may be done.
    mutating func apply(_ name: String, _ value: String) -> Bool {
      switch name {
      case "set stage":
        if LifeRun.badMoves[content.stage] == value { return false }
        content.stage = value
      case "add tag": content.tags.insert(value)
      case "remove tag": content.tags.remove(value)
      case "merchant note": notes.append(value)
      case "set custom field": content.field = value
      case "clear custom field": content.field = nil
      default: isDeleted = true
      }
      return true
    }
  }

  private mutating func delete() throws {
    let ids = LifeRun.ids.some(atMost: 3, using: &random)
    let results = try life.delete(ids)
    let keys = ids.compactMap(model.live)
    let isRefused = ids.contains { model.live($0) == nil && model.deleted($0) == nil }
    let outcome = isRefused ? ChangeOutcome.rejected : .applied
    guard expect(results.summary, outcome, batch: !isRefused && !keys.isEmpty, "delete \(ids)"),
      let batch = results.summary.batch
    else { return }
    model.begin(batch, .delete)
    for key in keys { model.hide(key, in: batch) }
    touched = Set(keys)
  }

  private mutating func undelete() throws {
    let deletions = model.batches.keys.filter { number in
      model.orders.values.contains { $0.deletions.contains(number) }
    }
    var plan: [(id: String, key: Int64?)] = []
    let selection: OrderUndeletion.Selection
    let chosen = deletions.sorted().suffix(6).randomElement(using: &random)
    if let chosen, number(below: 3) == 0 {
      selection = .deletion(chosen)
      plan = (model.effects[chosen] ?? [:]).keys.sorted().compactMap { key in
        guard case .hidden? = model.effects[chosen]?[key] else { return nil }
        return model.orders[key].map { ($0.id, key) }
      }
    } else {
      let ids = LifeRun.ids.some(atMost: 2, using: &random)
      selection = .orders(ids)
      plan = ids.map { ($0, model.deleted($0) ?? model.live($0)) }
    }
    var restored: [Int64] = []
    let expected = plan.map { id, key -> OrderResult.Kind in
      guard let key, let order = model.orders[key] else { return .notFound }
      if order.hiddenBy == nil { return .alreadyThere }
      if order.isPurged { return .purged }
      if case .deletion(let batch) = selection, order.hiddenBy != batch { return .conflict }
      if model.live(id) != nil { return .conflict }
      restored.append(key)
      return .restored
    }
    let results = try life.undelete(selection)
    let isRefused = !expected.isEmpty && !expected.contains { $0 == .restored || $0 == .alreadyThere }
    let step = "undelete \(selection)"
    if results.results.map(\.kind) != expected {
      complain("\(step) gave \(results.results.map(\.kind)), not \(expected)")
    }
    for kind in expected { outcomes["undelete \(kind)", default: 0] += 1 }
    let outcome = isRefused ? ChangeOutcome.rejected : .applied
    guard expect(results.summary, outcome, batch: !restored.isEmpty, step), let batch = results.summary.batch else {
      return
    }
    model.begin(batch, .undelete)
    for key in restored { model.show(key, in: batch) }
    touched = Set(restored)
  }

  private mutating func purge() throws {
    guard let id = LifeRun.ids.randomElement(using: &random) else { return }
    let results = try life.purge(id)
    let keys = model.orders.filter { $0.value.id == id && $0.value.isDeleted && !$0.value.isPurged }.map(\.key)
    let isRefused = keys.isEmpty && (model.live(id) != nil || model.deleted(id) == nil)
    let outcome = isRefused ? ChangeOutcome.rejected : .applied
    guard expect(results.summary, outcome, batch: !keys.isEmpty, "purge \(id)") else { return }
    for key in keys { model.purge(key) }
    touched = Set(keys)
  }

  private mutating func revert() throws {
    let known = model.batches.keys.sorted()
    // Later ones are seldom in the way of the last ones.
    let chosen = number(below: 4) == 0 ? known[...] : known.suffix(6)
    guard let number = chosen.randomElement(using: &random), let batch = model.batches[number] else { return }
    let asked = batch.isInForce ? number : batch.turns[batch.turns.count - 1]
    let summary = try life.revert(asked)
    let step = "\(batch.isInForce ? "revert" : "re-apply") \(asked) of \(batch.kind) \(number)"
    touched = Set(model.effects[batch.turns[batch.turns.count - 1]].map { Array($0.keys) } ?? [])
    if batch.kind == .costs {
      let isRepeat = !batch.isInForce && model.isRepeat(batch.rows)
      _ = expect(summary, isRepeat ? .repeated : .applied, batch: !isRepeat, step)
    } else {
      note(step, summary.outcome.rawValue)
      let isDone = summary.outcome == .applied
      if isDone, !model.canTurn(number) { complain("what came later is lost by it") }
      if !isDone, !model.mayRefuseToTurn(number) {
        complain("it is refused: \(summary.diagnostics.map(\.message).joined(separator: ", "))")
      }
    }
    if summary.outcome == .applied, let done = summary.batch { model.turn(number, as: done) }
  }
}
