public import Model

extension CaseFigures {
  /// Reckons the figures of a case. Events after `asOf` are ignored; nil when the case was not opened by then.
  ///
  /// A merged or deleted case is reckoned up to that instant and its clocks are cancelled. `earlier` says which finished
  /// clocks are judged by other rules than those of `facts`; what is said of the case as a whole (policy, calendar,
  /// handling) is by the rules of its waiting time.
  public init?(_ facts: CaseFacts, asOf: Instant, earlier: EarlierRules? = nil) {
    guard let timeline = CaseTimeline(facts, asOf: asOf) else { return nil }
    var judges = Judges(facts: facts, timeline: timeline, earlier: earlier)
    let end = timeline.end
    clocks = judges.clocks(isCancelled: facts.cancelledAt.map { $0 <= asOf } ?? false)
    let whole = judges.reckoning(ofClockStoppedAt: timeline.fullyClosedAt)
    caseID = facts.id
    self.asOf = asOf
    team = facts.team
    priority = timeline.state.priority
    policy = whole.policy(at: end)?.id
    calendar = whole.facts.calendar.id
    openedAt = timeline.openedAt
    status = timeline.state.status
    assignee = timeline.assignees.value(at: end)
    isCancelled = facts.cancelledAt.map { $0 <= asOf } ?? false
    isUnread = timeline.state.isUnread(readAt: facts.readAt)
    closedAt = timeline.closedAt
    reopenedAt = timeline.reopenedAt
    customerMessages = timeline.customerMessages.map { whole.facts.calendar.zone(at: $0).wall(at: $0) }
    lastCustomerMessageAt = timeline.customerMessages.last
    replyCount = timeline.replyCount
    internalCount = timeline.internalCount
    disputes = timeline.disputes
    handling = whole.handling(clocks.first { $0.metric == .wait }?.stretches ?? [])
  }
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
private struct Judges {
  private let present: Reckoning
  private let timeline: CaseTimeline
  private let earlier: EarlierRules?
  private var others: [Int64: Reckoning] = [:]

  init(facts: CaseFacts, timeline: CaseTimeline, earlier: EarlierRules?) {
    self.timeline = timeline
    self.earlier = earlier
    present = Reckoning(facts: facts, timeline: timeline)
  }

  /// The rules by which a clock that stopped then is judged.
  mutating func reckoning(ofClockStoppedAt stop: Instant?) -> Reckoning {
    guard let earlier, let stop, let number = earlier.number(stop) else { return present }
    if let known = others[number] { return known }
    let reckoning = Reckoning(facts: earlier.facts(number), timeline: timeline)
    others[number] = reckoning
    return reckoning
  }

  mutating func clocks(isCancelled: Bool) -> [Clock] {
    let opened = timeline.openedAt
    let first = timeline.closedAt.first
    let last = timeline.fullyClosedAt
    var clocks: [Clock] = []
    clocks.reserveCapacity(timeline.replies.count + 3)
    func add(_ cycle: CaseTimeline.Cycle) {
      // Mostly there are only the present rules: no copy of what reckons by them is made then.
      if earlier == nil {
        if cycle.metric != .update || present.hasUpdates {
          clocks.append(present.clock(cycle, isCancelled: isCancelled))
        }
        return
      }
      let reckoning = reckoning(ofClockStoppedAt: cycle.stop)
      if cycle.metric != .update || reckoning.hasUpdates {
        clocks.append(reckoning.clock(cycle, isCancelled: isCancelled))
      }
    }
    for cycle in timeline.replies { add(cycle) }
    for cycle in timeline.updates { add(cycle) }
    add(.init(metric: .wait, start: opened, stop: last, fulfilledBy: last.map { _ in .close }))
    add(.init(metric: .firstResolution, start: opened, stop: first, fulfilledBy: first.map { _ in .close }))
    add(.init(metric: .fullResolution, start: opened, stop: last, fulfilledBy: last.map { _ in .close }))
    return clocks
  }
}

/// Turns the course of a case into clocks.
struct Reckoning {
  let facts: CaseFacts
  let timeline: CaseTimeline
  /// The policies in the order of time, and which of them is in force when: copies of policies cost more than numbers.
  private let policies: [Policy]
  private let policySteps: Steps<Int?>
  /// Instants at which a target may change: priorities and policies, in order, each once.
  private let targetChanges: [Instant]
  /// Instants at which a clock may start or stop to run: statuses and policies, in order, each once.
  private let statusChanges: [Instant]

