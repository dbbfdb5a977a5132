import GRDB
import GRDBSQLite
import Model

/// A statement that is bound and stepped through SQLite's C interface on GRDB's own handle: for the hot loops, where an
/// array of arguments a row would cost more than the row.
struct BoundStatement {
  private let statement: Statement
  private let handle: SQLiteStatement
  private let connection: SQLiteConnection?

  /// Compiles a statement.
  init(_ db: Database, _ sql: String) throws { try self.init(db.makeStatement(sql: sql), db) }

  /// A statement that GRDB has compiled; the caller resets it when done, since others share it.
  init(_ statement: Statement, _ db: Database) throws {
    self.statement = statement
    handle = statement.sqliteStatement
    connection = db.sqliteConnection
  }

  /// Binds an integer to the parameter at a place from 1.
  func bind(_ number: Int64, at place: Int32) { sqlite3_bind_int64(handle, place, number) }

  /// Binds NULL.
  func bindNull(at place: Int32) { sqlite3_bind_null(handle, place) }

  /// Binds text, which SQLite copies.
  func bind(_ text: String, at place: Int32) {
    var text = text
    text.withUTF8 { utf8 in
      // An empty buffer has no address, which would bind NULL.
      utf8.withMemoryRebound(to: CChar.self) { chars in
        let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        if let base = chars.baseAddress {
          sqlite3_bind_text(handle, place, base, Int32(chars.count), copy)
        } else {
          sqlite3_bind_text(handle, place, "", 0, copy)
        }
      }
    }
  }

  /// Binds bytes, which SQLite copies.
  func bind(_ bytes: [UInt8], at place: Int32) {
    _ = bytes.withUnsafeBytes { raw in
      sqlite3_bind_blob64(
        handle, place, raw.baseAddress, UInt64(raw.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self))
    }
  }

  /// Binds a field's value.
  func bind(_ value: FieldValue, at place: Int32) {
    switch value {
    case .none: bindNull(at: place)
    case .text(let text): bind(text, at: place)
    case .number(let number): bind(number, at: place)
    }
  }

  /// Runs a statement that gives no rows.
  func run() throws {
    guard try !step() else { preconditionFailure("a statement that writes gives no rows") }
    sqlite3_reset(handle)
  }

  /// Goes to the next row; false at the end.
  func step() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let code = ResultCode(rawValue: sqlite3_extended_errcode(connection))
      let message = sqlite3_errmsg(connection).map { String(cString: $0) }
      sqlite3_reset(handle)
      throw DatabaseError(resultCode: code, message: message)
    }
  }

  /// Makes the statement ready for other parameters.
  func reset() { sqlite3_reset(handle) }

  /// The integer in a column from 0; 0 for NULL.
  func number(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  /// Whether a column is NULL.
  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The text in a column; empty for NULL.
  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  /// The bytes in a column, valid until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    // The pointer first: asking for it may convert the value and change its length.
    let base = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column)))
  }

  /// A field's value as its kind is kept.
  func value(_ column: Int32) -> FieldValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .none
    case SQLITE_INTEGER: .number(number(column))
    default: .text(text(column))
    }
  }
}
