import Changes
import Diagnostics
import Foundation
import Model
import Store
import TestSupport
import Testing

/// Every action on a case is a batch that reverts, and saying it twice does nothing more.
@Suite("Actions on cases") struct CaseActionTests {
  private static let events = """
    case,order,at,kind,actor,body,value,subject
    C-1,,2026-09-01T09:00:00Z,customer_message,pat@example.org,Where is it?,,My parcel
    C-1,,2026-09-01T10:00:00Z,merchant_message,ana,On its way.,,
    C-1,,2026-09-02T09:00:00Z,customer_message,pat@example.org,Still not here.,,
    C-2,,2026-09-03T09:00:00Z,customer_message,pat@example.org,Hello?,,Another one
    C-3,,2026-09-03T09:00:00Z,customer_message,kim@example.org,A question,,
    C-3,,2026-09-03T10:00:00Z,dispute_open,customer,,late,

    """

  /// A bench with cases and an outbox.
  private struct Desk {
    let bench: CaseBench
    let mailroom: CaseMailroom

    init() throws {
      bench = try CaseBench()
      try bench.importing(CaseActionTests.events)
      let outbox = bench.folder.appendingPathComponent("outbox")
      try FileManager.default.createDirectory(at: outbox, withIntermediateDirectories: false)
      var mailroom = CaseMailroom(
        folder: outbox.path, zone: try TimeZoneRules(identifier: "UTC"), sender: MailAddress("help@example.com"))
      mailroom.notify[.disputeClose] = [MailAddress("lead@example.com"), MailAddress("kim@example.org")].compactMap(
        \.self)
      self.mailroom = mailroom
    }

    func work(_ work: CaseWork, on id: String, again: Bool = false) throws -> CaseActionResult {
      var options = CaseWork.Options()
      options.again = again
      return try work.run(
        onCase: id, in: bench.store, identity: CaseBench.identity(), mailroom: mailroom, options: options)
    }

    /// What there is of cases, without the numbers of batches.
    func state() throws -> [String] {
      try bench.store.read { connection in
        let faults = try connection.caseWordFaults()
        #expect(faults.missing == 0 && faults.surplus == 0)
        return try ["C-1", "C-2", "C-3"].map { try connection.caseRecord($0) }.flatMap { record in
          let head: [Any?] = [
            record.id, record.status, record.priority, record.assignee, record.team, record.openDisputes,
            record.isUnread,
            record.mergedInto, record.subject, record.lastEventAt, record.lastReplyAt,
          ]
          return try ["\(head)"] + connection.events(ofCase: record.key).map { "\($0.event.kind) \($0.event.at)" }
        }
      }
    }

    var outbox: [String] {
      get throws { try FileManager.default.contentsOfDirectory(atPath: mailroom.folder).sorted() }
    }
  }

