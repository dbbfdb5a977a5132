import Diagnostics
import Mapping
import Model
import Store
import Tabular
import Testing

@testable import Changes

/// An example of every code that an import of orders can give and that no other test shows.
@Suite struct OrderCodesTests {
  private let head = "kind: orders\nname: m\nrecognised_by: [id, at]\nfile: {format: table}\n"

  /// The codes of a file read by a mapping, failures included.
  private func codes(_ file: String, _ mapping: String, name: String = "orders.csv") throws -> [DiagnosticCode] {
    let desk = try OrderDesk()
    let path = try desk.folder.write("m.yaml", head + mapping)
    do {
      return try desk.load(file, name: name, mapping: path).diagnostics.map(\.code)
    } catch let failure as Failure {
      return failure.diagnostics.map(\.code)
    }
  }

  @Test(arguments: [
    ("id,at,total,stage\n1,2026-01-01Z,1,odd\n", DiagnosticCode.ordersUnknownStage),
    ("id,at,total,mood\n1,2026-01-01T00:00Z,1,blue\n", .ordersNotInLookup),
    ("id,at,total\n1,2026-01-01,1\n", .ordersNoZone),
    ("id,when,total\n1,2026-01-01T00:00Z,1\n", .ordersMissingColumn),
    ("", .ordersEmptyFile), ("id,at,total\n", .ordersEmptyFile),
    ("id,at,total,q,p\n1,2026-01-01T00:00Z,1,900000000000,900000000000\n", .ordersTooLarge),
    ("id,at,total\n1,2026-01-01T00:00Z,1\n1,2026-01-01T00:00Z,2\n", .ordersLinesDiffer),
  ])
  func everyCodeHasItsExample(file: String, code: DiagnosticCode) throws {
    let mapping = """
      order:
        order_id: id
        created_at: at
        total: total
        stage: stage
        custom_field1: {from: mood, values: {good: good}}
      items: {each: row, quantity: q, unit_price: p, line_total: {product: [quantity, unit_price]}}

      """
    #expect(try codes(file, mapping).contains(code))
  }

  @Test func recordsAreNotReadAsTables() throws {
    #expect(
      try codes("{\"id\":1}\n", "order: {order_id: id, created_at: at, total: total}\n", name: "o.jsonl")
        == [.ordersWrongShape])
  }

  @Test func twoMappingsThatFitEquallyAreNamed() throws {
    let desk = try OrderDesk()
    try desk.folder.makeFolder("mappings")
    let text = head + "order: {order_id: id, created_at: at, total: total}\n"
    _ = try desk.folder.write("mappings/one.yaml", text.replacing("name: m", with: "name: one"))
    _ = try desk.folder.write("mappings/two.yaml", text.replacing("name: m", with: "name: two"))
    do {
      try desk.load("id,at,total\n1,2026-01-01T00:00Z,1\n")
      Issue.record("it was recognised")
    } catch let failure as Failure {
      #expect(failure.diagnostics.map(\.message) == ["several mappings recognise this file equally well: one, two"])
    }
  }

  @Test func aWorkspaceMappingWinsOverAShippedOne() throws {
    let desk = try OrderDesk()
    try desk.folder.makeFolder("mappings")
    let text = head.replacing("name: m", with: "name: shopify")
    let path = try desk.folder.write(
      "mappings/shopify.yaml", text + "order: {order_id: id, created_at: at, total: total}\n")
    let found = try MappingCatalog(folder: desk.folder.path + "/mappings").find("shopify", in: .orders)
    #expect(found.origin == .file(path: path))
    #expect(found.digest == SHA256Digest(of: found.bytes))
  }

  @Test func rowsOfAnOrderAnywhereAreJoined() throws {
    let desk = try OrderDesk()
    let path = try desk.folder.write(
      "m.yaml",
      head + "group: anywhere\norder: {order_id: id, created_at: at, total: {sum: items.line_total}}\n"
        + "items: {each: row, sku: sku, quantity: q, line_total: l}\ntags: tag\n")
    let file = "id,at,sku,q,l,tag\n2,2026-01-01T00:00Z,A,1,1.5,b\n1,2026-01-01T00:00Z,B,1,2,\n2,,C,1,2.5,a\n"
    let summary = try desk.load(file, mapping: path)
    #expect(summary.diagnostics.isEmpty, "\(summary.diagnostics)")
    let order = try #require(try desk.order("2"))
    #expect(order.text("total") == "4.00")
    #expect(order[.items].count == 2)
    #expect(order.tags == ["a", "b"])
  }
}
