public import Model

extension CaseFigures {
  /// Reckons the figures of a case. Events after `asOf` are ignored; nil when the case was not opened by then.
  ///
  /// A merged or deleted case is reckoned up to that instant and its clocks are cancelled. `earlier` says which finished
  /// clocks are judged by other rules than those of `facts`; what is said of the case as a whole (policy, calendar,
  /// handling) is by the rules of its waiting time.
  public init?(_ facts: CaseFacts, asOf: Instant, earlier: EarlierRules? = nil) {
    self.init(facts, asOf: asOf, earlier: earlier, on: CaseDesktop())
  }

  /// The same for one case of many: what the desktop has is used again.
  public init?(_ facts: CaseFacts, asOf: Instant, earlier: EarlierRules? = nil, on desktop: CaseDesktop) {
    let keepsUpdates = earlier != nil || facts.policies.contains { $0.policy.measures(.update) }
    let timeline = desktop.timeline
    guard timeline.follow(facts, asOf: asOf, keepsUpdates: keepsUpdates) else { return nil }
    let judges = Judges(present: Reckoning(facts: facts, timeline: timeline), earlier: earlier)
    let end = timeline.end
    clocks = judges.clocks(isCancelled: facts.cancelledAt.map { $0 <= asOf } ?? false)
    let whole = judges.reckoning(ofClockStoppedAt: timeline.fullyClosedAt)
    let calendars = whole.facts.calendars
    caseID = facts.id
    self.asOf = asOf
    team = timeline.state.team
    priority = timeline.state.priority
    policy = whole.policy(at: end)?.id
    calendar = calendars.calendar(at: end).id
    openedAt = timeline.openedAt
    status = timeline.state.status
    assignee = timeline.assignees.value(at: end)
    isCancelled = facts.cancelledAt.map { $0 <= asOf } ?? false
    isUnread = timeline.state.isUnread(readAt: facts.readAt)
    closedAt = timeline.closedAt
    reopenedAt = timeline.reopenedAt
    customerMessages = timeline.customerMessages.map { calendars.wall(at: $0) }
    lastCustomerMessageAt = timeline.customerMessages.last
    replyCount = timeline.replyCount
    internalCount = timeline.internalCount
    disputes = timeline.disputes
    handling = []
    for place in clocks.indices where clocks[place].metric == .wait { handling = whole.handling(clocks[place].cuts) }
  }
}

/// Where cases are reckoned one after the other.
public final class CaseDesktop {
  let timeline = CaseTimeline()

  /// An empty one.
  public init() {}
}

/// Which finished clocks are judged by rules that were in force before, and what these are.
public struct EarlierRules {
  /// The number of the rules by which a clock that stopped then is judged; nil for the present ones.
  let number: (Instant) -> Int64?
  /// The case under the rules of a number: the same events, its calendar and policies of then.
  let facts: (Int64) -> CaseFacts

  /// Rules by the instant at which a clock stopped.
  public init(number: @escaping (Instant) -> Int64?, facts: @escaping (Int64) -> CaseFacts) {
    self.number = number
    self.facts = facts
  }
}

/// The clocks of a case, each judged by the rules that are its own.
private final class Judges {
  let present: Reckoning
  let earlier: EarlierRules?
  @exclusivity(unchecked) private var others: [Int64: Reckoning] = [:]

  init(present: Reckoning, earlier: EarlierRules?) {
    self.present = present
    self.earlier = earlier
  }

  /// The rules by which a clock that stopped then is judged.
  func reckoning(ofClockStoppedAt stop: Instant?) -> Reckoning {
    guard let earlier, let stop, let number = earlier.number(stop) else { return present }
    if let known = others[number] { return known }
    let reckoning = Reckoning(facts: earlier.facts(number), timeline: present.timeline)
    others[number] = reckoning
    return reckoning
  }

  func clocks(isCancelled: Bool) -> [Clock] {
    let present = present
    let opened = present.timeline.openedAt
    let first = present.timeline.closedAt.first
    let last = present.timeline.fullyClosedAt
    var clocks: [Clock] = []
    clocks.reserveCapacity(present.timeline.replies.count + present.timeline.updates.count + 3)
    let timeline = present.timeline
    for place in timeline.replies.indices { add(timeline.replies[place], to: &clocks, isCancelled) }
    for place in timeline.updates.indices { add(timeline.updates[place], to: &clocks, isCancelled) }
    func whole(_ metric: Metric, _ stop: Instant?) {
      let cycle = CaseTimeline.Cycle(metric: metric, start: opened, stop: stop, fulfilledBy: stop.map { _ in .close })
      add(cycle, to: &clocks, isCancelled)
    }
    whole(.wait, last)
    whole(.firstResolution, first)
    whole(.fullResolution, last)
    return clocks
  }

