import Diagnostics
import GRDB
import Glibc

/// One frozen step of the schema: `SQL/Schema/NNN-name.sql`. The number is kept in SQLite's `user_version`.
struct Migration {
  let version: Int
  let name: String
  let sql: String

  /// All steps in order.
  static let all: [Migration] = EmbeddedSQL.files.compactMap { path, sql in
    guard path.hasPrefix("Schema/"), let version = Int(path.dropFirst("Schema/".count).prefix(3)) else { return nil }
    return Migration(version: version, name: path, sql: sql)
  }
  .sorted { $0.version < $1.version }

  /// Brings a store up to date: all missing steps in one transaction, after a copy `PATH.before-NNN` of a store that
  /// holds data.
  static func run(_ migrations: [Migration], on queue: DatabaseQueue, path: String) throws {
    let found = try queue.read { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    let missing = migrations.filter { $0.version > found }
    guard let last = missing.last else { return }
    if found > 0 { try copy(queue, to: "\(path).before-\(last.version)") }
    try queue.writeWithoutTransaction { db in
      try db.inTransaction(.immediate) {
        for migration in missing { try db.execute(sql: migration.sql) }
        try db.execute(sql: "PRAGMA user_version = \(last.version)")
        return .commit
      }
      // What was copied is not to be read from the log by every run until somebody writes again.
      try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  /// Copies the store as it is. The copy appears whole, in place of one that a run left which died before it migrated.
  private static func copy(_ queue: DatabaseQueue, to path: String) throws {
    let part = path + ".part"
    unlink(part)
    try Store.makeEmptyFile(part)
    let target = try DatabaseQueue(path: part)
    try queue.backup(to: target)
    try target.close()
    guard rename(part, path) == 0 else {
      throw Failure(.cannotCreate, .cannotWrite, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
  }
}
