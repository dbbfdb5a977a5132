import Model

/// Adds up cases to a report, one at a time, so that their figures need not be kept. The order in which cases come
/// changes nothing.
public struct ServiceReportBuilder: Sendable {
  private let scope: ReportScope
  /// What needs no groups, added up already.
  private var totals = ServiceReport()
  /// Figures of all clocks by metric, and of each group by dimension, number of the group and metric.
  private var whole: [MetricFigures]
  private var groups: [GroupTable]
  private var finished: [FinishedClocks]
  private var ageing: [AgeingKey: [Int]] = [:]
  /// The days on which something happened, and where each is in the list.
  private var days: [DayRow] = []
  private var dayPlaces: [CivilDate: Int] = [:]
  private var lastDay = -1
  /// Messages by weekday and hour, 7 x 24, and cases by the place of their status.
  private var heat = [Int](repeating: 0, count: 7 * 24)
  private var statuses = [Int](repeating: 0, count: CaseStatus.allCases.count)
  /// The number of the group of each week by its Monday, and the one asked for last.
  private var weeks: [Int32: Int] = [:]
  private var lastWeek: (monday: Int32, number: Int)?
  /// The numbers of the groups of the clock that is being added, by dimension; -1 for none.
  private var numbers = [Int](repeating: -1, count: ServiceReportBuilder.dimensions.count)
  private var disputes: [String?: DisputeRow] = [:]
  /// Waiting time by agent, and where each is in the list.
  private var handling: [HandlingRow] = []
  private var handlingPlaces: [String?: Int] = [:]

  /// The groups of one dimension in the order in which they came.
  private struct GroupTable: Sendable {
    let dimension: ReportDimension
    var names: [String?] = []
    private var numbers: [String?: Int] = [:]
    /// Of each group, the figures of each metric.
    var figures: [MetricFigures] = []
    /// The name asked for last, since clocks of a case mostly share it, and the group without a name.
    private var last: (name: String, number: Int)?
    private var nameless: Int?

    init(_ dimension: ReportDimension) { self.dimension = dimension }

    mutating func number(of name: String?) -> Int {
      if let name {
        if let last, last.name == name { return last.number }
      } else if let nameless {
        return nameless
      }
      let number: Int
      if let known = numbers[name] {
        number = known
      } else {
        number = names.count
        numbers[name] = number
        names.append(name)
        figures += [MetricFigures](repeating: MetricFigures(), count: Metric.allCases.count)
      }
      if let name { last = (name, number) } else { nameless = number }
      return number
    }
  }

  private static let dimensions: [ReportDimension] = [.team, .replier, .priority, .policy, .week, .assignee]

  private struct AgeingKey: Hashable {
    var team: String?
    var waitingOn: WaitingOn
  }

  /// A report of no cases yet.
  public init(scope: ReportScope) {
    self.scope = scope
    whole = [MetricFigures](repeating: MetricFigures(), count: Metric.allCases.count)
    groups = ServiceReportBuilder.dimensions.map { GroupTable($0) }
    finished = Metric.allCases.map { _ in FinishedClocks(dimensions: ServiceReportBuilder.dimensions.count) }
  }

  /// The report of some cases.
  public static func report(of cases: some Sequence<CaseFigures>, scope: ReportScope) -> ServiceReport {
    var builder = ServiceReportBuilder(scope: scope)
    for figures in cases { builder.add(figures) }
    return builder.report()
  }

  /// Adds a case.
  public mutating func add(_ figures: CaseFigures) {
    if figures.isCancelled {
      totals.cancelled.count += 1
      if figures.clocks.contains(where: { $0.breachedAt != nil }) { totals.cancelled.breached += 1 }
      return
    }
    totals.caseCount += 1
    statuses[ServiceReportBuilder.place(of: figures.status)] += 1
    if figures.isUnread { totals.unreadCount += 1 }
    // Looked at where they lie: a clock is large to be copied.
    figures.clocks.withUnsafeBufferPointer { clocks in
      guard let first = clocks.baseAddress else { return }
      numbers[0] = groups[0].number(of: figures.team)
      for place in clocks.indices { add(first + place, of: figures) }
    }
    if let waitingOn = figures.waitingOn, let age = figures.ageSeconds {
      let key = AgeingKey(team: figures.team, waitingOn: waitingOn)
      let none = [Int](repeating: 0, count: AgeingRow.buckets.count)
      ageing[key, default: none][AgeingRow.bucket(ofSeconds: age)] += 1
    }
    addDays(figures)
    for message in figures.customerMessages where scope.contains(message.date) {
      heat[(message.date.weekday - 1) * 24 + Int(message.secondOfDay) / 3600] += 1
    }
    if figures.closedAt.contains(where: { scope.contains(scope.date(of: $0)) }) {
      totals.reopening.closedCases += 1
      if !figures.reopenedAt.isEmpty { totals.reopening.reopenedCases += 1 }
    }
    if figures.belongs(.wait, to: scope) {
      for share in figures.handling {
        handling[place(ofAssignee: share.assignee)].add(share)
      }
    }
    for dispute in figures.disputes where scope.contains(scope.date(of: dispute.openedAt)) { add(dispute) }
  }

