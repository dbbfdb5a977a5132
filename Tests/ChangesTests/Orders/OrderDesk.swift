import Foundation
import GRDB
import Mapping
import Model
import Tabular

@testable import Changes
@testable import Store

/// A store and the shipped mappings: what the tests of orders work on.
final class OrderDesk {
  let folder: WorkFolder
  let store: Store
  let context: OrderContext

  init() throws {
    folder = try WorkFolder()
    store = try Store.create(at: folder.path + "/daybook.sqlite", currency: CostDesk.usd, zone: "America/New_York")
    context = OrderContext(zone: try TimeZoneRules(identifier: "America/New_York"), currency: CostDesk.usd)
  }

  /// The package's root, for samples and mappings.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the shared material beside the package; nil, with a line that says so, where it is not there.
  static func shared(_ path: String) -> String? {
    let file = root.appendingPathComponent("../shared/\(path)").standardized.path
    if FileManager.default.fileExists(atPath: file) { return file }
    print("skipped: there is no \(file)")
    return nil
  }

  var identity: RunIdentity {
    RunIdentity(
      startedAt: Instant(seconds: 1_790_000_000), operator: "ana", login: "ana", host: "desk", version: "test")
  }

  /// An import of a file by a shipped mapping, a mapping file, or the one that recognises it.
  func change(
    path: String, mapping: String? = nil, _ adjust: (inout OrderImport.Request) -> Void = { _ in }
  ) throws -> OrderImport {
    let input = try InputFile.open(path)
    let catalog = MappingCatalog(folder: folder.path + "/mappings")
    let chosen =
      try mapping.map { try OrderMapping.read(try catalog.find($0, in: .orders)) }
      ?? OrderRecogniser(catalog).mapping(for: input, options: ReadOptions())
    var request = OrderImport.Request(input: input, mapping: chosen, context: context)
    adjust(&request)
    return OrderImport(request, identity: identity)
  }

  @discardableResult
  func load(
    _ text: String, name: String = "orders.csv", mapping: String? = nil,
    _ adjust: (inout OrderImport.Request) -> Void = { _ in }
  ) throws -> ChangeSummary {
    try change(path: try folder.write(name, text), mapping: mapping, adjust).apply(to: store)
  }

  /// The content of a live order.
  func order(_ id: String) throws -> OrderRecord? {
    try store.read { connection in
      let finder = try connection.orderFinder()
      return try finder.liveOrder(id).flatMap { try finder.record($0.key) }
    }
  }

  func number(_ sql: String) throws -> Int64? { try store.read { try Int64.fetchOne($0.db, sql: sql) } }

  /// Every row of every table, as one text.
  func tables(without left: [String] = []) throws -> String {
    try store.read { connection in
      let names = try String.fetchAll(
        connection.db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      return try names.filter { !left.contains($0) }.map { name in
        let rows = try GRDB.Row.fetchAll(connection.db, sql: "SELECT * FROM \(name)")
        return "\(name)\n" + rows.map(\.description).joined(separator: "\n")
      }.joined(separator: "\n")
    }
  }
}

extension OrderRecord {
  /// A field as text: amounts in plain decimals, instants in ISO 8601, `-` for blank.
  func text(_ name: String) -> String { OrderRecord.text(self[name], OrderFields.order.first { $0.name == name }) }

  /// A field of a line as text.
  func text(_ group: OrderGroup, _ index: Int, _ name: String) -> String {
    guard index < self[group].count, let place = OrderFields.place(of: name, in: group.fields) else { return "?" }
    return OrderRecord.text(self[group][index][place], group.fields[place])
  }

  private static func text(_ value: FieldValue, _ field: OrderField?) -> String {
    switch (value, field?.kind) {
    case (.none, _): "-"
    case (.text(let text), _): text
    case (.number(let number), .amount): Amount(e4: number).description
    case (.number(let number), .instant): Instant(milliseconds: number).description
    case (.number(let number), _): String(number)
    }
  }
}

extension Store {
  /// Folds the write-ahead log into the file.
  func checkpoint() throws {
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
  }
}
