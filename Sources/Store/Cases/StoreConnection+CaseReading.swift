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
}

extension StoreConnection {
  /// Cases that pass a filter: New and Reply Received first, then Open, Waiting and Closed; within these the one that
  /// has waited longest first. Cases of deleted orders are left out.
  public func cases(_ filter: CaseFilter = CaseFilter()) throws -> [CaseRecord] {
    try rows(
      "Cases/list.sql",
      [
        "case_id": filter.id, "status": filter.status?.rawValue, "team": filter.team, "assignee": filter.assignee,
        "order_id": filter.orderID, "unread": filter.isUnread, "waiting": filter.waitingOn?.rawValue,
        "opened_until": filter.openedUntil?.milliseconds, "limit": filter.limit,
      ]
    ).map(CaseRecord.init(row:))
  }

  /// One case; fails with `rejected` where there is none of that id, or it is hidden with its order.
  public func caseRecord(_ id: String) throws -> CaseRecord {
    var filter = CaseFilter()
    filter.id = id
    guard let found = try cases(filter).first else { throw Failure(.rejected, .noSuchCase, facts: ["case": id]) }
    return found
  }

  /// Everything that happened in a case, in order; internal actions among it: for the merchant's people only.
  public func events(ofCase key: Int64) throws -> [StoredCaseEvent] {
    try rows("Cases/events.sql", ["case_key": key]).compactMap { row in
      CaseEvent(row: row).map { StoredCaseEvent(event: $0, entryID: row["entry_id"], batch: row["batch"]) }
    }
  }

  /// What the customer may see of a case, in order: messages and disputes. Whatever reaches a customer is read through
  /// this.
  public func customerEvents(ofCase key: Int64) throws -> [CaseEvent] {
    try rows("Cases/customer-events.sql", ["case_key": key]).compactMap(CaseEvent.init(row:))
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
