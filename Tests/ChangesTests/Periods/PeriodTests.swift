import Diagnostics
import GRDB
import Mapping
import Model
import Testing

@testable import Changes
@testable import Store

@Suite struct PeriodTests {
  let header = "Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n"

  @Test func aClosedMonthRefusesEachRowDatedInIt() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n", on: "2024-08-31")
    #expect(try desk.close("2024-08") == 3)
    let summary = try desk.load(header + "1001,5,,0.20\n1002,6,,\n", on: "2024-08-01", name: "b.csv")
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.code) == [.costsClosedPeriod, .costsClosedPeriod])
    #expect(summary.diagnostics.map(\.location.line) == [2, 3])
    #expect(try desk.load(header + "1001,6,,0.20\n", on: "2024-09-01", name: "b.csv").outcome == .applied)
    #expect(try desk.totals("2024-08") == ["costs shipping 5.00", "costs payment 0.30"])
    #expect(try desk.totals("2024-09") == ["costs shipping 1.00", "costs payment 0.20"])
    try desk.reopen("2024-08")
    #expect(try desk.load(header + "1003,1,,\n", on: "2024-08-01", name: "c.csv").outcome == .applied)
  }

  @Test func aReversalGoesIntoAnOpenMonthByItsDate() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n", on: "2024-08-10")
    try desk.load(header + "1001,7,,0.10\n", on: "2024-09-10", name: "b.csv")
    try desk.close("2024-08")
    let refused = try desk.revert(2)
    #expect(refused.outcome == .rejected)
    #expect(refused.diagnostics.first?.code == .periodClosed)
    #expect(refused.diagnostics.first?.hint?.contains("--dated") == true)
    #expect(try desk.revert(2, on: "2024-08-31").diagnostics.first?.code == .periodClosed)
    let summary = try desk.revert(2, on: "2024-09-30")
    #expect(summary.outcome == .applied)
    #expect(try desk.actual("1001") == "7.00/-/0.10")
    #expect(try desk.totals("2024-08") == ["costs shipping 5.00", "costs payment 0.30"])
    #expect(try desk.totals("2024-09") == ["costs shipping 2.00", "costs payment -0.20"])
    // Bringing it back without a date undoes the reversal, whose own day is open.
    #expect(try desk.revert(5).outcome == .applied)
    #expect(try desk.totals("2024-09") == ["costs shipping 2.00", "costs payment 0.10"])
    #expect(try desk.wrongCosts().isEmpty)
  }

  /// Without the earlier `set`, the later one of the closed month would have moved more.
  @Test func aRevertThatChangesWhatALaterClosedEntryMovedIsRefused() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,\n", on: "2024-07-10")
    try desk.load(header + "1001,7,,\n", on: "2024-08-10", name: "b.csv")
    try desk.close("2024-08")
    #expect(try desk.revert(2).outcome == .rejected)
    #expect(try desk.revert(2, dryRun: true).outcome == .rejected)
    #expect(try desk.revert(2, on: "2024-09-01").outcome == .applied)
    #expect(try desk.actual("1001") == "7.00/-/-")
    #expect(try desk.totals("2024-08") == ["costs shipping 2.00"])
    #expect(try desk.totals("2024-09") == [])
    // A batch whose months are open is taken back as ever.
    try desk.load(header + "1002,5,,\n", on: "2024-07-10", name: "c.csv")
    #expect(try desk.revert(6).outcome == .applied)
  }

  @Test func ordersWithMoneyInAClosedMonthAreNeitherDeletedNorBroughtBack() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,\n1002,5,,\n", on: "2024-08-10")
    try desk.delete("1002")
    try desk.close("2024-08")
    let refused = try desk.delete("1001")
    #expect(refused.summary.diagnostics.map(\.code) == [.periodClosed])
    #expect(refused.results.map(\.kind) == [.closed])
    #expect(try desk.delete("1003").summary.outcome == .applied)
    let undelete = try OrderUndeletion(.orders(["1002"]), identity: desk.identity).apply(to: desk.store)
    #expect(undelete.results.map(\.kind) == [.closed])
    #expect(try desk.revert(3).outcome == .rejected)
    #expect(try desk.totals("2024-08") == ["costs shipping 5.00", "deleted shipping 5.00"])
  }

  @Test func aMonthIsClosedOnceAndWhenItIsOver() throws {
    let desk = try CostDesk()
    try desk.close("2024-08")
    #expect(throws: Failure.self) { try desk.close("2024-08") }
    #expect(throws: Failure.self) { try desk.close("2026-09") }
    #expect(throws: Failure.self) { try desk.reopen("2024-07") }
    #expect(throws: Failure.self) { try desk.revert(2) }
    #expect(throws: Failure.self) { try desk.revert(1, on: "2024-09-01") }
    try desk.reopen("2024-08")
    #expect(try desk.close("2024-08") == 4)
    let codes: [DiagnosticCode] = [.periodClosedAlready, .periodNotEnded, .periodNotClosed, .periodNoDate]
    #expect(Set(codes).count == 4)
  }

  @Test func storedTotalsThatWereTamperedWithAreFound() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,\n", on: "2024-08-10")
    try desk.close("2024-08")
    #expect(try desk.store.read { try $0.closingsWithWrongTotals() }.isEmpty)
    try desk.store.change { try $0.db.execute(sql: "UPDATE period_total SET amount_e4 = 1") }
    #expect(try desk.store.read { try $0.closingsWithWrongTotals() }.map(\.batch) == [3])
  }

  /// Whatever is let through leaves the money of closed months as it was, and movements always add up to what stands.
  @Test(arguments: 1...24)
  func nothingThatIsLetThroughChangesAClosedMonth(_ seed: UInt64) throws {
    let desk = try CostDesk()
    var random = Random(seed: seed)
    let months = ["2024-07", "2024-08", "2024-09"]
    var stored: [String: [String]] = [:]
    for step in 0..<25 {
      let day = random.pick(months) + "-1\(random.below(9))"
      switch random.below(8) {
      case 0...3:
        let rows = (0...random.below(3)).map { _ in
          "100\(1 + random.below(4)),\(random.pick(["", "1", "2", "0"])),,\(random.pick(["", "0.1", "-0.2"]))"
        }
        try desk.load(header + rows.joined(separator: "\n") + "\n", on: day, name: "\(step).csv") {
          $0.onConflict = .last
        }
      case 4, 5:
        let batch = Int64(2 + random.below(step + 1))
        let last = try desk.store.read { try $0.lastBatch() }
        if batch <= last, try desk.store.read({ try $0.batch(batch).isInForce && $0.batch(batch).kind != .periods }) {
          try desk.revert(batch, on: random.below(2) == 0 ? nil : day)
        }
      case 6:
        let month = random.pick(months)
        if stored[month] == nil {
          try desk.close(month)
          stored[month] = try desk.totals(month)
        }
      default:
        let month = random.pick(months)
        if stored[month] != nil { try desk.reopen(month) }
        stored[month] = nil
      }
      for (month, totals) in stored { #expect(try desk.totals(month) == totals) }
    }
    #expect(try desk.wrongCosts().isEmpty)
    #expect(try desk.movedCosts() == desk.standingCosts())
  }
}

