import Diagnostics
import GRDB
import GRDBSQLite
import Model

/// What guards a connection while the rows of an export with SQL or masks are read: functions for exact results and masks,
/// an authorizer while statements are compiled, and a clock that stops a row that takes too long.
final class SQLWatch {
  static let exact = "daybook_exact"
  static let mask = "daybook_mask"
  /// What one row may take: sorting and conditions that few orders meet are in it.
  static let seconds: Int64 = 60

  private let db: Database
  private var deadline = Int64.max
  private var isExpired = false
  private var functions: [DatabaseFunction] = []
  private var lengthLimit: Int32 = 0
  private let guardian: SQLGuard

  /// Tables that no export reads.
  private static let closed: Set<String> = [
    "meta", "audit", "order_image", "refused_run", "batch_orders", "cost_trace",
  ]

  init(_ connection: StoreConnection) throws {
    db = connection.db
    let refused: Set<String> = [
      "load_extension", "fts3_tokenizer", "writefile", "readfile", "edit", "randomblob", "zeroblob", "random",
    ]
    guardian = SQLGuard(
      mayRead: { !SQLWatch.closed.contains($0) && !$0.hasPrefix("sqlite_") && !$0.hasPrefix("pragma_") },
      mayCall: { !refused.contains($0) })
    let text = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'mask_secret'") ?? ""
    let secret = Array(text.utf8)
    functions = [
      DatabaseFunction(SQLWatch.exact, argumentCount: 2, pure: true) {
        try SQLWatch.exact($0[0], $0[1] == 1.databaseValue)
      },
      DatabaseFunction(SQLWatch.mask, argumentCount: 2, pure: true) { values in
        guard let text = String.fromDatabaseValue(values[0]), let name = String.fromDatabaseValue(values[1]) else {
          return nil
        }
        return ExportMask(rawValue: name).flatMap { ExportMasking.masked(text, $0, secret: secret) }
      },
    ]
    for function in functions { db.add(function: function) }
    lengthLimit = sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_LENGTH, 16_000_000)
  }

  deinit {
    for function in functions { db.remove(function: function) }
    sqlite3_limit(db.sqliteConnection, SQLITE_LIMIT_LENGTH, lengthLimit)
    Store.obeyInterruption(true, on: db)
  }

  /// Compiles a statement that can only select.
  func compile(_ sql: String) throws -> HotStatement {
    // Compiled by SQLite itself: the connection has no authorizer of GRDB's now.
    guard let connection = db.sqliteConnection else { preconditionFailure("the connection is open") }
    guardian.authorize(connection)
    defer { SQLGuard.release(connection) }
    let statement = try translating { try HotStatement(db, sql) }
    sqlite3_progress_handler(
      connection, 10_000,
      { context in
        guard let context else { return 1 }
        return Unmanaged<SQLWatch>.fromOpaque(context).takeUnretainedValue().mustStop ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
    return statement
  }

  /// Goes to the next row within the time it may take.
  func step(_ statement: HotStatement) throws -> Bool {
    deadline = SQLGuard.milliseconds() + SQLWatch.seconds * 1000
    return try translating { try statement.step() }
  }

  private var mustStop: Bool {
    if Interruption.isRequested { return true }
    if SQLGuard.milliseconds() > deadline { isExpired = true }
    return isExpired
  }

  private func translating<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as DatabaseError where [.SQLITE_ERROR, .SQLITE_TOOBIG, .SQLITE_AUTH].contains(error.resultCode) {
      throw Failure(
        .configuration, .sqlFailed,
        facts: [
          "reason": guardian.denied.map { "\($0.subject) is not allowed" } ?? error.message ?? "an error",
          "help": "'daybook mapping preview' shows what it gives row by row",
        ])
    } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT && isExpired {
      throw Failure(
        .configuration, .sqlFailed,
        facts: [
          "reason": "a row takes more than \(SQLWatch.seconds) seconds",
          "help": "join views by their keys: WHERE v_items.order_key = this.order_key",
        ])
    }
  }

  /// Whole numbers and texts as they are; what is a binary fraction is no exact result.
  private static func exact(_ value: DatabaseValue, _ wantsNumber: Bool) throws -> (any DatabaseValueConvertible)? {
    switch value.storage {
    case .null: return nil
    case .int64(let number): return number
    case .double(let number):
      if let whole = Int64(exactly: number) { return whole }
      throw DatabaseError(message: "\(number) is a binary fraction; compute in whole ten-thousandths, or use round()")
    case .string(let text):
      if !wantsNumber { return text }
      throw DatabaseError(message: "'\(text.prefix(40))' is no number; the column is of a kind of number")
    case .blob: throw DatabaseError(message: "bytes are no value of an export")
    }
  }
}

/// Masks of personal values.
enum ExportMasking {
  /// The masked text; nil for nothing.
  static func masked(_ text: String, _ mask: ExportMask, secret: [UInt8]) -> String? {
    switch mask {
    case .drop: return nil
    case .last4: return text.count > 4 ? "***" + text.suffix(4) : "***"
    case .hash:
      let plain = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return String(code(Array(plain.utf8), secret).description.prefix(32))
    }
  }

  /// HMAC-SHA256 (RFC 2104).
  static func code(_ message: [UInt8], _ secret: [UInt8]) -> SHA256Digest {
    let key = (secret.count > 64 ? SHA256Digest(of: secret).bytes : secret)
    let padded = key + [UInt8](repeating: 0, count: 64 - key.count)
    let inner = SHA256Digest(of: padded.map { $0 ^ 0x36 } + message)
    return SHA256Digest(of: padded.map { $0 ^ 0x5C } + inner.bytes)
  }
}
