import GRDB
public import Model

/// Where the orders of a file wait between reading and applying: a private database that SQLite keeps in an unlinked
/// temporary file, so that memory stays the same however large the file is and the store is not locked while reading.
///
/// It gives the orders back by id, with everything that the file says of one id together, in the order of the file.
public final class OrderSpool {
  private let queue: DatabaseQueue
  private var pending: [OrderPiece] = []
  /// Pieces put away so far.
  public private(set) var count = 0

  /// An empty spool.
  public init() throws {
    queue = try Store.translatingErrors("temporary file") {
      // SQLite's name for a database of its own in a temporary file is the empty path.
      let queue = try DatabaseQueue(path: "")
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA journal_mode = OFF")
        try db.execute(sql: "PRAGMA cache_size = -8192")
        try db.execute(
          sql: """
            CREATE TABLE piece(n INTEGER PRIMARY KEY, order_id TEXT NOT NULL, line INTEGER NOT NULL,
              rows INTEGER NOT NULL, record BLOB) STRICT
            """)
      }
      return queue
    }
  }

  /// Puts a piece away.
  public func add(_ piece: OrderPiece) throws {
    pending.append(piece)
    if pending.count == 256 { try flush() }
  }

  private func flush() throws {
    guard !pending.isEmpty else { return }
    try Store.translatingErrors("temporary file") {
      try queue.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          let insert = try HotStatement(db, "INSERT INTO piece(order_id, line, rows, record) VALUES (?, ?, ?, ?)")
          var writer = OrderBytesWriter()
          for piece in pending {
            insert.bind(piece.orderID, at: 1)
            insert.bind(Int64(piece.line), at: 2)
            insert.bind(Int64(piece.rows), at: 3)
            writer.removeAll()
            if let record = piece.record { writer.append(record) }
            insert.bind(piece.record == nil ? nil : writer.bytes, at: 4)
            try insert.run()
          }
          return .commit
        }
      }
    }
    count += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  /// Goes through all orders by id; `body` gets the pieces of one order in the order of the file.
  public func forEachOrder(_ body: ([OrderPiece]) throws -> Void) throws {
    try flush()
    try Store.translatingErrors("temporary file") {
      try queue.writeWithoutTransaction { db in
        try db.execute(sql: "CREATE INDEX IF NOT EXISTS piece_order ON piece(order_id)")
        let select = try HotStatement(db, "SELECT order_id, line, rows, record FROM piece ORDER BY order_id, n")
        var pieces: [OrderPiece] = []
        while try select.step() {
          let piece = OrderPiece(
            orderID: select.text(0), line: Int(select.int64(1)), rows: Int(select.int64(2)),
            record: select.isNull(3) ? nil : OrderRecord(bytes: select.bytes(3)))
          // Byte by byte: `==` takes different spellings of an accented letter for the same.
          if let first = pieces.first, !first.orderID.utf8.elementsEqual(piece.orderID.utf8) {
            try body(pieces)
            pieces.removeAll(keepingCapacity: true)
          }
          pieces.append(piece)
        }
        if !pieces.isEmpty { try body(pieces) }
      }
    }
  }
}
