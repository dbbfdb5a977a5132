import Foundation
import TestSupport
import Testing

/// A workspace with 200 orders, and files that are new to it: orders of which some are changed and some are new, and costs of
/// which one row names an order that is not there.
enum Shop {
  static func make(in folder: URL) throws {
    var costs = "Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n"
    for number in 1...200 { costs += "A-\(number),\(number % 7).25,2,\(number % 5).5\n" }
    try write(orders(1...200, total: "80.50"), "orders.csv", in: folder)
    try write(orders(150...260, total: "81.50"), "later.csv", in: folder)
    try write(costs + "A-0,1,2,3\n", "costs.csv", in: folder)
    let script = """
      daybook init . --zone UTC --currency USD && sed -i 's/enabled: false/enabled: true/' daybook.yaml \
        && daybook orders import orders.csv
      """
    let made = try ShellRun(script: script, in: folder)
    try #require(made.exit == 0, "\(made.error)")
  }

  private static func orders(_ numbers: ClosedRange<Int>, total: String) -> String {
    numbers.reduce(into: "order_id,created_at,stage,currency,total,email,item_sku,item_quantity\n") { text, number in
      text += "A-\(number),2026-09-0\(number % 9 + 1)T08:00:00Z,Completed Order,USD,\(total),b\(number)@example.com,"
      text += "S-\(number % 11),2\n"
    }
  }

  private static func write(_ text: String, _ name: String, in folder: URL) throws {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
  }
}
