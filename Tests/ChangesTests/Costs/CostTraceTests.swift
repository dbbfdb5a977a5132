import GRDB
import Model
import Testing

@testable import Changes
@testable import Store

/// What batches leave behind so that a large sheet need not read the whole ledger.
@Suite struct CostTraceTests {
  private static let orders = 4000

  /// Twenty thousand rows, five an order; `shift` makes amounts that no other sheet has.
  private func sheet(shift: Int, orders: Range<Int> = 0..<orders) -> String {
    var text = "Order ID,Actual Shipping,Actual Payment\n"
    for row in 0..<5 * orders.count {
      let order = orders.lowerBound + row % orders.count
      text += "\(1001 + order),,\(shift + order * 5 + row / orders.count).25\n"
    }
    return text
  }

  @Test func largeSheetsFindWhatWasEnteredBeforeWithAndWithoutTraces() throws {
    for isTraced in [true, false] {
      let desk = try CostDesk(orders: Self.orders)
      try desk.load(sheet(shift: 0, orders: 0..<3000))
      try desk.load("Order ID,Actual Shipping,Actual Payment\n1001,,7\n")
      if !isTraced { try desk.store.change { try $0.db.execute(sql: "DELETE FROM cost_trace WHERE batch = 3") } }
      let refused = try desk.load(sheet(shift: 0))
      #expect(refused.outcome == .repeated && refused.repeated?.level == .entries)
      #expect(refused.repeated?.first.batch == 2 && refused.repeated?.held == 15_000)
      let applied = try desk.load(sheet(shift: 0)) { $0.skipRepeats = true }
      #expect(applied.counts.skipped == 15_000 && applied.counts.accepted == 5_000)
      #expect(try desk.load(sheet(shift: 100_000)).outcome == .applied)
      #expect(try desk.wrongCosts().isEmpty)
    }
  }

  @Test func aRevertedBatchHoldsNothingAndAReappliedOneDoes() throws {
    let desk = try CostDesk(orders: Self.orders)
    try desk.load(sheet(shift: 0))
    let grown = sheet(shift: 0) + "1001,,999999\n"
    try desk.revert(2)
    #expect(try desk.check(grown).outcome == .checked)
    try desk.revert(3)
    #expect(try desk.check(grown).repeated?.held == 20_000)
  }

  @Test func aDamagedTraceIsFound() throws {
    let desk = try CostDesk(orders: 9)
    try desk.load("Order ID,Actual Shipping,Actual Payment\n1001,,7\n1002,3,\n")
    #expect(try desk.store.read { try $0.batchesWithDamagedTraces() }.isEmpty)
    try desk.store.change { try $0.db.execute(sql: "UPDATE cost_trace SET words = zeroblob(length(words))") }
    #expect(try desk.store.read { try $0.batchesWithDamagedTraces() } == [2])
  }

  /// Every entry is found; of others few are said to be there.
  @Test func tracesMissNothing() throws {
    let desk = try CostDesk(orders: Self.orders)
    func amounts(_ order: Int, _ shift: Int) -> CostValues {
      CostValues(
        shipping: order % 3 == 0 ? nil : Int64(order * 7 + shift), fulfillment: 0, payment: Int64(-order - shift),
        other: order % 5 == 0 ? .max : nil)
    }
    let batches = try desk.store.change { connection in
      try (0..<3).map { shift in
        let batch = try connection.begin(NewBatch(kind: .costs, identity: desk.identity))
        let writer = try connection.ledgerWriter(batch: batch)
        // Of the second batch one order, of the third every tenth one.
        for order in stride(from: 1, through: Self.orders, by: [1, Self.orders, 10][shift]) {
          try writer.append(orderKey: Int64(order), line: Int64(order), sets: 0, amounts: amounts(order, shift))
        }
        try writer.finish()
        return batch
      }
    }
    try desk.store.read { connection in
      #expect(
        try Int.fetchAll(connection.db, sql: "SELECT count(*) FROM cost_trace GROUP BY batch ORDER BY batch")
          == [2, 1, 1])
      let all = try #require(try connection.costTraces(reverted: []))
      let missed = try (1...Self.orders).filter { try !all.mayHold(Int64($0), amounts($0, 0)) }
      #expect(missed.isEmpty)
      let others = try #require(try connection.costTraces(reverted: []))
      let vain = try (1...Self.orders).filter {
        try others.mayHold(Int64($0), CostValues(shipping: 1, fulfillment: 1, payment: 1, other: 1))
      }
      #expect(vain.count < Self.orders / 10)
      let third = try #require(try connection.costTraces(reverted: [batches[0], batches[1]]))
      for order in stride(from: 1, through: Self.orders, by: 10) {
        #expect(try third.mayHold(Int64(order), amounts(order, 2)))
      }
      #expect(try !third.mayHold(Int64(Self.orders) + 1, amounts(1, 2)))
    }
  }
}
