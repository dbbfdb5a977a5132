import GRDB

/// Inserts rows of integers, forty to a statement: SQLite spends as much on starting and ending a statement as on a row.
///
/// A row that fails ends the transaction, so that SQLite need not keep what a statement changes until it is through: among
/// rows that are there already, that would be each page once a statement.
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
  private let columns: Int
  private let shared: Int

  /// `columns` change from row to row, `shared` are the same in all.
  init(_ db: Database, _ table: String, columns: [String], shared: [String]) throws {
    self.columns = columns.count
    self.shared = shared.count
    let names = (shared + columns).joined(separator: ", ")
    func statement(_ rows: Int) throws -> HotStatement {
      let values = (0..<rows).map { row in
        let own = (0..<columns.count).map { "?\(shared.count + row * columns.count + $0 + 1)" }
        return "(" + ((0..<shared.count).map { "?\($0 + 1)" } + own).joined(separator: ", ") + ")"
      }
      return try HotStatement(db, "INSERT OR FAIL INTO \(table)(\(names)) VALUES \(values.joined(separator: ", "))")
    }
    many = try statement(MultiRowInsert.rows)
    one = try statement(1)
  }

  /// Sets a column that all rows have in common; it stays set.
  func share(_ value: Int64, at place: Int) {
    for statement in [many, one] { statement.bind(value, at: Int32(place + 1)) }
  }

  /// Inserts `count` rows, at most ``rows``; `bind` is asked for every one.
  func insert(count: Int, _ bind: (Int, inout Cursor) -> Void) throws {
    if count == MultiRowInsert.rows {
      var cursor = Cursor(statement: many, next: Int32(shared + 1))
      for index in 0..<count { bind(index, &cursor) }
      return try many.run()
    }
    for index in 0..<count {
      var cursor = Cursor(statement: one, next: Int32(shared + 1))
      bind(index, &cursor)
      try one.run()
    }
  }
}
