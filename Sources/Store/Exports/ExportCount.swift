import GRDB
public import Model
import Synchronization

/// Counts the rows of an export apart from reading them, so that what is read can be proved to be all: on a connection and
/// a thread of its own, since reading need not wait for it.
///
/// Both must see the same snapshot. It is made before the other connection reads anything, and begins after that has read
/// something. If the version of the file, which changes with every commit of another connection, is then still the one it
/// saw first, nobody committed in between.
public final class ExportCount: Sendable {
  private let twin: DatabaseQueue
  private let version: Int?
  private let path: String
  /// What it came to; nil inside where the snapshot is another one.
  private let outcome = Mutex<Result<Int?, any Error>?>(nil)

  init(_ twin: DatabaseQueue, path: String) throws {
    (self.twin, self.path) = (twin, path)
    version = try twin.read { try Int.fetchOne($0, sql: "PRAGMA data_version") }
  }

  /// Begins to count, in the snapshot of a connection that has read something in its transaction.
  public func begin(_ selection: ExportSelection) {
    twin.asyncRead { read in
      let counted = Result {
        let db = try read.get()
        guard try Int.fetchOne(db, sql: "PRAGMA data_version") == self.version else { return Int?.none }
        try db.execute(sql: "PRAGMA cache_size = -512")
        return try ExportCursor(selection, on: StoreConnection(db: db)).count()
      }
      self.outcome.withLock { $0 = counted }
    }
  }

  /// How many rows there are, once that is known.
  public var known: Int? {
    outcome.withLock { outcome in
      if case .success(let count) = outcome { count } else { nil }
    }
  }

  /// Waits for the number; nil where somebody committed at the wrong moment, so that only the other connection can count.
  public func finish() throws -> Int? {
    try Store.translatingErrors(path) {
      // Its queue is serial: this comes after the count.
      try twin.read { _ in }
      return try outcome.withLock { try $0?.get() }
    }
  }

  /// Ends it, also halfway.
  public func stop() { twin.interrupt() }
}

extension Store {
  /// What counts the rows of an export beside reading them.
  public func exportCount() throws -> ExportCount {
    try translating {
      try ExportCount(DatabaseQueue(path: path, configuration: Store.configuration(.readOnly)), path: path)
    }
  }
}
