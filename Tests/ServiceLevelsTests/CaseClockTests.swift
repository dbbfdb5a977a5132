import Model
import ServiceLevels
import Testing

/// Shorthand for the events of a test's case.
struct Course {
  private(set) var events: [CaseEvent] = []
  var calendar: BusinessCalendar
  var targets: [Metric: [String: Int64]] = [
    .firstReply: ["normal": 3600, "high": 600, "low": 36_000], .nextReply: ["normal": 3600],
    .wait: ["normal": 7200, "high": 600],
  ]

  /// Office hours in UTC; 2026-01-05 is a Monday.
  init() throws { calendar = try Sample.calendar(Sample.office()) }

  /// Adds an event at a time of January 2026: `05T09:00`.
  mutating func add(_ time: String, _ kind: CaseEventKind, _ value: String? = nil, by actor: String? = nil) throws {
    events.append(
      CaseEvent(at: try Course.at(time), seq: Int64(events.count + 1), kind: kind, actor: actor, value: value))
  }

  static func at(_ time: String) throws -> Instant {
    try Sample.at("2026-01-\(time)\(time.utf8.count < 8 ? ":00" : "")Z")
  }

  var facts: CaseFacts {
    CaseFacts(
      id: "c", calendar: calendar, policies: [PolicyInForce(Policy(id: "p", targets: targets))], events: events)
  }

  func figures(asOf time: String) throws -> CaseFigures { try #require(CaseFigures(facts, asOf: Course.at(time))) }
}

@Suite("Reply clocks")
struct ReplyClockTests {
  @Test("a reply at the due second meets the target, one business second later does not")
  func dueSecond() throws {
    for (reply, state, elapsed) in [("05T11:00:00", ClockState.met, 3600), ("05T11:00:01", .breached, 3601)] {
      var course = try Course()
      try course.add("05T10:00", .customerMessage)
      try course.add(reply, .merchantMessage, by: "ana")
      let clock = try #require(course.figures(asOf: "06T00:00").clock(.firstReply))
      #expect(clock.state == state)
      #expect(clock.elapsedSeconds == Int64(elapsed))
      #expect(clock.breachedAt == (state == .met ? nil : try Course.at("05T11:00")))
      #expect(clock.replier == "ana")
      #expect(clock.fulfilledBy == .reply)
    }
  }

  @Test("closed hours do not count: after the target ran out at the close, before the opening, on a weekend")
  func closedHours() throws {
    for (message, reply, elapsed) in [
      ("05T16:00", "05T23:00", 3600), ("05T03:00", "05T08:59", 0), ("10T12:00", "12T09:30", 1800),
    ] {
      var course = try Course()
      try course.add(message, .customerMessage)
      try course.add(reply, .merchantMessage)
      let clock = try #require(course.figures(asOf: "20T00:00").clock(.firstReply))
      #expect(clock.state == .met)
      #expect(clock.elapsedSeconds == Int64(elapsed))
    }
  }

  @Test("a message in closed hours is due from the next opening")
  func dueFromOpening() throws {
    var course = try Course()
    try course.add("05T03:00", .customerMessage)
    let clock = try #require(course.figures(asOf: "05T04:00").clock(.firstReply))
    #expect(clock.elapsedSeconds == 0)
    #expect(clock.dueAt == (try Course.at("05T10:00")))
    #expect(clock.breachAfter == (try Course.at("05T10:00")))
  }

  @Test("one cycle for several messages, none for the second of two replies, none for system or internal events")
  func cycles() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T09:05", .merchantMessage, by: "system")
    try course.add("05T09:10", .internalAction, by: "ben")
    try course.add("05T09:20", .customerMessage)
    try course.add("05T09:30", .merchantMessage, by: "ana")
    try course.add("05T09:40", .merchantMessage, by: "ben")
    try course.add("05T10:00", .customerMessage)
    try course.add("05T10:10", .customerMessage)
    try course.add("05T10:30", .merchantMessage, by: "chi")
    let figures = try course.figures(asOf: "05T12:00")
    let replies = figures.clocks.filter { [.firstReply, .nextReply].contains($0.metric) }
    #expect(replies.map(\.metric) == [.firstReply, .nextReply])
    #expect(replies.map(\.elapsedSeconds) == [1800, 1800])
    #expect(replies.map(\.replier) == ["ana", "chi"])
    #expect(figures.replyCount == 3)
    #expect(figures.internalCount == 1)
    #expect(figures.status == .waiting)
  }

  @Test("where the merchant wrote first there is no first reply, only next replies")
  func merchantFirst() throws {
    var course = try Course()
    try course.add("05T09:00", .merchantMessage, by: "ana")
    try course.add("05T10:00", .customerMessage)
    let figures = try course.figures(asOf: "05T10:30")
    #expect(figures.clock(.firstReply) == nil)
    #expect(figures.clock(.nextReply)?.elapsedSeconds == 1800)
  }

