import GRDB
import GRDBSQLite

/// A prepared statement for the few loops that run once a row: SQLite's C interface on GRDB's own connection.
///
/// Everything else uses GRDB. Texts are bound without a copy: the bytes must stay until the statement is reset.
final class HotStatement {
  /// SQLite's own statement, for binding what is not here.
  let handle: OpaquePointer
  private let db: Database

  init(_ db: Database, _ sql: String) throws {
    var statement: OpaquePointer?
    let code = sqlite3_prepare_v3(
      db.sqliteConnection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
    guard code == SQLITE_OK, let statement else { throw HotStatement.error(db, code) }
    handle = statement
    self.db = db
  }

  deinit { sqlite3_finalize(handle) }

  func bind(_ value: Int64, at index: Int32) { sqlite3_bind_int64(handle, index, value) }

  func bind(_ value: Int64?, at index: Int32) {
    if let value { sqlite3_bind_int64(handle, index, value) } else { sqlite3_bind_null(handle, index) }
  }

  func bindNull(at index: Int32) { sqlite3_bind_null(handle, index) }

  /// Binds a text without a copy.
  func bind(utf8 bytes: UnsafeRawBufferPointer, at index: Int32) { bind(bytes, at: index, nil) }

  /// The same with a copy, for statements that stay on their row after the bytes are gone.
  func bind(copying bytes: UnsafeRawBufferPointer, at index: Int32) {
    // SQLITE_TRANSIENT, which the importer cannot express.
    bind(bytes, at: index, unsafeBitCast(-1, to: sqlite3_destructor_type.self))
  }

  private func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32, _ destructor: sqlite3_destructor_type?) {
    // An empty text must not become NULL.
    if let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self) {
      sqlite3_bind_text(handle, index, base, Int32(bytes.count), destructor)
    } else {
      sqlite3_bind_text(handle, index, "", 0, nil)
    }
  }

  /// Moves to the next row; false at the end.
  func step() throws -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    guard code == SQLITE_DONE else { throw HotStatement.error(db, code) }
    return false
  }

  /// Ready for the next parameters.
  func reset() { sqlite3_reset(handle) }

  /// Runs a statement without rows, and resets it.
  func run() throws {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE || code == SQLITE_ROW else { throw HotStatement.error(db, code) }
  }

  func int64(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func optionalInt64(_ column: Int32) -> Int64? {
    // Asking the value twice costs half of asking the statement twice.
    let value = sqlite3_column_value(handle, column)
    return sqlite3_value_type(value) == SQLITE_NULL ? nil : sqlite3_value_int64(value)
  }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The text of a column, valid until the next step.
  func utf8(_ column: Int32) -> UnsafeRawBufferPointer {
    let value = sqlite3_column_value(handle, column)
    let base = sqlite3_value_text(value)
    return UnsafeRawBufferPointer(start: base, count: Int(sqlite3_value_bytes(value)))
  }

  static func error(_ db: Database, _ code: Int32) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
  }
}
