import Changes
import Foundation
import Diagnostics
import Model
import Store
import Testing

@Suite("Importing case events")
struct CaseImportTests {
  static let sample = """
    case,order,at,kind,actor,body,value,entry_id,subject,team,priority
    C-1,1001,2026-09-01T09:00:00Z,customer_message,kim@example.com,Where is it?,,e1,Parcel,orders,high
    C-1,,2026-09-01T10:00:00Z,merchant_message,ana,On its way.,,e2,,,
    C-1,,2026-09-01T10:00:00Z,status,ana,,Closed,e3,,,
    C-2,,2026-09-02 11:00+02:00,customer,lee@example.com,"Two
    lines",,,Invoice,billing,
    C-2,,2026-09-02T09:30:00Z,internal,ana,look it up,,,,,
    C-2,,2026-09-02T09:31:00Z,assign,,,ben,,,,
    C-2,,2026-09-02T09:32:00Z,priority,,,urgent,,,,

    """

  @Test("A file becomes cases, and what follows from their events")
  func first() throws {
    let bench = try CaseBench()
    let summary = try bench.importing(CaseImportTests.sample)
    #expect(summary.outcome == .applied)
    #expect(summary.batch == 1)
    #expect(summary.counts.rows == 7)
    #expect(summary.details.map(\.count) == [7, 2, 0])
    let records = try bench.store.read { try $0.cases() }
    #expect(records.map(\.id) == ["C-2", "C-1"])
    #expect(records[0].status == .new && records[0].isUnread)
    #expect(records[0].assignee == "ben" && records[0].priority == "urgent" && records[0].openingPriority == nil)
    #expect(records[0].openedAt == Instant("2026-09-02T09:00:00Z"))
    #expect(records[1].status == .closed && !records[1].isUnread)
    #expect(records[1].orderID == "1001" && records[1].orderKey == nil && records[1].priority == "high")
  }

