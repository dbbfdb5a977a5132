import GRDB
public import Model

#if canImport(FoundationEssentials)
  import struct FoundationEssentials.Data
#else
  import struct Foundation.Data
#endif

extension StoreConnection {
  /// Adds an event to a case under the next number, whatever the case has already.
  public func add(_ event: CaseEvent, entryID: String?, toCase key: Int64, batch: Int64) throws {
    try execute(
      "Cases/insert-event.sql",
      [
        "case_key": key, "at": event.at.milliseconds, "rank": event.kind.rank, "kind": event.kind.rawValue,
        "actor": event.actor, "body": event.body, "value": event.value, "entry_id": entryID,
        "digest": event.digest.column, "batch": batch, "sequence": event.sequence,
      ])
  }

  /// Computes a case's row from its details and events in force, as a change of that batch. A case without any is
  /// hidden.
  public func refreshCase(_ key: Int64, batch: Int64) throws {
    let events = try events(ofCase: key).map(\.event)
    let details = try caseDetails(of: key)
    let state = CaseState(priority: details[.priority], team: details[.team], events: events)
    try indexSubject(details[.subject], ofCase: key)
    try execute(
      "Cases/update.sql",
      [
        "case_key": key, "order_id": details[.order], "subject": details[.subject], "team": state.team,
        "opening_team": details[.team],
        "calendar": details[.calendar], "policy": details[.policy], "opening_priority": details[.priority],
        "priority": state.priority, "assignee": state.assignee, "status": state.status.rawValue,
        "opened_at": state.openedAt?.milliseconds, "last_event_at": state.lastEventAt?.milliseconds,
        "last_customer_message_at": state.lastCustomerMessageAt?.milliseconds,
        "last_reply_at": state.lastReplyAt?.milliseconds, "open_disputes": state.openDisputes,
        "events": events.count, "batch": batch,
      ])
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO case_course(case_key, course) VALUES (?, ?)")
      .execute(arguments: [key, Data(CaseCourse.pack(events))])
  }

  /// Batches in force that brought events of a batch again and stand on them, with how many, by number.
  public func caseRepeats(of batch: Int64) throws -> [(batch: Int64, events: Int)] {
    try rows("Cases/repeated.sql", ["batch": batch]).map { ($0["batch"], $0["events"]) }
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

  func caseDetails(of key: Int64) throws -> [CaseDetail: String] {
    let rows = try GRDB.Row.fetchAll(
      try db.cachedStatement(sql: "SELECT name, value FROM case_detail_in_force WHERE case_key = ?"), arguments: [key])
    return Dictionary(
      uniqueKeysWithValues: rows.compactMap { row in CaseDetail(rawValue: row["name"]).map { ($0, row["value"]) } })
  }
}
