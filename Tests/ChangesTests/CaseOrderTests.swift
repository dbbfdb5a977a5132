import Model
import Store
import Testing

@testable import Changes

@Suite("Cases and their orders")
struct CaseOrderTests {
  private static let orders = "order_id,created_at,stage,currency,total\n1,2026-03-01T10:00:00Z,Hold,USD,12.50\n"
  private static let cases = "case,order,at,kind\nC-1,1,2026-03-02T10:00:00Z,customer_message\n"

  private func desk() throws -> OrderDesk {
    let desk = try OrderDesk()
    _ = try CaseImport(path: desk.folder.write("cases.csv", CaseOrderTests.cases)).run(
      on: desk.store, identity: desk.identity)
    return desk
  }

  /// The total of the order that the case shows; nil where it shows none, and for a hidden case.
  private func total(_ desk: OrderDesk) throws -> String? {
    try desk.store.read { connection in
      try connection.cases().first.flatMap { try connection.order(ofCase: $0) }?.total.amount.description
    }
  }

  private func count(_ desk: OrderDesk) throws -> Int { try desk.store.read { try $0.cases().count } }

  @Test("A case finds its order when that comes later, and loses it when its import is reverted")
  func linked() throws {
    let desk = try desk()
    #expect(try total(desk) == nil)
    let imported = try desk.load(CaseOrderTests.orders)
    #expect(try total(desk) == "12.50")
    let batch = try #require(imported.batch)
    let reverted = try RevertBatch(batch, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(reverted.outcome == .applied)
    #expect(try total(desk) == nil && count(desk) == 1)
    try desk.load(CaseOrderTests.orders.replacing("12.50", with: "13.00"))
    #expect(try total(desk) == "13.00")
  }

  @Test("A case is hidden with its deleted order and comes back with it")
  func hidden() throws {
    let desk = try desk()
    try desk.load(CaseOrderTests.orders)
    _ = try OrderDeletion(.orders(["1"]), reason: "test", identity: desk.identity).apply(to: desk.store)
    #expect(try count(desk) == 0)
    var deletedAt: [Bool] = []
    try desk.store.read { connection in
      try connection.forEachClockCase(asOf: desk.identity.startedAt) { record, _, _ in
        deletedAt.append(record.deletedAt != nil)
      }
    }
    #expect(deletedAt == [true])
    _ = try OrderUndeletion(.deletion(3), identity: desk.identity).apply(to: desk.store)
    #expect(try count(desk) == 1)
    #expect(try total(desk) == "12.50")
  }

  @Test("A reverted case does not stand in the way of reverting its order's import")
  func revertedCase() throws {
    let desk = try OrderDesk()
    let imported = try #require(try desk.load(CaseOrderTests.orders).batch)
    _ = try CaseImport(path: desk.folder.write("cases.csv", CaseOrderTests.cases)).run(
      on: desk.store, identity: desk.identity)
    let refused = try RevertBatch(imported, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(refused.outcome == .rejected)
    _ = try RevertBatch(2, reason: nil, identity: desk.identity).apply(to: desk.store)
    let reverted = try RevertBatch(imported, reason: nil, identity: desk.identity).apply(to: desk.store)
    #expect(reverted.outcome == .applied)
  }
}