  /// Adds a clock of a case whose team has its number already.
  private mutating func add(_ clock: UnsafePointer<Clock>, of figures: CaseFigures) {
    guard scope.contains(startedAt: clock.pointee.startedAt, stoppedAt: clock.pointee.stoppedAt) else { return }
    let started = scope.date(of: clock.pointee.startedAt)
    let monday = started.adding(days: 1 - started.weekday)
    let metric = clock.pointee.metric
    let isAtRisk = clock.pointee.isAtRisk(percent: scope.atRiskPercent, withinSeconds: scope.atRiskSeconds)
    let tally = ClockTally(clock.pointee, isAtRisk: isAtRisk)
    numbers[1] = groups[1].number(of: clock.pointee.replier)
    numbers[2] = groups[2].number(of: metric.isOfWholeCase ? figures.priority : clock.pointee.priority)
    numbers[3] = groups[3].number(of: clock.pointee.policy)
    numbers[4] = week(monday)
    numbers[5] = clock.pointee.breachedAt == nil ? -1 : groups[5].number(of: clock.pointee.assigneeAtBreach)
    let metrics = whole.count
    whole[metric.place].count(tally)
    for dimension in numbers.indices where numbers[dimension] >= 0 {
      groups[dimension].figures[numbers[dimension] * metrics + metric.place].count(tally)
    }
    if clock.pointee.stoppedAt != nil { finished[metric.place].add(clock.pointee.elapsedSeconds, groups: numbers) }
  }

  /// The number of the group of a week, whose name is made once.
  private mutating func week(_ monday: CivilDate) -> Int {
    if let lastWeek, lastWeek.monday == monday.days { return lastWeek.number }
    let number = weeks[monday.days] ?? groups[4].number(of: monday.description)
    weeks[monday.days] = number
    lastWeek = (monday.days, number)
    return number
  }

  private mutating func addDays(_ figures: CaseFigures) {
    days[day(of: figures.openedAt)].opened += 1
    for instant in figures.closedAt { days[day(of: instant)].closed += 1 }
    for instant in figures.reopenedAt { days[day(of: instant)].reopened += 1 }
  }

  /// Where the day of an instant is in the list.
  private mutating func day(of instant: Instant) -> Int {
    let date = scope.date(of: instant)
    if lastDay >= 0, days[lastDay].date == date { return lastDay }
    lastDay = dayPlaces[date] ?? days.count
    if lastDay == days.count {
      dayPlaces[date] = lastDay
      days.append(DayRow(date: date))
    }
    return lastDay
  }

  /// Where an agent is in the list.
  private mutating func place(ofAssignee name: String?) -> Int {
    if let known = handlingPlaces[name] { return known }
    handlingPlaces[name] = handling.count
    handling.append(HandlingRow(assignee: name))
    return handling.count - 1
  }

  private static func place(of status: CaseStatus) -> Int {
    switch status {
    case .new: 0
    case .open: 1
    case .replyReceived: 2
    case .waiting: 3
    case .closed: 4
    }
  }

  private mutating func add(_ dispute: Dispute) {
    var row = disputes[dispute.reason] ?? DisputeRow(reason: dispute.reason)
    row.count += 1
    row.sumSeconds += dispute.seconds
    if dispute.closedAt == nil {
      row.open += 1
      row.oldestOpenSeconds = max(row.oldestOpenSeconds ?? 0, dispute.seconds)
    } else {
      row.longestClosedSeconds = max(row.longestClosedSeconds ?? 0, dispute.seconds)
    }
    disputes[dispute.reason] = row
  }

