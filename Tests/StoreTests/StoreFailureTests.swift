import Diagnostics
import Foundation
import GRDB
import Model
import TestSupport
import Testing

@testable import Store

/// What SQLite's errors mean to a user: the exit code and the diagnostic.
@Suite struct StoreFailureTests {
  private func failure(of code: ResultCode) throws -> Failure? {
    do {
      try Store.translatingErrors("shop/daybook.sqlite") { throw DatabaseError(resultCode: code) }
      return nil
    } catch let failure as Failure {
      return failure
    }
  }

  @Test func eachErrorHasItsExitCode() throws {
    let meanings: [(ResultCode, ExitCode, DiagnosticCode)] = [
      (.SQLITE_BUSY, .locked, .storeLocked), (.SQLITE_LOCKED, .locked, .storeLocked),
      (.SQLITE_FULL, .inputOutput, .storeFull), (.SQLITE_IOERR, .inputOutput, .storeFull),
      (.SQLITE_CORRUPT, .damaged, .storeDamaged), (.SQLITE_NOTADB, .damaged, .notAStore),
      (.SQLITE_READONLY, .permission, .noPermission), (.SQLITE_CANTOPEN, .permission, .noPermission),
      (.SQLITE_CONSTRAINT, .bug, .bug),
    ]
    for (code, exit, diagnostic) in meanings {
      let failure = try #require(try failure(of: code))
      #expect(failure.exit == exit)
      #expect(failure.diagnostics.map(\.code) == [diagnostic])
      let message = try #require(failure.diagnostics.first).message
      #expect(!message.contains("{"), "a fact is missing")
    }
  }

  @Test func aMigrationKeepsACopyAlsoAfterOneThatDied() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("daybook.sqlite").path
    let store = try Store.create(at: path, currency: try #require(Currency("EUR")), zone: "UTC")
    let next = Migration(version: 900, name: "later", sql: "CREATE TABLE later(n INTEGER) STRICT")
    try Migration.run([next], on: store.queue, path: path)
    #expect(try store.queue.read { try $0.tableExists("later") })
    let copy = path + ".before-900"
    #expect(try !DatabaseQueue(path: copy).read { try $0.tableExists("later") })

    // What a run left that died after the copy and before the migration does not stand in the way.
    let afterwards = Migration(version: 901, name: "even later", sql: "CREATE TABLE latest(n INTEGER) STRICT")
    try Data("half a copy".utf8).write(to: URL(fileURLWithPath: path + ".before-901.part"))
    try Data("an older copy".utf8).write(to: URL(fileURLWithPath: path + ".before-901"))
    try Migration.run([afterwards], on: store.queue, path: path)
    #expect(
      try DatabaseQueue(path: path + ".before-901").read { try $0.tableExists("later") && !$0.tableExists("latest") })
  }

  @Test func aBrokenMigrationChangesNothing() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("daybook.sqlite").path
    let store = try Store.create(at: path, currency: try #require(Currency("EUR")), zone: "UTC")
    let broken = Migration(version: 900, name: "broken", sql: "CREATE TABLE later(n INTEGER) STRICT; CREATE NONSENSE")
    #expect(throws: DatabaseError.self) { try Migration.run([broken], on: store.queue, path: path) }
    #expect(try store.queue.read { try !$0.tableExists("later") })
  }

  @Test func eventsOfAnOlderStoreStayWhenTeamsCome() throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appendingPathComponent("daybook.sqlite").path
    let queue = try DatabaseQueue(path: path, configuration: Store.configuration(.readWrite))
    try Migration.run(Migration.all.filter { $0.version <= 8 }, on: queue, path: path)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO batch(batch, kind, applied_at, operator, login, host, version)
            VALUES (1, 'cases', 1, 'ana', 'ana', 'desk', '1');
          INSERT INTO cases(case_key, case_id, team, status, opened_at, last_event_at, events, batch)
            VALUES (1, 'C-1', 'orders', 'New', 1, 1, 2, 1);
          INSERT INTO case_event(case_key, seq, at, rank, kind, actor, body, value, entry_id, digest, batch, sequence)
            VALUES (1, 1, 1, 2, 'customer_message', 'eve', 'Hello', NULL, 'e1', zeroblob(32), 1, 7),
              (1, 2, 1, 5, 'dispute_close', NULL, NULL, NULL, NULL, zeroblob(32), 1, NULL);
          """)
    }
    func events() throws -> [Row] {
      try queue.read { try Row.fetchAll($0, sql: "SELECT * FROM case_event_in_force ORDER BY seq") }
    }
    let before = try events()
    try Migration.run(Migration.all, on: queue, path: path)
    #expect(try events() == before && before.count == 2)
    try queue.write { db in
      #expect(try String.fetchOne(db, sql: "SELECT opening_team FROM cases") == "orders")
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM customer_case_event") == 2)
      try db.execute(
        sql: """
          INSERT INTO case_event(case_key, seq, at, rank, kind, value, digest, batch)
            VALUES (1, 3, 2, 1, 'team', 'billing', zeroblob(32), 1)
          """)
      #expect(throws: DatabaseError.self) {
        try db.execute(
          sql: """
            INSERT INTO case_event(case_key, seq, at, rank, kind, digest, batch) VALUES (1, 4, 2, 1, 'x', zeroblob(32), 1)
            """)
      }
      #expect(try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").isEmpty)
    }
  }
}
