import GRDB
import GRDBSQLite

/// Rows of integers in memory that SQLite reads as a table: `INSERT INTO … SELECT … FROM` it takes many rows with one
/// statement, without binding any of their values.
///
/// It is a virtual table that is its own module (https://www.sqlite.org/vtab.html, eponymous-only) of one connection.
final class RowTable {
  /// So many rows it can hold.
  static let capacity = 256

  /// What SQLite is shown of the rows: plain memory, for it asks once for each value.
  fileprivate struct Rows {
    let columns: Int
    /// Row after row.
    let cells: UnsafeMutablePointer<Int64>
    /// Of each row a bit for each column that is null.
    let nulls: UnsafeMutablePointer<UInt64>
    var count = 0
  }

  /// Sets the columns of one row, one after the other.
  struct Cursor {
    fileprivate let cells: UnsafeMutablePointer<Int64>
    fileprivate let nulls: UnsafeMutablePointer<UInt64>
    fileprivate var column = 0

    mutating func set(_ value: Int64) {
      cells[column] = value
      column += 1
    }

    mutating func set(_ value: Int64?) {
      if let value { cells[column] = value } else { nulls.pointee |= 1 << UInt64(column) }
      column += 1
    }
  }

  private let rows: UnsafeMutablePointer<Rows>
  private let name: String
  private let db: Database

  /// A table of columns, without rows. No other of the connection may have the name.
  init(_ db: Database, name: String, columns: Int) throws {
    precondition(columns <= 64, "a row has a word for its nulls")
    (self.db, self.name) = (db, name)
    rows = .allocate(capacity: 1)
    rows.initialize(
      to: Rows(
        columns: columns, cells: .allocate(capacity: columns * RowTable.capacity),
        nulls: .allocate(capacity: RowTable.capacity)))
    // SQLite frees the rows once nothing of its own refers to them any more, also where this fails.
    let code = sqlite3_create_module_v2(db.sqliteConnection, name, RowTable.module, rows) { rows in
      guard let rows = rows?.assumingMemoryBound(to: Rows.self) else { return }
      rows.pointee.cells.deallocate()
      rows.pointee.nulls.deallocate()
      rows.deallocate()
    }
    guard code == SQLITE_OK else { throw HotStatement.error(db, code) }
  }

  deinit { sqlite3_create_module_v2(db.sqliteConnection, name, nil, nil, nil) }

  /// Whether no further row has room.
  var isFull: Bool { rows.pointee.count == RowTable.capacity }
  /// Whether there are no rows.
  var isEmpty: Bool { rows.pointee.count == 0 }

  /// Adds a row, whose columns `set` sets.
  @inline(__always)
  func add(_ set: (inout Cursor) -> Void) {
    precondition(!isFull, "the table is full")
    let row = rows.pointee.count
    rows.pointee.nulls[row] = 0
    var cursor = Cursor(cells: rows.pointee.cells + row * rows.pointee.columns, nulls: rows.pointee.nulls + row)
    set(&cursor)
    rows.pointee.count = row + 1
  }

  /// Takes all rows away.
  func removeAll() { rows.pointee.count = 0 }
}

// MARK: What SQLite calls

extension RowTable {
  /// An open table; the first member is SQLite's.
  private struct Table {
    var base = sqlite3_vtab()
    let rows: UnsafeMutablePointer<Rows>
  }

  /// A pass over the rows; the first member is SQLite's.
  private struct Pass {
    var base = sqlite3_vtab_cursor()
    let rows: UnsafeMutablePointer<Rows>
    /// The row at hand.
    var row = 0
    var cells: UnsafeMutablePointer<Int64>
    var nulls: UInt64 = 0

    init(over rows: UnsafeMutablePointer<Rows>) {
      self.rows = rows
      cells = rows.pointee.cells
    }

    mutating func go(to row: Int) {
      self.row = row
      guard row < rows.pointee.count else { return }
      cells = rows.pointee.cells + row * rows.pointee.columns
      nulls = rows.pointee.nulls[row]
    }
  }

  private static func pass(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<Pass> {
    guard let cursor else { preconditionFailure("SQLite asks for a row of no pass") }
    return UnsafeMutableRawPointer(cursor).assumingMemoryBound(to: Pass.self)
  }

  // Never changed once it is made; SQLite's declaration has no const.
  nonisolated(unsafe) private static let module: UnsafeMutablePointer<sqlite3_module> = {
    let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    module.initialize(to: sqlite3_module())
    module.pointee.xConnect = { db, rows, _, _, table, _ in
      guard let rows = rows?.assumingMemoryBound(to: Rows.self) else { return SQLITE_MISUSE }
      let names = (0..<rows.pointee.columns).map { "c\($0)" }
      let code = sqlite3_declare_vtab(db, "CREATE TABLE x(\(names.joined(separator: ", ")))")
      guard code == SQLITE_OK else { return code }
      let made = UnsafeMutablePointer<Table>.allocate(capacity: 1)
      made.initialize(to: Table(rows: rows))
      table?.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }
    module.pointee.xDisconnect = { table in
      UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: Table.self).deallocate()
      return SQLITE_OK
    }
    module.pointee.xBestIndex = { _, _ in SQLITE_OK }
    module.pointee.xOpen = { table, cursor in
      guard let rows = UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: Table.self).pointee.rows else {
        return SQLITE_MISUSE
      }
      let made = UnsafeMutablePointer<Pass>.allocate(capacity: 1)
      made.initialize(to: Pass(over: rows))
      cursor?.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    module.pointee.xClose = { cursor in
      RowTable.pass(cursor).deallocate()
      return SQLITE_OK
    }
    module.pointee.xFilter = { cursor, _, _, _, _ in
      RowTable.pass(cursor).pointee.go(to: 0)
      return SQLITE_OK
    }
    module.pointee.xNext = { cursor in
      let pass = RowTable.pass(cursor)
      pass.pointee.go(to: pass.pointee.row + 1)
      return SQLITE_OK
    }
    module.pointee.xEof = { cursor in
      let pass = RowTable.pass(cursor)
      return pass.pointee.row < pass.pointee.rows.pointee.count ? 0 : 1
    }
    module.pointee.xColumn = { cursor, context, column in
      let pass = RowTable.pass(cursor)
      // A value that is not set is null.
      if pass.pointee.nulls & 1 &<< UInt64(truncatingIfNeeded: column) == 0 {
        sqlite3_result_int64(context, pass.pointee.cells[Int(column)])
      }
      return SQLITE_OK
    }
    module.pointee.xRowid = { cursor, row in
      row?.pointee = Int64(RowTable.pass(cursor).pointee.row)
      return SQLITE_OK
    }
    return module
  }()
}
