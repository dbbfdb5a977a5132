import Diagnostics
import Exports
import Foundation
import Mapping
import Model
import Store
import TestSupport
import Testing

/// A store with four orders: two currencies, a summer and a winter time, costs known and unknown, an order without
/// lines, one that is deleted, and texts that spreadsheets would run.
final class ExportFixture {
  let folder: TemporaryFolder
  let store: Store
  let zone: TimeZoneRules

  static let identity = RunIdentity(
    startedAt: Instant(seconds: 1_790_000_000), operator: "ann", login: "ann", host: "box", version: "1")

  init() throws {
    folder = try TemporaryFolder()
    let currency = try #require(Currency("EUR"))
    store = try Store.create(
      at: folder.url.appendingPathComponent("daybook.sqlite").path, currency: currency, zone: "Europe/Berlin")
    zone = try TimeZoneRules(identifier: "Europe/Berlin")
    try store.change { connection in
      var new = NewBatch(kind: .orders, identity: ExportFixture.identity)
      new.mapping = nil
      let batch = try connection.begin(new)
      let writer = try OrderWriter(connection, batch: batch, identity: ExportFixture.identity)
      for order in ExportFixture.orders {
        let key = try writer.insert(order, digest: order.digest)
        if order.orderID == "0001" {
          let ledger = try connection.ledgerWriter(batch: batch)
          try ledger.stand(CostValues(shipping: 0, payment: 12_345), insteadOf: CostValues(), for: key)
          try ledger.finish()
        }
      }
      try connection.complete(batch, new, counts: BatchCounts())
    }
  }

  static let orders: [OrderRecord] = [
    order("0001", "2026-07-01T10:00:00Z", "EUR", total: 1_234_567_890, last: "=cmd()", items: [("A", 5000), ("B", 3)]),
    order("0002", "2026-01-31T23:30:00Z", "USD", total: -12_345, last: "Žižka, \"J\"", items: [("C", 10_000)]),
    order("0003", "2026-02-28T22:59:59.500Z", "EUR", total: 100, last: nil, items: []),
    order("0004", "2026-03-31T22:00:00Z", "EUR", total: 0, last: "Last", stage: .rejected, items: [("D", 20_000)]),
  ]

  static func order(
    _ id: String, _ at: String, _ currency: String, total: Int64, last: String?,
    stage: OrderStage = .completedOrder, items: [(sku: String, quantity: Int64)]
  ) -> OrderRecord {
    var record = OrderRecord()
    record["order_id"] = .text(id)
    record["created_at"] = .number(Instant(at)?.milliseconds ?? 0)
    record["stage"] = .text(stage.rawValue)
    record["currency"] = .text(currency)
    record["total"] = .number(total)
    record["tax_rate"] = .number(82_500)
    for flag in ["is_test", "is_gift", "exported_to_accounting"] { record[flag] = .number(0) }
    if let last { record["billing_last_name"] = .text(last) }
    for item in items {
      var line = OrderLine(repeating: .none, count: OrderGroup.items.fields.count)
      for (place, field) in OrderGroup.items.fields.enumerated() {
        if field.name == "sku" { line[place] = .text(item.sku) }
        if field.name == "quantity" { line[place] = .number(item.quantity) }
      }
      record[.items].append(line)
    }
    return record
  }

  func layout(_ text: String, format: ExportFormat? = nil) throws -> ExportLayout {
    let file = MappingFile(name: "test", section: .exports, origin: .file(path: "test.yaml"), bytes: Array(text.utf8))
    return try ExportLayout.read(file, fields: ExportCatalogue.fields, format: format)
  }

  func path(_ name: String) -> String { folder.url.appendingPathComponent(name).path }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.url.appendingPathComponent(name)), as: UTF8.self)
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  var runner: ExportRunner { ExportRunner(store: store, identity: ExportFixture.identity, zone: zone) }

  /// Exports by a layout's text and gives the file.
  func export(_ text: String, to name: String = "out.csv", from: String? = nil, through last: String? = nil) throws
    -> String
  {
    _ = try runner.run(
      ExportRequest(
        layout: try layout(text), path: path(name), from: from.flatMap { CivilDate($0) },
        to: last.flatMap { CivilDate($0) }))
    return try self.text(name)
  }
}
