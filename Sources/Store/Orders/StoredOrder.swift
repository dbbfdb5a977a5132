public import Model

/// What a change needs to know of an order that is in the store already.
public struct StoredOrder: Sendable {
  /// Its key, which never changes.
  public let key: Int64
  /// Its id.
  public let orderID: String
  /// The batch that wrote it last.
  public let batch: Int64
  /// The digest of its content.
  public let digest: SHA256Digest
  /// Its stage.
  public let stage: String
  /// Its currency, three letters.
  public let currency: String
  /// Its total in ten-thousandths.
  public let total: Int64
  /// The deletion, or the revert, that hides it; nil while it is live.
  public let deletedBatch: Int64?

  /// From a row of `Orders/live.sql` or `Orders/stored.sql`.
  init?(_ row: HotStatement) {
    guard let digest = SHA256Digest(bytes: Array(row.bytes(3))) else { return nil }
    self.digest = digest
    key = row.int64(0)
    orderID = row.text(1)
    batch = row.int64(2)
    stage = row.text(4)
    currency = row.text(5)
    total = row.int64(6)
    deletedBatch = row.optionalInt64(7)
  }
}
