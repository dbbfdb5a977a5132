import Model

/// The course of a case up to an instant: one walk over its events in their order.
///
/// What an event makes of the status is said by `CaseState` alone; here is only what starts and stops because of it. One
/// timeline serves case after case: its lists keep their room.
final class CaseTimeline {
  /// A stretch between a start and a stop.
  struct Cycle {
    var metric: Metric
    var start: Instant
    var stop: Instant?
    var fulfilledBy: Fulfilment?
    var replier: String?
  }

  @exclusivity(unchecked) private(set) var openedAt = Instant(milliseconds: 0)
  @exclusivity(unchecked) private(set) var end = Instant(milliseconds: 0)
  @exclusivity(unchecked) private(set) var state = CaseState()
  /// Statuses from the opening on, each until the next.
  @exclusivity(unchecked) private(set) var statuses = Steps(CaseStatus.new)
  @exclusivity(unchecked) private(set) var priorities = Steps(String?.none)
  @exclusivity(unchecked) private(set) var assignees = Steps(String?.none)
  /// Cycles of replies and updates, in the order of their start.
  @exclusivity(unchecked) private(set) var replies: [Cycle] = []
  @exclusivity(unchecked) private(set) var updates: [Cycle] = []
  @exclusivity(unchecked) private(set) var closedAt: [Instant] = []
  @exclusivity(unchecked) private(set) var reopenedAt: [Instant] = []
  @exclusivity(unchecked) private(set) var customerMessages: [Instant] = []
  @exclusivity(unchecked) private(set) var replyCount = 0
  @exclusivity(unchecked) private(set) var internalCount = 0
  @exclusivity(unchecked) private(set) var disputes: [Dispute] = []

  /// When it was closed for the last time; nil while it is not closed.
  var fullyClosedAt: Instant? { state.status == .closed ? closedAt.last : nil }

  @exclusivity(unchecked) private var keepsUpdates = false

  /// Takes the place of the case before; false when this one was not opened by then. Updates are left out where nobody asks
  /// for them.
  func follow(_ facts: CaseFacts, asOf: Instant, keepsUpdates: Bool) -> Bool {
    self.keepsUpdates = keepsUpdates
    end = min(asOf, facts.cancelledAt ?? asOf)
    let events = CaseTimeline.ordered(facts.events, upTo: end)
    guard let openedAt = facts.openedAt ?? events.first?.at, openedAt <= end else { return false }
    begin(facts, openedAt)
    events.withUnsafeBufferPointer { events in
      guard let first = events.baseAddress else { return }
      for index in events.indices {
        // Statuses come last at their instant.
        let at = first[index].at
        var following = index
        while following < events.count, first[following].at == at, first[following].kind != .status {
          following += 1
        }
        take(first + index, statusIsSet: following < events.count && first[following].at == at)
      }
    }
    for index in disputes.indices {
      disputes[index].seconds = (disputes[index].closedAt ?? end).seconds - disputes[index].openedAt.seconds
    }
    return true
  }

  private func begin(_ facts: CaseFacts, _ openedAt: Instant) {
    self.openedAt = openedAt
    state = CaseState(priority: facts.priority, team: facts.team)
    statuses.restart(with: state.status)
    priorities.restart(with: facts.priority)
    assignees.restart(with: nil)
    replies.removeAll(keepingCapacity: true)
    if !updates.isEmpty { updates.removeAll(keepingCapacity: true) }
    // What figures keep is not to be copied when the next case comes.
    closedAt = []
    reopenedAt = []
    customerMessages.removeAll(keepingCapacity: true)
    replyCount = 0
    internalCount = 0
    disputes = []
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

  /// Takes the next event, where it lies.
  private func take(_ place: UnsafePointer<CaseEvent>, statusIsSet: Bool) {
    let (kind, at) = (place.pointee.kind, place.pointee.at)
    let before = state.status
    let isReply = kind == .merchantMessage && place.pointee.isReply
    state.apply(kind, place.pointee.value, at: at, isReply: isReply, statusIsSet: statusIsSet)
    if state.status != before {
      statuses.append(state.status, at: at)
      if state.status == .closed { closedAt.append(at) }
      if before == .closed { reopenedAt.append(at) }
    }
    switch kind {
    case .customerMessage:
      customerMessages.append(at)
      if replies.last.map({ $0.stop != nil }) ?? true {
        // The first message starts the first-reply clock unless the merchant wrote first.
        let isFirst = replies.isEmpty && replyCount == 0
        replies.append(Cycle(metric: isFirst ? .firstReply : .nextReply, start: at))
      }
    case .merchantMessage where isReply:
      replyCount += 1
      stop(at: at, by: .reply, replier: place.pointee.actor)
      if keepsUpdates { updates.append(Cycle(metric: .update, start: at)) }
    case .status where state.status == .closed: stop(at: at, by: .close, replier: nil)
    case .priority: priorities.append(state.priority, at: at)
    case .assign: assignees.append(place.pointee.value.flatMap { $0.isEmpty ? nil : $0 }, at: at)
    case .disputeOpen:
      disputes.append(
        Dispute(openedAt: at, openedBy: place.pointee.actor, reason: place.pointee.value, seconds: 0))
    case .disputeClose: closeDispute(place.pointee)
    case .internalAction: internalCount += 1
    case .merchantMessage, .status, .team: break
    }
  }

  private func stop(at instant: Instant, by fulfilment: Fulfilment, replier: String?) {
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
  private func closeDispute(_ event: CaseEvent) {
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
  private(set) var initial: Value

  init(_ initial: Value) { self.initial = initial }

  /// No changes any more, in the same room.
  mutating func restart(with initial: Value) {
    self.initial = initial
    if instants.isEmpty { return }
    instants.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
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
