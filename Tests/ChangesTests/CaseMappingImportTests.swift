import Changes
import Diagnostics
import Foundation
import Mapping
import Model
import Store
import Testing

@Suite("Importing logs of other systems by mapping")
struct CaseMappingImportTests {
  private func mapping(_ name: String) throws -> CaseMapping {
    try CaseMapping.read(try MappingCatalog(folder: nil).find(name, in: .cases))
  }

  private func importing(
    _ text: String, by name: String, as file: String = "log.csv", into bench: CaseBench
  ) throws -> ChangeSummary {
    let mapping = try mapping(name)
    return try bench.importing(text, as: file) {
      $0.mapping = mapping
      $0.workspaceZone = .utc
    }
  }

  private func events(_ bench: CaseBench, _ id: String) throws -> [String] {
    try bench.store.read { connection in
      try connection.events(ofCase: connection.caseRecord(id).key).map {
        [$0.event.at.description, $0.event.kind.rawValue, $0.event.value, $0.event.actor].compactMap { $0 }
          .joined(separator: " ")
      }
    }
  }

  static let incidents = """
    number,incident_state,sys_mod_count,caller_id,opened_at,sys_updated_by,sys_updated_at,priority,assignment_group,assigned_to
    INC1,New,0,Caller 9,29/2/2016 01:16,By 1,29/2/2016 01:23,3 - Moderate,Group 56,?
    INC1,Active,1,Caller 9,29/2/2016 01:16,By 2,29/2/2016 01:30,3 - Moderate,Group 56,Resolver 5
    INC1,Awaiting User Info,2,Caller 9,29/2/2016 01:16,By 2,29/2/2016 01:30,3 - Moderate,Group 56,Resolver 5
    INC1,Active,3,Caller 9,29/2/2016 01:16,By 2,29/2/2016 01:30,1 - Critical,Group 56,Resolver 5
    INC1,-100,4,Caller 9,29/2/2016 01:16,By 2,29/2/2016 02:00,1 - Critical,Group 56,Resolver 5
    INC1,Resolved,5,Caller 9,29/2/2016 01:16,By 2,29/2/2016 11:29,1 - Critical,Group 56,Resolver 5
    INC1,Closed,6,Caller 9,29/2/2016 01:16,By 3,5/3/2016 12:00,1 - Critical,Group 56,Resolver 5

    """

