import Diagnostics
import GRDB
import Model
import Testing

@testable import Changes
@testable import Store

/// Costs that can be applied and are probably wrong: each code by an example.
@Suite struct CostSuspicionTests {
  private let header = "Order ID,Actual Shipping,Actual Payment\n"

  @Test func costAboveTheTotal() throws {
    let desk = try CostDesk()
    let summary = try desk.load(header + "1001,100,\n1002,100.01,\n")
    #expect(summary.outcome == .applied)
    #expect(summary.diagnostics.map(\.code.name) == ["costs/above-total"])
    #expect(summary.diagnostics.first?.location.line == 3)
    #expect(summary.counts.warnings == 1)
    let strict = try desk.check(header + "1003,60,\n") { $0.suspicions = CostSuspicions(percentOfTotal: 50) }
    #expect(strict.diagnostics.map(\.code.name) == ["costs/above-total"])
  }

  @Test func hundredfoldOfTheOrdersValue() throws {
    let desk = try CostDesk()
    try desk.load(header + "1001,0.5,0.5\n1002,50,\n")
    // Replaced by far less or added in far greater measure: both are suspicious. Far less that is added is not.
    let codes = try desk.check(header + "1001,50,50\n1002,0.5,\n").diagnostics.map(\.code.name)
    #expect(codes == ["costs/hundredfold", "costs/hundredfold", "costs/hundredfold"])
    #expect(try desk.check(header + "1001,,0.004\n1003,50,\n").diagnostics.isEmpty)
  }

  @Test func hundredfoldOfTheFilesMedian() throws {
    let desk = try CostDesk(orders: 30)
    let rows = (1001...1020).map { "\($0),,0.90" }
    let summary = try desk.check(header + (rows + ["1021,,90"]).joined(separator: "\n"))
    #expect(summary.diagnostics.map(\.code.name) == ["costs/hundredfold"])
    #expect(summary.diagnostics.first?.location.line == 22)
    // A few amounts have no usual size.
    #expect(try desk.check(header + (rows.prefix(3) + ["1021,,90"]).joined(separator: "\n")).diagnostics.isEmpty)
  }

  @Test func rejectedOrder() throws {
    let desk = try CostDesk()
    try desk.store.change {
      try $0.db.execute(sql: "UPDATE order_ref SET is_rejected = 1 WHERE order_key = 2")
    }
    let summary = try desk.load(header + "1001,1,\n1002,1,\n")
    #expect(summary.diagnostics.map(\.code.name) == ["costs/rejected-order"])
  }

  @Test func otherCurrencyAndDayOutsideTheOrdersLife() throws {
    let desk = try CostDesk()
    func codes(_ currency: String?, _ day: Int32?) throws -> [String] {
      try Invoice([Invoice.Row(line: 2, order: 1, amount: 1, currency: currency, day: day)]).apply(to: desk).codes
    }
    // The order was made on day 0.
    #expect(try codes("EUR", 1) == ["costs/other-currency"])
    #expect(try codes("USD", 366).isEmpty)
    #expect(try codes(nil, 367) == ["costs/outside-life"])
    #expect(try codes(nil, -1).isEmpty)
    #expect(try codes(nil, -2) == ["costs/outside-life"])
  }

  @Test func theyDoNotFlood() throws {
    let desk = try CostDesk(orders: 500)
    let summary = try desk.load(header + (1001...1500).map { "\($0),500,\n" }.joined())
    #expect(summary.counts.warnings == 500)
    #expect(summary.diagnostics.count == 100)
    #expect(summary.leftOut.map(\.count) == [400])
  }

  @Test func mediansAreFoundInClasses() {
    var scale = AmountScale()
    for amount in [1, 2, 3, 99, 100, 101, 102, 5_000, 70_000, 1_000_000_000] as [Int64] {
      var cost = CostRecord(orderKey: 1, line: 1, currency: 0)
      cost[.payment] = amount % 2 == 0 ? amount : -amount
      cost[.shipping] = 0
      scale.add(cost)
    }
    let median = scale.medians()[CostKind.payment.index]
    #expect((98...101).contains(median))
    #expect(scale.medians()[CostKind.shipping.index] == 0)
  }
}
