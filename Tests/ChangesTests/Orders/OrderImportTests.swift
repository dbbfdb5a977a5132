import Diagnostics
import Foundation
import Model
import Store
import Testing

@testable import Changes

private let twoOrders = """
  order_id,created_at,stage,currency,total,item_sku,item_quantity,item_unit_price,tags,colour
  007,2026-03-01 10:00,Completed Order,USD,12.50,A-1,1,10.00,"vip, first",red
  ,,,,,B-1,0.5,5,,blue
  8,2026-03-02T09:00:00Z,SD,EUR,-3,,,,,

  """

@Suite struct OrderImportTests {
  @Test func theGuardOfAnExportIsTakenOff() throws {
    let desk = try OrderDesk()
    try desk.load(
      "order_id,created_at,total,billing_phone,billing_city,item_sku,item_quantity\n"
        + "'-7,2026-03-01T10:00:00Z,-5.00,'+49 30 1,''=x,'@a,1\n")
    let order = try #require(try desk.order("-7"))
    #expect(order.text("billing_phone") == "+49 30 1")
    #expect(order.text("billing_city") == "'=x")
    #expect(order.text("total") == "-5.00")
    #expect(order.text(.items, 0, "sku") == "@a")
  }

  @Test func aDocumentTypeIsNamedWhenNoMappingIsGiven() throws {
    let desk = try OrderDesk()
    let text = "<!DOCTYPE export><export><order/></export>"
    let failure = #expect(throws: Failure.self) { try desk.load(text, name: "o.xml") }
    #expect(failure?.diagnostics.first?.code == .xmlDocumentType)
  }

