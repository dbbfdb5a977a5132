public import Model
public import ServiceLevels
import Store

/// Takes the figures of cases one by one and makes the parts of the report of them.
public struct ServiceLevelCollection {
  /// Names of the calendars that cases used.
  public private(set) var calendars: Set<String> = []
  private let asOf: Instant
  private let scope: ReportScope
  private let judge: CaseJudge
  private var builder: ServiceReportBuilder
  private var lastCalendar: String?
  private var lists = ServiceLevelLists()

  /// Nothing yet.
  public init(asOf: Instant, scope: ReportScope, judge: CaseJudge) {
    self.asOf = asOf
    self.scope = scope
    self.judge = judge
    builder = ServiceReportBuilder(scope: scope)
  }

  /// Takes a case. Merged and deleted ones are only counted.
  public mutating func add(_ figures: CaseFigures) {
    builder.add(figures)
    guard !figures.isCancelled else { return }
    if lastCalendar != figures.calendar {
      calendars.insert(figures.calendar)
      lastCalendar = figures.calendar
    }
    // Looked at where they lie: a clock is large to be copied.
    figures.clocks.withUnsafeBufferPointer { clocks in
      guard let first = clocks.baseAddress else { return }
      for place in clocks.indices { add(first + place, of: figures) }
    }
    if figures.isUnread, let last = figures.lastCustomerMessageAt, lists.unread.mayTake(-last.milliseconds) {
      lists.unread.add(UnreadCase(figures: figures, lastMessageAt: last))
    }
  }

  private mutating func add(_ clock: UnsafePointer<Clock>, of figures: CaseFigures) {
    let stoppedAt = clock.pointee.stoppedAt
    let isIn = scope.contains(startedAt: clock.pointee.startedAt, stoppedAt: stoppedAt)
    if isIn { lists.count(rules: judge.number(ofClockStoppedAt: stoppedAt)) }
    if let breachedAt = clock.pointee.breachedAt, isIn, lists.breaches.mayTake(breachedAt.milliseconds) {
      lists.breaches.add(ListedClock(figures: figures, clock: clock.pointee))
    }
    guard stoppedAt == nil else { return }
    if clock.pointee.state == .runningBreached {
      lists.late.add(ListedClock(figures: figures, clock: clock.pointee))
    } else if clock.pointee.isAtRisk(percent: scope.atRiskPercent, withinSeconds: scope.atRiskSeconds) {
      lists.atRisk.add(ListedClock(figures: figures, clock: clock.pointee))
    }
  }

  /// Takes a case whose past was changed; the latest change comes first.
  mutating func add(_ late: LateCase) {
    lists.restatedCount += 1
    if lists.restated.count < ServiceLevelLists.mostListed { lists.restated.append(late) }
  }

  /// The explanations of the listed clocks that are or were over their target.
  func explained(in connection: StoreConnection) throws -> [ClockExplanation] {
    var wanted: [String: [ListedClock]] = [:]
    for clock in lists.breaches.entries + lists.late.entries { wanted[clock.caseID, default: []].append(clock) }
    var found: [ClockExplanation] = []
    for (id, clocks) in wanted.sorted(by: { $0.key < $1.key }) {
      try connection.forEachClockCase(asOf: asOf, only: id) { record, events, _ in
        guard let explanation = CaseExplanation(of: record, events: events, asOf: asOf, by: judge) else { return }
        for (clock, spans, rules) in explanation.clocks where clocks.contains(where: { $0.clock == clock }) {
          found.append(
            ClockExplanation(caseID: id, clock: clock, spans: spans, rules: rules, calendars: explanation.calendars))
        }
      }
    }
    return found
  }

  /// The figures, the parts for people, and the table of all figures for machines.
  func finished(
    _ explained: [ClockExplanation]
  ) -> (report: ServiceReport, sections: [ReportDocument.Section], figures: ReportTable) {
    let report = builder.report()
    let sections = ServiceLevelSections(report: report, lists: lists, explained: explained, judge: judge, asOf: asOf)
      .all
    return (report, sections, MetricTables.all(report))
  }

  /// The figures, the parts for people without explanations, and the table of all figures for machines.
  public func finished() -> (report: ServiceReport, sections: [ReportDocument.Section], figures: ReportTable) {
    finished([])
  }
}

/// What the report lists one by one.
struct ServiceLevelLists {
  /// At most so many are shown to people; machines get all of them.
  static let mostListed = 50

