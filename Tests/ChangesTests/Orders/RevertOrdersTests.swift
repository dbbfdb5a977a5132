import Diagnostics
import Model
import GRDB
import Tabular
@testable import Store
import Testing

@testable import Changes

private let first = """
  order_id,created_at,stage,currency,total,item_sku,item_quantity,tags
  1,2026-03-01T10:00:00Z,Hold,USD,12.50,A-1,1,vip
  2,2026-03-02T09:00:00Z,SD,USD,3,A-1,2,

  """
private let second = """
  order_id,created_at,stage,currency,total,item_sku,item_quantity,tags
  2,2026-03-02T09:00:00Z,CO,EUR,4,B-1,5,new
  3,2026-03-02T09:00:00Z,CO,EUR,4,A-1,3,

  """

@Suite struct RevertOrdersTests {
  private func revert(_ desk: OrderDesk, _ batch: Int64) throws -> ChangeSummary {
    try RevertBatch(batch, reason: nil, identity: desk.identity).apply(to: desk.store)
  }

  /// What people see of the orders: live ones with their content.
  private func live(_ desk: OrderDesk) throws -> [OrderRecord] {
    try ["1", "2", "3"].compactMap { try desk.order($0) }
  }

  @Test func anImportIsTakenBackAndBroughtBack() throws {
    let desk = try OrderDesk()
    try desk.load(first)
    let before = try live(desk)
    try desk.load(second)
    let after = try live(desk)
    let reverted = try revert(desk, 2)
    #expect(reverted.outcome == .applied)
    #expect(reverted.totals.map { "\($0.currency) \($0.before) \($0.after)" } == ["EUR 8.00 0.00", "USD 0.00 3.00"])
    #expect(try live(desk) == before)
    #expect(try desk.load(first).counts.unchanged == 2)
    #expect(try revert(desk, 3).outcome == .applied)
    #expect(try live(desk) == after)
    #expect(try revert(desk, 4).outcome == .applied)
    #expect(try live(desk) == before)
    // Taking back the first one as well leaves nothing; the same file makes everything anew.
    #expect(try revert(desk, 1).outcome == .applied)
    #expect(try live(desk) == [])
    #expect(try desk.store.read { try $0.deletedOrders() }.isEmpty)
    #expect(try desk.load(first).details.map(\.count) == [2, 2, 0, 0, 0])
    #expect(try live(desk) == before)
  }

  @Test func laterChangesStandInTheWay() throws {
    let desk = try OrderDesk()
    try desk.load(first)
    try desk.load(second)
    let before = try desk.tables(without: ["refused_run"])
    let refused = try revert(desk, 1)
    #expect(refused.outcome == .rejected)
    #expect(refused.diagnostics.map(\.message) == ["order 2 was changed by the later batch 2"])
    #expect(try desk.tables(without: ["refused_run"]) == before)
    try _ = OrderDeletion(.orders(["3"]), reason: "x", identity: desk.identity).apply(to: desk.store)
    #expect(try revert(desk, 2).diagnostics.map(\.message) == ["order 3 was changed by the later batch 3"])
  }

  @Test func costsKeepANewOrder() throws {
    let desk = try OrderDesk()
    try desk.load(first)
    let batch = try desk.store.change { connection in
      let number = try connection.begin(NewBatch(kind: .costs, identity: desk.identity))
      try connection.db.execute(
        sql: "INSERT INTO cost_entry(order_key, batch, line, sets, shipping_e4) VALUES (1, ?, 2, 1, 5)",
        arguments: [number])
      return number
    }
    let refused = try revert(desk, 1)
    #expect(refused.diagnostics.map(\.message) == ["order 1 was changed by the later batch \(batch)"])
    try desk.store.change { try $0.mark(batch, revertedBy: batch) }
    #expect(try revert(desk, 1).outcome == .applied)
  }

  /// Costs of 2, an order in dollars.
  private func loadCosts(_ desk: OrderDesk) throws -> ChangeSummary {
    let sheet = try CostDesk()
    let path = try desk.folder.write("costs.csv", "Order ID,Actual Shipping\n2,5\n")
    let request = CostImport.Request(
      input: try InputFile.open(path), mapping: sheet.mapping, datedOn: CivilDate(days: 20_000),
      currency: try #require(Currency("EUR")), temporaryFolder: desk.folder.path)
    return try CostImport(request, identity: desk.identity).apply(to: desk.store)
  }

  @Test func theCurrencyOfCostsStaysWhateverIsImportedOrReverted() throws {
    let desk = try OrderDesk()
    try desk.load(first)
    #expect(try loadCosts(desk).batch == 2)
    let refused = try desk.load(second, name: "second.csv")
    #expect(refused.outcome == .rejected)
    #expect(refused.diagnostics.map(\.code) == [.ordersCurrencyOfCosts])
    #expect(try desk.order("2")?.currency == "USD")
    #expect(try revert(desk, 2).outcome == .applied)
    #expect(try desk.load(second, name: "second.csv").batch == 4)
    #expect(try loadCosts(desk).batch == 5)
    let blocked = try revert(desk, 4)
    #expect(blocked.outcome == .rejected)
    #expect(blocked.diagnostics.allSatisfy { $0.code == .laterChanges && $0.facts["later"] == "5" })
    #expect(try desk.order("2")?.currency == "EUR")
  }
}
