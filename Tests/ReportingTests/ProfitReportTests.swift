import Changes
import Foundation
import Mapping
import Model
import Reporting
import Store
import Tabular
import TestSupport
import Testing

/// A store with orders whose costs stand in several currencies, and costs of no order.
private final class ProfitBench {
  let folder: TemporaryFolder
  let store: Store
  let identity = RunIdentity(
    startedAt: Instant(seconds: 1_790_000_000), operator: "ana", login: "ana", host: "desk", version: "test")

  init(orders: String) throws {
    folder = try TemporaryFolder()
    store = try Store.create(
      at: folder.url.appendingPathComponent("daybook.sqlite").path, currency: try #require(Currency("EUR")), zone: "UTC"
    )
    let url = folder.url.appendingPathComponent("orders.csv")
    try Data(orders.utf8).write(to: url)
    let file = try MappingCatalog(folder: nil).find("daybook-csv", in: .orders)
    let context = OrderContext(zone: try TimeZoneRules(identifier: "UTC"), currency: try #require(Currency("EUR")))
    let mapping = try OrderMapping.read(file.bytes, file: file.shownPath)
    let request = OrderImport.Request(input: try InputFile.open(url.path), mapping: mapping, context: context)
    let summary = try OrderImport(request, identity: identity).apply(to: store)
    #expect(summary.outcome == .applied, "\(summary.diagnostics)")
  }

  /// Writes ledger rows as the import of an invoice does.
  func ledger(dated date: String, _ body: (StoreConnection, LedgerWriter) throws -> Void) throws {
    try store.change { connection in
      var new = NewBatch(kind: .costs, identity: identity, inputs: [])
      new.datedOn = CivilDate(date)
      let batch = try connection.begin(new)
      let writer = try connection.ledgerWriter(batch: batch)
      try body(connection, writer)
      try writer.finish()
      try connection.complete(batch, new, counts: BatchCounts(), totals: [])
    }
  }

  func rows(_ table: String, by dimension: ProfitDimension, dating: ProfitDating = .order, rates: String? = nil) throws
    -> [[String: String]]
  {
    let home = try #require(Currency("EUR"))
    let found: ExchangeRates
    if let rates {
      let url = folder.url.appendingPathComponent("rates.csv")
      try Data(rates.utf8).write(to: url)
      found = try ExchangeRates(readingFrom: url.path, home: home)
    } else {
      found = ExchangeRates(home: home)
    }
    var request = ProfitRequest(by: dimension, zone: try TimeZoneRules(identifier: "UTC"), rates: found)
    request.dating = dating
    request.converts = rates != nil
    let out = folder.url.appendingPathComponent("out")
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let (_, outputs) = try ProfitReport(request).write([.csv], to: out.path, from: store)
    let path = try #require(outputs.first { $0.path.hasSuffix("-\(table).csv") }?.path)
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }
}

@Suite("The report on profit")
struct ProfitReportTests {
  /// A EUR order, a USD order that froze its rate, and a USD order that did not.
  private static let orders = """
    order_id,created_at,stage,currency,total,subtotal,exchange_rate,payment_status,estimated_shipping,\
    estimated_fulfillment,estimated_payment,item_sku,item_quantity,item_unit_cost
    A,2026-09-01T10:00:00Z,Completed Order,EUR,100.00,100.00,,paid,5.00,1.00,2.00,CUP,1,30.00
    B,2026-09-02T10:00:00Z,Completed Order,USD,120.00,120.00,1.25,paid,5.00,1.00,2.00,CUP,1,40.00
    C,2026-10-02T10:00:00Z,Completed Order,USD,60.00,60.00,,paid,5.00,1.00,2.00,CUP,1,20.00

    """

  private func bench() throws -> ProfitBench {
    let bench = try ProfitBench(orders: Self.orders)
    let (euro, dollar) = (try #require(Currency("EUR")), try #require(Currency("USD")))
    try bench.ledger(dated: "2026-10-05") { connection, writer in
      let keys = try ["A", "B", "C"].map { id in
        try #require(try connection.orderLookup().order(id: UnsafeRawBufferPointer(Self.bytes(id)))).orderKey
      }
      // 4.00 EUR of shipping on B (frozen: 5.00 USD), 3.00 EUR on C, which nothing converts.
      for (key, amount) in [(keys[1], 40_000), (keys[2], 30_000)] as [(Int64, Int64)] {
        try writer.append(
          orderKey: key, line: 2, sets: 0, amounts: CostValues(shipping: amount),
          details: LedgerDetails(currency: euro, entryOn: nil, referenceHash: 0, texts: CostTexts()))
      }
      try writer.append(orderKey: keys[0], line: 3, sets: 1, amounts: CostValues(shipping: 70_000))
      try writer.stand(CostValues(shipping: 70_000), insteadOf: CostValues(), for: keys[0])
      try writer.appendUnallocated(
        line: 4, class: .unallocated, amounts: CostValues(other: 90_000), currency: dollar,
        details: LedgerDetails(
          currency: nil, entryOn: CivilDate("2026-09-30"), referenceHash: 0, texts: CostTexts()))
    }
    return bench
  }

  private static func bytes(_ text: String) -> UnsafeBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
    _ = copy.initialize(from: text.utf8)
    return UnsafeBufferPointer(copy)
  }

