import GRDB

/// Inserts rows of integers, forty to a statement: SQLite spends as much on starting and ending a statement as on a row.
///
/// A new row that fails ends the transaction, so that SQLite need not keep what a statement changes until it is through:
/// among rows that are there already, that would be each page once a statement.
final class MultiRowInsert {
  /// Rows that go into one statement. More gain nothing.
  static let rows = 40

  /// Binds the columns of one row, one after the other.
  struct Cursor {
    fileprivate let statement: HotStatement
    fileprivate var next: Int32

    mutating func bind(_ value: Int64) {
      statement.bind(value, at: next)
      next += 1
    }

    mutating func bind(_ value: Int64?) {
      statement.bind(value, at: next)
      next += 1
    }
  }

  private let many: HotStatement
  private let one: HotStatement

  /// `columns` are the table's first ones, in its order: others are copied about once a row. All rows have `value` in the
  /// column `shared`, the others are bound. With `replacing` they take the place of rows with the same key, where an UPDATE
  /// takes twice as long.
  init(
    _ db: Database, _ table: String, columns: [String], shared: String, value: Int64, replacing: Bool = false
  ) throws {
    func statement(_ rows: Int) throws -> HotStatement {
      var last = 1
      let values = (0..<rows).map { _ in
        let row = columns.map { column in
          if column == shared { return "?1" }
          last += 1
          return "?\(last)"
        }
        return "(\(row.joined(separator: ", ")))"
      }
      let statement = try HotStatement(
        db,
        """
        INSERT OR \(replacing ? "REPLACE" : "FAIL") INTO \(table)(\(columns.joined(separator: ", ")))
        VALUES \(values.joined(separator: ", "))
        """)
      statement.bind(value, at: 1)
      return statement
    }
    many = try statement(MultiRowInsert.rows)
    one = try statement(1)
  }

  /// Inserts `count` rows, at most ``rows``; `bind` is asked for every one.
  func insert(count: Int, _ bind: (Int, inout Cursor) -> Void) throws {
    if count == MultiRowInsert.rows {
      var cursor = Cursor(statement: many, next: 2)
      for index in 0..<count { bind(index, &cursor) }
      return try many.run()
    }
    for index in 0..<count {
      var cursor = Cursor(statement: one, next: 2)
      bind(index, &cursor)
      try one.run()
    }
  }
}
