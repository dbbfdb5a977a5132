import Diagnostics
import GRDB
import Model
import Testing

@testable import Changes
@testable import Store

private let orders = """
  order_id,created_at,stage,currency,total,item_sku,item_quantity
  1,2026-03-01T10:00:00Z,Hold,USD,12.50,A-1,1
  2,2026-03-02T09:00:00Z,SD,USD,3,A-1,2
  3,2026-03-02T09:00:00Z,CO,EUR,4,A-1,3

  """

/// What a batch adds whatever it does.
private let bookkeeping = ["batch", "batch_total", "batch_input", "audit", "deletion", "refused_run"]

@Suite struct DeletionTests {
  private func kinds(_ results: OrderResults) -> [String] {
    results.results.map { "\($0.orderID) \($0.kind.rawValue)" }
  }

  private func desk() throws -> OrderDesk {
    let desk = try OrderDesk()
    try desk.load(orders)
    return desk
  }

  @Test func deletingAndUndeletingLeavesEveryByte() throws {
    let desk = try desk()
    let before = try desk.tables(without: bookkeeping)
    let deleted = try OrderDeletion(.orders(["1", "3", "1"]), reason: "test", identity: desk.identity).apply(
      to: desk.store)
    #expect(kinds(deleted) == ["1 deleted", "3 deleted"])
    #expect(deleted.summary.batch == 2)
    #expect(
      deleted.summary.totals.map { "\($0.currency) \($0.before) \($0.after)" } == ["EUR 4.00 0.00", "USD 12.50 0.00"])
    #expect(deleted.results[0].dependents?.items == 1)
    #expect(try desk.order("1") == nil)
    let listed = try desk.store.read { try $0.deletedOrders() }
    #expect(listed.map(\.orderID) == ["1", "3"])
    #expect(listed.first?.reason == "test")
    #expect(listed.first?.operator == "ana")
    #expect(listed.first?.total.description == "12.50")
    let restored = try OrderUndeletion(.deletion(2), identity: desk.identity).apply(to: desk.store)
    #expect(kinds(restored) == ["1 restored", "3 restored"])
    #expect(restored.results[0].stage == "Hold")
    #expect(try desk.tables(without: bookkeeping) == before)
    #expect(try desk.store.read { try $0.deletedOrders() }.isEmpty)
  }

  @Test func eachIDHasItsResult() throws {
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1", "2"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    let skipped = try desk.load(orders)
    #expect(skipped.details.map(\.count) == [3, 0, 0, 1, 2])
    #expect(skipped.diagnostics.map(\.code) == [.ordersDeleted, .ordersDeleted])
    #expect(skipped.batch == nil)
    try desk.load(orders.replacing("Hold", with: "CO")) { $0.reuseDeleted = true }
    try _ = OrderDeletion(.orders(["2"]), reason: "again", identity: desk.identity).apply(to: desk.store)
    let undelete = OrderUndeletion(.orders(["1", "2", "3", "4"]), identity: desk.identity)
    let before = try desk.tables()
    let checked = try undelete.check(desk.store)
    #expect(try desk.tables() == before)
    let results = try undelete.apply(to: desk.store)
    #expect(kinds(results) == ["1 conflict", "2 restored", "3 already_there", "4 not_found"])
    #expect(kinds(checked) == kinds(results))
    #expect(checked.summary.counts == results.summary.counts)
    #expect(results.summary.exit == .partly)
    #expect(results.summary.diagnostics.map(\.code) == [.undeleteConflict, .notDeleted])
  }

  @Test func unknownOrdersDeleteNothing() throws {
    let desk = try desk()
    let before = try desk.tables()
    let results = try OrderDeletion(.orders(["1", "01"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    #expect(kinds(results) == ["1 deleted", "01 not_found"])
    #expect(results.summary.outcome == .rejected)
    #expect(try desk.tables() == before)
    #expect(throws: Failure.self) {
      try OrderUndeletion(.deletion(1), identity: desk.identity).apply(to: desk.store)
    }
  }

  @Test func deletionsAndUndeletesAreReverted() throws {
    let desk = try desk()
    let live = try desk.tables(without: bookkeeping)
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    let gone = try desk.tables(without: bookkeeping)
    func revert(_ batch: Int64) throws -> ChangeSummary {
      try RevertBatch(batch, reason: nil, identity: desk.identity).apply(to: desk.store)
    }
    #expect(try revert(2).outcome == .applied)
    #expect(try desk.tables(without: bookkeeping) == live)
    #expect(try revert(3).outcome == .applied)
    #expect(try desk.tables(without: bookkeeping) == gone)
    try _ = OrderUndeletion(.orders(["1"]), identity: desk.identity).apply(to: desk.store)
    #expect(try revert(5).outcome == .applied)
    #expect(try desk.tables(without: bookkeeping) == gone)
    #expect(try revert(6).outcome == .applied)
    #expect(try desk.tables(without: bookkeeping) == live)
  }

  @Test func aDeletionIsNotRevertedOverANewOrderOfItsID() throws {
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    try desk.load(orders) { $0.reuseDeleted = true }
    let summary = try RevertBatch(2, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.message) == ["order 1 was changed by the later batch 3"])
  }

  @Test func ordersAreDeletedByWhatHoldsOfThem() throws {
    let desk = try desk()
    let before = try desk.tables(without: bookkeeping)
    let conditions: [ExportCondition] = [.field("total", .atMost(40_000))]
    let checked = try OrderDeletion(.matching(conditions), reason: "x", identity: desk.identity).check(desk.store)
    #expect(try desk.tables(without: bookkeeping) == before)
    #expect(checked.summary.outcome == .checked)
    let deleted = try OrderDeletion(.matching(conditions), reason: "x", identity: desk.identity).apply(to: desk.store)
    #expect(kinds(deleted) == ["2 deleted", "3 deleted"])
    #expect(kinds(checked) == kinds(deleted))
    #expect(checked.summary.totals == deleted.summary.totals)
    #expect(deleted.dependents.items == 2)
    let again = try OrderDeletion(.matching(conditions), reason: "x", identity: desk.identity).apply(to: desk.store)
    #expect(again.results.isEmpty)
    #expect(again.summary.batch == nil)
    var filter = DeletedOrderFilter()
    filter.operator = "ana"
    filter.mostTotal = Amount(e4: 30_000)
    let one = try OrderUndeletion(.matching(filter), identity: desk.identity).apply(to: desk.store)
    #expect(kinds(one) == ["2 restored"])
    let rest = try OrderUndeletion(.matching(DeletedOrderFilter()), identity: desk.identity).apply(to: desk.store)
    #expect(kinds(rest) == ["3 restored"])
    #expect(try desk.tables(without: bookkeeping) == before)
  }

  @Test func ofTwoDeletedOrdersOfOneIDTheLastComesBack() throws {
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    try desk.load(orders.replacing("Hold", with: "CO")) { $0.reuseDeleted = true }
    try _ = OrderDeletion(.orders(["1"]), reason: "again", identity: desk.identity).apply(to: desk.store)
    let all = OrderUndeletion(.matching(DeletedOrderFilter()), identity: desk.identity)
    let results = try all.apply(to: desk.store)
    #expect(kinds(results) == ["1 restored", "1 conflict"])
    #expect(results.results.map(\.stage) == ["Completed Order", "Hold"])
    let revert = try RevertBatch(5, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(revert.outcome == .applied)
    #expect(try desk.store.read { try $0.deletedOrders() }.map(\.batch) == [4, 2])
  }

  @Test func keptDaysAreLocalDays() throws {
    let zone = try TimeZoneRules(identifier: "America/New_York")
    let retention = Retention(days: 2, daysWithMoney: 5)
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    let order = try #require(try desk.store.read { try $0.deletedOrders() }.first)
    #expect(order.hasMoney)
    for days in 0...7 {
      let now = zone.start(of: zone.wall(at: order.deletedAt).date.adding(days: days))
      let left = retention.daysLeft(of: order, at: now, zone: zone)
      #expect(left == 5 - days)
      for ahead in 0...3 {
        let isDue = order.deletedAt < retention.due(at: now, zone: zone, daysAhead: ahead).withMoney
        #expect(isDue == (left <= ahead))
      }
    }
  }

  @Test func whatCameMeanwhileIsShownAndNotMixed() throws {
    let desk = try desk()
    try _ = OrderDeletion(.orders(["1", "2"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    let cases = "case,order,at,kind\nC-1,1,2026-03-02T10:00:00Z,customer_message\n"
    try _ = CaseImport(path: desk.folder.write("cases.csv", cases)).run(on: desk.store, identity: desk.identity)
    try desk.store.change { connection in
      let batch = try connection.begin(NewBatch(kind: .costs, identity: desk.identity))
      for (line, text) in ["charge for order 1", "order 10", "2"].enumerated() {
        try connection.db.execute(
          sql: """
            INSERT INTO unallocated_cost(batch, line, kind, amount_e4, currency, description, class)
            VALUES (?, ?, 'other', 1, 'USD', ?, 'unmatched')
            """, arguments: [batch, line, text])
      }
    }
    let undeletion = OrderUndeletion(.orders(["1", "2"]), identity: desk.identity)
    let results = try undeletion.check(desk.store).results
    #expect(results[0].meanwhile == OrderResult.Meanwhile(cases: 1, costs: 1))
    #expect(results[1].meanwhile == OrderResult.Meanwhile(cases: 0, costs: 1))
    #expect(results[0].dependents?.cases == 0)
    try _ = undeletion.apply(to: desk.store)
    #expect(try desk.number("SELECT count(*) FROM cost_entry") == 0)
    // A case that names the order is about it as soon as it is there, whoever came first.
    #expect(try desk.number("SELECT count(*) FROM cases WHERE order_key = 1") == 1)
  }
}
