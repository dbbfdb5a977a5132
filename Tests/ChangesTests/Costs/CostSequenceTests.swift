import Foundation
import Mapping
import Model
import Store
import Testing

@testable import Changes

/// Random sequences of import, partial import, repeat, revert, delete, undelete, revert of both and purge against the model.
@Suite struct CostSequenceTests {
  private static let orders = 4
  private static var sequences: Int { ProcessInfo.processInfo.environment["DAYBOOK_FULL_TESTS"] == "1" ? 10_000 : 40 }

  @Test func ledgerAgreesWithTheModel() throws {
    for seed in 1...UInt64(CostSequenceTests.sequences) {
      var run = try Run(seed: seed)
      for _ in 0..<10 { try run.step() }
      try #require(run.complaints.isEmpty, "seed \(seed): \(run.complaints.joined(separator: "; "))")
    }
  }

  private struct Run {
    var random: FixedRandom
    let desk: CostDesk
    var model: CostModel
    var files: [[CostModel.Row]] = []
    /// Reverts by number, with the batch they took back.
    var reverts: [Int64: Int64] = [:]
    var log: [String] = []
    var complaints: [String] = []

    init(seed: UInt64) throws {
      random = FixedRandom(seed: seed)
      desk = try CostDesk(orders: CostSequenceTests.orders)
      model = CostModel(orders: Set(1001...1000 + CostSequenceTests.orders))
    }

    mutating func step() throws {
      switch Int.random(in: 0..<13, using: &random) {
      case 0...3: try importFile(newFile())
      case 4...5: try importFile(files.randomElement(using: &random) ?? newFile())
      case 6...7: try revert()
      case 8, 9: try hide()
      case 10: try show()
      case 11: try revertDeletion()
      default: try purge()
      }
      for order in model.orders.sorted() {
        let values = model.values(of: order).map { $0.map { "\($0).00" } ?? "-" }
        let expected = "\(values[0])/-/\(values[1])"
        let found = try desk.actual(String(order))
        if found != expected { complain("order \(order) has \(found), not \(expected)") }
      }
      let wrong = try desk.wrongCosts()
      let live = try desk.store.read { connection in
        try model.orders.filter { try connection.wholeOrders().liveKey(String($0)) != nil }
      }
      if live != model.orders.subtracting(model.deleted) { complain("live are \(live.sorted())") }
      if !wrong.isEmpty { complain("effective values differ from the ledger: \(wrong)") }
      let standing = try desk.store.read { try $0.batches(kind: .costs) }.filter(\.isInForce).map(\.batch).sorted()
      if standing != model.inForce.map(\.number).sorted() { complain("in force are \(standing)") }
    }

    private mutating func complain(_ what: String) { complaints.append("\(what) after \(log.joined(separator: ", "))") }

    private mutating func newFile() -> [CostModel.Row] {
      let rows = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        var row = CostModel.Row(order: Int.random(in: 1001...1005, using: &random))
        if Bool.random(using: &random) { row.shipping = Int.random(in: 0...3, using: &random) }
        if Bool.random(using: &random) { row.payment = Int.random(in: -1...2, using: &random) }
        row.isBad = Int.random(in: 0..<12, using: &random) == 0
        return row
      }
      files.append(rows)
      return rows
    }

    private mutating func importFile(_ file: [CostModel.Row]) throws {
      var rows = file
      if Bool.random(using: &random) { rows.shuffle(using: &random) }
      let acceptValid = Bool.random(using: &random)
      let policy: CostModel.Policy = [.refuse, .skip, .allow].randomElement(using: &random) ?? .refuse
      let good = rows.filter { !$0.isBad && model.orders.contains($0.order) && !model.deleted.contains($0.order) }
      let texts = rows.map(\.text)
      var expected = ChangeOutcome.applied
      var entries: [CostModel.Entry] = []
      if model.isRepeat(texts) {
        expected = .repeated
      } else if good.count == rows.count || acceptValid && !good.isEmpty {
        if let found = model.entries(of: good, policy) { entries = found } else { expected = .repeated }
      } else if good.isEmpty || model.entries(of: good, policy) != nil {
        expected = .rejected
      } else {
        // Both refuse it: which is said does not matter.
        expected = .rejected
      }
      let csv = "Order ID,Actual Shipping,Actual Payment\n" + texts.joined(separator: "\n") + "\n"
      let summary = try desk.load(csv) {
        $0.acceptValid = acceptValid
        $0.onConflict = .last
        $0.skipRepeats = policy == .skip
        if policy == .allow { $0.allowedRepeats = [.entries] }
      }
      log.append("\(policy)\(acceptValid ? " valid" : "") [\(texts.joined(separator: " "))]: \(summary.outcome)")
      let isRefused = summary.outcome == .rejected || summary.outcome == .repeated
      if expected == .rejected ? !isRefused : summary.outcome != expected {
        return complain("the outcome is \(summary.outcome), not \(expected)")
      }
      guard expected == .applied, let batch = summary.batch else { return }
      model.batches.append(CostModel.Batch(number: batch, texts: texts, entries: entries))
    }