  init(facts: CaseFacts, timeline: CaseTimeline) {
    self.facts = facts
    self.timeline = timeline
    let versions =
      facts.policies.count < 2
      ? facts.policies
      : facts.policies.sorted { left, right in
        guard let second = right.from else { return false }
        return left.from.map { $0 < second } ?? true
      }
    policies = versions.map(\.policy)
    var steps = Steps<Int?>(versions.lastIndex { $0.from == nil })
    for (number, version) in versions.enumerated() { version.from.map { steps.append(number, at: $0) } }
    policySteps = steps
    let policyChanges = steps.changes.map(\.at)
    targetChanges = Reckoning.merged(timeline.priorities.changes.map(\.at), policyChanges)
    statusChanges = Reckoning.merged(timeline.statuses.changes.map(\.at), policyChanges)
  }

  /// The policy in force at an instant.
  func policy(at instant: Instant) -> Policy? { policySteps.value(at: instant).map { policies[$0] } }

  /// Instants of two lists, both in order and each once, in one.
  private static func merged(_ some: [Instant], _ others: [Instant]) -> [Instant] {
    others.isEmpty ? some : Set(some + others).sorted()
  }

  /// Whether the time between replies is measured at all.
  var hasUpdates: Bool { policies.contains { $0.measures(.update) } }

  func clock(_ cycle: CaseTimeline.Cycle, isCancelled: Bool) -> Clock {
    let end = cycle.stop ?? timeline.end
    let pauses = cycle.metric == .wait || cycle.metric == .update
    let stretches = self.stretches(from: cycle.start, to: end, pauses: pauses)
    // A clock that goes on is judged at its end by what it does then, a stopped one by what it did until then.
    let runsAtEnd =
      cycle.stop == nil && pauses
      ? isRunning(timeline.state.status, at: end) : stretches.last.map { $0.isRunning && $0.end == end } ?? false
    let judgement = judge(cycle.metric, stretches, end: end, runsAtEnd: runsAtEnd)
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
      dueAt = facts.calendar.dueAt(from: end, seconds: left)
      breachAfter = facts.calendar.breachAfter(from: end, seconds: left)
    }
    return Clock(
      metric: cycle.metric, startedAt: cycle.start, stoppedAt: cycle.stop, fulfilledBy: cycle.fulfilledBy,
      replier: cycle.replier, elapsedSeconds: judgement.elapsed, targetSeconds: judgement.target,
      isMeasured: judgement.isMeasured, breachedAt: judgement.breachedAt,
      assigneeAtBreach: judgement.breachedAt.flatMap { timeline.assignees.value(at: $0) }, state: state,
      isPaused: isPaused, dueAt: dueAt, breachAfter: breachAfter, priority: timeline.priorities.value(at: end),
      policy: policy(at: end)?.id, stretches: stretches)
  }

  /// The time of a clock; of one that pauses, cut at each change of status and policy.
  private func stretches(from start: Instant, to end: Instant, pauses: Bool) -> [Stretch] {
    guard pauses else {
      return [Stretch(start: start, end: end, status: timeline.statuses.value(at: start), isRunning: true)]
    }
    var stretches: [Stretch] = []
    var from = start
    func add(upTo cut: Instant) {
      let status = timeline.statuses.value(at: from)
      stretches.append(Stretch(start: from, end: cut, status: status, isRunning: isRunning(status, at: from)))
      from = cut
    }
    for cut in between(statusChanges, start, end) { add(upTo: cut) }
    add(upTo: end)
    return stretches
  }