  @Test("Costs in another currency are converted by the order's frozen rate, or stand apart and leave profit open")
  func otherCurrencies() throws {
    let rows = try bench().rows("orders", by: .order)
    #expect(
      rows.map { [$0["order"], $0["line"], $0["currency"], $0["shipping"], $0["profit"]] } == [
        ["A", "orders", "EUR", "7.00", "60.00"], ["B", "orders", "USD", "5.00", "72.00"],
        ["C", "orders", "USD", "", ""], ["C", "costs_in_another_currency", "EUR", "3.00", "-3.00"],
      ])
  }

  @Test("Costs of no order are a line of their own in their period and in the total, whatever the groups")
  func unallocated() throws {
    let bench = try bench()
    func lines(_ dimension: ProfitDimension) throws -> [[String?]] {
      try bench.rows("figures", by: dimension).map {
        [$0[dimension.rawValue], $0["line"], $0["currency"], $0["other"], $0["profit"]]
      }
    }
    let months = try lines(.month)
    #expect(months.contains(["2026-09", "unallocated", "USD", "9.00", "-9.00"]))
    #expect(months.contains(["2026-09", "total", "USD", "9.00", "63.00"]))
    for dimension in [ProfitDimension.month, .stage, .item] {
      let lines = try lines(dimension)
      #expect(lines.contains(["all", "unallocated", "USD", "9.00", "-9.00"]))
      #expect(lines.contains(["all", "total", "USD", "9.00", "63.00"]))
      #expect(lines.contains(["all", "total", "EUR", "", "57.00"]))
    }
  }

  @Test("By the day of entry costs belong to the month that booked them, and the sum stays")
  func byEntry() throws {
    let rows = try bench().rows("figures", by: .month, dating: .entry)
    func profit(_ month: String, _ line: String, _ currency: String) -> String? {
      rows.first { $0["month"] == month && $0["line"] == line && $0["currency"] == currency }?["profit"]
    }
    // A in September: 100 - 30 - 5 - 1 - 2 by estimates; its 7.00 of shipping came in October instead of 5.00.
    #expect(profit("2026-09", "orders", "EUR") == "62.00")
    #expect(profit("2026-10", "orders", "EUR") == "-2.00")
    // B: its 5.00 came in October as estimated, which moves nothing and is known; C, of October, is incomplete.
    #expect(profit("2026-09", "orders", "USD") == "72.00")
    #expect(profit("2026-10", "orders", "USD") == "0.00")
    #expect(profit("2026-10", "costs_in_another_currency", "EUR") == "-3.00")
    #expect(profit("all", "total", "USD") == "63.00")
  }

  @Test("Rates convert everything into the merchant's currency; the last one on or before the day counts")
  func rates() throws {
    let rows = try bench().rows(
      "figures", by: .month, rates: "date,currency,rate\n2026-08-01,USD,0.5\n2026-10-01,USD,0.90\n2026-10-03,USD,2\n")
    func line(_ month: String, _ line: String) -> [String?] {
      let row = rows.first { $0["month"] == month && $0["line"] == line }
      return [row?["currency"], row?["revenue"], row?["profit"]]
    }
    // B: (120 - 40 - 1 - 2) / 2 less 4.00 EUR of shipping; A is in EUR already.
    #expect(line("2026-09", "orders") == ["EUR", "160.00", "94.50"])
    // C: (60 - 20 - 1 - 2) * 0.9 less 3.00 EUR.
    #expect(line("2026-10", "orders") == ["EUR", "54.00", "30.30"])
    #expect(line("2026-09", "unallocated") == ["EUR", "", "-4.50"])
    #expect(Set(rows.compactMap { $0["currency"] }) == ["EUR"])
  }

  @Test("Shares of items add up to their order exactly")
  func items() throws {
    let orders = """
      order_id,created_at,stage,currency,total,subtotal,payment_status,estimated_shipping,estimated_fulfillment,\
      estimated_payment,item_sku,item_quantity,item_unit_cost,item_line_total
      A,2026-09-01T10:00:00Z,Completed Order,EUR,100.00,100.00,paid,1.00,1.00,1.00,CUP,1,3.00,33.33
      A,,,,,,,,,,LAMP,1,4.00,33.33
      A,,,,,,,,,,VASE,1,5.00,33.33

      """
    let rows = try ProfitBench(orders: orders).rows("figures", by: .item)
    func sum(_ column: String) throws -> Int64 {
      try rows.filter { $0["line"] == "orders" && $0["item"] != "all" }.reduce(0) {
        $0 + (try Amount($1[column] ?? "")).e4
      }
    }
    #expect(try sum("revenue") == 1_000_000)
    #expect(try sum("shipping") == 10_000)
    #expect(try sum("profit") == 850_000)
    #expect(rows.first { $0["item"] == "CUP" }?["revenue"] == "33.3333")
    #expect(rows.first { $0["item"] == "LAMP" }?["revenue"] == "33.3334")
  }

  @Test("What is refunded of an order that says only the sum is that sum without its tax")
  func refunds() throws {
    let orders =
      "order_id,created_at,stage,currency,total,subtotal,tax,total_refunded,tax_refunded,payment_status\n"
      + "A,2026-09-01T10:00:00Z,Completed Order,EUR,119.00,100.00,19.00,119.00,,Refunded\n"
      + "B,2026-09-01T10:00:00Z,Completed Order,EUR,119.00,100.00,19.00,59.50,9.50,Processed\n"
      + "C,2026-09-01T10:00:00Z,Completed Order,EUR,119.00,100.00,19.00,10.00,,Processed\n"
    let rows = try ProfitBench(orders: orders).rows("orders", by: .order)
    #expect(rows.map { $0["refunds"] } == ["100.00", "50.00", "8.4034"])
  }
}