  private func add(_ cycle: CaseTimeline.Cycle, to clocks: inout [Clock], _ isCancelled: Bool) {
    let reckoning = reckoning(ofClockStoppedAt: cycle.stop)
    if cycle.metric != .update || reckoning.hasUpdates {
      clocks.append(reckoning.clock(cycle, isCancelled: isCancelled))
    }
  }
}

/// Turns the course of a case into clocks.
final class Reckoning {
  let facts: CaseFacts
  let timeline: CaseTimeline
  /// Whether the time between replies is measured at all.
  let hasUpdates: Bool
  /// The policies in the order of time, and which of them is in force when.
  private let policies: [PolicyInForce]
  private let policySteps: Steps<Int?>
  /// Instants at which a target may change: priorities and policies, in order, each once.
  private let targetChanges: [Instant]
  /// Instants at which a clock may start or stop to run: statuses and policies, in order, each once.
  private let statusChanges: [Instant]

  init(facts: CaseFacts, timeline: CaseTimeline) {
    self.facts = facts
    self.timeline = timeline
    let policies =
      facts.policies.count < 2
      ? facts.policies
      : facts.policies.sorted { left, right in
        guard let second = right.from else { return false }
        return left.from.map { $0 < second } ?? true
      }
    self.policies = policies
    hasUpdates = policies.contains { $0.policy.measures(.update) }
    var steps = Steps<Int?>(policies.lastIndex { $0.from == nil })
    for (number, version) in policies.enumerated() { version.from.map { steps.append(number, at: $0) } }
    policySteps = steps
    targetChanges = Reckoning.merged(timeline.priorities.instants, steps.instants)
    statusChanges = Reckoning.merged(timeline.statuses.instants, steps.instants)
  }

  /// The policy in force at an instant.
  func policy(at instant: Instant) -> Policy? { policySteps.value(at: instant).map { policies[$0].policy } }

  /// Instants of two lists, both in order and each once, in one.
  private static func merged(_ some: [Instant], _ others: [Instant]) -> [Instant] {
    others.isEmpty ? some : Set(some + others).sorted()
  }

  func clock(_ cycle: CaseTimeline.Cycle, isCancelled: Bool) -> Clock {
    let end = cycle.stop ?? timeline.end
    let pauses = cycle.metric == .wait || cycle.metric == .update
    let status = timeline.statuses.value(at: cycle.start)
    let whole = Stretch(start: cycle.start, end: end, status: status, isRunning: true)
    let cuts = pauses ? self.cuts(of: whole) : []
    // A clock that goes on is judged at its end by what it does then, a stopped one by what it did until then.
    let runsAtEnd =
      cycle.stop == nil && pauses
      ? isRunning(timeline.state.status, at: end) : cuts.last.map { $0.isRunning } ?? true
    let judgement = judge(cycle.metric, whole, cuts, runsAtEnd: runsAtEnd)
    let state: ClockState
    switch (isCancelled, cycle.stop != nil, judgement.breachedAt != nil) {
    case (true, _, _): state = .cancelled
    case (false, true, false): state = .met
    case (false, true, true): state = .breached
    case (false, false, false): state = .running
    case (false, false, true): state = .runningBreached
    }
    let isOpen = cycle.stop == nil && !isCancelled
    let isPaused = isOpen && !runsAtEnd
    var dueAt: Instant?
    var breachAfter: Instant?
    if state == .running, !isPaused, let target = judgement.target {
      let left = target - judgement.elapsed
      dueAt = facts.calendars.dueAt(from: end, seconds: left)
      breachAfter = facts.calendars.breachAfter(from: end, seconds: left)
    }
    return Clock(
      metric: cycle.metric, startedAt: cycle.start, stoppedAt: cycle.stop, fulfilledBy: cycle.fulfilledBy,
      replier: cycle.replier, elapsedSeconds: judgement.elapsed, targetSeconds: judgement.target,
      isMeasured: judgement.isMeasured, breachedAt: judgement.breachedAt,
      assigneeAtBreach: judgement.breachedAt.flatMap { timeline.assignees.value(at: $0) }, state: state,
      isPaused: isPaused, dueAt: dueAt, breachAfter: breachAfter, priority: timeline.priorities.value(at: end),
      policy: policy(at: end)?.id, whole: whole, cuts: cuts)
  }

