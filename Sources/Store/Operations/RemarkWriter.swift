public import Model

/// Writes notes and chargebacks on behalf of one batch. They are facts of their own beside an order's content: they count
/// while their batch is in force.
public final class RemarkWriter {
  private let insertNote: HotStatement
  private let insertChargeback: HotStatement
  private let batch: Int64
  private let author: String

  /// A writer for a batch that was begun in the same transaction.
  public init(_ connection: StoreConnection, batch: Int64, author: String) throws {
    insertNote = try HotStatement(connection.db, EmbeddedSQL.text("Operations/add-note.sql"))
    insertChargeback = try HotStatement(connection.db, EmbeddedSQL.text("Operations/add-chargeback.sql"))
    self.batch = batch
    self.author = author
  }

  /// Adds a note.
  public func note(_ body: String, at: Instant, on key: Int64) throws {
    insertNote.bind(key, at: 1)
    insertNote.bind(at.milliseconds, at: 2)
    insertNote.bind(author, at: 3)
    insertNote.bind(body, at: 4)
    insertNote.bind(batch, at: 5)
    try insertNote.run()
  }

  /// Adds what is now known of a chargeback.
  public func chargeback(_ chargeback: Chargeback, on key: Int64) throws {
    insertChargeback.bind(key, at: 1)
    insertChargeback.bind(chargeback.reference.map(FieldValue.text) ?? .none, at: 2)
    insertChargeback.bind(chargeback.amount.e4, at: 3)
    insertChargeback.bind(chargeback.currency, at: 4)
    insertChargeback.bind(chargeback.reason.map(FieldValue.text) ?? .none, at: 5)
    insertChargeback.bind(chargeback.openedOn.map { Int64($0.days) }, at: 6)
    insertChargeback.bind(chargeback.dueOn.map { Int64($0.days) }, at: 7)
    insertChargeback.bind(chargeback.state.rawValue, at: 8)
    insertChargeback.bind(batch, at: 9)
    try insertChargeback.run()
  }
}