  @Test func flatFileBecomesOrders() throws {
    let desk = try OrderDesk()
    let summary = try desk.load(twoOrders)
    #expect(summary.outcome == .applied)
    #expect(summary.batch == 1)
    #expect(summary.counts.rows == 3)
    #expect(summary.counts.accepted == 2)
    #expect(
      summary.details.map { "\($0.name) \($0.count)" } == [
        "orders 2", "new 2", "updated 0", "unchanged 0", "deleted 0",
      ])
    #expect(summary.totals.map { "\($0.currency) \($0.before) \($0.after)" } == ["EUR 0.00 -3.00", "USD 0.00 12.50"])
    let order = try #require(try desk.order("007"))
    #expect(order.text("created_at") == "2026-03-01T15:00:00Z")
    #expect(order.text("total") == "12.50")
    #expect(order.tags == ["first", "vip"])
    #expect(order.text("extra") == #"{"colour":"red"}"#)
    #expect(order[.items].count == 2)
    #expect(order.text(.items, 1, "quantity") == "0.50")
    #expect(order.text(.items, 1, "extra") == #"{"colour":"blue"}"#)
    #expect(try desk.order("8")?.text("stage") == "Shipping Department")
    #expect(try desk.order("7") == nil)
  }

  @Test func theSameAgainChangesNoByte() throws {
    let desk = try OrderDesk()
    try desk.load(twoOrders)
    let before = try desk.tables()
    let again = try desk.load(twoOrders, name: "copy.csv")
    #expect(again.outcome == .applied)
    #expect(again.batch == nil)
    #expect(again.counts.unchanged == 2)
    #expect(try desk.tables() == before)
  }

  @Test func checkingShowsWhatImportingDoes() throws {
    let desk = try OrderDesk()
    let path = try desk.folder.write("orders.csv", twoOrders)
    let before = try desk.tables()
    let checked = try desk.change(path: path).check(desk.store)
    #expect(checked.outcome == .checked)
    #expect(try desk.tables() == before)
    let applied = try desk.change(path: path).apply(to: desk.store)
    #expect(checked.counts == applied.counts)
    #expect(checked.totals == applied.totals)
  }

  @Test func aChangedOrderIsUpdatedAndItsStageKept() throws {
    let desk = try OrderDesk()
    try desk.load(twoOrders)
    let summary = try desk.load(twoOrders.replacing("SD,EUR,-3", with: "CO,EUR,4"))
    #expect(summary.details.map(\.count) == [2, 0, 1, 1, 0])
    #expect(try desk.order("8")?.text("total") == "4.00")
    #expect(try desk.number("SELECT count(*) FROM order_stage_change") == 3)
    #expect(try desk.number("SELECT count(*) FROM order_image WHERE image IS NOT NULL") == 1)
  }

  @Test func badRowsRejectTheFileAndSayWhere() throws {
    let desk = try OrderDesk()
    let text = """
      order_id,created_at,total,currency,is_gift
      1,2026-13-01,1.00,USD,maybe
      ,2026-01-01,1.00,USD,
      3,2026-01-01,1.23456,US,
      4,2026-01-01,,USD,
      5,2026-01-01,5,USD,yes

      """
    let summary = try desk.load(text)
    #expect(summary.outcome == .rejected)
    let found = summary.diagnostics.map { "\($0.location.line ?? 0):\($0.location.column ?? 0) \($0.code.name)" }
    #expect(
      found == [
        "2:2 orders/bad-date", "2:5 orders/bad-flag", "3:1 orders/no-id", "4:4 orders/bad-currency",
        "4:3 orders/bad-number", "5:0 orders/missing-field",
      ])
    #expect(summary.counts.rejected == 4)
    #expect(try desk.number("SELECT count(*) FROM orders") == 0)
    #expect(try desk.number("SELECT count(*) FROM batch") == 0)
    #expect(try desk.number("SELECT count(*) FROM refused_run") == 1)
    let partly = try desk.load(text) { $0.acceptValid = true }
    #expect(partly.outcome == .applied)
    #expect(partly.counts.accepted == 1)
    #expect(partly.exit == .partly)
    #expect(try desk.order("5")?.text("is_gift") == "1")
  }

  @Test func rowsOfAnOrderThatStandApartAreAnError() throws {
    let desk = try OrderDesk()
    let summary = try desk.load(
      """
      order_id,created_at,total,item_sku,item_quantity
      1,2026-01-01,1.00,A,1
      2,2026-01-01,1.00,A,1
      1,2026-01-01,1.00,B,1

      """)
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.code) == [.ordersLinesApart])
    #expect(summary.diagnostics.first?.location.line == 4)
  }

  @Test func idsThatOnlyLookTheSameAreTwoOrders() throws {
    let desk = try OrderDesk()
    let ids = ["\u{E9}", "e\u{301}"]
    let rows = ids.map { $0 + ",2026-03-01T10:00:00Z,Hold,USD,1\n" }.joined()
    let summary = try desk.load("order_id,created_at,stage,currency,total\n" + rows)
    #expect(summary.outcome == .applied)
    #expect(summary.counts.accepted == 2)
    #expect(try desk.number("SELECT count(*) FROM order_ref") == 2)
  }

  @Test func whereNoOrderIsGoodTheFileIsRejected() throws {
    let desk = try OrderDesk()
    let summary = try desk.load("order_id,created_at,stage,currency,total\n1,yesterday,Hold,USD,1\n") {
      $0.acceptValid = true
    }
    #expect(summary.outcome == .rejected)
    #expect(summary.counts.rejected == 1)
  }

  @Test func textsThatAnExportGuardedComeBackAsTheyWere() throws {
    let desk = try OrderDesk()
    let header = "order_id,created_at,stage,currency,total,billing_phone\n"
    try desk.load(header + "+49-1,2026-03-01T10:00:00Z,Hold,USD,1,+49 30 1\n")
    let again = try desk.load(header + "'+49-1,2026-03-01T10:00:00Z,Hold,USD,1,'+49 30 1\n", name: "export.csv")
    #expect(again.counts.unchanged == 1)
    #expect(again.batch == nil)
  }
}
