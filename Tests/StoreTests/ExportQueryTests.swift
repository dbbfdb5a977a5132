import Model
import Testing

@testable import Store

/// The steps of SQLite's plan for a query.
private func plan(_ query: ExportQuery, _ connection: StoreConnection) throws -> [String] {
  let statement = try HotStatement(connection.db, "EXPLAIN QUERY PLAN " + query.sql)
  var steps: [String] = []
  while try statement.step() { steps.append(statement.text(3)) }
  return steps
}

@Suite struct ExportQueryTests {
  @Test(arguments: ExportRows.allCases)
  func everyFieldIsReadInOrderWithoutSorting(rows: ExportRows) throws {
    try withStore { store in
      try store.read { connection in
        let fields = ExportCatalogue.fields.filter { rows.parts.contains($0.part) }
        let selection = ExportSelection(
          rows: rows, columns: fields.map { .field($0.name) },
          conditions: rows == .customer ? [] : [.field("created_at", .atLeast(0))], keepsBareOrders: rows == .item)
        #expect(try connection.exportRows(selection).next() == false)
        guard rows != .costEntry else { return }
        let steps = try plan(ExportQuery(selection), connection)
        let forOrderBy = steps.filter { $0.contains("TEMP B-TREE FOR ORDER BY") }
        // Lists in one cell are sorted by themselves; the rows are not.
        let lists = steps.filter { $0.contains("CO-ROUTINE") || $0.contains("SCALAR SUBQUERY") }
        #expect(forOrderBy.isEmpty || !lists.isEmpty, "\(steps)")
        if rows.isOfOrders { #expect(steps.first == "SCAN o") }
      }
    }
  }

  @Test(arguments: ExportRows.allCases.filter { $0.own != nil })
  func whatAnOrderHasSeveralOfIsReadByItsKey(rows: ExportRows) throws {
    try withStore { store in
      try store.read { connection in
        let fields = ExportCatalogue.fields.filter { $0.part == rows.own }
        let selection = ExportSelection(rows: rows, columns: fields.map { .field($0.name) })
        let group = try connection.exportGroup(selection)
        for key: Int64 in 1...2 {
          group.begin(of: key)
          #expect(try group.next() == false)
        }
      }
    }
  }

  @Test func plainExportsUsePrimaryKeysOnly() throws {
    try withStore { store in
      try store.read { connection in
        let fields = ["order_id", "total", "actual_shipping", "customer_tier", "item_sku"]
        let steps = try plan(
          ExportQuery(ExportSelection(rows: .item, columns: fields.map { .field($0) }, keepsBareOrders: true)),
          connection)
        #expect(steps.count == 4)
        #expect(steps.first == "SCAN o")
        #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
      }
    }
  }

  @Test func theCatalogueHasEveryFieldOfAnOrderUnderItsName() {
    let names = Set(ExportCatalogue.fields.map(\.name))
    #expect(names.count == ExportCatalogue.fields.count)
    for field in OrderFields.order { #expect(names.contains(field.name), "\(field.name)") }
    for field in OrderFields.item { #expect(names.contains("item_" + field.name), "\(field.name)") }
    for field in ExportCatalogue.fields { #expect(!field.meaning.isEmpty) }
  }
}