  @Test("ServiceNow's incident log: day before month, the states of one minute in their order, nothing lost")
  func serviceNow() throws {
    let bench = try CaseBench()
    let summary = try importing(CaseMappingImportTests.incidents, by: "servicenow-incidents", into: bench)
    #expect(summary.outcome == .applied && summary.diagnostics.isEmpty && summary.mapping == "servicenow-incidents")
    let record = try bench.store.read { try $0.caseRecord("INC1") }
    #expect(record.openedAt == Instant("2016-02-29T01:16:00Z") && record.lastEventAt == Instant("2016-03-05T12:00:00Z"))
    #expect(record.status == .closed && record.assignee == "Resolver 5" && record.priority == "Critical")
    let found = try events(bench, "INC1")
    #expect(
      found.filter { $0.contains("status") }.map { String($0.split(separator: " ")[2]) }
        == ["New", "Open", "Waiting", "Open", "Closed", "Closed"])
    #expect(found.filter { $0.contains("01:30") && $0.contains("status") }.count == 3)
    #expect(found.filter { $0.contains("priority normal") }.count == 3)
    #expect(found.filter { $0.contains("internal_action") }.count == 1)
    #expect(found.filter { $0.contains("team Group 56") }.count == 7 && record.team == "Group 56")
    #expect(found.filter { $0.contains("customer_message") } == ["2016-02-29T01:16:00Z customer_message Caller 9"])
  }

  @Test("The order of rows and a second import change nothing")
  func serviceNowTwice() throws {
    let bench = try CaseBench()
    _ = try importing(CaseMappingImportTests.incidents, by: "servicenow-incidents", into: bench)
    let before = try bench.contents()
    var lines = CaseMappingImportTests.incidents.split(separator: "\n").map(String.init)
    let header = lines.removeFirst()
    let turned = ([header] + lines.reversed()).joined(separator: "\n") + "\n"
    let again = try importing(turned, by: "servicenow-incidents", into: bench)
    #expect(again.batch == nil && again.counts.unchanged == 7)
    let other = try CaseBench()
    _ = try importing(turned, by: "servicenow-incidents", into: other)
    #expect(try other.contents() == before)
  }

  @Test("A log of activities keeps every event, also those that repeat each other")
  func ticketLog() throws {
    let bench = try CaseBench()
    let log = """
      case,activity,resource,timestamp
      1-364,Accepted+In Progress,Siebel,2010-03-31T15:59:42+01:00
      1-364,Queued+Awaiting Assignment,Anna,2010-03-31T16:59:42+01:00
      1-364,Accepted - Wait - User,Anna,2010-03-31T16:59:42+01:00
      1-364,Queued+Awaiting Assignment,Anna,2010-03-31T16:59:42+01:00
      1-364,Unmatched+Unmatched,Anna,2010-03-31T17:00:00+01:00
      1-364,Completed/In Call,Anna,2010-04-01T09:00:00+01:00
      1-365,Agent reply,Ben,2010-04-01T09:00:00+01:00

      """
    let summary = try importing(log, by: "ticket-log", into: bench)
    #expect(summary.outcome == .applied && summary.counts.rejected == 0 && summary.counts.unchanged == 0)
    #expect(
      try events(bench, "1-364") == [
        "2010-03-31T14:59:42Z assign Siebel Siebel", "2010-03-31T14:59:42Z status Open Siebel",
        "2010-03-31T15:59:42Z status Open Anna", "2010-03-31T15:59:42Z status Waiting Anna",
        "2010-03-31T15:59:42Z status Open Anna", "2010-03-31T16:00:00Z internal_action Anna",
        "2010-04-01T08:00:00Z status Closed Anna",
      ])
    let again = try importing(log, by: "ticket-log", into: bench)
    #expect(again.batch == nil && again.counts.unchanged == 7)
  }

  @Test("A log of processes says in its lifecycle what happened, unless that is only that an activity is complete")
  func lifecycle() throws {
    let bench = try CaseBench()
    let log = """
      case:concept:name;concept:name;lifecycle:transition;org:resource;time:timestamp
      1-364;Accepted;In Progress;Siebel;2010-03-31T15:59:42+01:00
      1-364;Accepted;Wait - User;Siebel;2010-03-31 16:59:42.000000+01:00
      1-364;Queued;Awaiting Assignment;?;2010-03-31T17:59:42+01:00
      1-364;Completed;Closed;Anna;2010-04-01T09:00:00+01:00
      1-365;Agent reply;complete;Ben;2010-04-01T09:00:00+01:00

      """
    let summary = try importing(log, by: "ticket-log", into: bench)
    #expect(summary.outcome == .applied && summary.diagnostics.isEmpty)
    #expect(
      try events(bench, "1-364") == [
        "2010-03-31T14:59:42Z status Open Siebel",
        "2010-03-31T15:59:42Z status Waiting Siebel", "2010-03-31T16:59:42Z status Open",
        "2010-04-01T08:00:00Z status Closed Anna",
      ])
    #expect(try events(bench, "1-365") == ["2010-04-01T08:00:00Z merchant_message Ben"])
  }

  @Test("Numbered activities take the workspace's zone")
  func activityIDs() throws {
    let bench = try CaseBench()
    let log = """
      CaseID,ActivityID,CompleteTimestamp
      2,1,2012-04-03 16:55:38
      2,8,2012-04-03 16:55:53
      2,6,2012-04-05 17:15:52
      2,4,2012-04-05 17:15:52

      """
    _ = try importing(log, by: "activity-ids", into: bench)
    #expect(
      try events(bench, "2") == [
        "2012-04-03T16:55:38Z customer_message", "2012-04-03T16:55:53Z status Open",
        "2012-04-05T17:15:52Z internal_action", "2012-04-05T17:15:52Z status Closed",
      ])
  }

  @Test("Zendesk's events: several of one record, private comments stay inside")
  func zendesk() throws {
    let bench = try CaseBench()
    let log = """
      {"id": 1, "ticket_id": 27, "timestamp": 1383685952, "updater_id": 7, "child_events": [{"id": 11, "event_type": \
      "Comment", "public": true, "author_id": 5, "author_role": "end-user", "body": "Help"}, {"id": 12, "event_type": \
      "Change", "status": "open", "priority": "high"}]}
      {"id": 2, "ticket_id": 27, "timestamp": 1383686952, "updater_id": 7, "child_events": [{"id": 13, "event_type": \
      "Comment", "public": false, "author_id": 7, "body": "hm"}, {"id": 14, "event_type": "Comment", "public": true, \
      "author_id": 7, "author_role": "agent", "body": "Done"}, {"id": 15, "event_type": "Change", "status": "solved"}]}

      """
    let summary = try importing(log, by: "zendesk-ticket-events", as: "log.jsonl", into: bench)
    #expect(summary.diagnostics.isEmpty)
    #expect(
      try events(bench, "27") == [
        "2013-11-05T21:12:32Z priority high 7", "2013-11-05T21:12:32Z customer_message 5",
        "2013-11-05T21:12:32Z status Open 7", "2013-11-05T21:29:12Z merchant_message 7",
        "2013-11-05T21:29:12Z internal_action 7", "2013-11-05T21:29:12Z status Closed 7",
      ])
    let again = try importing(log, by: "zendesk-ticket-events", as: "log.jsonl", into: bench)
    #expect(again.batch == nil && again.counts.unchanged == 2)
  }

  @Test("XML says the same as CSV")
  func xml() throws {
    let bench = try CaseBench()
    let xml = """
      <cases><case id="C-1" order="1001" team="orders" priority="high"><subject>Parcel</subject>
      <event at="2026-09-01T09:00:00Z" kind="customer_message" actor="kim@example.com" id="e1"><body>Where is it?</body></event>
      <event at="2026-09-01T10:00:00Z" kind="merchant_message" actor="ana" id="e2"><body>On its way.</body></event>
      <event at="2026-09-01T10:00:00Z" kind="status" actor="ana" value="Closed" id="e3"/></case></cases>
      """
    _ = try importing(xml, by: "daybook-xml", as: "cases.xml", into: bench)
    let again = try bench.importing(
      CaseImportTests.sample.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n")
    #expect(again.batch == nil && again.counts.unchanged == 3)
  }

  @Test("A row without event, a bad sequence and a mapping for other files are told")
  func mistakes() throws {
    let bench = try CaseBench()
    let mapping = try CaseMapping.read(
      Array(
        """
        kind: cases
        name: own
        file: {format: table}
        case: {id: Ticket}
        events:
          - {at: When, when: {What: [reply]}, kind: merchant_message, sequence: No}
        """.utf8), file: "own.yaml")
    let rows = "Ticket,When,What,No\nT-1,2026-09-01T09:00:00Z,reply,1\nT-1,2026-09-01T09:00:00Z,view,2\n"
    let summary = try bench.importing(rows + "T-1,2026-09-01T09:00:00Z,reply,x\n", as: "own.csv") {
      $0.mapping = mapping
      $0.acceptValid = true
    }
    #expect(summary.diagnostics.map(\.code.name) == ["cases/no-event", "cases/bad-sequence"])
    #expect(summary.counts.accepted == 2 && summary.counts.rejected == 1)
    let failure = #expect(throws: Failure.self) {
      try bench.importing("{}\n", as: "own.jsonl") { $0.mapping = mapping }
    }
    #expect(failure?.diagnostics.map(\.code.name) == ["cases/wrong-shape"])
  }

  @Test("What is wrong with a mapping is told at once")
  func badMapping() {
    let found = CaseMapping.check(
      Array(
        """
        kind: cases
        name: bad
        file: {format: [table, paper]}
        case: {subject: What}
        events:
          - {at: When, kind: shout}
          - {kind: {from: What, meanings: {x: status Asleep}}}
          - {at: When, each: a/b, kind: assign, colour: red}
        """.utf8), file: "bad.yaml")
    #expect(
      found.map { "\($0.location.line ?? 0) \($0.code.name)" } == [
        "3 mapping/unknown-value", "4 mapping/missing-key", "6 mapping/conflict", "6 mapping/conflict",
        "7 mapping/missing-key", "7 mapping/conflict", "8 mapping/unknown-key",
      ])
  }

  @Test("Reverting a batch that a later one stands on is refused, and names the later one")
  func standing() throws {
    let bench = try CaseBench()
    let first = "case,at,kind,body\nC-1,2026-09-01T09:00:00Z,customer,one\nC-2,2026-09-01T09:00:00Z,customer,two\n"
    try bench.importing(first, as: "a.csv")
    // The second file repeats both cases and adds to one alone.
    try bench.importing(first + "C-2,2026-09-02T09:00:00Z,customer,three\n", as: "b.csv")
    let failure = #expect(throws: Failure.self) { try bench.revert(1) }
    #expect(failure?.diagnostics.map(\.code.name) == ["cases/repeated-later"])
    #expect(failure?.diagnostics.first?.message.contains("batch 2 brought 2 of the events of batch 1") == true)
    try bench.revert(2)
    try bench.revert(1)
    #expect(try bench.contents().isEmpty)
  }

  @Test("A file larger than memory should hold comes out the same", arguments: [1, 7])
  func large(seed: UInt64) throws {
    var lines: [String] = []
    for number in 0..<30_000 {
      let shuffled = (UInt64(number) &* 2_654_435_761 &+ seed) % 30_000
      let minute = shuffled % 60
      lines.append(
        "C-\(shuffled % 3_000),2026-09-01T\(10 + shuffled % 10):\(minute < 10 ? "0" : "")\(minute):00Z,"
          + "customer_message,message \(shuffled) " + String(repeating: "x", count: 300))
    }
    let bench = try CaseBench()
    let summary = try bench.importing("case,at,kind,body\n" + lines.joined(separator: "\n") + "\n")
    #expect(summary.details.map(\.count) == [30_000, 3_000, 0])
    let record = try bench.store.read { try $0.caseRecord("C-17") }
    #expect(try bench.store.read { try $0.events(ofCase: record.key) }.count == 10)
  }
}
