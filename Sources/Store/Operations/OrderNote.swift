import GRDB
public import Model

/// What a merchant's person wrote about an order.
public struct OrderNote: Sendable {
  /// When.
  public let at: Instant
  /// Who.
  public let author: String
  /// The text.
  public let body: String
  /// The batch that brought it.
  public let batch: Int64
}

extension StoreConnection {
  /// The notes of an order whose batches are in force, in their order.
  public func notes(of key: Int64) throws -> [OrderNote] {
    try GRDB.Row.fetchAll(
      db,
      sql: """
        SELECT at, author, body, batch FROM order_note_in_force WHERE order_key = ? ORDER BY n
        """, arguments: [key]
    )
    .map {
      OrderNote(at: Instant(milliseconds: $0["at"]), author: $0["author"], body: $0["body"], batch: $0["batch"])
    }
  }

  /// How many notes and chargebacks a batch wrote.
  public func remarks(of batch: Int64) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT (SELECT count(*) FROM order_note WHERE batch = ?1) + (SELECT count(*) FROM chargeback WHERE batch = ?1)
        """, arguments: [batch]) ?? 0
  }
}
