import Diagnostics
import GRDB
import Model
import Tabular
import Testing

@testable import Changes
@testable import Store

@Suite struct CostAssignmentTests {
  /// A batch with costs of no order: rows 2 and 3 of 2024-08-10, row 3 with two kinds, row 4 in EUR of 2024-09-10.
  private func desk() throws -> CostDesk {
    let desk = try CostDesk()
    try desk.load("Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n1001,5,,\n", on: "2024-08-01")
    let rows = [
      (2, "shipping", 12_300, "USD", 19_945, "order 1001"), (3, "shipping", 20_000, "USD", 19_945, "order 1002"),
      (3, "other", 5_000, "USD", 19_945, "order 1002"), (4, "payment", 7_000, "EUR", 19_976, "fee"),
    ]
    try desk.store.change { connection in
      for row in rows {
        try connection.db.execute(
          sql: """
            INSERT INTO unallocated_cost(batch, line, kind, amount_e4, currency, entry_on, description)
            VALUES (2, ?, ?, ?, ?, ?, ?)
            """, arguments: [row.0, row.1, row.2, row.3, row.4, row.5])
      }
    }
    return desk
  }

  private func assign(
    _ pairs: [(Int64, String)], in desk: CostDesk, on date: String? = nil, dryRun: Bool = false
  ) throws -> ChangeSummary {
    var change = CostAssignment(
      pairs.map { CostAssignment.Pair(batch: 2, line: $0.0, order: $0.1) }, identity: desk.identity)
    change.datedOn = date.flatMap(CivilDate.init)
    return try dryRun ? change.check(desk.store) : change.apply(to: desk.store)
  }

  private func open(in desk: CostDesk) throws -> [String] {
    try desk.store.read { try $0.unallocatedCosts() }.map { "\($0.line) \($0.kind.rawValue) \($0.amount)" }
  }

  @Test func anAssignedCostCountsForItsOrderAndIsNoLongerOpen() throws {
    let desk = try desk()
    #expect(
      try desk.totals("2024-08") == ["costs shipping 5.00", "unallocated shipping 3.23", "unallocated other 0.50"])
    #expect(try assign([(2, "1001"), (3, "1002")], in: desk, dryRun: true).outcome == .checked)
    let summary = try assign([(2, "1001"), (3, "1002")], in: desk)
    #expect(summary.batch == 3)
    #expect(try desk.actual("1001") == "6.23/-/-")
    #expect(try open(in: desk) == ["4 payment 0.70"])
    #expect(try desk.totals("2024-08") == ["costs shipping 8.23", "costs other 0.50"])
    #expect(try desk.wrongCosts().isEmpty)
    #expect(try desk.movedCosts() == desk.standingCosts())
    #expect(try assign([(2, "1001")], in: desk).counts.unchanged == 1)
    #expect(try assign([(2, "1001")], in: desk).batch == nil)
    // The batch that brought them cannot go while they stand; the assignment can, and come back.
    #expect(try desk.revert(2).diagnostics.map(\.code) == [.laterChanges])
    #expect(try desk.revert(3).outcome == .applied)
    #expect(try desk.actual("1001") == "5.00/-/-")
    #expect(try open(in: desk).count == 4)
    #expect(try desk.revert(4).outcome == .applied)
    #expect(try desk.actual("1001") == "6.23/-/-")
    #expect(try open(in: desk).count == 1)
    #expect(try desk.wrongCosts().isEmpty)
  }

  @Test func aReassignedCostIsNotThereTwice() throws {
    let desk = try desk()
    try #expect(assign([(2, "1001")], in: desk).batch == 3)
    try desk.revert(3)
    try #expect(assign([(2, "1003")], in: desk).batch == 5)
    #expect(try desk.revert(4).diagnostics.map(\.code) == [.laterChanges])
    try desk.revert(5)
    #expect(try desk.revert(4).outcome == .applied)
    #expect(try desk.actual("1001") == "6.23/-/-")
    #expect(try desk.actual("1003") == "-/-/-")
    let explained = try desk.store.read { try $0.explainCosts(ofOrder: "1001") }
    #expect(explained?.entries.last?.row == 2)
    #expect(explained?.entries.last?.file == "costs.csv")
  }

  @Test func whatCannotBeAssignedIsSaidRowByRow() throws {
    let desk = try desk()
    try desk.delete("1005")
    try #expect(assign([(2, "1001")], in: desk).batch == 4)
    let summary = try assign(
      [(2, "1002"), (9, "1001"), (3, "NO"), (4, "1005"), (3, "1003")], in: desk)
    #expect(summary.outcome == .rejected)
    #expect(
      summary.diagnostics.map(\.code) == [
        .costsAssignedAlready, .costsNotUnallocated, .costsUnknownOrder, .costsDeletedOrder, .costsAssignedTwice,
      ])
    #expect(try open(in: desk).count == 3)
  }

  @Test func aForeignCurrencyStaysBesideTheEffectiveValues() throws {
    let desk = try desk()
    #expect(try assign([(4, "1001")], in: desk).batch == 3)
    #expect(try desk.actual("1001") == "5.00/-/-")
    #expect(try desk.totals("2024-09") == ["costs payment 0.70"])
  }

  @Test func aCostOfAClosedMonthGoesOverInAnOpenOne() throws {
    let desk = try desk()
    try desk.close("2024-08")
    let refused = try assign([(2, "1001")], in: desk)
    #expect(refused.diagnostics.map(\.code) == [.costsClosedPeriod])
    #expect(try assign([(2, "1001")], in: desk, on: "2024-09-02").outcome == .applied)
    #expect(
      try desk.totals("2024-08") == ["costs shipping 5.00", "unallocated shipping 3.23", "unallocated other 0.50"])
    #expect(
      try desk.totals("2024-09") == ["costs shipping 1.23", "unallocated shipping -1.23", "unallocated payment 0.70"])
    #expect(try desk.revert(4).outcome == .applied)
    #expect(try desk.totals("2024-09") == ["unallocated payment 0.70"])
  }
}
