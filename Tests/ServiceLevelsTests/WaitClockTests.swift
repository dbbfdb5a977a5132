import Model
import ServiceLevels
import Testing

@Suite("Waiting, handling and disputes")
struct WaitClockTests {
  @Test("waiting pauses, a re-opened case resumes, a pause in closed hours takes nothing")
  func pauses() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T10:00", .merchantMessage)
    try course.add("05T12:00", .customerMessage)
    try course.add("05T18:00", .status, "Waiting")
    try course.add("05T19:00", .status, "Open")
    try course.add("06T10:00", .status, "Closed")
    try course.add("07T09:00", .customerMessage)
    let figures = try course.figures(asOf: "07T09:10")
    let wait = try #require(figures.clock(.wait))
    #expect(wait.elapsedSeconds == 3600 + 5 * 3600 + 3600 + 600)
    #expect(wait.state == .runningBreached)
    #expect(wait.breachedAt == (try Course.at("05T13:00")))
    #expect(figures.clock(.fullResolution)?.stoppedAt == nil)
    #expect(figures.clock(.firstResolution)?.stoppedAt == (try Course.at("06T10:00")))
  }

  @Test("a case opened in Waiting and closed there has waited for nothing")
  func openedWaiting() throws {
    var course = try Course()
    try course.add("05T09:00", .merchantMessage)
    try course.add("05T12:00", .status, "Closed")
    let wait = try #require(course.figures(asOf: "06T00:00").clock(.wait))
    #expect(wait.elapsedSeconds == 0)
    #expect(wait.state == .met)
  }

  @Test("pauses over a change of the clock")
  func pauseOverChange() throws {
    var course = try Course()
    course.calendar = try Sample.calendar(.always(zone: "America/New_York"))
    let start = try Sample.at("2026-03-08T06:30:00Z")
    let events = [
      CaseEvent(at: start, seq: 1, kind: .customerMessage),
      CaseEvent(at: Instant(seconds: start.seconds + 600), seq: 2, kind: .status, value: "Waiting"),
      CaseEvent(at: Instant(seconds: start.seconds + 4200), seq: 3, kind: .status, value: "Open"),
    ]
    var facts = course.facts
    facts.events = events
    let figures = try #require(CaseFigures(facts, asOf: Instant(seconds: start.seconds + 5000)))
    #expect(figures.clock(.wait)?.elapsedSeconds == 1400)
  }

  @Test("statuses that pause are the policy's")
  func pausedStatuses() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T10:00", .status, "Open")
    var facts = course.facts
    facts.policies = [PolicyInForce(Policy(id: "p", targets: [:], pausedStatuses: [.waiting, .open]))]
    let wait = try #require(CaseFigures(facts, asOf: try Course.at("05T12:00"))?.clock(.wait))
    #expect(wait.elapsedSeconds == 3600)
    #expect(wait.isPaused)
    #expect(wait.state == .running)
    #expect(try course.figures(asOf: "05T12:00").clock(.wait)?.isPaused == false)
  }

  @Test("the waiting time by agent sums to the whole")
  func handling() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T10:00", .assign, "ana")
    try course.add("05T11:00", .assign, "ben")
    try course.add("05T11:30", .merchantMessage, by: "chi")
    try course.add("05T12:00", .assign, "")
    try course.add("05T13:00", .customerMessage)
    let figures = try course.figures(asOf: "05T13:30")
    #expect(figures.handling.map(\.assignee) == [nil, "ana", "ben"])
    #expect(figures.handling.map(\.seconds) == [5400, 3600, 1800])
    #expect(figures.clock(.wait)?.elapsedSeconds == 10_800)
    #expect(figures.clock(.wait)?.assigneeAtBreach == "ben")
    #expect(figures.clock(.firstReply)?.replier == "chi")
    #expect(figures.assignee == nil)
  }

  @Test("news are due in running statuses, where the policy asks for them")
  func updates() throws {
    var course = try Course()
    course.targets[.update] = ["normal": 1800]
    try course.add("05T09:00", .customerMessage)
    try course.add("05T09:30", .merchantMessage)
    try course.add("05T10:00", .status, "Open")
    try course.add("05T10:40", .merchantMessage)
    let updates = try course.figures(asOf: "05T12:00").clocks.filter { $0.metric == .update }
    #expect(updates.map(\.elapsedSeconds) == [2400, 0])
    #expect(updates.map(\.state) == [.breached, .running])
    #expect(updates.map(\.isPaused) == [false, true])
    #expect(updates.first?.breachedAt == (try Course.at("05T10:30")))
  }

  @Test("disputes: many in a case, an open one runs to the instant of the report")
  func disputes() throws {
    var course = try Course()
    try course.add("05T09:00", .disputeOpen, "damaged", by: "customer")
    try course.add("05T10:00", .disputeOpen, "late", by: "customer")
    try course.add("05T11:00", .disputeClose, "late", by: "ana")
    try course.add("05T11:30", .disputeClose)
    try course.add("05T12:00", .disputeOpen, "wrong")
    let disputes = try course.figures(asOf: "05T13:00").disputes
    #expect(disputes.map(\.seconds) == [9000, 3600, 3600])
    #expect(disputes.map(\.closedBy) == [nil, "ana", nil])
    #expect(disputes.map { $0.closedAt == nil } == [false, false, true])
  }

  @Test("a cancelled case keeps its breach but not its state; an instant before the opening has no figures")
  func cancelled() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    var facts = course.facts
    facts.cancelledAt = try Course.at("05T11:00")
    let figures = try #require(CaseFigures(facts, asOf: try Course.at("06T00:00")))
    #expect(figures.isCancelled)
    #expect(figures.clocks.allSatisfy { $0.state == .cancelled })
    #expect(figures.clock(.firstReply)?.breachedAt == (try Course.at("05T10:00")))
    #expect(figures.clock(.firstReply)?.elapsedSeconds == 7200)
    facts.cancelledAt = nil
    #expect(CaseFigures(facts, asOf: try Course.at("06T00:00"))?.clock(.firstReply)?.state == .runningBreached)
    #expect(CaseFigures(facts, asOf: try Course.at("05T08:59")) == nil)
  }

  @Test("the spans of a clock sum to its time and name the pauses")
  func spans() throws {
    var course = try Course()
    try course.add("05T16:00", .customerMessage)
    try course.add("06T10:00", .status, "Waiting")
    try course.add("06T11:00", .status, "Open")
    let wait = try #require(course.figures(asOf: "06T12:00").clock(.wait))
    let spans = wait.spans(in: CalendarCourse(course.calendar))
    #expect(spans.map(\.reason) == [.ran(.open), .ran(.closed), .ran(.open), .paused(.waiting), .ran(.open)])
    #expect(spans.filter(\.isCounted).reduce(0) { $0 + $1.seconds } == wait.elapsedSeconds)
    #expect(spans.first?.start == wait.startedAt)
  }

  @Test("the order in which events arrive changes nothing", arguments: 0..<100)
  func arrival(seed: Int) throws {
    var generator = SeededGenerator(state: UInt64(seed))
    var course = try Course()
    let kinds = CaseEventKind.allCases.filter { $0 != .status }
    for _ in 0..<12 {
      let time = "0\(Int.random(in: 5...9, using: &generator))T\(Int.random(in: 10...16, using: &generator)):00"
      if Bool.random(using: &generator) {
        let status = try #require(CaseStatus.allCases.randomElement(using: &generator))
        try course.add(time, .status, status.rawValue)
      } else {
        let kind = try #require(kinds.randomElement(using: &generator))
        let value = kind == .priority ? ["low", "normal", "high"].randomElement(using: &generator) : "ana"
        try course.add(time, kind, value, by: "ben")
      }
    }
    var facts = course.facts
    let asOf = try Course.at("12T00:00")
    let figures = try #require(CaseFigures(facts, asOf: asOf))
    #expect(figures.handling.reduce(0) { $0 + $1.seconds } == figures.clock(.wait)?.elapsedSeconds)
    for clock in figures.clocks {
      let counted = clock.spans(in: facts.calendars).filter(\.isCounted).reduce(0) { $0 + $1.seconds }
      #expect(counted == clock.elapsedSeconds)
    }
    facts.events.shuffle(using: &generator)
    #expect(CaseFigures(facts, asOf: asOf) == figures)
    // Events after the instant are as if they had not happened.
    let middle = try Course.at("07T12:00")
    var before = facts
    before.events.removeAll { $0.at > middle }
    #expect(CaseFigures(before, asOf: middle) == CaseFigures(facts, asOf: middle))
  }
}