/// A generator whose numbers follow from its seed.
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

extension CostDesk {
  @discardableResult
  func load(
    _ csv: String, on date: String, name: String = "costs.csv", _ adjust: (inout CostImport.Request) -> Void = { _ in }
  ) throws -> ChangeSummary {
    try load(csv, name: name) {
      $0.datedOn = try #require(CivilDate(date))
      adjust(&$0)
    }
  }

  @discardableResult
  func revert(_ batch: Int64, on date: String? = nil, dryRun: Bool = false) throws -> ChangeSummary {
    let revert = RevertBatch(batch, reason: nil, datedOn: date.flatMap(CivilDate.init), identity: identity)
    return try dryRun ? revert.check(store) : revert.apply(to: store)
  }

  @discardableResult
  func delete(_ order: String) throws -> OrderResults {
    try OrderDeletion(.orders([order]), reason: "test", identity: identity).apply(to: store)
  }

  func zone() throws -> TimeZoneRules { try TimeZoneRules(identifier: "UTC") }

  @discardableResult
  func close(_ month: String) throws -> Int64 {
    try PeriodClose(#require(Month(month)), zone: zone(), reason: nil, identity: identity).apply(to: store)
  }

  func reopen(_ month: String) throws {
    _ = try PeriodReopen(#require(Month(month)), reason: "test", identity: identity).apply(to: store)
  }

  /// `line kind amount` of a month as it is now.
  func totals(_ month: String) throws -> [String] {
    let period = Period(try #require(Month(month)), zone: try zone())
    return try store.read { try $0.totals(of: [period])[0] }.map { "\($0.line.rawValue) \($0.kind) \($0.amount)" }
  }

  /// What all movements of each order and kind add up to, without those that are nothing.
  func movedCosts() throws -> [String: Int64] {
    var sums: [String: Int64] = [:]
    try store.read { connection in
      try MovementReader(connection).forEach { movement, _ in
        sums["\(movement.orderKey) \(movement.kind.rawValue)", default: 0] += movement.amount.e4
      }
    }
    return sums.filter { $0.value != 0 }
  }

  func standingCosts() throws -> [String: Int64] {
    var sums: [String: Int64] = [:]
    try store.read { connection in
      let stored = try connection.effectiveCosts()
      for key in try Int64.fetchAll(connection.db, sql: "SELECT order_key FROM orders") {
        let values = try stored.values(of: key)
        for kind in CostKind.allCases { sums["\(key) \(kind.rawValue)"] = values[kind] }
      }
    }
    return sums.filter { $0.value != 0 }
  }
}
