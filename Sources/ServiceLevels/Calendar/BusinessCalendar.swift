public import Model
import Synchronization

/// Why a calendar cannot be used.
public enum CalendarError: Error, Sendable, Equatable {
  /// The zone of a version is not known or its data cannot be read.
  case zone(TimeZoneError)
  /// There is no version at all.
  case noVersion(calendar: String)
  /// Two versions are in force at this instant.
  case versionsOverlap(calendar: String, at: Instant)
}

/// Business time by the rule of membership: a second counts if and only if the local clock then lies in the opening
/// hours of its local date. All figures are whole seconds; milliseconds of an instant are cut off.
///
/// Every question is a pure function of the arguments. Open spans are worked out in blocks of about a year and kept,
/// so that a case of a year costs as much as one of an hour.
public final class BusinessCalendar: Sendable {
  /// The name by which cases and policies refer to the calendar.
  public let id: String
  /// How far the search for the next opening goes. A calendar that stays closed for so long has none.
  public static let horizonDays = 400

  let plans: [OpeningPlan]
  private let blocks = Mutex(Blocks())

  /// The blocks worked out so far. One question mostly asks for the block of the one before.
  private struct Blocks {
    var byIndex: [Int64: BusinessBlock] = [:]
    var last: BusinessBlock?
  }

  /// A calendar with its versions. Where no version is in force, no time counts; where the calendar changes, each
  /// second is measured with the version in force at that second. `zones` holds the rules of zones that are not to be the
  /// system's.
  public init(
    id: String, versions: [CalendarDefinition], zones: [String: TimeZoneRules] = [:]
  ) throws(CalendarError) {
    guard !versions.isEmpty else { throw .noVersion(calendar: id) }
    var plans: [OpeningPlan] = []
    for version in versions {
      do {
        if let rules = zones[version.zone] {
          plans.append(OpeningPlan(version, rules: rules))
        } else {
          plans.append(OpeningPlan(version, rules: try TimeZoneRules(identifier: version.zone)))
        }
      } catch {
        throw .zone(error)
      }
    }
    plans.sort { $0.validity.lowerBound < $1.validity.lowerBound }
    for (earlier, later) in zip(plans, plans.dropFirst()) where earlier.validity.upperBound > later.validity.lowerBound
    {
      throw .versionsOverlap(calendar: id, at: Instant(seconds: max(later.validity.lowerBound, -62_135_596_800)))
    }
    self.id = id
    self.plans = plans
  }

  /// A calendar with one version.
  public convenience init(id: String, _ definition: CalendarDefinition) throws(CalendarError) {
    try self.init(id: id, versions: [definition])
  }

  /// The versions in order of time.
  public var versions: [CalendarDefinition] { plans.map(\.definition) }

  /// The zone in force at an instant; outside every version that of the nearest earlier one, else of the first.
  public func zone(at instant: Instant) -> TimeZoneRules {
    plans[plan(at: instant)].rules
  }

  /// What the clock on the wall shows at an instant, in the zone then in force.
  func wall(at instant: Instant) -> WallTime { plans[plan(at: instant)].rules.wall(at: instant) }

  private func plan(at instant: Instant) -> Int {
    var index = plans.count - 1
    while index > 0, plans[index].validity.lowerBound > instant.seconds { index -= 1 }
    return index
  }

  /// Seconds of business time in `[from, to)`; 0 when `to` is not later.
  public func elapsed(from: Instant, to: Instant) -> Int64 {
    let (start, end) = (from.seconds, to.seconds)
    guard start < end else { return 0 }
    let (first, last) = (BusinessBlock.index(of: start), BusinessBlock.index(of: end))
    if first == last {
      let block = block(first)
      return block.seconds(before: end) - block.seconds(before: start)
    }
    var seconds = block(last).seconds(before: end) - block(first).seconds(before: start)
    for index in first..<last { seconds += block(index).total }
    return seconds
  }

  /// The earliest instant at which `seconds` of business time have elapsed since `from`; `from` itself for 0 or less.
  /// Nil when the calendar stays closed for longer than the horizon before that.
  public func dueAt(from: Instant, seconds: Int64) -> Instant? {
    guard seconds > 0 else { return from }
    let start = from.seconds
    var index = BusinessBlock.index(of: start)
    var current = block(index)
    var wanted = current.seconds(before: start)
    guard !wanted.addingReportingOverflow(seconds).overflow else { return nil }
    wanted += seconds
    var lastOpen = start
    while wanted > current.total {
      wanted -= current.total
      lastOpen = max(lastOpen, current.lastClose ?? lastOpen)
      guard let opening = opening(after: lastOpen, fromBlock: index + 1) else { return nil }
      index = BusinessBlock.index(of: opening)
      current = block(index)
    }
    return Instant(seconds: current.second(reaching: wanted))
  }

  /// The latest instant at which no more than `seconds` of business time have elapsed since `from`: a clock with that
  /// target is breached after it. Differs from `dueAt` when the time runs out exactly at a close: then it is the next
  /// opening. Nil as `dueAt`.
  public func breachAfter(from: Instant, seconds: Int64) -> Instant? {
    dueAt(from: from, seconds: seconds).flatMap { nextOpening(from: $0) }
  }

  /// The first open instant that is not before `from`: `from` itself when it is open. Nil when there is none within
  /// the horizon.
  public func nextOpening(from: Instant) -> Instant? {
    let second = from.seconds
    let index = BusinessBlock.index(of: second)
    if let opening = block(index).opening(from: second) {
      return opening == second ? from : Instant(seconds: opening)
    }
    return opening(after: second, fromBlock: index + 1).map { Instant(seconds: $0) }
  }

  /// The first open second of a block or those after it, at most the horizon later than `second`.
  private func opening(after second: Int64, fromBlock first: Int64) -> Int64? {
    let limit = min(second + Int64(BusinessCalendar.horizonDays) * 86_400, BusinessCalendar.endOfTime)
    var index = first
    while index << 25 <= limit {
      if let opening = block(index).opening(from: index << 25) { return opening <= limit ? opening : nil }
      index += 1
    }
    return nil
  }

  /// The end of the year 9999, after which nothing is due.
  private static let endOfTime: Int64 = 253_402_300_800
  /// Blocks kept at most. Only a nonsensical range of centuries needs more; it is worked out anew each time.
  private static let keptBlocks = 128

  private func block(_ index: Int64) -> BusinessBlock {
    let known = blocks.withLock { blocks -> BusinessBlock? in
      if let last = blocks.last, last.index == index { return last }
      let known = blocks.byIndex[index]
      if let known { blocks.last = known }
      return known
    }
    if let known { return known }
    let new = BusinessBlock(index: index, plans: plans)
    blocks.withLock { if $0.byIndex.count < BusinessCalendar.keptBlocks { $0.byIndex[index] = new } }
    return new
  }
}
