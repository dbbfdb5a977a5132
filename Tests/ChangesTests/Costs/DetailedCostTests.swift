import Diagnostics
import GRDB
import Model
import Testing

@testable import Changes
@testable import Store

/// Rows with currencies, dates, references and texts of their own, as mappings of invoices give them.
@Suite struct DetailedCostTests {
  private func bytes(_ text: String?, _ body: (UnsafeRawBufferPointer?) throws -> Int64) rethrows -> Int64 {
    guard let text else { return try body(nil) }
    return try Array(text.utf8).withUnsafeBytes { try body($0) }
  }

  @Test func textsComeBackAsTheyWere() throws {
    let folder = try WorkFolder()
    let spool = TextSpool(folder: folder.path)
    let long = String(repeating: "ä", count: 200_000)
    let rows: [(String?, String?, String?)] = [
      ("INV-1", nil, "fuel"), (nil, "ch_1", nil), ("", "", ""), (long, "r", long), (nil, nil, "last"),
    ]
    let places = try rows.map { row in
      try bytes(row.0) { invoice in
        try bytes(row.1) { reference in
          try bytes(row.2) { try spool.add(invoice: invoice, reference: reference, description: $0) }
        }
      }
    }
    #expect(try spool.add(invoice: nil, reference: nil, description: nil) == -1)
    for (row, place) in zip(rows, places).reversed() {
      let found = try spool.texts(at: place)
      #expect(found.invoice == row.0.map { Array($0.utf8) })
      #expect(found.reference == row.1.map { Array($0.utf8) })
      #expect(found.description == row.2.map { Array($0.utf8) })
    }
    #expect(try spool.texts(at: -1).invoice == nil)
  }

  @Test func factsOfOrdersFollowTheirRows() throws {
    let desk = try CostDesk(orders: 2)
    try desk.store.change { connection in
      try connection.db.execute(
        sql: "UPDATE orders SET total_e4 = 99, created_at = 172800000, stage = 'Rejected' WHERE order_key = 1")
      let renew = try HotStatement(connection.db, EmbeddedSQL.text("Orders/renew-reference.sql"))
      renew.bind(1, at: 1)
      try renew.run()
      let found = try Array("1001".utf8).withUnsafeBytes { try connection.orderLookup().order(id: $0) }
      #expect(found?.total == Amount(e4: 99))
      #expect(try Int.fetchOne(connection.db, sql: "SELECT created_on FROM order_ref WHERE order_key = 1") == 2)
      #expect(found?.isRejected == true)
      let other = try Array("1002".utf8).withUnsafeBytes { try connection.orderLookup().order(id: $0) }
      #expect(other?.isRejected == false)
    }
  }

  @Test func otherCurrenciesStandBesideTheEffectiveValue() throws {
    let desk = try CostDesk(orders: 1)
    func row(_ line: Int, _ amount: Int64, _ currency: String?, order: Int64 = 1) -> Invoice.Row {
      Invoice.Row(line: line, order: order, amount: amount, currency: currency, day: 20_001)
    }
    let rows = [row(2, 100, nil), row(3, 20, "USD"), row(4, 700, "EUR"), row(5, 9, "EUR", order: 0)]
    let findings = try Invoice(rows).apply(to: desk).findings
    #expect(try findings.totals.lines(of: [.shipping]).map(\.after.e4) == [120])
    #expect(try desk.actual("1001") == "0.012/-/-")
    let explained = try #require(try desk.store.read { try $0.explainCosts(ofOrder: "1001") })
    #expect(explained.entries.map(\.currency) == ["USD", "USD", "EUR"])
    #expect(explained.entries.map(\.entryDate) == Array(repeating: CivilDate(days: 20_001), count: 3))
    #expect(try desk.wrongCosts().isEmpty)
    let free = try desk.store.read {
      try GRDB.Row.fetchAll($0.db, sql: "SELECT line, kind, amount_e4, currency, class FROM unallocated_cost")
    }
    #expect(free.count == 1)
    #expect(free.first?["amount_e4"] == 9)
    #expect(free.first?["currency"] == "EUR")
    #expect(free.first?["class"] == "unallocated")
    // Reverting takes both back; what is in another currency never had an effective value.
    try desk.revert(2)
    #expect(try desk.actual("1001") == "-/-/-")
    #expect(try desk.wrongCosts().isEmpty)
  }
}
