import GRDB

/// The orders whose ledger a batch extended, written as they come and read back: keys that ascend, as differences of seven
/// bits a byte.
struct OrderKeyList {
  private let insert: HotStatement
  private var bytes: [UInt8] = []
  private var last: Int64 = 0
  /// Pieces that are full. They wait: writing now and then among other tables would bring their pages into the log twice,
  /// for which SQLite computes the checksums of the log anew.
  private var waiting: [[UInt8]] = []
  private var written: Int64 = 0
  private static let pieceBytes = 1 << 14
  private static let mostWaiting = 1 << 8

  init(_ connection: StoreConnection, batch: Int64) throws {
    insert = try HotStatement(
      connection.db, "INSERT INTO batch_orders(batch, n, order_keys) VALUES (?1, ?2, ?3)")
    insert.bind(batch, at: 1)
  }

  /// Adds a key that is not below the one before; the same key counts once.
  mutating func add(_ key: Int64) throws {
    if key == last { return }
    var difference = UInt64(bitPattern: key &- last)
    last = key
    while difference > 127 {
      bytes.append(UInt8(truncatingIfNeeded: difference & 127) | 128)
      difference >>= 7
    }
    bytes.append(UInt8(difference))
    if bytes.count >= OrderKeyList.pieceBytes { try endPiece() }
  }

  /// Writes what is left.
  mutating func finish() throws {
    if !bytes.isEmpty { try endPiece() }
    try write()
  }

  private mutating func endPiece() throws {
    waiting.append(bytes)
    bytes = []
    if waiting.count == OrderKeyList.mostWaiting { try write() }
  }

  private mutating func write() throws {
    for piece in waiting {
      written += 1
      insert.bind(written, at: 2)
      insert.bind(piece, at: 3)
      try insert.run()
    }
    waiting.removeAll()
  }
}

extension StoreConnection {
  /// Calls `body` with the orders whose ledger a batch extended: their keys ascend, many at a time.
  public func forEachOrderBlock(of batch: Int64, _ body: ([Int64]) throws -> Void) throws {
    let pieces = try HotStatement(db, "SELECT order_keys FROM batch_orders WHERE batch = ?1 ORDER BY n")
    pieces.bind(batch, at: 1)
    defer { pieces.reset() }
    var key: Int64 = 0
    while try pieces.step() {
      var keys: [Int64] = []
      var difference: UInt64 = 0
      var shift: UInt64 = 0
      for byte in pieces.bytes(0) {
        difference |= UInt64(byte & 127) << shift
        shift += 7
        guard byte < 128 else { continue }
        key &+= Int64(bitPattern: difference)
        keys.append(key)
        difference = 0
        shift = 0
      }
      try body(keys)
    }
  }
}
