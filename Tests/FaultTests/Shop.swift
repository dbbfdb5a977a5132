import Changes
import Foundation
import Mapping
import Model
import Store
import Tabular
import TestSupport
import Testing

/// A workspace with 200 orders and a sheet of costs that are all new to it, one row of which names an order that is not there.
enum Shop {
  static func make(in folder: URL) throws {
    let made = try ShellRun(script: "daybook init . --zone UTC --currency USD", in: folder)
    try #require(made.exit == 0, "\(made.error)")
    var orders = "order_id,created_at,stage,currency,total,email\n"
    var costs = "Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n"
    for number in 1...200 {
      orders += "A-\(number),2026-09-0\(number % 9 + 1)T08:00:00Z,Completed Order,USD,80.50,b\(number)@example.com\n"
      costs += "A-\(number),\(number % 7).25,2,\(number % 5).5\n"
    }
    try Data(orders.utf8).write(to: folder.appendingPathComponent("orders.csv"))
    try Data((costs + "A-0,1,2,3\n").utf8).write(to: folder.appendingPathComponent("costs.csv"))
    try load(folder.appendingPathComponent("orders.csv").path, in: folder.path)
  }

  private static func load(_ file: String, in folder: String) throws {
    let input = try InputFile.open(file)
    let mapping = try OrderRecogniser(MappingCatalog(folder: folder)).mapping(for: input, options: ReadOptions())
    let context = OrderContext(zone: try TimeZoneRules(identifier: "UTC"), currency: try #require(Currency("USD")))
    let identity = RunIdentity(
      startedAt: Instant(seconds: 1_790_000_000), operator: "anna", login: "anna", host: "office", version: "test")
    let store = try Store.open(folder + "/daybook.sqlite", .readWrite)
    let change = OrderImport(
      OrderImport.Request(input: input, mapping: mapping, context: context), identity: identity)
    try #require(try change.apply(to: store).counts.accepted == 200)
    try store.close()
  }
}
