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
}
