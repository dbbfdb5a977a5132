import GRDB
public import Model

/// What a copy of the store holds.
public struct StoreCopy: Sendable {
  /// The schema's version.
  public let schema: Int
  /// The last batch in it.
  public let lastBatch: Int64
  /// The last link of its audit chain; nil in a store without any.
  public let auditHead: (seq: Int64, hash: SHA256Digest)?
}

extension Store {
  /// Copies the store, as it stands in one snapshot, into a new file (0600) that is a whole store by itself: no
  /// write-ahead log belongs to it. Others may read and write meanwhile.
  ///
  /// `progress` is called once a few megabytes with the pages copied and their number, and may throw. The file is on the
  /// disk when this returns; whoever calls gives it its name.
  public func copy(to path: String, progress: @escaping (_ done: Int, _ total: Int?) throws -> Void) throws -> StoreCopy
  {
    try Store.makeEmptyFile(path)
    let pagesPerStep: CInt = 2000
    return try translating {
      return try queue.read { source in
        // The snapshot is taken by the first read and kept until the last page: the copy never has to begin anew.
        let copied = try StoreCopy(StoreConnection(db: source))
        try Store.translatingErrors(path) {
          let target = try DatabaseQueue(path: path)
          try target.writeWithoutTransaction { target in
            try source.backup(to: target, pagesPerStep: pagesPerStep) {
              try progress($0.totalPageCount - $0.remainingPageCount, $0.totalPageCount)
            }
            try target.execute(sql: "PRAGMA journal_mode = DELETE")
          }
          try target.close()
        }
        return copied
      }
    }
  }

  /// Makes the file that was at `path` the store again that is written to by many: with a write-ahead log.
  public static func useLog(at path: String) throws {
    try translatingErrors(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration(.readWrite))
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
      try queue.close()
    }
  }

  /// Folds the write-ahead log into the store and does away with it, so that the file alone is all of it. Fails with
  /// `locked` while anybody else has the store open.
  public static func foldLog(at path: String) throws {
    try translatingErrors(path) {
      let queue = try DatabaseQueue(path: path, configuration: configuration(.readWrite))
      try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
      try queue.close()
    }
  }
}

extension StoreCopy {
  init(_ connection: StoreConnection) throws {
    schema = try Int.fetchOne(connection.db, sql: "PRAGMA user_version") ?? 0
    lastBatch = try connection.lastBatch()
    auditHead = try connection.auditHead()
  }
}

extension StoreConnection {
  /// What is known of the store at a glance: by it a copy is compared with its original.
  public func glance() throws -> StoreCopy { try StoreCopy(self) }
}
