import GRDB
public import Model

/// What became of an event that was to be added.
public enum CaseEventOutcome: Sendable, Equatable {
  /// It is new and stands in the case now.
  case added
  /// The case has it already.
  case unchanged
  /// The case has an event of the same entry id that says something else.
  case differs
}

/// What became of a detail that was to be noted.
public enum CaseDetailOutcome: Sendable, Equatable {
  /// It was not known before.
  case noted
  /// The case says the same already.
  case unchanged
  /// The case says something else, which stays.
  case differs(kept: String)
}

extension StoreConnection {
  /// The key of a case, hidden or not, and whether it has events in force; nil where there was never one.
  public func caseKey(_ id: String) throws -> (key: Int64, hasEvents: Bool)? {
    let row = try GRDB.Row.fetchOne(
      try db.cachedStatement(sql: "SELECT case_key, events FROM cases WHERE case_id = ?"), arguments: [id])
    return row.map { ($0["case_key"], $0["events"] as Int > 0) }
  }

  /// Makes a case for its first event. Its row is complete only after ``refreshCase(_:batch:)``.
  public func insertCase(_ id: String, firstEventAt at: Instant, batch: Int64) throws -> Int64 {
    let key = (try Int64.fetchOne(db, sql: "SELECT max(case_key) FROM cases") ?? 0) + 1
    try execute("Cases/insert.sql", ["case_key": key, "case_id": id, "at": at.milliseconds, "batch": batch])
    return key
  }

  /// What is known of a case beside its events; nil where nothing was said.
  public func detail(_ detail: CaseDetail, ofCase key: Int64) throws -> String? {
    try String.fetchOne(
      try db.cachedStatement(sql: "SELECT value FROM case_detail_in_force WHERE case_key = ? AND name = ?"),
      arguments: [key, detail.rawValue])
  }

  /// Notes what is said of a case beside its events. What was said first stays.
  public func note(_ detail: CaseDetail, _ value: String, ofCase key: Int64, batch: Int64) throws -> CaseDetailOutcome {
    if let known = try self.detail(detail, ofCase: key) { return known == value ? .unchanged : .differs(kept: known) }
    try db.cachedStatement(sql: "INSERT INTO case_detail(case_key, name, value, batch) VALUES (?, ?, ?, ?)")
      .execute(arguments: [key, detail.rawValue, value, batch])
    return .noted
  }

  /// Adds an event, unless the case has it: an event with an entry id is the one of the same id, or one without id that
  /// says the same; an event without is the one that says the same. `seq` of the event is given here.
  public func add(_ event: CaseEvent, entryID: String?, toCase key: Int64, batch: Int64) throws -> CaseEventOutcome {
    let digest = event.digest
    if let entryID {
      let known = try GRDB.Row.fetchOne(
        try db.cachedStatement(sql: "SELECT digest FROM case_event_in_force WHERE case_key = ? AND entry_id = ?"),
        arguments: [key, entryID])
      if let known { return SHA256Digest(column: known["digest"]) == digest ? .unchanged : .differs }
    }
    let same = try Bool.fetchOne(
      try db.cachedStatement(
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM case_event_in_force WHERE case_key = ? AND digest = ? AND (? OR entry_id IS NULL))
          """), arguments: [key, digest.column, entryID == nil])
    if same == true { return .unchanged }
    try execute(
      "Cases/insert-event.sql",
      [
        "case_key": key, "at": event.at.milliseconds, "rank": event.kind.rank, "kind": event.kind.rawValue,
        "actor": event.actor, "body": event.body, "value": event.value, "entry_id": entryID,
        "digest": digest.column, "batch": batch,
      ])
    return .added
  }

  /// Computes a case's row from its details and events in force, as a change of that batch. A case without any is
  /// hidden.
  public func refreshCase(_ key: Int64, batch: Int64) throws {
    let events = try events(ofCase: key).map(\.event)
    let details = try caseDetails(of: key)
    let state = CaseState(priority: details[.priority], events: events)
    try execute(
      "Cases/update.sql",
      [
        "case_key": key, "order_id": details[.order], "subject": details[.subject], "team": details[.team],
        "calendar": details[.calendar], "policy": details[.policy], "opening_priority": details[.priority],
        "priority": state.priority, "assignee": state.assignee, "status": state.status.rawValue,
        "opened_at": state.openedAt?.milliseconds, "last_event_at": state.lastEventAt?.milliseconds,
        "last_customer_message_at": state.lastCustomerMessageAt?.milliseconds,
        "last_reply_at": state.lastReplyAt?.milliseconds, "open_disputes": state.openDisputes,
        "events": events.count, "batch": batch,
      ])
  }

  /// The cases to which a batch added something, by key.
  public func casesTouched(by batch: Int64) throws -> [Int64] {
    try rows("Cases/touched.sql", ["batch": batch]).map { $0["case_key"] }
  }

  /// Cases to which a batch added something and a later batch in force did too, with the first such batch, by case id.
  public func casesChanged(after batch: Int64) throws -> [(caseID: String, by: Int64)] {
    try rows("Cases/later.sql", ["batch": batch]).map { ($0["case_id"], $0["later"]) }
  }

  /// Links cases to the live orders of their order ids. To be called whenever a batch brought orders or took some back.
  public func linkCasesToOrders() throws { try execute("Cases/link.sql") }

  private func caseDetails(of key: Int64) throws -> [CaseDetail: String] {
    let rows = try GRDB.Row.fetchAll(
      try db.cachedStatement(sql: "SELECT name, value FROM case_detail_in_force WHERE case_key = ?"), arguments: [key])
    return Dictionary(
      uniqueKeysWithValues: rows.compactMap { row in CaseDetail(rawValue: row["name"]).map { ($0, row["value"]) } })
  }
}
