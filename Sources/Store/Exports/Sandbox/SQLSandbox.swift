import CSQLite
import GRDB
import GRDBSQLite
import Glibc
public import Model

/// Where the SQL of mappings is tried out before any row is read: an empty database in memory, in which there is nothing
/// but the views, without rows. What compiles there can name nothing else anywhere.
///
/// The statement of an export holds the same text with the same names in scope, in parentheses that it cannot close; it is
/// compiled on a connection that cannot write, by an authorizer that allows nothing but to select, and stopped by the clock.
public enum SQLSandbox {
  /// What is wrong with an expression; nil where it can be used. `hidden` are the personal fields that a policy masks.
  public static func mistake(in sql: ExportSQL, hiding hidden: Set<String> = []) -> ExportSQLMistake? {
    do throws(ExportSQLMistake) {
      let text = try SQLText(sql.text)
      let hidden = hidden.isEmpty ? [] : hidden.union(SQLViews.personal)
      try refuseHidden(text, hidden)
      try compile(sql, text, hidden)
      return nil
    } catch {
      return error
    }
  }

  private static func refuseHidden(_ text: SQLText, _ hidden: Set<String>) throws(ExportSQLMistake) {
    if let found = text.names.first(where: { hidden.contains($0.name) }) {
      throw ExportSQLMistake(.masked, found.name, at: found.offset)
    }
  }

  private static func compile(_ sql: ExportSQL, _ text: SQLText, _ hidden: Set<String>) throws(ExportSQLMistake) {
    let prefix =
      SQLViews.prelude(Set(text.names.map(\.name)), hiding: hidden, isEmpty: true) + "SELECT (\n"
    let columns = [SQLViews.key(of: sql)] + SQLViews.fields(of: sql, hiding: hidden).map(\.sqlName)
    let row = columns.map { "NULL AS \($0)" }.joined(separator: ", ")
    let statement = prefix + sql.text + "\n) FROM (SELECT \(row)) AS this"
    // A view whose rows are only counted is read too; there is nothing else of that name.
    let guardian = SQLGuard(mayRead: { name in SQLViews.all.contains { $0.name == name } })
    var database: OpaquePointer?
    defer { sqlite3_close_v2(database) }
    guard sqlite3_open_v2(":memory:", &database, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let database else {
      throw ExportSQLMistake(.tooMuch, "memory")
    }
    _disableDoubleQuotedStringLiterals(database)
    guard daybook_defend(database) == SQLITE_OK else { throw ExportSQLMistake(.tooMuch, "defence") }
    for (limit, value) in limits { sqlite3_limit(database, limit, value) }
    guardian.watch(database)
    var compiled: OpaquePointer?
    defer { sqlite3_finalize(compiled) }
    var code = sqlite3_prepare_v2(database, statement, -1, &compiled, nil)
    let offset = Int(sqlite3_error_offset(database)) - prefix.utf8.count
    if code == SQLITE_OK { code = sqlite3_step(compiled) }
    if code == SQLITE_ROW || code == SQLITE_DONE { return }
    var mistake =
      guardian.denied
      ?? SQLSandbox.mistake(
        code, String(cString: sqlite3_errmsg(database)), columns + SQLViews.all.flatMap { [$0.name] + $0.columns() })
    if (0..<sql.text.utf8.count).contains(offset) {
      mistake.offset = String(decoding: Array(sql.text.utf8)[..<offset], as: UTF8.self).count
    } else if let name = text.names.first(where: { mistake.subject.lowercased().contains($0.name) }) {
      mistake.offset = name.offset
    }
    throw mistake
  }

  private static let limits: [(Int32, Int32)] = [
    (SQLITE_LIMIT_LENGTH, 1_000_000), (SQLITE_LIMIT_SQL_LENGTH, 100_000), (SQLITE_LIMIT_EXPR_DEPTH, 60),
    (SQLITE_LIMIT_COMPOUND_SELECT, 10), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1000),
    (SQLITE_LIMIT_FUNCTION_ARG, 20), (SQLITE_LIMIT_VARIABLE_NUMBER, 0), (SQLITE_LIMIT_TRIGGER_DEPTH, 0),
    (SQLITE_LIMIT_WORKER_THREADS, 0),
  ]

