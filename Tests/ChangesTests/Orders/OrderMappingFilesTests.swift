import Diagnostics
import Foundation
import Mapping
import Model
import Store
import Tabular
import Testing

@testable import Changes

/// The shipped mappings on files of the systems they are made for.
@Suite struct OrderMappingFilesTests {
  private static let ultraCart = [
    "address_no_optional", "address_no_shipping", "ar", "co", "coupons", "customer_profile", "items", "no_coupons",
    "no_items", "no_transaction_details", "po",
  ]

  @Test(arguments: ultraCart) func ultraCartKeepsEveryElement(name: String) throws {
    guard let path = OrderDesk.shared("realfiles/ultracart-xml/\(name).xml") else { return }
    let desk = try OrderDesk()
    let summary = try desk.change(path: path).apply(to: desk.store)
    #expect(summary.outcome == .applied, "\(summary.diagnostics)")
    #expect(summary.mapping == "ultracart-xml")
    let input = try InputFile.open(path)
    let reader = XMLRecordReader(try input.byteStream(), file: path, path: "export/order")
    var last: RecordNode?
    while let node = try reader.next() { last = node }
    let node = try #require(last)
    let id = try #require(node.children.first { $0.name == "order_id" }?.text)
    let order = try #require(try desk.order(id))
    let kept =
      order.text("extra") + order[.items].indices.map { order.text(.items, $0, "extra") }.joined()
      + order[.payments].indices.map { order.text(.payments, $0, "details") }.joined()
    let yaml = try MappingCatalog(folder: nil).find("ultracart-xml", in: .orders).bytes
    let words = Set(
      String(decoding: yaml, as: UTF8.self).split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    for leaf in OrderMappingFilesTests.leaves(node) {
      #expect(words.contains(leaf) || kept.contains("\"\(leaf)\":"), "\(leaf) is lost")
    }
    let before = try desk.tables()
    let again = try desk.change(path: path).apply(to: desk.store)
    #expect(again.batch == nil)
    #expect(again.counts.unchanged == 1)
    #expect(try desk.tables() == before)
  }

  private static func leaves(_ node: RecordNode) -> [String] {
    if node.children.isEmpty { return (node.text ?? "").isEmpty ? [] : [node.name] }
    return node.children.flatMap(leaves)
  }

  @Test func ultraCartValuesAreTyped() throws {
    guard let path = OrderDesk.shared("realfiles/ultracart-xml/items.xml") else { return }
    let desk = try OrderDesk()
    _ = try desk.change(path: path).apply(to: desk.store)
    let order = try #require(try desk.order("ABC-12345"))
    // 10:00 in New York in winter.
    #expect(order.text("created_at") == "2015-01-01T15:00:00Z")
    #expect(order.text("stage") == "Rejected")
    #expect(order.text("currency") == "USD")
    #expect(order.text("is_gift") == "0")
    #expect(order.text("is_test") == "0")
    #expect(order.text("weight_unit") == "LB")
    #expect(order.text(.items, 0, "weight") == "1")
    #expect(order.text(.items, 0, "weight_unit") == "LB")
    #expect(order.text(.items, 0, "unit_cost") == "0.50")
    #expect(order.text(.items, 0, "quantity_refunded") == "0.50")
    #expect(order.text(.items, 1, "unit_cost") == "-")
    #expect(order.text(.items, 2, "country_of_origin") == "United States")
    #expect(order.text(.shipments, 0, "tracking_number") == "1234567890123456789012")
  }

  @Test func ultraCartTransactionsKeepTheirZeros() throws {
    guard let path = OrderDesk.shared("realfiles/ultracart-xml/customer_profile.xml") else { return }
    let desk = try OrderDesk()
    let summary = try desk.change(path: path).apply(to: desk.store)
    #expect(summary.diagnostics.map(\.code) == [.ordersRepeated])
    let order = try #require(try desk.order("ABC-12345"))
    #expect(order[.payments].count == 3)
    #expect(order.text(.payments, 1, "transaction_id") == "01234567")
    #expect(order.text(.payments, 2, "successful") == "0")
    #expect(order.text(.payments, 2, "details").contains("AVS mismatch"))
  }

  @Test(arguments: [true, false]) func shopifyRowsMayBeBlankOrRepeated(isRepeated: Bool) throws {
    let desk = try OrderDesk()
    let head =
      "a@example.com,paid,2026-02-01 10:00:00 -0500,fulfilled,2026-02-02 10:00:00 -0500,USD,30.00,5.00,2.40,37.40"
    let blank = String(repeating: ",", count: head.count(where: { $0 == "," }))
    let text = """
      Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Subtotal,Shipping,Taxes,Total,\
      Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem taxable,Billing Name,\
      Billing Zip,Cancelled at,Tags,Vendor
      #1001,\(head),TEN,2026-02-01 09:59:00 -0500,1,Mug,10.00,M-1,true,Ada B. Lovelace,'02139,,"vip, new",Acme
      #1001,\(isRepeated ? head : blank),\(isRepeated ? "TEN" : ""),,2,Plate,10.00,P-1,false,,,,,Bcme
      #1002,b@example.com,paid,,unfulfilled,,USD,5,0,0,5,,2026-02-03 09:00:00 -0500,1,Mug,5,M-1,true,Bob,10115,2026-02-04 09:00:00 -0500,,

      """
    let summary = try desk.load(text)
    #expect(summary.mapping == "shopify")
    #expect(summary.diagnostics.isEmpty, "\(summary.diagnostics)")
    let order = try #require(try desk.order("1001"))
    #expect(order.text("stage") == "Completed Order")
    #expect(order.text("created_at") == "2026-02-01T14:59:00Z")
    #expect(order.text("billing_first_name") == "Ada B.")
    #expect(order.text("billing_last_name") == "Lovelace")
    #expect(order.text("billing_postal_code") == "02139")
    #expect(order[.items].count == 2)
    #expect(order.text(.items, 1, "extra") == #"{"Lineitem taxable":"false","Vendor":"Bcme"}"#)
    #expect(order.text(.coupons, 0, "code") == "TEN")
    #expect(order.tags == ["new", "vip"])
    #expect(try desk.order("1002")?.text("stage") == "Rejected")
    #expect(try desk.order("1002")?.text("billing_first_name") == "-")
  }

  @Test func ownLinesOfJSON() throws {
    let desk = try OrderDesk()
    let text = """
      {"order_id":"7","created_at":"2026-01-01T00:00:00Z","stage":"Hold","currency":"EUR","total":10.5,"is_test":false,\
      "items":[{"sku":"A","quantity":2,"unit_price":"5.25","colour":{"name":"red"}},{"sku":"B","quantity":0}],\
      "payments":[{"transaction_id":"01","successful":true,"details":{"b":1,"a":"x"}}],\
      "shipments":[{"tracking_number":"1Z"}],"coupons":[{"code":"TEN","discount":1}],"tags":["b","a"],"note":null,"k":[1,2]}
      """
    let summary = try desk.load(text + "\n", name: "orders.jsonl")
    #expect(summary.mapping == "daybook-jsonl")
    #expect(summary.diagnostics.isEmpty, "\(summary.diagnostics)")
    let order = try #require(try desk.order("7"))
    #expect(order.text("total") == "10.50")
    #expect(order.text(.items, 0, "extra") == #"{"colour":{"name":"red"}}"#)
    #expect(order.text(.payments, 0, "details") == #"{"a":"x","b":1}"#)
    #expect(order.text("extra") == #"{"k":[1,2]}"#)
    #expect(order.tags == ["a", "b"])
    #expect(try desk.load(text + "\n", name: "orders.jsonl").counts.unchanged == 1)
  }

  @Test func plainLinesAreSummedUp() throws {
    let desk = try OrderDesk()
    let summary = try desk.load(
      """
      Order ID;Order Date;Item;SKU;Quantity;Price;Line Total;Gift
      0012;31.12.2025;Mug;M-1;3;1.3333;;yes
      0012;31.12.2025;Plate;P-1;1;;2.00;

      """)
    #expect(summary.mapping == "order-lines")
    let order = try #require(try desk.order("0012"))
    #expect(order.text("total") == "5.9999")
    #expect(order.text("created_at") == "2025-12-31T05:00:00Z")
    #expect(order.text("extra") == #"{"Gift":"yes"}"#)
    // SKU was taken, so Item is kept beside.
    #expect(order.text(.items, 0, "extra") == #"{"Item":"Mug"}"#)
    #expect(order.text("currency") == "USD")
  }

  @Test(arguments: [
    ("orders.csv", "daybook-csv", 24), ("orders-shopify.csv", "shopify", 3), ("orders.xml", "ultracart-xml", 2),
  ])
  func samplesAreRecognised(file: String, mapping: String, orders: Int) throws {
    let desk = try OrderDesk()
    let summary = try desk.change(path: OrderDesk.root.appendingPathComponent("samples/\(file)").path)
      .apply(to: desk.store)
    #expect(summary.mapping == mapping)
    #expect(summary.diagnostics.isEmpty, "\(summary.diagnostics)")
    #expect(summary.details.first?.count == orders)
  }

  @Test func paymentMethodIsTheOrdersOwn() throws {
    let desk = try OrderDesk()
    try desk.load("order_id,created_at,total,payment_method,payment_amount\n1,2026-01-01,5,Check,\n2,2026-01-01,5,,4\n")
    #expect(try desk.order("1")?[.payments].count == 0)
    #expect(try desk.order("1")?.text("payment_method") == "Check")
    #expect(try desk.order("2")?.text(.payments, 0, "amount") == "4.00")
  }

  @Test func unknownFilesNameTheMappings() throws {
    let desk = try OrderDesk()
    do {
      try desk.load("a,b\n1,2\n")
      Issue.record("it was recognised")
    } catch let failure as Failure {
      #expect(failure.diagnostics.map(\.code) == [.notRecognised])
      #expect(failure.diagnostics.first?.hint?.contains("shopify") == true)
    }
  }
}
