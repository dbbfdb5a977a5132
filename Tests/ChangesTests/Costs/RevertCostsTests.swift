import Diagnostics
import GRDB
import Model
import Testing

@testable import Changes
@testable import Store

@Suite struct RevertCostsTests {
  let header = "Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n"

  @Test func importAndRevertIsNothingAlsoOutOfOrder() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n1002,2,,\n", name: "a.csv")
    try desk.load(header + "1001,6,,0.20\n1003,1,,\n", name: "b.csv")
    try desk.load(header + "1001,,1,0.10\n", name: "c.csv")
    let summary = try desk.revert(3)
    #expect(summary.outcome == .applied)
    #expect(try desk.actual("1001") == "5.00/1.00/0.40")
    #expect(try desk.actual("1003") == "-/-/-")
    #expect(summary.totals.map { "\($0.kind) \($0.before) \($0.after)" }.contains("shipping 7.00 5.00"))
    try desk.revert(2)
    #expect(try desk.actual("1001") == "-/1.00/0.10")
    try desk.revert(4)
    #expect(try desk.actual("1001") == "-/-/-")
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func revertingARevertReappliesUnlessTheFileCameAgain() throws {
    let desk = try CostDesk()
    let sheet = header + "1001,5,,0.30\n"
    try desk.load(sheet)
    try desk.revert(2)
    try desk.revert(3)
    #expect(try desk.actual("1001") == "5.00/-/0.30")
    #expect(try desk.store.read { try $0.batch(2).isInForce })
    try desk.revert(4)
    #expect(try desk.actual("1001") == "-/-/-")
    #expect(try desk.load(sheet).batch == 6)
    let again = try desk.revert(5)
    #expect(again.outcome == .repeated)
    #expect(again.repeated?.first.batch == 6)
    #expect(try desk.actual("1001") == "5.00/-/0.30")
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func aRevertedBatchCannotBeRevertedAgain() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n")
    try desk.revert(2)
    let failure = #expect(throws: Failure.self) { try desk.revert(2) }
    #expect(failure?.diagnostics.first?.code == .batchNotInForce)
    let unknown = #expect(throws: Failure.self) { try desk.revert(99) }
    #expect(unknown?.diagnostics.first?.code == .noSuchBatch)
  }

  @Test func theAuditChainGrowsAndAddsUp() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n")
    try desk.revert(2)
    #expect(try desk.store.read { try $0.auditHead()?.seq } == 2)
    #expect(try desk.store.read { try $0.firstBrokenAuditEntry() } == nil)
    try desk.store.change { try $0.db.execute(sql: "UPDATE audit SET operator = 'eve' WHERE seq = 1") }
    #expect(try desk.store.read { try $0.firstBrokenAuditEntry() } == 1)
  }

  @Test func aBatchThatWasBroughtBackIsRevertedWithItsReapplication() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,5,,0.30\n")
    try desk.revert(2)
    try desk.revert(3)
    // Named by its own number or by that of the batch that brought it back: it is the same.
    #expect(try desk.revert(2).targetBatch == 2)
    #expect(try desk.store.read { try $0.batch(4).revertedBy } == 5)
    let failure = #expect(throws: Failure.self) { try desk.revert(4) }
    #expect(failure?.diagnostics.first?.code == .batchNotInForce)
    #expect(try desk.actual("1001") == "-/-/-")
    try desk.revert(5)
    #expect(try desk.actual("1001") == "5.00/-/0.30")
    #expect(try desk.store.read { try $0.batches() }.filter(\.isInForce).map(\.batch) == [6, 2, 1])
    #expect(try desk.wrongCosts().isEmpty)
  }
}
