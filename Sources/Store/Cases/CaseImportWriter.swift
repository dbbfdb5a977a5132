import GRDB
import GRDBSQLite
public import Model

/// What an import needs to know of a case that is there already.
public struct KnownCase {
  /// Digests of its events in force, with the batch that brought each.
  public let digests: [SHA256Digest: Int64]
  /// Digests of those of them that have no entry id.
  public let digestsWithoutID: Set<SHA256Digest>
  /// Events in force that have an entry id.
  public let entries: [String: (digest: SHA256Digest, batch: Int64)]
  /// What is said of it beside its events.
  public let details: [CaseDetail: String]
  /// Whether it has events in force.
  public var hasEvents: Bool { !digests.isEmpty }
}

/// An event that an import adds. The texts must stay until the call is over.
public struct ImportedCaseEvent {
  /// When, what, its number within the case and what it sets.
  public var event: CaseEvent
  /// Who did it.
  public var actor: UnsafeRawBufferPointer?
  /// Its text.
  public var body: UnsafeRawBufferPointer?
  /// What it sets.
  public var value: UnsafeRawBufferPointer?
  /// The source's own id.
  public var entryID: UnsafeRawBufferPointer?
  /// Its digest, 32 bytes.
  public var digest: SHA256Digest

  /// An event to be added.
  public init(
    _ event: CaseEvent, digest: SHA256Digest, actor: UnsafeRawBufferPointer?, body: UnsafeRawBufferPointer?,
    value: UnsafeRawBufferPointer?, entryID: UnsafeRawBufferPointer?
  ) {
    self.event = event
    self.digest = digest
    self.actor = actor
    self.body = body
    self.value = value
    self.entryID = entryID
  }
}

/// Writes the cases of one import, a case after the other.
public final class CaseImportWriter {
  private let connection: StoreConnection
  private let batch: Int64
  private let find, known, lastSeq, event, newCase, course, detail: HotStatement
  /// Up to when reports have shown what happened; nil before the first.
  private let reportedUntil: Instant?
  private var lastKey: Int64

  /// A writer for a batch.
  public init(_ connection: StoreConnection, batch: Int64) throws {
    self.connection = connection
    self.batch = batch
    let db = connection.db
    find = try HotStatement(db, "SELECT case_key FROM cases WHERE case_id = ?1")
    known = try HotStatement(db, EmbeddedSQL.text("Cases/known-events.sql"))
    lastSeq = try HotStatement(db, "SELECT max(seq) FROM case_event WHERE case_key = ?1")
    event = try HotStatement(db, EmbeddedSQL.text("Cases/import-event.sql"))
    newCase = try HotStatement(db, EmbeddedSQL.text("Cases/import-case.sql"))
    course = try HotStatement(db, "INSERT INTO case_course(case_key, course) VALUES (?1, ?2)")
    detail = try HotStatement(db, "INSERT INTO case_detail(case_key, name, value, batch) VALUES (?1, ?2, ?3, ?4)")
    lastKey = try Int64.fetchOne(db, sql: "SELECT max(case_key) FROM cases") ?? 0
    reportedUntil = try connection.reportedUntil()
  }

  /// The key of a case; nil where there was never one of that id.
  public func key(of id: UnsafeRawBufferPointer) throws -> Int64? {
    find.bind(utf8: id, at: 1)
    defer { find.reset() }
    return try find.step() ? find.int64(0) : nil
  }

  /// What is known of a case.
  public func known(_ key: Int64) throws -> KnownCase {
    var digests: [SHA256Digest: Int64] = [:]
    var withoutID: Set<SHA256Digest> = []
    var entries: [String: (SHA256Digest, Int64)] = [:]
    known.bind(key, at: 1)
    defer { known.reset() }
    while try known.step() {
      guard let digest = SHA256Digest(bytes: Array(known.bytes(0))) else { continue }
      digests[digest] = known.int64(2)
      if known.isNull(1) { withoutID.insert(digest) } else { entries[known.text(1)] = (digest, known.int64(2)) }
    }
    return KnownCase(
      digests: digests, digestsWithoutID: withoutID, entries: entries, details: try connection.caseDetails(of: key))
  }

