import Diagnostics
import Foundation
import Model
import TestSupport
import Testing

@testable import Store

/// What a customer may see is read where SQLite itself refuses everything else.
@Suite("The customers' door") struct CustomerCorrespondenceTests {
  private static func store(in folder: TemporaryFolder) throws -> Store {
    let currency = try #require(Currency("EUR"))
    return try Store.create(
      at: folder.url.appendingPathComponent("daybook.sqlite").path, currency: currency, zone: "UTC")
  }

  @Test("Nothing internal can be compiled")
  func refused() throws {
    let folder = try TemporaryFolder()
    let store = try Self.store(in: folder)
    for sql in Self.internalQueries {
      let failure = #expect(throws: Failure.self, "\(sql)") {
        try store.read { connection in try connection.forCustomer { try $0.select(sql, []) { _ in 0 } } }
      }
      let reason = failure?.diagnostics.first?.facts["reason"] ?? ""
      #expect(
        ["prohibited", "not authorized", "constructor failed"].contains { reason.contains($0) }, "\(sql): \(reason)")
    }
    // The connection is as it was afterwards.
    #expect(try store.read { try $0.cases() } == [])
  }

  private static let internalQueries = [
    "SELECT body FROM case_event", "SELECT count(*) FROM case_event", "SELECT * FROM case_event_in_force",
    "SELECT rowid FROM case_internal_text WHERE case_internal_text MATCH 'word'",
    "SELECT count(*) FROM case_internal_text_docsize", "SELECT block FROM case_internal_text_data",
    "SELECT assignee FROM cases", "SELECT value FROM case_detail", "SELECT message FROM case_mail",
    "SELECT course FROM case_course", "SELECT merchant_notes FROM orders", "SELECT body FROM order_note",
    "SELECT subject FROM audit", "SELECT options FROM batch", "SELECT team FROM live_case",
    "SELECT name FROM sqlite_schema", "PRAGMA table_info(cases)", "ATTACH 'x' AS x", "DELETE FROM case_text",
    "INSERT INTO meta VALUES ('a', 'b')", "SELECT load_extension('x')",
    "SELECT (SELECT e.body FROM case_event e WHERE e.case_key = c.case_key) FROM customer_case c",
    "SELECT 1 FROM customer_case c JOIN case_event e ON e.case_key = c.case_key",
  ]

  @Test("The views themselves are open, and so is the index of their words")
  func open() throws {
    let folder = try TemporaryFolder()
    let store = try Self.store(in: folder)
    for sql in [
      "SELECT subject FROM customer_case", "SELECT body FROM customer_case_event",
      "SELECT email FROM customer_case_order",
      "SELECT carrier FROM customer_case_shipment", "SELECT recipient FROM customer_case_mail",
    ] {
      #expect(try store.read { try $0.forCustomer { try $0.select(sql, []) { _ in 0 } } } == [], "\(sql)")
    }
    let keywords = try #require(CaseKeywords("\"two words\" wor*"))
    let lines = try store.read {
      try $0.forCustomer { try $0.list(customer: nil, orderID: nil, status: nil, keywords: keywords, limit: 9) }
    }
    #expect(lines.isEmpty)
  }

  @Test("Exports know cases and customers' messages, and no other events")
  func exports() {
    func names(_ sql: String) -> Set<Substring> {
      Set(sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
    }
    let closed: Set<Substring> = [
      "case_event", "case_event_in_force", "case_internal_text", "case_mail", "case_course",
    ]
    for view in SQLViews.all { #expect(names(view.select(hiding: [])).isDisjoint(with: closed), "\(view.name)") }
    for (name, sql) in ExportCatalogue.expressions { #expect(names(sql).isDisjoint(with: closed), "\(name)") }
  }

  @Test(
    "Words are read as people type them",
    arguments: [
      ("refund", ["\"refund\""]), ("  two  words ", ["\"two\"", "\"words\""]),
      ("\"in one\" piece", ["\"in one\"", "\"piece\""]), ("promis*", ["\"promis*\" *"]),
      ("a \"b", ["\"a\"", "\"b\""]), ("NEAR(a b) OR -c", ["\"NEAR(a\"", "\"b)\"", "\"OR\"", "\"-c\""]),
    ])
  func keywords(_ text: String, _ terms: [String]) { #expect(CaseKeywords(text)?.terms == terms) }

  @Test("Without a word there is nothing to look for", arguments: ["", " ", "*", "\"\"", "- & \"!\""])
  func noKeywords(_ text: String) { #expect(CaseKeywords(text) == nil) }
}
