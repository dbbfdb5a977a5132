import Diagnostics
import GRDB
public import Model

/// An event with where it came from.
public struct StoredCaseEvent: Sendable, Hashable {
  /// What happened.
  public let event: CaseEvent
  /// The source's own id of it.
  public let entryID: String?
  /// The batch that brought it.
  public let batch: Int64
  /// The case it happened in, where that was merged into the one that is shown.
  public var mergedCase: String?
}

extension StoreConnection {
  /// Cases that pass a filter: New and Reply Received first, then Open, Waiting and Closed; within these the one that
  /// has waited longest first. Cases of deleted orders are left out.
  public func cases(_ filter: CaseFilter = CaseFilter()) throws -> [CaseRecord] {
    let keys = try filter.keywords.map { try StoreConnection.json(caseKeys(holding: $0)) }
    return try rows(
      "Cases/list.sql",
      [
        "keys": keys, "status": filter.status?.rawValue, "team": filter.team, "assignee": filter.assignee,
        "unassigned": filter.isUnassigned ? 1 : nil, "priority": filter.priority, "order_id": filter.orderID,
        "disputed": filter.isDisputed ? 1 : nil, "unread": filter.isUnread, "waiting": filter.waitingOn?.rawValue,
        "opened_until": filter.openedUntil?.milliseconds, "limit": filter.limit,
      ]
    ).map(CaseRecord.init(row:))
  }

  /// One case, merged or not; fails with `rejected` where there is none of that id, or it is hidden with its order.
  public func caseRecord(_ id: String) throws -> CaseRecord {
    guard let row = try rows("Cases/one.sql", ["case_id": id]).first else {
      throw Failure(.rejected, .noSuchCase, facts: ["case": id])
    }
    return CaseRecord(row: row)
  }

  /// The cases about an order, the first one first.
  public func cases(ofOrder key: Int64) throws -> [CaseRecord] {
    try String.fetchAll(
      db, sql: "SELECT case_id FROM cases WHERE order_key = ? AND events > 0 ORDER BY opened_at, case_key",
      arguments: [key]
    )
    .map(caseRecord)
  }

  /// Whether there is, or ever was, a case of that id.
  public func hasCase(_ id: String) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM cases WHERE case_id = ?", arguments: [id]) != nil
  }

  /// The cases that were merged into one, by id.
  public func casesMerged(into key: Int64) throws -> [CaseRecord] {
    try String.fetchAll(
      db, sql: "SELECT case_id FROM cases WHERE merged_into = ? ORDER BY case_id", arguments: [key]
    ).map(caseRecord)
  }

  /// Every priority that a case has or had.
  public func casePriorities() throws -> [String] {
    try String.fetchAll(
      db, sql: "SELECT DISTINCT priority FROM cases WHERE priority IS NOT NULL ORDER BY priority")
  }

  /// Every team that a case is with or was opened with.
  public func caseTeams() throws -> [String] {
    try String.fetchAll(
      db,
      sql: """
        SELECT team FROM cases WHERE team IS NOT NULL
        UNION SELECT opening_team FROM cases WHERE opening_team IS NOT NULL ORDER BY 1
        """)
  }

  /// The last event in force of a case in the order of arrival, with who brought it and when.
  public func lastEvent(ofCase key: Int64) throws -> (stored: StoredCaseEvent, by: String, at: Instant)? {
    guard let row = try rows("Cases/last-event.sql", ["case_key": key]).first, let event = CaseEvent(row: row) else {
      return nil
    }
    return (
      StoredCaseEvent(event: event, entryID: row["entry_id"], batch: row["batch"]), row["operator"],
      Instant(milliseconds: row["applied_at"])
    )
  }

  /// Everything that happened in a case and in those merged into it, in order: for the merchant's people only.
  public func thread(ofCase key: Int64) throws -> [StoredCaseEvent] {
    try rows("Cases/thread.sql", ["case_key": key]).compactMap { row in
      CaseEvent(row: row).map {
        StoredCaseEvent(event: $0, entryID: row["entry_id"], batch: row["batch"], mergedCase: row["merged_case"])
      }
    }
  }

  /// Everything that happened in a case, in order; internal actions among it: for the merchant's people only.
  public func events(ofCase key: Int64) throws -> [StoredCaseEvent] {
    try rows("Cases/events.sql", ["case_key": key]).compactMap { row in
      CaseEvent(row: row).map { StoredCaseEvent(event: $0, entryID: row["entry_id"], batch: row["batch"]) }
    }
  }

  /// The order a case is about; nil when it names none, or the order is not here.
  public func order(ofCase record: CaseRecord) throws -> CaseOrder? {
    guard let key = record.orderKey else { return nil }
    return try rows("Cases/order.sql", ["order_key": key]).first.flatMap(CaseOrder.init(row:))
  }
}

extension CaseEvent {
  /// An event from a row; nil for a kind that this version does not know. Columns that a query leaves out are nil.
  init?(row: GRDB.Row) {
    guard let kind = CaseEventKind(rawValue: row["kind"]) else { return nil }
    self.init(
      at: Instant(milliseconds: row["at"]), seq: row["seq"], kind: kind, actor: row["actor"],
      body: row.hasColumn("body") ? row["body"] : nil, value: row["value"], sequence: row["sequence"])
  }
}
