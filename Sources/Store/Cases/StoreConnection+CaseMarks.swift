import Diagnostics
import GRDB
public import Model

extension StoreConnection {
  /// Makes a case without events under the next key and gives that. Its row is computed by `refreshCase` once it has some.
  public func insertCase(
    _ id: String, details: [(CaseDetail, String)], at instant: Instant, batch: Int64
  ) throws -> Int64 {
    let key = try lastCaseKey() + 1
    try execute("Cases/insert.sql", ["case_key": key, "case_id": id, "at": instant.milliseconds, "batch": batch])
    for (detail, value) in details {
      try db.execute(
        sql: "INSERT INTO case_detail(case_key, name, value, batch) VALUES (?, ?, ?, ?)",
        arguments: [key, detail.rawValue, value, batch])
    }
    return key
  }

  /// Says up to where the correspondence of a case counts as read; nil: none of it.
  public func markCase(_ key: Int64, readUpTo instant: Instant?, batch: Int64) throws {
    try db.execute(
      sql: "INSERT INTO case_mark(case_key, batch, read_at) VALUES (?, ?, ?)",
      arguments: [key, batch, instant?.milliseconds])
  }

  /// Says that a case goes on in another one.
  public func mergeCase(_ key: Int64, into target: Int64, batch: Int64) throws {
    try db.execute(
      sql: "INSERT INTO case_merge(case_key, batch, into_key) VALUES (?, ?, ?)", arguments: [key, batch, target])
  }

  /// Cases about an order (or none) and a subject (or none) whose first event in force is this one, by whatever batch.
  public func casesOpened(
    about orderID: String?, subject: String?, kind: CaseEventKind, actor: String?, body: String?
  ) throws -> [CaseRecord] {
    try String.fetchAll(
      db,
      sql: """
        SELECT c.case_id FROM live_case c
        WHERE c.order_id IS ? AND c.subject IS ? AND c.merged_into IS NULL AND EXISTS (
          SELECT 1 FROM case_event_in_force e
          WHERE e.case_key = c.case_key AND e.seq = 1 AND e.kind = ? AND e.actor IS ? AND e.body IS ?)
        ORDER BY c.case_id
        """, arguments: [orderID, subject, kind.rawValue, actor, body]
    ).map(caseRecord)
  }

  /// The key of a live order; fails with `rejected` where there is none of that id.
  public func liveOrderKey(_ id: String) throws -> Int64 {
    guard
      let key = try Int64.fetchOne(db, sql: "SELECT order_key FROM order_ref WHERE order_id = ?", arguments: [id])
    else { throw Failure(.rejected, .ordersNotFound, facts: ["order": id]) }
    return key
  }

  /// The addresses under which the customer of a case is known: of its order, and of who wrote. Lower case.
  public func customerAddresses(ofCase record: CaseRecord) throws -> Set<String> {
    let found = try String.fetchAll(
      db,
      sql: """
        SELECT email FROM live_order WHERE order_key = ? AND email IS NOT NULL
        UNION
        SELECT actor FROM case_event_in_force WHERE case_key = ? AND kind = 'customer_message' AND actor LIKE '%@%'
        """, arguments: [record.orderKey, record.key])
    return Set(found.map { $0.lowercased() })
  }
}