  /// The time of a clock that pauses, cut at each change of status and policy.
  private func cuts(of whole: Stretch) -> [Stretch] {
    let places = statusChanges.places(after: whole.start, before: whole.end)
    var cuts: [Stretch] = []
    cuts.reserveCapacity(places.count + 1)
    var from = whole.start
    for place in places.lowerBound...places.upperBound {
      let end = place < places.upperBound ? statusChanges[place] : whole.end
      let status = timeline.statuses.value(at: from)
      cuts.append(Stretch(start: from, end: end, status: status, isRunning: isRunning(status, at: from)))
      from = end
    }
    return cuts
  }

  private func isRunning(_ status: CaseStatus, at instant: Instant) -> Bool {
    guard status != .closed else { return false }
    guard let number = policySteps.value(at: instant) else { return status != .waiting }
    return !policies[number].policy.pausedStatuses.contains(status)
  }

  private func target(_ metric: Metric, at instant: Instant) -> Int64? {
    guard let number = policySteps.value(at: instant) else { return nil }
    return policies[number].policy.target(metric, priority: timeline.priorities.value(at: instant))
  }

  /// What becomes of a clock while its time is walked through.
  private struct Judgement {
    var elapsed: Int64 = 0
    var target: Int64?
    var isMeasured = false
    var breachedAt: Instant?

    /// Sees whether the clock is over its target at an instant.
    mutating func look(at instant: Instant, target: Int64?) {
      self.target = target
      guard let target else { return }
      isMeasured = true
      if breachedAt == nil, elapsed > target { breachedAt = instant }
    }

    /// Lets the clock run under one target.
    mutating func run(from: Instant, to end: Instant, target: Int64?, by calendar: CalendarCourse) {
      look(at: from, target: target)
      let gained = calendar.elapsed(from: from, to: end)
      if breachedAt == nil, let target, elapsed + gained > target {
        breachedAt = calendar.dueAt(from: from, seconds: target - elapsed)
      }
      elapsed += gained
    }
  }

  /// A clock is breached if and only if at some instant its time exceeds the target then in force; a later, laxer
  /// target changes nothing about that. It is breached when its time reached the target, not when the next second
  /// counted, which may be days later. A target that comes and goes while the clock is paused or stopped breaches
  /// nothing (the shared answers say so, where METRICS says "at some instant"): what counts is the one in force when
  /// the clock runs on.
  private func judge(_ metric: Metric, _ whole: Stretch, _ cuts: [Stretch], runsAtEnd: Bool) -> Judgement {
    let calendar = facts.calendars
    var judgement = Judgement()
    // Mostly the target never changes while the clock runs.
    let isFixed = targetChanges.last.map { $0 <= whole.start } ?? true
    let fixed = isFixed ? target(metric, at: whole.start) : nil
    func run(from start: Instant, to end: Instant) {
      var from = start
      if !isFixed {
        for place in targetChanges.places(after: start, before: end) {
          let cut = targetChanges[place]
          judgement.run(from: from, to: cut, target: target(metric, at: from), by: calendar)
          from = cut
        }
      }
      judgement.run(from: from, to: end, target: isFixed ? fixed : target(metric, at: from), by: calendar)
    }
    if cuts.isEmpty { run(from: whole.start, to: whole.end) }
    var place = 0
    while place < cuts.count {
      let first = place
      place += 1
      guard cuts[first].isRunning else { continue }
      // Stretches that run one after the other are one.
      while place < cuts.count, cuts[place].isRunning { place += 1 }
      run(from: cuts[first].start, to: cuts[place - 1].end)
    }
    let final = isFixed ? fixed : target(metric, at: whole.end)
    if runsAtEnd { judgement.look(at: whole.end, target: final) }
    judgement.target = final
    // A clock that never ran, in a case that only ever waited for its customer, is measured like the others.
    if final != nil { judgement.isMeasured = true }
    return judgement
  }

  /// The time of the wait clock, whose stretches are given, by who had the case.
  func handling(_ stretches: [Stretch]) -> [Handling] {
    let (calendar, assignees) = (facts.calendars, timeline.assignees)
    var handling: [Handling] = []
    for stretch in stretches where stretch.isRunning {
      let places = assignees.instants.places(after: stretch.start, before: stretch.end)
      var from = stretch.start
      for place in places.lowerBound...places.upperBound {
        let end = place < places.upperBound ? assignees.instants[place] : stretch.end
        let assignee = assignees.value(at: from)
        let seconds = calendar.elapsed(from: from, to: end)
        if let index = handling.firstIndex(where: { $0.assignee == assignee }) {
          handling[index].seconds += seconds
        } else {
          handling.append(Handling(assignee: assignee, seconds: seconds))
        }
        from = end
      }
    }
    return handling
  }
}