  /// Those of some instants in order that lie after `start` and before `end` (binary search for the first).
  private func between(_ instants: [Instant], _ start: Instant, _ end: Instant) -> ArraySlice<Instant> {
    var low = 0
    var high = instants.count
    while low < high {
      let middle = (low + high) / 2
      if instants[middle] <= start { low = middle + 1 } else { high = middle }
    }
    return instants[low...].prefix { $0 < end }
  }

  private func isRunning(_ status: CaseStatus, at instant: Instant) -> Bool {
    guard status != .closed else { return false }
    guard let number = policySteps.value(at: instant) else { return status != .waiting }
    return !policies[number].pausedStatuses.contains(status)
  }

  private func target(_ metric: Metric, at instant: Instant) -> Int64? {
    guard let number = policySteps.value(at: instant) else { return nil }
    return policies[number].target(metric, priority: timeline.priorities.value(at: instant))
  }

  private struct Judgement {
    var elapsed: Int64 = 0
    var target: Int64?
    var isMeasured = false
    var breachedAt: Instant?
  }

  /// A clock is breached if and only if at some instant its time exceeds the target then in force; a later, laxer
  /// target changes nothing about that. It is breached when its time reached the target, not when the next second
  /// counted, which may be days later. A target that comes and goes while the clock is paused or stopped breaches
  /// nothing (the shared answers say so, where METRICS says "at some instant"): what counts is the one in force when
  /// the clock runs on.
  private func judge(_ metric: Metric, _ stretches: [Stretch], end: Instant, runsAtEnd: Bool) -> Judgement {
    var judgement = Judgement()
    // Mostly the target never changes while the clock runs.
    let start = stretches.first?.start ?? end
    let isFixed = targetChanges.last.map { $0 <= start } ?? true
    let fixed = isFixed ? self.target(metric, at: start) : nil
    func target(at instant: Instant) -> Int64? { isFixed ? fixed : self.target(metric, at: instant) }
    func look(at instant: Instant) {
      let target = target(at: instant)
      judgement.target = target
      guard let target else { return }
      judgement.isMeasured = true
      if judgement.breachedAt == nil, judgement.elapsed > target { judgement.breachedAt = instant }
    }
    let running = stretches.filter(\.isRunning).reduce(into: [Range<Instant>]()) { runs, stretch in
      if let last = runs.last, last.upperBound == stretch.start {
        runs[runs.count - 1] = last.lowerBound..<stretch.end
      } else {
        runs.append(stretch.start..<max(stretch.start, stretch.end))
      }
    }
    func run(from: Instant, to cut: Instant) {
      look(at: from)
      let gained = facts.calendar.elapsed(from: from, to: cut)
      if judgement.breachedAt == nil, let target = judgement.target, judgement.elapsed + gained > target {
        judgement.breachedAt = facts.calendar.dueAt(from: from, seconds: target - judgement.elapsed)
      }
      judgement.elapsed += gained
    }
    for stretch in running {
      var from = stretch.lowerBound
      for cut in between(targetChanges, stretch.lowerBound, stretch.upperBound) {
        run(from: from, to: cut)
        from = cut
      }
      run(from: from, to: stretch.upperBound)
    }
    if runsAtEnd { look(at: end) }
    judgement.target = target(at: end)
    // A clock that never ran, in a case that only ever waited for its customer, is measured like the others.
    if judgement.target != nil { judgement.isMeasured = true }
    return judgement
  }

  /// The time of the wait clock, whose stretches are given, by who had the case.
  func handling(_ stretches: [Stretch]) -> [Handling] {
    let changes = timeline.assignees.changes.map(\.at)
    var handling: [Handling] = []
    for stretch in stretches where stretch.isRunning {
      var from = stretch.start
      func add(upTo cut: Instant) {
        let assignee = timeline.assignees.value(at: from)
        let seconds = facts.calendar.elapsed(from: from, to: cut)
        if let index = handling.firstIndex(where: { $0.assignee == assignee }) {
          handling[index].seconds += seconds
        } else {
          handling.append(Handling(assignee: assignee, seconds: seconds))
        }
        from = cut
      }
      for cut in between(changes, stretch.start, stretch.end) { add(upTo: cut) }
      add(upTo: stretch.end)
    }
    return handling
  }
}