    private mutating func revert() throws {
      let standing = model.inForce.map(\.number) + reverts.keys.sorted()
      guard let number = standing.randomElement(using: &random) else { return }
      let target = reverts[number] ?? number
      guard let index = model.batches.firstIndex(where: { $0.number == target }) else { return }
      let isReapplying = reverts[number] != nil
      let summary = try desk.revert(number)
      log.append("revert \(number): \(summary.outcome)")
      if isReapplying {
        let batch = model.batches[index]
        if model.isRepeat(batch.texts) {
          if summary.outcome != .repeated { complain("the re-application of a repeat is \(summary.outcome)") }
          return
        }
        // Whether the others hold half of it is for tests of its own.
        guard summary.outcome == .applied else { return }
        reverts[number] = nil
        model.batches[index].isInForce = true
      } else {
        guard summary.outcome == .applied, let revert = summary.batch else { return complain("no revert") }
        reverts[revert] = target
        model.batches[index].isInForce = false
      }
    }

    private mutating func hide() throws {
      let live = model.orders.subtracting(model.deleted).sorted()
      let orders = Set(live.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random)))
      guard !orders.isEmpty else { return }
      let deletion = OrderDeletion(.orders(orders.map(String.init)), reason: "test", identity: desk.identity)
      guard let batch = try deletion.apply(to: desk.store).summary.batch else { return complain("no deletion") }
      model.deleted.formUnion(orders)
      model.deletions[batch] = orders
      log.append("delete \(orders.sorted()) by \(batch)")
    }

    private mutating func show() throws {
      guard let order = model.deleted.sorted().randomElement(using: &random) else { return }
      let undeletion = OrderUndeletion(.orders([String(order)]), identity: desk.identity)
      let result = try undeletion.apply(to: desk.store).results[0].kind
      log.append("undelete \(order): \(result)")
      if result != (model.purged.contains(order) ? .purged : .restored) { complain("the result is \(result)") }
      if result == .restored { model.deleted.remove(order) }
      // A deletion of which an order came back by itself is not reverted any more.
      for (batch, orders) in model.deletions where orders.contains(order) && result == .restored {
        model.deletions[batch] = nil
      }
    }

    private mutating func revertDeletion() throws {
      guard let batch = model.deletions.keys.sorted().randomElement(using: &random) else { return }
      let summary = try desk.revert(batch)
      log.append("revert deletion \(batch): \(summary.outcome)")
      if summary.outcome != .applied { complain("a deletion is not reverted") }
      model.deleted.subtract((model.deletions[batch] ?? []).subtracting(model.purged))
      model.deletions[batch] = nil
    }

    private mutating func purge() throws {
      guard let order = model.deleted.sorted().randomElement(using: &random) else { return }
      let purge = OrderPurge(
        .orders([String(order)]), retention: nil, zone: try TimeZoneRules(identifier: "UTC"), reason: nil,
        identity: desk.identity)
      let result = try purge.apply(to: desk.store).results[0].kind
      log.append("purge \(order): \(result)")
      if result != (model.purged.contains(order) ? .alreadyPurged : .purged) { complain("the result is \(result)") }
      model.purged.insert(order)
      let remains = try desk.store.read { try $0.tombstonesWithRemains() }
      if !remains.isEmpty { complain("something is left of \(remains)") }
    }
  }
}