  /// The report of the cases added so far.
  public func report() -> ServiceReport {
    var report = totals
    for status in CaseStatus.allCases { report.statuses[status] = statuses[ServiceReportBuilder.place(of: status)] }
    report.heatmap = (0..<7).map { Array(heat[($0 * 24)..<($0 * 24 + 24)]) }
    let dimensions = ReportDimension.allCases
    report.rows = metricRows()
    report.rows.sort { left, right in
      let (first, second) = (
        dimensions.firstIndex(of: left.dimension) ?? 0, dimensions.firstIndex(of: right.dimension) ?? 0
      )
      if first != second { return first < second }
      if left.group != right.group { return precedes(left.group, right.group) }
      return left.metric < right.metric
    }
    let sides = WaitingOn.allCases
    report.ageing = ageing.map { AgeingRow(team: $0.key.team, waitingOn: $0.key.waitingOn, counts: $0.value) }
    report.ageing.sort { left, right in
      if left.team != right.team { return precedes(left.team, right.team) }
      return (sides.firstIndex(of: left.waitingOn) ?? 0) < (sides.firstIndex(of: right.waitingOn) ?? 0)
    }
    report.days = dayRows()
    report.handling = handling.sorted { precedes($0.assignee, $1.assignee) }
    report.disputes = disputes.values.sorted { precedes($0.reason, $1.reason) }
    return report
  }

  /// The figures of every group that has clocks, with their percentiles.
  private func metricRows() -> [MetricRow] {
    var whole = whole
    var groups = groups
    let metrics = Metric.allCases
    for (metric, clocks) in finished.enumerated() {
      var all = RankCount(of: [whole[metric]])
      // Of each group, how many clocks were seen and which of them is the next that says something.
      var ranks = groups.map { table in
        RankCount(of: stride(from: metric, to: table.figures.count, by: metrics.count).map { table.figures[$0] })
      }
      clocks.forEachAscending { place, seconds in
        if let rank = all.next(0) { all.after(0, whole[metric].take(rank: rank, seconds)) }
        for dimension in ranks.indices {
          guard let group = clocks.group(dimension, at: place), let rank = ranks[dimension].next(group) else {
            continue
          }
          let figures = group * metrics.count + metric
          ranks[dimension].after(group, groups[dimension].figures[figures].take(rank: rank, seconds))
        }
      }
    }
    var rows = metrics.indices.map {
      MetricRow(dimension: .all, group: nil, metric: metrics[$0], figures: whole[$0])
    }
    for table in groups {
      for (index, figures) in table.figures.enumerated() {
        rows.append(
          MetricRow(
            dimension: table.dimension, group: table.names[index / metrics.count],
            metric: metrics[index % metrics.count], figures: figures))
      }
    }
    return rows.filter { $0.figures.count > 0 }
  }

  /// Every day without gaps; the backlog counts what came before the period too.
  private func dayRows() -> [DayRow] {
    guard let first = dayPlaces.keys.min(), let last = dayPlaces.keys.max() else { return [] }
    let shown = scope.period ?? first...last
    var backlog = days.filter { $0.date < shown.lowerBound }.reduce(0) { $0 + $1.net }
    return (shown.lowerBound.days...shown.upperBound.days).map { number in
      let date = CivilDate(days: number)
      var row = dayPlaces[date].map { days[$0] } ?? DayRow(date: date)
      backlog += row.net
      row.backlog = backlog
      return row
    }
  }
}

/// How many finished clocks of each group were seen in ascending order, up to the next that a percentile asks for.
private struct RankCount {
  private var seen: [Int]
  private var wanted: [Int]

  init(of figures: [MetricFigures]) {
    seen = [Int](repeating: 0, count: figures.count)
    wanted = figures.map { $0.nextRank(after: 0) }
  }

  /// Counts a clock of a group; its rank where it is the one that is waited for.
  mutating func next(_ group: Int) -> Int? {
    seen[group] += 1
    return seen[group] == wanted[group] ? seen[group] : nil
  }

  /// Says which rank is waited for from now on.
  mutating func after(_ group: Int, _ rank: Int) { wanted[group] = rank }
}

/// No name comes before every name.
private func precedes(_ left: String?, _ right: String?) -> Bool {
  guard let right else { return false }
  return left.map { $0 < right } ?? true
}