  /// Clocks of the period that are or were over their target, the latest first.
  var breaches = Choice<ListedClock>(most: mostListed) { $0.clock.breachedAt?.milliseconds ?? 0 }
  /// Clocks that run over their target now, the latest first.
  var late = Choice<ListedClock>(most: mostListed) { $0.overSeconds }
  /// Clocks that are near their target, the nearest first.
  var atRisk = Choice<ListedClock>(most: mostListed) { $0.nearness }
  /// Unread cases, the one that waits for longest first.
  var unread = Choice<UnreadCase>(most: mostListed) { -$0.lastMessageAt.milliseconds }
  /// Cases whose past was changed, the latest change first, and how many there are.
  var restated: [LateCase] = []
  var restatedCount = 0
  /// Clocks by the number of the rules that judged them; nil while the present ones are not kept.
  private(set) var rules: [(number: Int64?, clocks: Int)] = []
  private var lastRules = 0

  /// Counts a clock; mostly it was judged by the same rules as the one before.
  mutating func count(rules number: Int64?) {
    if !rules.indices.contains(lastRules) || rules[lastRules].number != number {
      lastRules = rules.firstIndex { $0.number == number } ?? rules.count
      if lastRules == rules.count { rules.append((number, 0)) }
    }
    rules[lastRules].clocks += 1
  }
}

/// The first few of many things in the order of a figure, the greatest first, and how many there are.
struct Choice<Element: Listed> {
  private let most: Int
  private let figure: (Element) -> Int64
  /// Those chosen, in order.
  private(set) var entries: [Element] = []
  /// All of them.
  private(set) var count = 0
  private var least = Int64.min

  init(most: Int, _ figure: @escaping (Element) -> Int64) {
    self.most = most
    self.figure = figure
  }

  /// Whether one with that figure has a place; one without is counted here.
  mutating func mayTake(_ figure: Int64) -> Bool {
    if entries.count < most || figure >= least { return true }
    count += 1
    return false
  }

  mutating func add(_ entry: Element) {
    count += 1
    if entries.count == most, let last = entries.last {
      guard precedes(entry, last) else { return }
      entries.removeLast()
    }
    entries.insert(entry, at: entries.firstIndex { precedes(entry, $0) } ?? entries.count)
    if entries.count == most, let last = entries.last { least = figure(last) }
  }

  /// The greater figure comes first, then the smaller name.
  private func precedes(_ one: Element, _ other: Element) -> Bool {
    let (mine, theirs) = (figure(one), figure(other))
    return mine == theirs ? one.name < other.name : mine > theirs
  }
}

/// Something that is listed.
protocol Listed {
  /// Decides where the figures are the same.
  var name: (String, String, Int64) { get }
}

/// A clock with what is shown of its case.
struct ListedClock: Listed {
  let caseID: String
  let team: String?
  let assignee: String?
  let status: CaseStatus
  let clock: Clock

  init(figures: CaseFigures, clock: Clock) {
    caseID = figures.caseID
    team = figures.team
    assignee = figures.assignee
    status = figures.status
    self.clock = clock
  }

  var name: (String, String, Int64) { (caseID, clock.metric.rawValue, clock.startedAt.milliseconds) }

  /// Business seconds beyond the target now in force; the whole time where there is none any more.
  var overSeconds: Int64 { clock.elapsedSeconds - (clock.targetSeconds ?? 0) }

  /// How near the target is: the greater, the less business time is left.
  var nearness: Int64 { clock.elapsedSeconds - (clock.targetSeconds ?? .max / 2) }
}

/// A case whose customer wrote after the merchant last replied or read.
struct UnreadCase: Listed {
  let caseID: String
  let team: String?
  let assignee: String?
  let status: CaseStatus
  let priority: String?
  let lastMessageAt: Instant

  init(figures: CaseFigures, lastMessageAt: Instant) {
    caseID = figures.caseID
    team = figures.team
    assignee = figures.assignee
    status = figures.status
    priority = figures.priority
    self.lastMessageAt = lastMessageAt
  }

  var name: (String, String, Int64) { (caseID, "", 0) }
}

/// Why a clock shows what it shows.
struct ClockExplanation {
  let caseID: String
  let clock: Clock
  let spans: [ClockSpan]
  let rules: Int64?
  let calendars: CalendarCourse
}
