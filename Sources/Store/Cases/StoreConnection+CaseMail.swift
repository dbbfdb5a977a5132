import GRDB
public import Model

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Data
#else
  import struct Foundation.Data
#endif

/// A mail that an action on a case wrote.
public struct CaseMail: Sendable, Hashable {
  /// Whom it is for.
  public enum Audience: String, Sendable {
    /// The case's customer.
    case customer
    /// The merchant's people.
    case staff
  }

  /// How far it is.
  public enum State: String, Sendable {
    /// Complete on the disk under a temporary name.
    case intended
    /// Under its own name; whoever carries mail may take it.
    case written
    /// Taken back before it was collected.
    case withdrawn
  }

  /// The batch of the action.
  public var batch: Int64
  /// Which one of the batch, from 1.
  public var number: Int64
  /// The case.
  public var caseKey: Int64
  /// Whom it is for.
  public var audience: Audience
  /// The address.
  public var recipient: String
  /// Its Message-ID, in angle brackets.
  public var messageID: String
  /// The file, in full.
  public var place: String
  /// SHA-256 of its bytes.
  public var sha256: SHA256Digest
  /// Its bytes.
  public var message: [UInt8]
  /// How far it is.
  public var state: State

  /// A mail.
  public init(
    batch: Int64, number: Int64, caseKey: Int64, audience: Audience, recipient: String, messageID: String,
    place: String, sha256: SHA256Digest, message: [UInt8], state: State = .intended
  ) {
    self.batch = batch
    self.number = number
    self.caseKey = caseKey
    self.audience = audience
    self.recipient = recipient
    self.messageID = messageID
    self.place = place
    self.sha256 = sha256
    self.message = message
    self.state = state
  }

  init?(row: GRDB.Row) {
    guard let audience = Audience(rawValue: row["audience"]), let state = State(rawValue: row["state"]),
      let sha256 = SHA256Digest(column: row["sha256"])
    else { return nil }
    self.init(
      batch: row["batch"], number: row["n"], caseKey: row["case_key"], audience: audience,
      recipient: row["recipient"], messageID: row["message_id"], place: row["place"], sha256: sha256,
      message: Array(row["message"] as Data), state: state)
  }
}

extension StoreConnection {
  /// Writes a mail down with the action that it belongs to.
  public func record(_ mail: CaseMail) throws {
    try db.execute(
      sql: """
        INSERT INTO case_mail(batch, n, case_key, audience, recipient, message_id, place, sha256, message, state)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        mail.batch, mail.number, mail.caseKey, mail.audience.rawValue, mail.recipient, mail.messageID, mail.place,
        mail.sha256.column, Data(mail.message), mail.state.rawValue,
      ])
  }

  /// The mail of a batch, in order.
  public func caseMail(of batch: Int64) throws -> [CaseMail] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM case_mail WHERE batch = ? ORDER BY n", arguments: [batch])
      .compactMap(CaseMail.init(row:))
  }

  /// The cases in which a batch wrote mail and that are not seen any more, for instance since their orders were deleted, by id.
  public func hiddenCases(ofMailBy batch: Int64) throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT DISTINCT c.case_id FROM case_mail m JOIN cases c ON c.case_key = m.case_key
        WHERE m.batch = ? AND NOT EXISTS (SELECT 1 FROM live_case l WHERE l.case_key = m.case_key) ORDER BY c.case_id
        """, arguments: [batch])
  }

  /// Mail that is not in its place, or was taken back: what a crash may have left half done.
  public func unsettledCaseMail() throws -> [CaseMail] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM case_mail WHERE state <> 'written' ORDER BY batch, n")
      .compactMap(CaseMail.init(row:))
  }

  /// Says how far a mail is.
  public func settle(_ mail: CaseMail, as state: CaseMail.State) throws {
    try db.execute(
      sql: "UPDATE case_mail SET state = ? WHERE batch = ? AND n = ?",
      arguments: [state.rawValue, mail.batch, mail.number])
  }
}
