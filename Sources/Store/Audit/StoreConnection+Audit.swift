import GRDB
public import Model

/// One link of the audit chain.
public struct AuditEntry: Sendable {
  /// Its place in the chain, from 1.
  public let seq: Int64
  /// When.
  public let at: Instant
  /// Who.
  public let `operator`: String
  /// On which machine.
  public let host: String
  /// What was done.
  public let action: String
  /// The batch it belongs to.
  public let batch: Int64?
  /// About what.
  public let subject: String
  /// SHA-256 of the link before and of this link's fields.
  public let hash: SHA256Digest
}

/// Which links of the audit chain are meant; what is nil does not matter.
public struct AuditFilter: Sendable {
  /// The link's place.
  public var seq: Int64?
  /// The batch it belongs to.
  public var batch: Int64?
  /// Who did it.
  public var `operator`: String?
  /// What was done.
  public var action: String?
  /// Done at that instant or later.
  public var from: Instant?
  /// Done earlier than that instant.
  public var before: Instant?

  /// All links.
  public init() {}
}

extension StoreConnection {
  /// Adds a link to the audit chain.
  public func appendAudit(action: String, batch: Int64?, identity: RunIdentity, subject: String) throws {
    let last = try GRDB.Row.fetchOne(db, sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    let seq = (last?["seq"] as Int64? ?? 0) + 1
    let previous = SHA256Digest(column: last?["hash"])
    let hash = StoreConnection.link(
      previous, seq: seq, at: identity.startedAt, operator: identity.operator, host: identity.host, action: action,
      batch: batch, subject: subject)
    try db.execute(
      sql: """
        INSERT INTO audit(seq, at, operator, host, action, batch, subject, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        seq, identity.startedAt.milliseconds, identity.operator, identity.host, action, batch, subject, hash.column,
      ])
  }

  /// The head of the chain: the last link's place and hash; nil in a new store.
  public func auditHead() throws -> (seq: Int64, hash: SHA256Digest)? {
    guard let row = try GRDB.Row.fetchOne(db, sql: "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"),
      let hash = SHA256Digest(column: row["hash"])
    else { return nil }
    return (row["seq"], hash)
  }

  /// Links of the chain that a filter lets through, newest first.
  public func auditEntries(_ filter: AuditFilter = AuditFilter(), limit: Int) throws -> [AuditEntry] {
    try rows(
      "Audit/list.sql",
      [
        "seq": filter.seq, "batch": filter.batch, "operator": filter.operator, "action": filter.action,
        "from": filter.from?.milliseconds, "before": filter.before?.milliseconds, "limit": limit,
      ]
    ).compactMap { row in
      SHA256Digest(column: row["hash"]).map { hash in
        AuditEntry(
          seq: row["seq"], at: Instant(milliseconds: row["at"]), operator: row["operator"], host: row["host"],
          action: row["action"], batch: row["batch"], subject: row["subject"], hash: hash)
      }
    }
  }

  /// The place of the link with that hash; nil where the chain has none: what was once its head is no longer in it.
  public func auditEntry(withHash hash: SHA256Digest) throws -> Int64? {
    try Int64.fetchOne(db, sql: "SELECT seq FROM audit WHERE hash = ?", arguments: [hash.column])
  }

  /// The first link that does not follow from the one before; nil when the whole chain adds up.
  public func firstBrokenAuditEntry() throws -> Int64? {
    var previous: SHA256Digest?
    var expected: Int64 = 1
    let cursor = try GRDB.Row.fetchCursor(db, sql: "SELECT * FROM audit ORDER BY seq")
    while let row = try cursor.next() {
      let seq: Int64 = row["seq"]
      let hash = StoreConnection.link(
        previous, seq: seq, at: Instant(milliseconds: row["at"]), operator: row["operator"], host: row["host"],
        action: row["action"], batch: row["batch"], subject: row["subject"])
      guard seq == expected, hash == SHA256Digest(column: row["hash"]) else { return seq }
      previous = hash
      expected += 1
    }
    return nil
  }

  private static func link(
    _ previous: SHA256Digest?, seq: Int64, at: Instant, operator: String, host: String, action: String, batch: Int64?,
    subject: String
  ) -> SHA256Digest {
    let fields = [
      previous?.description ?? "", String(seq), String(at.milliseconds), `operator`, host, action,
      batch.map(String.init) ?? "", subject,
    ]
    // Lengths in front keep fields apart whatever they contain.
    return SHA256Digest(of: fields.flatMap { Array("\($0.utf8.count):\($0)".utf8) })
  }
}
