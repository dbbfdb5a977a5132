import GRDB

/// Inserts rows of integers, many to a statement: SQLite spends as much on starting and ending a statement as on a row.
///
/// A new row that fails ends the transaction, so that SQLite need not keep what a statement changes until it is through:
/// among rows that are there already, that would be each page once a statement.
final class MultiRowInsert {
  private let statement: HotStatement
  private let table: RowTable

  /// `columns` are the table's first ones, in its order: others are copied about once a row. All rows have `value` in the
  /// column `shared`, the others are set for each. With `replacing` they take the place of rows with the same key, where an
  /// UPDATE takes twice as long.
  init(
    _ db: Database, _ table: String, columns: [String], shared: String, value: Int64, replacing: Bool = false
  ) throws {
    let own = columns.filter { $0 != shared }
    let name = "\(replacing ? "replaced" : "new")_\(table)"
    self.table = try RowTable(db, name: name, columns: own.count)
    let values = columns.map { column in own.firstIndex(of: column).map { "c\($0)" } ?? "?1" }
    statement = try HotStatement(
      db,
      """
      INSERT OR \(replacing ? "REPLACE" : "FAIL") INTO \(table)(\(columns.joined(separator: ", ")))
      SELECT \(values.joined(separator: ", ")) FROM \(name)
      """)
    statement.bind(value, at: 1)
  }

  /// Inserts a row, whose columns `set` sets, now or with others.
  @inline(__always)
  func add(_ set: (inout RowTable.Cursor) -> Void) throws {
    table.add(set)
    if table.isFull { try finish() }
  }

  /// Inserts what is still waiting.
  func finish() throws {
    if table.isEmpty { return }
    try statement.run()
    table.removeAll()
  }
}
