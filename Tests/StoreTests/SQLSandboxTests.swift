import Model
import Testing

@testable import Store

/// SQL of mappings: what it may, what it may not, and masks.
@Suite struct SQLSandboxTests {
  private static func mistake(_ text: String, _ hidden: Set<String> = []) -> ExportSQLMistake? {
    SQLSandbox.mistake(in: ExportSQL(text, rows: .order, isNested: false), hiding: hidden)
  }

  @Test(arguments: [
    "total_e4 - coalesce(actual_shipping_e4, 0)", "this.total_e4 * 19 / 119", "upper(stage) || ' (;--) ' || currency",
    "(SELECT sum(item_quantity_e4) FROM v_items WHERE v_items.order_key = this.order_key)",
    "(SELECT count(*) FROM v_orders)", "(SELECT count(*) FROM v_messages)", "CASE WHEN total_e4 > 0 THEN 'a' END",
    "(SELECT group_concat(tag, ', ') FROM (SELECT tag FROM v_tags t WHERE t.order_key = this.order_key ORDER BY tag))",
    "json_extract(extra, '$.a')", "extra ->> 'a'", "stage LIKE 'C%'", "round(total_e4 / 3.0)",
    "EXISTS (SELECT 1 FROM v_cases c WHERE c.order_key = this.order_key)", "\"total_e4\" + 1",
  ])
  func whatItMay(_ text: String) { #expect(Self.mistake(text) == nil) }

  @Test(arguments: [
    ("load_extension('x')", ExportSQLMistake.Kind.forbidden), ("zeroblob(1000000000)", .forbidden),
    ("randomblob(10)", .forbidden), ("writefile('a', 'b')", .forbidden), ("readfile('a')", .forbidden),
    ("fts3_tokenizer('simple')", .forbidden), ("date('now')", .forbidden), ("random()", .forbidden),
    ("CURRENT_TIMESTAMP", .forbidden), ("1; DELETE FROM orders", .forbidden), ("1) FROM x --", .syntax),
    ("1 -- x", .forbidden),
    ("1) FROM x", .syntax), ("(1", .syntax), ("'a", .syntax), ("", .syntax), ("?1", .forbidden), (":a", .forbidden),
    ("x'00'", .forbidden), ("CAST(1 AS BLOB)", .forbidden), ("rowid", .forbidden), ("o.email", .unknownName),
    ("\"nowhere\"", .unknownName), ("(SELECT 1 FROM orders)", .unknownName), ("(SELECT 1 FROM meta)", .unknownName),
    ("(SELECT body FROM case_event)", .unknownName), ("(SELECT 1 FROM sqlite_master)", .forbidden),
    ("(SELECT 1 FROM sqlite_schema)", .forbidden), ("(SELECT 1 FROM pragma_table_info('orders'))", .forbidden),
    ("(SELECT value FROM json_each('[1]'))", .forbidden), ("main.v_orders", .forbidden), ("ATTACH 'x' AS y", .syntax),
    ("(VACUUM INTO 'x')", .syntax), ("(DELETE FROM v_orders)", .syntax), ("1, 2", .syntax),
    ("(WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c)", .forbidden),
  ])
  func whatItMayNot(_ text: String, _ kind: ExportSQLMistake.Kind) {
    #expect(Self.mistake(text)?.kind == kind, "\(text): \(String(describing: Self.mistake(text)))")
  }

  @Test func itIsBounded() {
    #expect(Self.mistake(String(repeating: "(", count: 900) + "1" + String(repeating: ")", count: 900)) != nil)
    #expect(Self.mistake(String(repeating: "-1 ", count: 3000))?.kind == .tooMuch)
  }

  @Test func whatAPolicyMasksIsNotThere() {
    #expect(Self.mistake("email") == nil)
    #expect(Self.mistake("lower(email)", ["email"])?.kind == .masked)
    #expect(Self.mistake("(SELECT email FROM v_orders LIMIT 1)", ["email"])?.kind == .masked)
    #expect(Self.mistake("(SELECT message_body FROM v_messages LIMIT 1)", ["email"])?.kind == .masked)
    #expect(Self.mistake("lower(email)", ["email"])?.offset == 6)
  }

  @Test func aMistakeHasItsPlace() {
    #expect(Self.mistake("1 + totl_e4")?.offset == 4)
    #expect(Self.mistake("coalesce(random(), 1)")?.offset != nil)
  }

  @Test func fieldsOfExpressionsAreReadBack() throws {
    let sql = ExportSQL("a  b 'c'", rows: .costEntry, isNested: true)
    let parsed = try #require(ExportSQL.parse(sql.field(.money).name))
    #expect(parsed.sql == sql && parsed.result == .number)
    #expect(ExportSQL.parse("order_id") == nil)
    for field in ExportCatalogue.fields { #expect(ExportSQL.parse(field.name) == nil) }
  }

  /// RFC 4231, test case 2.
  @Test func theCodeIsHMAC() {
    let code = ExportMasking.code(Array("what do ya want for nothing?".utf8), Array("Jefe".utf8))
    #expect(code.description == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
  }

  @Test func masks() {
    func masked(_ text: String, _ mask: ExportMask, _ secret: [UInt8] = [1]) -> String? {
      ExportMasking.masked(text, mask, secret: secret)
    }
    #expect(masked("12345678", .last4) == "***5678" && masked("1234", .last4) == "***")
    #expect(masked("a", .drop) == nil)
    #expect(masked("Ann@Example.com ", .hash) == masked("ann@example.com", .hash))
    #expect(masked("a", .hash) != masked("a", .hash, [2]) && masked("a", .hash)?.count == 32)
    #expect(ExportMask.allCases.sorted() == [.last4, .hash, .drop])
  }
}
