import Model

/// The course of a case up to an instant: one walk over its events in their order.
///
/// What an event makes of the status is said by `CaseState` alone; here is only what starts and stops because of it.
struct CaseTimeline {
  /// A stretch between a start and a stop.
  struct Cycle {
    var metric: Metric
    var start: Instant
    var stop: Instant?
    var fulfilledBy: Fulfilment?
    var replier: String?
  }

  let openedAt: Instant
  let end: Instant
  private(set) var state: CaseState
  /// Statuses from the opening on, each until the next.
  private(set) var statuses: Steps<CaseStatus>
  private(set) var priorities: Steps<String?>
  private(set) var assignees: Steps<String?>
  /// Cycles of replies and updates, in the order of their start.
  private(set) var replies: [Cycle] = []
  private(set) var updates: [Cycle] = []
  private(set) var closedAt: [Instant] = []
  private(set) var reopenedAt: [Instant] = []
  private(set) var customerMessages: [Instant] = []
  private(set) var replyCount = 0
  private(set) var internalCount = 0
  private(set) var disputes: [Dispute] = []

  /// When it was closed for the last time; nil while it is not closed.
  var fullyClosedAt: Instant? { state.status == .closed ? closedAt.last : nil }

  private let keepsUpdates: Bool

  /// Nil when the case was not opened by then. Updates are left out where nobody asks for them.
  init?(_ facts: CaseFacts, asOf: Instant, keepsUpdates: Bool) {
    self.keepsUpdates = keepsUpdates
    end = min(asOf, facts.cancelledAt ?? asOf)
    let last = end
    let events = CaseTimeline.ordered(facts.events, upTo: last)
    guard let openedAt = facts.openedAt ?? events.first?.at, openedAt <= end else { return nil }
    self.openedAt = openedAt
    state = CaseState(priority: facts.priority)
    statuses = Steps(state.status)
    priorities = Steps(facts.priority)
    assignees = Steps(nil)
    statuses.reserveCapacity(events.count)
    customerMessages.reserveCapacity(events.count)
    // Few cases have more.
    priorities.reserveCapacity(4)
    assignees.reserveCapacity(4)
    replies.reserveCapacity(4)
    for index in events.indices {
      // Statuses come last at their instant.
      let at = events[index].at
      var following = index
      while following < events.count, events[following].at == at, events[following].kind != .status {
        following += 1
      }
      take(events[index], statusIsSet: following < events.count && events[following].at == at)
    }
    for index in disputes.indices {
      disputes[index].seconds = (disputes[index].closedAt ?? end).seconds - disputes[index].openedAt.seconds
    }
  }

  /// Events up to an instant in their order. They mostly come so.
  private static func ordered(_ events: [CaseEvent], upTo last: Instant) -> [CaseEvent] {
    var isOrdered = true
    for index in events.indices.dropFirst() {
      // Instants alone decide mostly.
      let (at, before) = (events[index].at, events[index - 1].at)
      if at > before { continue }
      if at < before || events[index] < events[index - 1] {
        isOrdered = false
        break
      }
    }
    let ordered = isOrdered ? events : events.sorted()
    guard let final = ordered.last, final.at > last else { return ordered }
    return ordered.filter { $0.at <= last }
  }

  private mutating func take(_ event: CaseEvent, statusIsSet: Bool) {
    let before = state.status
    state.apply(event, statusIsSet: statusIsSet)
    if state.status != before {
      statuses.append(state.status, at: event.at)
      if state.status == .closed { closedAt.append(event.at) }
      if before == .closed { reopenedAt.append(event.at) }
    }
    switch event.kind {
    case .customerMessage:
      customerMessages.append(event.at)
      if replies.last.map({ $0.stop != nil }) ?? true {
        // The first message starts the first-reply clock unless the merchant wrote first.
        let isFirst = replies.isEmpty && replyCount == 0
        replies.append(Cycle(metric: isFirst ? .firstReply : .nextReply, start: event.at))
      }
    case .merchantMessage where event.isReply:
      replyCount += 1
      stop(at: event.at, by: .reply, replier: event.actor)
      if keepsUpdates { updates.append(Cycle(metric: .update, start: event.at)) }
    case .status where event.value.flatMap(CaseStatus.init(name:)) == .closed:
      stop(at: event.at, by: .close, replier: nil)
    case .priority: priorities.append(state.priority, at: event.at)
    case .assign: assignees.append(event.value.flatMap { $0.isEmpty ? nil : $0 }, at: event.at)
    case .disputeOpen:
      disputes.append(Dispute(openedAt: event.at, openedBy: event.actor, reason: event.value, seconds: 0))
    case .disputeClose: closeDispute(event)
    case .internalAction: internalCount += 1
    case .merchantMessage, .status: break
    }
  }

  private mutating func stop(at instant: Instant, by fulfilment: Fulfilment, replier: String?) {
    func stop(_ cycle: inout Cycle) {
      guard cycle.stop == nil else { return }
      cycle.stop = instant
      cycle.fulfilledBy = fulfilment
      cycle.replier = replier
    }
    if let last = replies.indices.last { stop(&replies[last]) }
    if let last = updates.indices.last { stop(&updates[last]) }
  }

  /// A close means the open dispute with its reason, else the one open for longest.
  private mutating func closeDispute(_ event: CaseEvent) {
    let open = disputes.indices.filter { disputes[$0].closedAt == nil }
    let named = open.first { event.value != nil && disputes[$0].reason == event.value }
    guard let index = named ?? open.first else { return }
    disputes[index].closedAt = event.at
    disputes[index].closedBy = event.actor
  }
}

/// A value that changes at instants. Of several changes at one instant the last stands.
struct Steps<Value> {
  /// The instants of the changes, in order and each once.
  private(set) var instants: [Instant] = []
  private var values: [Value] = []
  let initial: Value

  init(_ initial: Value) { self.initial = initial }

  mutating func reserveCapacity(_ count: Int) {
    instants.reserveCapacity(count)
    values.reserveCapacity(count)
  }

  mutating func append(_ value: Value, at instant: Instant) {
    if instants.last == instant {
      values[values.count - 1] = value
    } else {
      instants.append(instant)
      values.append(value)
    }
  }

  /// The value in force at an instant.
  func value(at instant: Instant) -> Value {
    let count = instants.count(upTo: instant)
    return count == 0 ? initial : values[count - 1]
  }
}

extension [Instant] {
  /// How many of some instants in order are not after another (binary search; mostly all are).
  func count(upTo instant: Instant) -> Int {
    var low = 0
    var high = count
    if high > 0, self[high - 1] <= instant { return high }
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The places of those of some instants in order that lie after `start` and before `end`.
  func places(after start: Instant, before end: Instant) -> Range<Int> {
    let first = count(upTo: start)
    var last = first
    while last < count, self[last] < end { last += 1 }
    return first..<last
  }
}
