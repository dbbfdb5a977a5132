import Foundation
import GRDB
import Mapping
import Model
import Tabular

@testable import Changes
@testable import Store

/// A store in which orders live: everything that can be done to them, and what is seen of them.
struct LifeDesk {
  let desk: OrderDesk
  private let costs: CostMapping

  init() throws {
    desk = try OrderDesk()
    let file = OrderDesk.root.appendingPathComponent("mappings/costs/actual-costs.yaml")
    costs = try CostMapping.read(Array(try Data(contentsOf: file)), file: "actual-costs.yaml")
  }

  var store: Store { desk.store }
  var identity: RunIdentity { desk.identity }

  func load(_ rows: [String], reusing: Bool) throws -> ChangeSummary {
    let text = "order_id,created_at,stage,currency,total,tags\n" + rows.joined(separator: "\n") + "\n"
    return try desk.load(text) { $0.reuseDeleted = reusing }
  }

  func enter(_ rows: [String], acceptingValid: Bool) throws -> ChangeSummary {
    let text = "Order ID,Actual Shipping,Actual Payment\n" + rows.joined(separator: "\n") + "\n"
    var request = CostImport.Request(
      input: try InputFile.open(try desk.folder.write("costs.csv", text)), mapping: costs,
      datedOn: CivilDate(days: 20_000), currency: CostDesk.usd, temporaryFolder: desk.folder.path)
    request.acceptValid = acceptingValid
    request.allowedRepeats = [.entries]
    return try CostImport(request, identity: identity).apply(to: store)
  }

  func operate(_ rows: [String], acceptingValid: Bool) throws -> ChangeSummary {
    let text = "order_id,operation,value,field\n" + rows.joined(separator: "\n") + "\n"
    let input = try InputFile.open(try desk.folder.write("work.csv", text))
    let mapping = try OperationRecogniser(MappingCatalog(folder: nil)).mapping(for: input, options: ReadOptions())
    var request = OrderOperations.Request(
      .file(input, mapping, ReadOptions()), zone: desk.context.zone, temporaryFolder: desk.folder.path)
    request.acceptValid = acceptingValid
    request.allowedRepeats = [.bytes]
    return try OrderOperations(request, identity: identity).apply(to: store)
  }

  func delete(_ ids: [String]) throws -> OrderResults {
    try OrderDeletion(.orders(ids), reason: "test", identity: identity).apply(to: store)
  }

  func undelete(_ selection: OrderUndeletion.Selection) throws -> OrderResults {
    try OrderUndeletion(selection, identity: identity).apply(to: store)
  }

  func purge(_ id: String) throws -> OrderResults {
    try OrderPurge(.orders([id]), retention: nil, zone: desk.context.zone, reason: nil, identity: identity)
      .apply(to: store)
  }

  func revert(_ batch: Int64) throws -> ChangeSummary {
    try RevertBatch(batch, reason: nil, identity: identity).apply(to: store)
  }

  func liveKey(_ id: String) throws -> Int64? { try store.read { try $0.wholeOrders().liveKey(id) } }

  /// What the store holds of orders, a line each; of all of them where none are named.
  func lines(of keys: Set<Int64>?) throws -> [String] {
    let chosen = keys.map { $0.sorted().map(String.init).joined(separator: ", ") }
    return try store.read { connection in
      return try String.fetchAll(
        connection.db,
        sql: """
          SELECT printf('%s %s %s %s %s %s %s %s %s %s %s %s', o.order_key, o.order_id, o.stage, o.total_e4 / 10000, coalesce(o.custom_field1, '-'),
            coalesce((SELECT group_concat(tag, '+') FROM (
              SELECT tag FROM order_tag t WHERE t.order_key = o.order_key ORDER BY tag)), '-'),
            coalesce(o.deleted_batch, '-'), coalesce(c.shipping_e4 / 10000, '-'), coalesce(c.payment_e4 / 10000, '-'),
            coalesce((SELECT group_concat(body, '+') FROM (
              SELECT body FROM order_note_in_force n WHERE n.order_key = o.order_key ORDER BY n)), '-'),
            coalesce((SELECT r.order_key FROM order_ref r WHERE r.order_id = o.order_id), '-'),
            coalesce((SELECT after_stage FROM order_stage_change s WHERE s.order_key = o.order_key ORDER BY n DESC), '-'))
          FROM orders o LEFT JOIN order_cost c ON c.order_key = o.order_key
          \(chosen.map { "WHERE o.order_key IN (\($0))" } ?? "")
          ORDER BY o.order_key
          """)
    }
  }

  /// Everything that a check of the store would complain about, of what these changes touch.
  func faults() throws -> [String] {
    try store.read { connection in
      try connection.structureFindings() + connection.danglingReferences() + connection.tombstonesWithRemains()
        + connection.ordersWithWrongCosts().map { "costs of \($0)" }
        + connection.batchesWithDamagedTraces().map { "traces of \($0)" }
        + [connection.firstBrokenAuditEntry()].compactMap { $0.map { "audit entry \($0)" } }
    }
  }
}
