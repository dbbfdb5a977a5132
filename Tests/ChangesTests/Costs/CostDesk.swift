import Foundation
import GRDB
import Mapping
import Model
import Tabular

@testable import Changes
@testable import Store

/// A store with orders "1001", "1002", … and the shipped mapping: what the tests of costs work on.
final class CostDesk {
  let folder: WorkFolder
  let store: Store
  let mapping: CostMapping

  init(orders: Int = 5, currency: (Int) -> String = { _ in "USD" }) throws {
    folder = try WorkFolder()
    store = try Store.create(at: folder.path + "/daybook.sqlite", currency: CostDesk.usd, zone: "UTC")
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.appendingPathComponent("mappings/costs/actual-costs.yaml")
    mapping = try CostMapping.read(Array(try Data(contentsOf: file)), file: "actual-costs.yaml")
    let rows = (1...orders).map { (key: Int64($0), id: String(1000 + $0), currency: currency($0)) }
    try store.change { connection in
      let batch = try connection.begin(NewBatch(kind: .orders, identity: identity))
      for row in rows {
        try connection.db.execute(
          sql: """
            INSERT INTO orders(order_key, order_id, batch, created_at, stage, currency, total_e4, content_digest)
            VALUES (?, ?, ?, 0, 'Completed Order', ?, 1000000, zeroblob(32))
            """, arguments: [row.key, row.id, batch, row.currency])
        try connection.db.execute(
          sql: "INSERT INTO order_ref(order_id, order_key, currency, total_e4) VALUES (?, ?, ?, 1000000)",
          arguments: [row.id, row.key, row.currency])
      }
    }
  }

  static let usd: Currency = {
    guard let usd = Currency("USD") else { preconditionFailure("USD is three letters") }
    return usd
  }()

  var identity: RunIdentity {
    RunIdentity(
      startedAt: Instant(seconds: 1_790_000_000), operator: "ana", login: "ana", host: "desk", version: "test")
  }

  func change(
    _ csv: String, name: String = "costs.csv", _ adjust: (inout CostImport.Request) throws -> Void = { _ in }
  ) throws -> CostImport {
    let path = try folder.write(name, csv)
    var request = CostImport.Request(
      input: try InputFile.open(path), mapping: mapping, datedOn: CivilDate(days: 20_000),
      currency: Currency(packed: 0x45_55_52), temporaryFolder: folder.path)
    try adjust(&request)
    return CostImport(request, identity: identity)
  }

  @discardableResult
  func load(
    _ csv: String, name: String = "costs.csv", _ adjust: (inout CostImport.Request) throws -> Void = { _ in }
  ) throws -> ChangeSummary {
    try change(csv, name: name, adjust).apply(to: store)
  }

  func check(_ csv: String, _ adjust: (inout CostImport.Request) throws -> Void = { _ in }) throws -> ChangeSummary {
    try change(csv, adjust).check(store)
  }

  /// The same sheet as a workbook: the columns `texts` as text and the others as numbers, or ids and words as text and
  /// amounts as numbers.
  func workbook(
    _ name: String, titles: [String], rows: [[String]], texts: Set<Int>? = nil
  ) throws -> InputFile {
    let path = folder.path + "/" + name
    let file = try OutputFile(path: path)
    let writer = try XLSXWriter(to: file)
    try writer.header(titles.map { ColumnHeading($0) })
    for row in rows {
      for (index, cell) in row.enumerated() {
        let isText = texts?.contains(index) ?? (index == 0 || cell.contains { $0.isLetter || $0 == ":" })
        if cell.isEmpty {
          try writer.empty()
        } else if isText {
          try writer.text(cell)
        } else {
          try Array(cell.utf8).withUnsafeBytes { try writer.number($0) }
        }
      }
      try writer.endRow()
    }
    try writer.finish()
    _ = try file.commit()
    return try InputFile.open(path)
  }

  @discardableResult
  func revert(_ batch: Int64) throws -> ChangeSummary {
    try RevertBatch(batch, reason: nil, identity: identity).apply(to: store)
  }

  /// `shipping/fulfillment/payment` of an order as text, `-` for unknown.
  func actual(_ order: String) throws -> String {
    let found = try store.read { try $0.explainCosts(ofOrder: order) }
    guard let values = found?.actual else { return "none" }
    return [values.shipping, values.fulfillment, values.payment]
      .map { $0.map { Amount(e4: $0).description } ?? "-" }.joined(separator: "/")
  }

  /// Every row of every table except batches and audit, as one text.
  func tables() throws -> String {
    try store.read { connection in
      let names = try String.fetchAll(
        connection.db,
        sql: """
          SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'batch%' AND name <> 'audit'
            AND name <> 'refused_run' ORDER BY name
          """)
      return try names.map { name in
        let rows = try GRDB.Row.fetchAll(connection.db, sql: "SELECT * FROM \(name)")
        return "\(name)\n" + rows.map(\.description).joined(separator: "\n")
      }.joined(separator: "\n")
    }
  }

  func wrongCosts() throws -> [Int64] { try store.read { try $0.ordersWithWrongCosts() } }
}
