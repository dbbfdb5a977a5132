import Changes
import Diagnostics
import Model
import Store
import Testing

@Suite("Working on cases and taking it back")
struct CaseWorkTests {
  static let canary = "CANARY-7f3a"

  @Test("A reply waits for the customer, a note changes nothing, a status is set; each is a batch with its audit entry")
  func work() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    let reply = try CaseWork.reply(.plain("Sent again.")).run(
      onCase: "C-2", in: bench.store, identity: CaseBench.identity())
    #expect(reply.summary.batch == 2 && reply.record.status == .waiting && !reply.record.isUnread)
    let note = try CaseWork.note(.plain(CaseWorkTests.canary)).run(
      onCase: "C-2", in: bench.store, identity: CaseBench.identity(),
      options: CaseWork.Options(actor: "ben"))
    #expect(note.record.status == .waiting)
    let closed = try CaseWork.status(.closed).run(
      onCase: "C-2", in: bench.store, identity: CaseBench.identity(at: Instant(seconds: 1_790_000_001)))
    #expect(closed.record.status == .closed && closed.summary.batch == 4)
    let (head, broken) = try bench.store.read { (try $0.auditHead(), try $0.firstBrokenAuditEntry()) }
    #expect(head?.seq == 4 && broken == nil)
    #expect(throws: Failure.self) {
      try CaseWork.note(.plain("x")).run(onCase: "C-9", in: bench.store, identity: CaseBench.identity())
    }
    #expect(try bench.store.read { try $0.lastBatch() } == 4)
  }

  @Test("An internal action never passes the customer's view")
  func canary() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    _ = try CaseWork.note(.plain(CaseWorkTests.canary)).run(
      onCase: "C-2", in: bench.store, identity: CaseBench.identity(),
      options: CaseWork.Options(actor: CaseWorkTests.canary))
    let key = try bench.store.read { try $0.caseRecord("C-2").key }
    let seen = try bench.store.read { try $0.forCustomer { try $0.thread(of: key) } }
    #expect(seen.map(\.kind) == [.customerMessage])
    #expect(!"\(seen)".contains(CaseWorkTests.canary))
    let all = try bench.store.read { try $0.events(ofCase: key) }
    #expect("\(all)".contains(CaseWorkTests.canary))
    let batches = try bench.store.read { try $0.batches() }
    #expect(!"\(batches)".contains(CaseWorkTests.canary))
  }

  @Test("A revert leaves what stood before the import")
  func revert() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    let before = try bench.contents()
    let second = try bench.importing(
      """
      case,at,kind,body,value,policy
      C-1,2026-09-04T09:00:00Z,customer_message,thanks,,gold
      C-1,2026-09-04T10:00:00Z,status,,Waiting,
      C-7,2026-09-04T10:00:00Z,customer_message,new,,

      """)
    #expect(try bench.contents() != before)
    let batch = try #require(second.batch)
    let after = try bench.contents()
    let reverted = try bench.revert(batch)
    #expect(reverted.batch == 3 && reverted.counts.rows == 2)
    #expect(try bench.contents() == before)
    #expect(try bench.store.read { try $0.caseRecord("C-1").policy } == nil)
    try bench.revert(3)
    #expect(try bench.contents() == after)
  }

  @Test("A reverted file may be imported again, and then the revert cannot be reverted")
  func importAgain() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    let before = try bench.contents()
    try bench.revert(1)
    #expect(try bench.contents() == [])
    let again = try bench.importing(CaseImportTests.sample)
    #expect(again.batch == 3 && again.details.map(\.count) == [7, 2, 0])
    #expect(try bench.contents() == before)
    let failure = #expect(throws: Failure.self) { try bench.revert(2) }
    #expect(failure?.diagnostics.first?.code == .laterChanges)
  }

  @Test("A revert is refused where a later batch added to the same case, and names it")
  func laterChanges() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    _ = try CaseWork.note(.plain("x")).run(onCase: "C-2", in: bench.store, identity: CaseBench.identity())
    let before = try bench.contents()
    let failure = #expect(throws: Failure.self) { try bench.revert(1) }
    #expect(failure?.diagnostics.map(\.message) == ["case C-2 was changed by the later batch 2"])
    #expect(try bench.contents() == before)
  }

  @Test("Lists filter by status, team, assignee, unread and who has to act")
  func filters() throws {
    let bench = try CaseBench()
    try bench.importing(CaseImportTests.sample)
    func ids(_ change: (inout CaseFilter) -> Void) throws -> [String] {
      var filter = CaseFilter()
      change(&filter)
      return try bench.store.read { try $0.cases(filter).map(\.id) }
    }
    #expect(try ids { $0.status = .closed } == ["C-1"])
    #expect(try ids { $0.team = "billing" } == ["C-2"])
    #expect(try ids { $0.assignee = "ben" } == ["C-2"])
    #expect(try ids { $0.isUnread = true } == ["C-2"])
    #expect(try ids { $0.isUnread = false } == ["C-1"])
    #expect(try ids { $0.waitingOn = .merchant } == ["C-2"])
    #expect(try ids { $0.waitingOn = .customer } == [])
  }
}