  private static func mistake(_ code: Int32, _ message: String, _ known: [String]) -> ExportSQLMistake {
    switch code & 0xFF {
    case SQLITE_TOOBIG, SQLITE_NOMEM: return ExportSQLMistake(.tooMuch, "a text of more than a million characters")
    case SQLITE_INTERRUPT: return ExportSQLMistake(.tooMuch, "time")
    default: break
    }
    for beginning in ["no such column: ", "no such table: "] where message.hasPrefix(beginning) {
      let name = String(message.dropFirst(beginning.count))
      var mistake = ExportSQLMistake(.unknownName, name)
      mistake.known = known
      return mistake
    }
    if message.hasPrefix("no such function: ") {
      return ExportSQLMistake(.forbidden, "the function " + message.dropFirst("no such function: ".count))
    }
    if message.contains("too large") || message.contains("too many") || message.contains("too big")
      || message.contains("overflow")
    {
      return ExportSQLMistake(.tooMuch, message)
    }
    return ExportSQLMistake(.syntax, message)
  }
}

/// Says of every step of compiling whether it may be: to select, to read what `mayRead` allows, to call listed functions.
final class SQLGuard {
  /// What was refused first.
  private(set) var denied: ExportSQLMistake?
  private let mayRead: (String) -> Bool
  private let mayCall: (String) -> Bool
  private let deadline: Int64

  /// A guard. Nothing may be read, and only the functions of expressions called, unless it is said.
  init(
    seconds: Int64 = 2, mayRead: @escaping (String) -> Bool = { _ in false },
    mayCall: @escaping (String) -> Bool = { SQLViews.functions.contains($0) || ["->", "->>"].contains($0) }
  ) {
    (self.mayRead, self.mayCall) = (mayRead, mayCall)
    deadline = SQLGuard.milliseconds() + seconds * 1000
  }

  /// Guards a connection as long as it lives.
  func watch(_ database: OpaquePointer) {
    authorize(database)
    sqlite3_progress_handler(
      database, 1000,
      { context in
        guard let context else { return 1 }
        let guardian = Unmanaged<SQLGuard>.fromOpaque(context).takeUnretainedValue()
        return SQLGuard.milliseconds() > guardian.deadline ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Guards what is compiled on a connection, until ``release(_:)``.
  func authorize(_ database: OpaquePointer) {
    sqlite3_set_authorizer(
      database,
      { context, action, first, second, _, _ in
        guard let context else { return SQLITE_DENY }
        let guardian = Unmanaged<SQLGuard>.fromOpaque(context).takeUnretainedValue()
        return guardian.decide(action, first.map { String(cString: $0) }, second.map { String(cString: $0) })
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Ends it.
  static func release(_ database: OpaquePointer) { sqlite3_set_authorizer(database, nil, nil) }

  private func decide(_ action: Int32, _ first: String?, _ second: String?) -> Int32 {
    switch action {
    case SQLITE_SELECT: return SQLITE_OK
    case SQLITE_READ: return mayRead((first ?? "").lowercased()) ? SQLITE_OK : deny(first ?? "a table")
    case SQLITE_FUNCTION:
      let name = (second ?? "").lowercased()
      return mayCall(name) ? SQLITE_OK : deny("the function \(name)")
    case SQLITE_RECURSIVE: return deny("a recursive query")
    case SQLITE_PRAGMA: return deny("PRAGMA")
    case SQLITE_ATTACH: return deny("ATTACH")
    default: return deny("anything but an expression")
    }
  }

  private func deny(_ subject: String) -> Int32 {
    if denied == nil { denied = ExportSQLMistake(.forbidden, subject) }
    return SQLITE_DENY
  }

  static func milliseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