  @Test("a close fulfils a reply clock, a thank-you after it opens another, closing again fulfils that")
  func closes() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T09:30", .status, "Closed")
    try course.add("05T10:00", .customerMessage)
    try course.add("05T10:10", .status, "Closed")
    try course.add("05T10:20", .status, "Closed")
    let figures = try course.figures(asOf: "05T12:00")
    let replies = figures.clocks.filter { [.firstReply, .nextReply].contains($0.metric) }
    #expect(replies.map(\.fulfilledBy) == [.close, .close])
    #expect(replies.allSatisfy { $0.isClosedWithoutReply && $0.replier == nil })
    #expect(figures.closedAt == [try Course.at("05T09:30"), try Course.at("05T10:10")])
    #expect(figures.reopenedAt == [try Course.at("05T10:00")])
    #expect(figures.clock(.firstResolution)?.elapsedSeconds == 1800)
    #expect(figures.clock(.fullResolution)?.elapsedSeconds == 4200)
    #expect(figures.clock(.wait)?.elapsedSeconds == 2400)
    #expect(figures.ageSeconds == nil)
    #expect(figures.waitingOn == nil)
  }

  @Test("a reply and a close at one instant are a reply, then a close, in whatever order they arrive")
  func replyAndClose() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T09:30", .status, "Closed")
    try course.add("05T09:30", .merchantMessage, by: "ana")
    let figures = try course.figures(asOf: "05T12:00")
    #expect(figures.clock(.firstReply)?.fulfilledBy == .reply)
    #expect(figures.status == .closed)
    #expect(figures.reopenedAt.isEmpty)
  }
}

@Suite("Priorities and targets")
struct TargetTests {
  @Test("a raised priority breaches at the instant of the change, a lowered one takes nothing back")
  func raisedAndLowered() throws {
    var course = try Course()
    try course.add("05T10:00", .customerMessage)
    try course.add("05T10:20", .priority, "high")
    try course.add("05T10:30", .priority, "low")
    try course.add("05T10:40", .merchantMessage)
    let clock = try #require(course.figures(asOf: "06T00:00").clock(.firstReply))
    #expect(clock.state == .breached)
    #expect(clock.breachedAt == (try Course.at("05T10:20")))
    #expect(clock.targetSeconds == 36_000)
  }

  @Test("a priority at the start instant holds from the start, and of several at one instant the last")
  func atStart() throws {
    var course = try Course()
    try course.add("05T10:00", .customerMessage)
    try course.add("05T10:00", .priority, "high")
    try course.add("05T10:00", .priority, "low")
    try course.add("05T12:00", .merchantMessage)
    #expect(try course.figures(asOf: "06T00:00").clock(.firstReply)?.state == .met)
  }

  @Test("a change in closed hours breaches then")
  func closedHours() throws {
    var course = try Course()
    try course.add("05T16:30", .customerMessage)
    try course.add("05T20:00", .priority, "high")
    #expect(try course.figures(asOf: "05T21:00").clock(.firstReply)?.breachedAt == Course.at("05T20:00"))
  }

  @Test("a target that comes and goes while waiting breaches nothing; one that stays does when the clock runs on")
  func paused() throws {
    var course = try Course()
    try course.add("05T09:00", .customerMessage)
    try course.add("05T09:30", .status, "Waiting")
    try course.add("05T10:00", .priority, "high")
    #expect(try course.figures(asOf: "05T10:30").clock(.wait)?.state == .running)
    var stays = course
    try stays.add("05T11:00", .customerMessage)
    #expect(try stays.figures(asOf: "05T11:00").clock(.wait)?.breachedAt == Course.at("05T11:00"))
    try course.add("05T10:30", .priority, "normal")
    try course.add("05T11:00", .customerMessage)
    #expect(try course.figures(asOf: "05T11:30").clock(.wait)?.state == .running)
  }

  @Test("a priority without a target is not measured")
  func unmeasured() throws {
    var course = try Course()
    try course.add("05T09:00", .priority, "low")
    try course.add("05T09:00", .customerMessage)
    let wait = try #require(course.figures(asOf: "20T00:00").clock(.wait))
    #expect(!wait.isMeasured)
    #expect(wait.state == .running)
    #expect(wait.targetSeconds == nil)
    #expect(wait.dueAt == nil)
    #expect(!wait.isAtRisk())
  }

  @Test("a policy that changes during a clock applies from then on")
  func policyChange() throws {
    var course = try Course()
    try course.add("05T10:00", .customerMessage)
    var facts = course.facts
    let strict = Policy(id: "strict", targets: [.firstReply: ["normal": 60]])
    facts.policies.insert(PolicyInForce(strict, from: try Course.at("05T10:30")), at: 0)
    let figures = try #require(CaseFigures(facts, asOf: try Course.at("05T10:40")))
    #expect(figures.clock(.firstReply)?.breachedAt == (try Course.at("05T10:30")))
    #expect(figures.policy == "strict")
  }

  @Test("a clock is at risk from four fifths of its target")
  func atRisk() throws {
    var course = try Course()
    try course.add("05T10:00", .customerMessage)
    #expect(try course.figures(asOf: "05T10:47:59").clock(.firstReply)?.isAtRisk() == false)
    #expect(try course.figures(asOf: "05T10:48:00").clock(.firstReply)?.isAtRisk() == true)
    #expect(try course.figures(asOf: "05T10:30:00").clock(.firstReply)?.isAtRisk(withinSeconds: 1800) == true)
    #expect(try course.figures(asOf: "05T11:30:00").clock(.firstReply)?.isAtRisk() == false)
  }
}
