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
        let fields = ExportCatalogue.fields.filter { rows.shows($0.part) }.map(\.name)
        let query = ExportQuery(
          ExportSelection(rows: rows, fields: fields, conditions: [.init(field: "created_at", test: .atLeast(0))]))
        let steps = try plan(query, connection)
        #expect(steps.first == "SCAN o")
        let forOrderBy = steps.filter { $0.contains("TEMP B-TREE FOR ORDER BY") }
        // Lists in one cell are sorted by themselves; the rows are not.
        let lists = steps.filter { $0.contains("CO-ROUTINE") || $0.contains("SCALAR SUBQUERY") }
        #expect(forOrderBy.isEmpty || !lists.isEmpty, "\(steps)")
        #expect(try connection.exportRows(ExportSelection(rows: rows, fields: fields)).next() == false)
      }
    }
  }

  @Test func plainExportsUsePrimaryKeysOnly() throws {
    try withStore { store in
      try store.read { connection in
        let fields = ["order_id", "total", "actual_shipping", "customer_tier", "item_sku"]
        let steps = try plan(ExportQuery(ExportSelection(rows: .item, fields: fields)), connection)
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
