import CSQLite
import Diagnostics
import GRDB
import GRDBSQLite
public import Model

/// The one SQLite file of a workspace. Every write is one transaction under `synchronous=FULL`.
public final class Store {
  /// How a store is opened.
  public enum Mode: Sendable {
    /// Checks, lists and exports: nothing can be written through it.
    case readOnly
    /// Everything that changes the store.
    case readWrite
  }

  /// What SQLite's header carries to say that a file is a store: "DYBK".
  static let applicationID = 0x4459_424B

  /// Where it is.
  public let path: String
  let queue: DatabaseQueue

  private init(path: String, queue: DatabaseQueue) {
    self.path = path
    self.queue = queue
  }

  /// Makes a new, empty store (mode 0600) with the workspace's currency and zone.
  ///
  /// Fails with `cannotCreate` when a file is there already.
  public static func create(at path: String, currency: Currency, zone: String) throws -> Store {
    try makeEmptyFile(path)
    let store = try translatingErrors(path) {
      Store(path: path, queue: try DatabaseQueue(path: path, configuration: configuration(.readWrite)))
    }
    try store.translating {
      try store.queue.writeWithoutTransaction { db in
        // Before all else, and for good. Pages of four times the usual size make bulk work 5 % faster: fewer calls, and
        // orders waste less room at the ends of pages.
        try db.execute(sql: "PRAGMA page_size = 16384")
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      }
      try Migration.run(Migration.all, on: store.queue, path: path)
      try store.queue.write { db in
        try db.execute(
          sql: "INSERT INTO meta(name, value) VALUES ('currency', ?), ('zone', ?)",
          arguments: [currency.description, zone])
      }
    }
    return store
  }

  /// Opens a store; an older one is migrated after a copy was made, a newer one is refused.
  public static func open(_ path: String, _ mode: Mode) throws -> Store {
    guard fileExists(path) else { throw Failure(.noInput, .noStore, facts: ["path": path]) }
    return try translatingErrors(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration(mode))
      let (application, version) = try queue.read { db in
        (
          try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
          try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        )
      }
      guard application == applicationID else { throw Failure(.damaged, .notAStore, facts: ["path": path]) }
      let known = Migration.all.last?.version ?? 0
      guard version <= known else {
        throw Failure(
          .configuration, .storeNewer, facts: ["path": path, "found": String(version), "known": String(known)])
      }
      if version < known {
        let writer = try DatabaseQueue(path: path, configuration: configuration(.readWrite))
        try Migration.run(Migration.all, on: writer, path: path)
        try writer.close()
      }
      return Store(path: path, queue: queue)
    }
  }

  /// Reads within one snapshot.
  public func read<T>(_ body: (StoreConnection) throws -> T) throws -> T {
    try translating { try queue.read { try body(StoreConnection(db: $0)) } }
  }

  /// Changes the store in one transaction that takes the write lock at once; an error leaves everything as it was.
  public func change<T>(_ body: (StoreConnection) throws -> T) throws -> T {
    try decide { (try body($0), commit: true) }
  }

  /// Like ``change(_:)``, for runs that see only at their end whether they may be applied: `commit` false takes back
  /// everything they wrote.
  ///
  /// `trustingKeys` leaves foreign keys to `store check`: for the one run that takes every key it writes from the index
  /// of orders within the same transaction, where SQLite would read all wide order rows only to see that they exist.
  public func decide<T>(trustingKeys: Bool = false, _ body: (StoreConnection) throws -> (T, commit: Bool)) throws -> T {
    try translating {
      var result: T?
      try queue.writeWithoutTransaction { db in
        Store.obeyInterruption(true, on: db)
        // Such runs go through tables in the order of keys: they gain nothing from a large cache. With a smaller one than
        // this, SQLite writes inner pages to the log more than once, and then computes the checksums of the log anew.
        if trustingKeys { try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -6144") }
        let outcome = Result {
          try db.inTransaction(.immediate) {
            let (value, commit) = try body(StoreConnection(db: db))
            result = value
            return commit ? .commit : .rollback
          }
        }
        // After an error too: whoever uses the store next counts on the checks.
        if trustingKeys { try db.execute(sql: "PRAGMA foreign_keys = ON; PRAGMA cache_size = -8192") }
        try outcome.get()
        // It is done: what is read to report it is not to end as if it were not.
        Store.obeyInterruption(false, on: db)
      }
      guard let result else { preconditionFailure("a finished transaction has a result") }
      return result
    }
  }

  /// Closes the file, folding the write-ahead log into it.
  public func close() throws { try translating { try queue.close() } }

  private static let countsNoMemory: Void = { _ = daybook_count_no_memory() }()

  static func configuration(_ mode: Mode) -> Configuration {
    _ = countsNoMemory
    var configuration = Configuration()
    configuration.readonly = mode == .readOnly
    configuration.busyMode = .timeout(10)
    configuration.prepareDatabase { db in
      let code = daybook_defend(db.sqliteConnection)
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cache_size = -8192")
      try db.execute(sql: "PRAGMA temp_store = FILE")
      try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
      obeyInterruption(true, on: db)
    }
    return configuration
  }
}

extension Store {
  /// Whether statements end, and their transaction is taken back, once the run is asked to end.
  static func obeyInterruption(_ isObeyed: Bool, on db: Database) {
    // So many steps of SQLite's machine take about a millisecond.
    sqlite3_progress_handler(
      db.sqliteConnection, isObeyed ? 10_000 : 0, { _ in Interruption.isRequested ? 1 : 0 }, nil)
  }
}

/// A view of the store inside one transaction. The operations of each feature are extensions in the feature's folder.
public struct StoreConnection {
  let db: Database

  /// Tries something within the transaction: `keep` false, like an error, takes back what it wrote, and nothing else.
  public func attempt<T>(_ body: () throws -> (T, keep: Bool)) throws -> T {
    var result: T?
    try db.inSavepoint {
      let (value, keep) = try body()
      result = value
      return keep ? .commit : .rollback
    }
    guard let result else { preconditionFailure("a finished savepoint has a result") }
    return result
  }
}