  /// The greatest number of an event of a case, in force or not.
  public func lastSeq(of key: Int64) throws -> Int64 {
    lastSeq.bind(key, at: 1)
    defer { lastSeq.reset() }
    return try lastSeq.step() ? lastSeq.int64(0) : 0
  }

  /// Makes a case of its first events, which need not be in order, and gives its key.
  public func insert(
    _ id: UnsafeRawBufferPointer, details: [CaseDetail: String], events: [CaseEvent]
  ) throws -> Int64 {
    lastKey += 1
    let ordered = events.sorted()
    let state = CaseState(priority: details[.priority], team: details[.team], events: ordered)
    newCase.bind(lastKey, at: 1)
    newCase.bind(copying: id, at: 2)
    let texts: [String?] = [
      details[.order], details[.subject], state.team, details[.calendar], details[.policy], details[.priority],
      state.priority, state.assignee, state.status.rawValue,
    ]
    for (index, text) in texts.enumerated() {
      if let text { newCase.bind(text, at: Int32(index + 3)) } else { newCase.bindNull(at: Int32(index + 3)) }
    }
    newCase.bind(state.openedAt?.milliseconds, at: 12)
    newCase.bind(state.lastEventAt?.milliseconds, at: 13)
    newCase.bind(state.lastCustomerMessageAt?.milliseconds, at: 14)
    newCase.bind(state.lastReplyAt?.milliseconds, at: 15)
    newCase.bind(Int64(state.openDisputes), at: 16)
    newCase.bind(Int64(events.count), at: 17)
    newCase.bind(batch, at: 18)
    if let team = details[.team] { newCase.bind(team, at: 19) } else { newCase.bindNull(at: 19) }
    try newCase.run()
    course.bind(lastKey, at: 1)
    course.bind(CaseCourse.pack(ordered), at: 2)
    try course.run()
    for (detail, value) in details { try note(detail, value, of: lastKey) }
    return lastKey
  }

  /// Notes what is said of a case.
  public func note(_ name: CaseDetail, _ value: String, of key: Int64) throws {
    detail.bind(key, at: 1)
    detail.bind(name.rawValue, at: 2)
    detail.bind(value, at: 3)
    detail.bind(batch, at: 4)
    try detail.run()
  }

  /// Adds an event to a case.
  public func add(_ imported: ImportedCaseEvent, to key: Int64) throws {
    let event = imported.event
    self.event.bind(key, at: 1)
    self.event.bind(event.seq, at: 2)
    self.event.bind(event.at.milliseconds, at: 3)
    self.event.bind(Int64(event.kind.rank), at: 4)
    self.event.bind(event.kind.rawValue, at: 5)
    for (index, text) in [imported.actor, imported.body, imported.value, imported.entryID].enumerated() {
      if let text {
        self.event.bind(utf8: text, at: Int32(index + 6))
      } else {
        self.event.bindNull(at: Int32(index + 6))
      }
    }
    self.event.bind(imported.digest.bytes, at: 10)
    self.event.bind(event.sequence, at: 11)
    self.event.bind(batch, at: 12)
    try self.event.run()
  }

  /// Notes a case to which events came that reports should have shown already.
  public func noteLate(_ events: [CaseEvent], of key: Int64) throws {
    guard let reportedUntil else { return }
    let late = events.lazy.filter { $0.at <= reportedUntil }.map(\.at)
    guard let first = late.min() else { return }
    try connection.db.cachedStatement(
      sql: "INSERT INTO case_late(case_key, batch, events, first_at) VALUES (?, ?, ?, ?)"
    )
    .execute(arguments: [key, batch, late.count, first.milliseconds])
  }

  /// Notes of which earlier batches the import found events again.
  public func note(repeats: [Int64: Int]) throws {
    for (of, events) in repeats.sorted(by: { $0.key < $1.key }) {
      try connection.db.execute(
        sql: "INSERT INTO case_batch_repeat(batch, of_batch, events) VALUES (?, ?, ?)", arguments: [batch, of, events])
    }
  }
}