  @Test("Each action changes something, is a batch, and its revert leaves what stood before")
  func actionsRevert() throws {
    let desk = try Desk()
    let store = desk.bench.store
    let identity = CaseBench.identity()
    let actions: [(String, () throws -> CaseActionResult)] = [
      ("reply", { try desk.work(.reply(.plain("Sent again.")), on: "C-1") }),
      ("note", { try desk.work(.note(.plain("Carrier asked.")), on: "C-1") }),
      ("status", { try desk.work(.status(.closed), on: "C-1") }),
      ("priority", { try desk.work(.priority("urgent"), on: "C-1") }),
      ("assign", { try desk.work(.assign("ben"), on: "C-1") }),
      ("team", { try desk.work(.team("billing"), on: "C-1") }),
      ("dispute open", { try desk.work(.disputeOpen(reason: "lost", by: .customer), on: "C-1") }),
      ("dispute close", { try desk.work(.disputeClose, on: "C-3") }),
      ("read", { try MarkCases(["C-1", "C-2"]).run(in: store, identity: identity) }),
      ("merge", { try MergeCases("C-2", into: "C-1").run(in: store, identity: identity) }),
    ]
    let before = try desk.state()
    for (name, action) in actions {
      let result = try action()
      let batch = try #require(result.summary.batch, "\(name)")
      let after = try desk.state()
      #expect(after != before, "\(name)")
      let reverted = try desk.bench.revert(batch)
      #expect(try desk.state() == before, "\(name)")
      // A reply does not come back: its mail is gone from the outbox.
      guard name != "reply" else { continue }
      try desk.bench.revert(try #require(reverted.batch))
      #expect(try desk.state() == after, "\(name)")
      try desk.bench.revert(batch)
    }
    #expect(try desk.outbox.allSatisfy { $0.hasPrefix("notice-") })
    #expect(try store.read { try $0.firstBrokenAuditEntry() } == nil)
  }

  @Test("What is so already is unchanged, and the same message is a repeat unless it is meant")
  func twice() throws {
    let desk = try Desk()
    let works: [CaseWork] = [
      .reply(.plain("Hi")), .note(.plain("Hi")), .disputeOpen(reason: "lost", by: .merchant), .status(.open),
      .priority("high"), .assign("ben"), .assign(nil), .team("billing"), .team(nil),
    ]
    for work in works {
      let first = try desk.work(work, on: "C-2")
      #expect(first.summary.outcome == .applied && first.summary.batch != nil)
      let second = try desk.work(work, on: "C-2")
      #expect(second.summary.batch == nil && second.mail.isEmpty)
      switch work {
      case .reply, .note, .disputeOpen:
        #expect(second.summary.exit == .repeated && second.summary.diagnostics.map(\.code) == [.caseRepeated])
        #expect(try desk.work(work, on: "C-2", again: true).summary.batch != nil)
      default: #expect(second.summary.exit == .done && second.summary.counts.unchanged == 1)
      }
    }
    let marking = MarkCases(["C-3", "C-3"])
    #expect(try marking.run(in: desk.bench.store, identity: CaseBench.identity()).summary.counts.rows == 1)
    #expect(try marking.run(in: desk.bench.store, identity: CaseBench.identity()).summary.batch == nil)
    var opening = OpenCase(.plain("Hello"))
    opening.options.recipient = "pat@example.org"
    opening.details[.subject] = "News"
    let opened = try opening.run(in: desk.bench.store, identity: CaseBench.identity(), mailroom: desk.mailroom)
    #expect(opened.mail.map(\.audience) == [.customer] && opened.record.status == .waiting)
    let again = try opening.run(in: desk.bench.store, identity: CaseBench.identity(), mailroom: desk.mailroom)
    #expect(again.summary.exit == .repeated && again.record.id == opened.record.id)
  }

  @Test("Notices go to those who are named and not to the customer, and tell nothing but that it happened")
  func notices() throws {
    let desk = try Desk()
    let closed = try desk.work(.disputeClose, on: "C-3")
    #expect(closed.mail.map(\.recipient) == ["lead@example.com"])
    let text = String(decoding: try #require(closed.mail.first).message, as: UTF8.self)
    #expect(text.contains("Subject: [C-3] dispute closed") && text.contains("Auto-Submitted: auto-generated"))
    #expect(!text.contains("late") && !text.contains("question"))
  }

  @Test("A merged case goes on in the other one; when its customer writes to it again it is listed again")
  func merged() throws {
    let desk = try Desk()
    let store = desk.bench.store
    _ = try desk.work(.reply(.plain("Sent.")), on: "C-1")
    let merged = try MergeCases("C-2", into: "C-1").run(in: store, identity: CaseBench.identity())
    #expect(merged.record.status == .replyReceived)
    func listed() throws -> [String] { try store.read { try $0.cases().map(\.id).sorted() } }
    #expect(try listed() == ["C-1", "C-3"])
    let thread = try store.read { try $0.thread(ofCase: $0.caseRecord("C-1").key) }
    #expect(thread.contains { $0.event.body == "Hello?" && $0.mergedCase == "C-2" })
    // Words of the merged case find the one in which it goes on.
    var filter = CaseFilter()
    filter.keywords = CaseKeywords("hello")
    #expect(try store.read { try $0.cases(filter).map(\.id) } == ["C-1"])
    #expect(try MergeCases("C-2", into: "C-1").run(in: store, identity: CaseBench.identity()).summary.batch == nil)
    try desk.bench.importing(
      "case,at,kind,actor,body\nC-2,2026-09-22T09:00:00Z,customer_message,pat@example.org,Anybody?\n")
    #expect(try listed() == ["C-1", "C-2", "C-3"])
    let failure = #expect(throws: Failure.self) {
      try MergeCases("C-1", into: "C-3").run(in: store, identity: CaseBench.identity())
    }
    #expect(failure?.diagnostics.map(\.code) == [.caseMergeCustomers])
  }
}