  @Test("A second import is unchanged and writes no batch")
  func twice() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    let before = try bench.contents()
    let again = try bench.importing(CaseImportTests.sample)
    #expect(again.outcome == .applied && again.batch == nil && again.exit == .done)
    #expect(again.counts.unchanged == 7 && again.counts.accepted == 7)
    #expect(try bench.contents() == before)
    #expect(try bench.store.read { try $0.lastBatch() } == 1)
  }

  @Test("An event that stands twice in a file counts once")
  func doubled() throws {
    let bench = try CaseBench()
    let rows = CaseImportTests.sample.split(separator: "\n", omittingEmptySubsequences: false)
    let summary = try bench.importing((rows + rows[1...3] + [rows.last ?? ""]).joined(separator: "\n"))
    #expect(summary.counts.unchanged == 3)
    #expect(summary.details.first?.count == 7)
  }

  @Test("The order of rows and the order of files do not matter")
  func arrival() throws {
    let inOrder = try CaseBench()
    try inOrder.importing(CaseImportTests.sample)
    let reversed = try CaseBench()
    let lines = CaseImportTests.sample.replacingOccurrences(of: "Two\n", with: "Two ").split(separator: "\n")
    for line in lines.dropFirst().reversed() { try reversed.importing("\(lines[0])\n\(line)\n") }
    let expected = try inOrder.contents().map { $0.replacingOccurrences(of: "Two\n", with: "Two ") }
    #expect(try reversed.contents() == expected)
  }

  @Test("JSON Lines say the same as CSV")
  func jsonLines() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    let summary = try bench.importing(
      """
      {"case":"C-1","at":"2026-09-01T10:00:00Z","kind":"merchant_message","actor":"ana","body":"On its way.","entry_id":"e2"}
      {"case":"C-2","at":"2026-09-02T11:00:00+02:00","kind":"customer_message","actor":"lee@example.com","body":"Two\\nlines"}
      {"case":"C-3","order":1003,"at":"2026-09-03T09:00:00Z","kind":"customer_message","body":null,"team":"orders"}
      """, as: "cases.jsonl")
    #expect(summary.counts.unchanged == 2 && summary.counts.rows == 3)
    #expect(try bench.store.read { try $0.caseRecord("C-3").orderID } == "1003")
  }

  @Test("Every mistake names its row, column and code, and rejects the file")
  func mistakes() throws {
    let bench = try CaseBench()
    let bad = """
      case,at,kind,value,body,colour
      ,2026-09-01T09:00:00Z,customer_message,,hi,
      C-1,2026-09-01T09:00:00,customer_message,,hi,
      C-1,01/09/2026,customer_message,,hi,
      C-1,2026-09-01T09:00:00Z,phone_call,,hi,
      C-1,2026-09-01T09:00:00Z,status,Done,,
      C-1,2026-09-01T09:00:00Z,priority,,,
      C-1,2026-09-01T09:00:00Z,customer_message,,hi,

      """
    let summary = try bench.importing(bad)
    #expect(summary.outcome == .rejected && summary.exit == .rejected && summary.batch == nil)
    #expect(summary.counts.rejected == 6)
    let found = summary.diagnostics.map { "\($0.location.line ?? 0):\($0.location.column ?? 0) \($0.code.name)" }
    #expect(
      found == [
        "1:6 cases/unknown-column", "2:1 cases/missing-case", "3:2 cases/time-without-zone", "4:2 cases/bad-time",
        "5:3 cases/unknown-kind", "6:4 cases/unknown-status", "7:4 cases/missing-value",
      ])
    for diagnostic in summary.diagnostics {
      #expect(!diagnostic.message.contains("{") && diagnostic.hint?.contains("{") == false)
    }
    #expect(try bench.contents().isEmpty)
    let accepted = try bench.importing(bad) { $0.acceptValid = true }
    #expect(accepted.outcome == .applied && accepted.exit == .partly && accepted.counts.accepted == 1)
    #expect(try bench.contents().count == 2)
  }

  @Test("A naive time takes the zone that the user names")
  func zone() throws {
    let bench = try CaseBench()
    let text = "case,at,kind\nC-1,2026-07-01 09:00,customer_message\n"
    try bench.importing(text) { $0.zone = "Europe/Berlin" }
    #expect(try bench.store.read { try $0.caseRecord("C-1").openedAt } == Instant("2026-07-01T07:00:00Z"))
    #expect(throws: Failure.self) { try bench.importing(text) { $0.zone = "Mars/Olympus" } }
  }

  @Test("A file without the required columns cannot be read")
  func columns() throws {
    let bench = try CaseBench()
    let failure = #expect(throws: Failure.self) { try bench.importing("case,when\nC-1,2026-09-01T09:00:00Z\n") }
    #expect(failure?.diagnostics.map { $0.facts["column"] } == ["at", "kind"])
  }

  @Test("Another order, another content of an entry and another team are found")
  func contradictions() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    let summary = try bench.importing(
      """
      case,order,at,kind,body,entry_id,team
      C-1,1002,2026-09-05T09:00:00Z,customer_message,hi,,
      C-1,,2026-09-01T09:00:00Z,customer_message,changed,e1,
      C-1,1001,2026-09-06T09:00:00Z,customer_message,again,,returns

      """
    ) { $0.acceptValid = true }
    #expect(
      summary.diagnostics.map(\.code.name) == ["cases/order-differs", "cases/entry-differs", "cases/detail-differs"])
    #expect(summary.counts.rejected == 2 && summary.counts.accepted == 1)
    let record = try bench.store.read { try $0.caseRecord("C-1") }
    #expect(record.team == "orders" && record.status == .replyReceived)
  }

  @Test("A check says what an import would do and changes nothing")
  func check() throws {
    let bench = try CaseBench()
    let summary = try bench.importing(CaseImportTests.sample) { $0.checkOnly = true }
    #expect(summary.outcome == .checked && summary.batch == nil && summary.details.map(\.count) == [7, 2, 0])
    #expect(try bench.contents().isEmpty)
  }

  @Test("Rejects never replace the file that they come from")
  func rejectsOntoTheFile() throws {
    let bench = try CaseBench()
    let path = try bench.file("cases.csv", "")
    let failure = #expect(throws: Failure.self) {
      try bench.importing(CaseImportTests.sample) {
        $0.acceptValid = true
        $0.rejectsPath = path
      }
    }
    #expect(failure?.diagnostics.map(\.code) == [.outputOntoOriginal])
  }
}
