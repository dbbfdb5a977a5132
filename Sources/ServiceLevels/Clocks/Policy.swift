public import Model

/// How fast cases must be answered: the conditions under which it applies and targets by metric and priority.
///
/// It never changes, and is shared by all the cases under it.
public final class Policy: Sendable, Equatable {
  /// Its name.
  public let id: String
  /// All must hold. A policy without conditions is the catch-all.
  public let conditions: [PolicyCondition]
  /// Business seconds by metric and priority (in lower case). No entry means that it is not measured.
  public let targets: [Metric: [String: Int64]]
  /// The same by the place of the metric: it is asked for several times a clock.
  private let byMetric: [[String: Int64]]
  /// The calendar of the cases under it; nil when the case or the workspace says.
  public let calendar: String?
  /// Statuses in which waiting time does not run. Closed never does.
  public let pausedStatuses: Set<CaseStatus>

  /// A policy. Priorities are compared in lower case.
  public init(
    id: String, conditions: [PolicyCondition] = [], targets: [Metric: [String: Int64]], calendar: String? = nil,
    pausedStatuses: Set<CaseStatus> = [.waiting]
  ) {
    self.id = id
    self.conditions = conditions
    let targets = targets.mapValues { byPriority in
      Dictionary(byPriority.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: min)
    }
    self.targets = targets
    byMetric = Metric.allCases.map { targets[$0] ?? [:] }
    self.calendar = calendar
    self.pausedStatuses = pausedStatuses
  }

  /// The priority of a case of which none was ever set.
  public static let defaultPriority = "normal"

  /// Whether it has targets for a metric.
  func measures(_ metric: Metric) -> Bool { !byMetric[metric.place].isEmpty }

  /// The target of a metric for a priority in business seconds; nil when it is not measured.
  public func target(_ metric: Metric, priority: String?) -> Int64? {
    let byPriority = byMetric[metric.place]
    guard !byPriority.isEmpty else { return nil }
    let priority = priority ?? Policy.defaultPriority
    return byPriority[priority] ?? byPriority[priority.lowercased()]
  }
}

extension Policy {
  /// Policies are the same when they say the same.
  public static func == (left: Policy, right: Policy) -> Bool {
    left === right
      || (left.id == right.id && left.conditions == right.conditions && left.targets == right.targets
        && left.calendar == right.calendar && left.pausedStatuses == right.pausedStatuses)
  }
}

/// One condition of a policy. Texts are compared without regard to case; a blank value matches nothing, so that a
/// condition left empty by mistake does not apply to every case.
public enum PolicyCondition: Sendable, Equatable {
  /// The case's team is one of these.
  case team([String])
  /// The case's priority is one of these.
  case priority([String])
  /// The order's channel is one of these.
  case channel([String])
  /// The order or case has one of these tags.
  case tag([String])
  /// The customer's tier is one of these.
  case tier([String])
  /// The order's total is at least `from` and less than `below`, in this currency; an open end is nil.
  case amount(Currency, from: Amount?, below: Amount?)
}

/// What policies are matched against.
public struct PolicySubject: Sendable, Hashable {
  /// The case's team.
  public var team: String?
  /// The case's priority.
  public var priority: String?
  /// The order's channel.
  public var channel: String?
  /// Tags of the order and the case.
  public var tags: [String]
  /// The customer's tier.
  public var tier: String?
  /// The order's total.
  public var total: Money?

  /// A subject; what is not known is nil and meets no condition.
  public init(
    team: String? = nil, priority: String? = nil, channel: String? = nil, tags: [String] = [], tier: String? = nil,
    total: Money? = nil
  ) {
    self.team = team
    self.priority = priority
    self.channel = channel
    self.tags = tags
    self.tier = tier
    self.total = total
  }
}

/// Policies in their order: the first that matches applies.
public struct PolicySet: Sendable, Equatable {
  /// The policies, first to last.
  public var policies: [Policy]
  /// From when on a running clock is near its target.
  public var atRisk: AtRisk

  /// From when on a running clock is near its target: from a part of the target on, or once no more than so many business
  /// seconds are left.
  public struct AtRisk: Sendable, Equatable {
    /// The part of the target, in percent.
    public var percent: Int64
    /// Business seconds.
    public var seconds: Int64

    /// The usual: from 80 % on.
    public init(percent: Int64 = 80, seconds: Int64 = 0) {
      self.percent = percent
      self.seconds = seconds
    }
  }

  /// Policies in order.
  public init(_ policies: [Policy], atRisk: AtRisk = AtRisk()) {
    self.policies = policies
    self.atRisk = atRisk
  }

  /// The policy of a case; nil when none matches, which cannot be where the set has a catch-all.
  public func policy(for subject: PolicySubject) -> Policy? {
    policies.first { policy in policy.conditions.allSatisfy { $0.isMet(by: subject) } }
  }

  /// What is wrong with the set as a whole.
  public enum Finding: Sendable, Equatable {
    /// No policy is without conditions, so that cases may have none.
    case noCatchAll
    /// This policy has no conditions but others follow, which never apply.
    case catchAllNotLast(policy: String)
    /// A condition of this policy has no value and matches nothing.
    case blankCondition(policy: String)
    /// Two policies have this name.
    case sameName(policy: String)
  }

  /// What is wrong, in the order of the policies.
  public func findings() -> [Finding] {
    var findings: [Finding] = []
    var names: Set<String> = []
    for (index, policy) in policies.enumerated() {
      if !names.insert(policy.id).inserted { findings.append(.sameName(policy: policy.id)) }
      if policy.conditions.contains(where: \.isBlank) { findings.append(.blankCondition(policy: policy.id)) }
      if policy.conditions.isEmpty, index < policies.count - 1 { findings.append(.catchAllNotLast(policy: policy.id)) }
    }
    if !policies.contains(where: \.conditions.isEmpty) { findings.append(.noCatchAll) }
    return findings
  }
}

extension PolicyCondition {
  func isMet(by subject: PolicySubject) -> Bool {
    switch self {
    case .team(let names): PolicyCondition.any(names, in: [subject.team])
    case .priority(let names): PolicyCondition.any(names, in: [subject.priority ?? Policy.defaultPriority])
    case .channel(let names): PolicyCondition.any(names, in: [subject.channel])
    case .tag(let names): PolicyCondition.any(names, in: subject.tags)
    case .tier(let names): PolicyCondition.any(names, in: [subject.tier])
    case .amount(let currency, let from, let below):
      if isBlank {
        false
      } else if let total = subject.total, total.currency == currency {
        from.map { $0 <= total.amount } ?? true && below.map { total.amount < $0 } ?? true
      } else {
        false
      }
    }
  }

  /// Whether it names no value at all.
  var isBlank: Bool {
    switch self {
    case .team(let names), .priority(let names), .channel(let names), .tag(let names), .tier(let names):
      names.allSatisfy { PolicyCondition.folded($0).isEmpty }
    case .amount(_, let from, let below): from == nil && below == nil
    }
  }

  private static func any(_ names: [String], in values: [String?]) -> Bool {
    let wanted = Set(names.map(folded)).subtracting([""])
    return values.contains { $0.map { wanted.contains(folded($0)) } ?? false }
  }

  private static func folded(_ text: String) -> String {
    let spaces = text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }
    return String(spaces.reversed()).lowercased()
  }
}
