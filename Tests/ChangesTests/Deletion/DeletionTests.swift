import Diagnostics
import Model
import Store
import Testing

@testable import Changes

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
    let deleted = try OrderDeletion(["1", "3", "1"], reason: "test", identity: desk.identity).apply(to: desk.store)
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
    try _ = OrderDeletion(["1", "2"], reason: "test", identity: desk.identity).apply(to: desk.store)
    let skipped = try desk.load(orders)
    #expect(skipped.details.map(\.count) == [3, 0, 0, 1, 2])
    #expect(skipped.diagnostics.map(\.code) == [.ordersDeleted, .ordersDeleted])
    #expect(skipped.batch == nil)
    try desk.load(orders.replacing("Hold", with: "CO")) { $0.reuseDeleted = true }
    try _ = OrderDeletion(["2"], reason: "again", identity: desk.identity).apply(to: desk.store)
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
    let results = try OrderDeletion(["1", "01"], reason: "test", identity: desk.identity).apply(to: desk.store)
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
    try _ = OrderDeletion(["1"], reason: "test", identity: desk.identity).apply(to: desk.store)
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
    try _ = OrderDeletion(["1"], reason: "test", identity: desk.identity).apply(to: desk.store)
    try desk.load(orders) { $0.reuseDeleted = true }
    let summary = try RevertBatch(2, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.message) == ["order 1 was changed by the later batch 3"])
  }
}
