import Diagnostics
import Model
import Store
import Testing

@testable import Changes

/// What a table has no column for stays as it is, and what an export adds to texts comes off again.
@Suite struct OrderSilenceTests {
  let full = """
    order_id,created_at,stage,currency,total,email,tags,item_sku,item_quantity,payment_transaction_id
    1,2026-09-01T10:00:00Z,Hold,USD,5.00,ann@example.com,vip,CUP,2,t1

    """

  @Test func aTableWithoutItemsLeavesThem() throws {
    let desk = try OrderDesk()
    try desk.load(full)
    let before = try desk.order("1")
    let summary = try desk.load("order_id,created_at,total\n1,2026-09-01T10:00:00Z,5.00\n", name: "short.csv")
    #expect(summary.batch == nil)
    #expect(summary.counts.unchanged == 1)
    try desk.load("order_id,created_at,total,stage\n1,2026-09-01T10:00:00Z,6.00,Completed Order\n", name: "b.csv")
    let after = try desk.order("1")
    #expect(after?.total == 60_000)
    #expect(after?[.items] == before?[.items])
    #expect(after?[.payments] == before?[.payments])
    #expect(after?.tags == ["vip"])
    #expect(
      try desk.number("SELECT count(*) FROM orders WHERE email = 'ann@example.com' AND stage = 'Completed Order'") == 1)
  }

  @Test func aBlankCellClears() throws {
    let desk = try OrderDesk()
    try desk.load(full)
    try desk.load("order_id,created_at,total,email\n1,2026-09-01T10:00:00Z,5.00,\n", name: "blank.csv")
    #expect(try desk.number("SELECT count(*) FROM orders WHERE email IS NULL") == 1)
  }

  @Test func guardedTextsAndExtraComeBackAsTheyWere() throws {
    let desk = try OrderDesk()
    let rows = [
      "order_id,created_at,total,billing_phone,merchant_notes,colour",
      "1,2026-09-01T10:00:00Z,5.00,+49 30 1,=1+1,red",
    ]
    try desk.load(rows.joined(separator: "\n") + "\n")
    let guarded = [
      "order_id,created_at,total,billing_phone,merchant_notes,extra,actual_shipping",
      "1,2026-09-01T10:00:00Z,5.00,'+49 30 1,'=1+1,\"{\"\"colour\"\":\"\"red\"\"}\",4.00",
    ]
    let again = try desk.load(guarded.joined(separator: "\n") + "\n", name: "export.csv")
    #expect(again.counts.unchanged == 1)
    #expect(again.batch == nil)
  }

  @Test func aTimeThatCannotBeMeantIsRefused() throws {
    let desk = try OrderDesk()
    let summary = try desk.load("order_id,created_at,total\n1,0001-01-01T00:00:00Z,5.00\n2,9999-01-01T00:00:00Z,5.00\n")
    #expect(summary.outcome == .rejected)
    #expect(summary.diagnostics.map(\.code) == [.ordersBadDate, .ordersBadDate])
  }
}
