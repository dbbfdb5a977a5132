import Diagnostics
public import Mapping
import Model
public import ServiceLevels

/// The policies as a file: `reports/sla/policies.yaml`.
///
/// A list `policies`, of which the first that matches a case applies. Each has a `name`, conditions under `when`
/// (`team`, `priority`, `channel`, `tag`, `tier`: one value or a list; `amount`: `currency`, `from`, `below`),
/// `targets` by metric and priority, optionally a `calendar` by name and the statuses that `pause` the waiting time.
/// The last one has no `when`. `at_risk` says from when on a running clock is near its target: `percent` of it, or
/// `within` a time before it.
public enum PolicyFile {
  /// The policies with the place of each name of a calendar. What is wrong goes to `mistakes`.
  public static func read(_ bytes: [UInt8], _ mistakes: YAMLMistakes) -> PolicySet {
    guard let group = YAMLFile.read(bytes, mistakes) else { return PolicySet([]) }
    guard let list = group.requiredValue("policies") else { return PolicySet([]) }
    var places: [String: [YAMLValue]] = [:]
    var policies: [Policy] = []
    for value in list.list() ?? [] {
      guard let policy = value.group().flatMap(policy) else { continue }
      places[policy.id, default: []].append(value)
      policies.append(policy)
    }
    let set = PolicySet(policies, atRisk: group.group("at_risk").map(atRisk) ?? .init())
    group.finish()
    for finding in set.findings() { report(finding, list, places) }
    return set
  }

  private static func atRisk(_ group: YAMLGroup) -> PolicySet.AtRisk {
    var atRisk = PolicySet.AtRisk()
    if let value = group.value("percent"), let text = value.text() {
      if let percent = Int64(text), (1...100).contains(percent) {
        atRisk.percent = percent
      } else {
        value.mistake(
          .mappingWrongType, facts: ["key": value.name, "wanted": "1 to 100", "found": "'\(text.prefix(40))'"])
      }
    }
    if let seconds = group.value("within").flatMap(duration) { atRisk.seconds = seconds }
    group.finish()
    return atRisk
  }

  private static func policy(_ group: YAMLGroup) -> Policy? {
    let name = group.requiredText("name")
    let conditions = group.group("when").map(conditions) ?? []
    var targets: [Metric: [String: Int64]] = [:]
    if let byMetric = group.requiredGroup("targets") {
      for metric in Metric.allCases {
        guard let byPriority = byMetric.group(metric.rawValue) else { continue }
        for member in byPriority.allMembers() {
          if let seconds = duration(member.value) { targets[metric, default: [:]][member.key] = seconds }
        }
      }
      byMetric.finish()
    }
    let calendar = group.text("calendar")
    var paused: Set<CaseStatus> = [.waiting]
    if let pause = group.value("pause") { paused = Set((pause.oneOrMore() ?? []).compactMap(status)) }
    group.finish()
    return name.map {
      Policy(id: $0, conditions: conditions, targets: targets, calendar: calendar, pausedStatuses: paused)
    }
  }

  private static func conditions(_ group: YAMLGroup) -> [PolicyCondition] {
    var conditions: [PolicyCondition] = []
    func texts(_ key: String, _ make: ([String]) -> PolicyCondition) {
      // A condition that is there without a value matches nothing, which the check of the set reports.
      if group.has(key) { conditions.append(make(group.texts(key))) }
    }
    texts("team", PolicyCondition.team)
    texts("priority", PolicyCondition.priority)
    texts("channel", PolicyCondition.channel)
    texts("tag", PolicyCondition.tag)
    texts("tier", PolicyCondition.tier)
    if let amount = group.group("amount") {
      let currency = amount.requiredValue("currency").flatMap { value in
        value.text().flatMap { Currency($0) ?? refuse(value, "a currency such as EUR") }
      }
      let from = amount.value("from").flatMap(self.amount)
      let below = amount.value("below").flatMap(self.amount)
      amount.finish()
      if let currency { conditions.append(.amount(currency, from: from, below: below)) }
    }
    group.finish()
    return conditions
  }

  private static func amount(_ value: YAMLValue) -> Amount? {
    guard let text = value.text() else { return nil }
    do {
      return try Amount(text)
    } catch {
      return refuse(value, "an amount such as 100.00")
    }
  }

  private static func status(_ value: YAMLValue) -> CaseStatus? {
    value.text().flatMap { CaseStatus(name: $0) ?? refuse(value, "a status such as Waiting") }
  }

  /// Seconds as a number, or hours, minutes and seconds such as `8h`, `1h30m`, `45s`. Days would be ambiguous in
  /// business time.
  static func duration(_ value: YAMLValue) -> Int64? {
    guard let text = value.text() else { return nil }
    return seconds(text) ?? refuse(value, "seconds, or a duration such as 8h or 1h30m")
  }

  /// The seconds that a text means; nil for anything that is not a duration.
  public static func seconds(_ text: String) -> Int64? {
    if let seconds = Int64(text) { return (0...31_622_400).contains(seconds) ? seconds : nil }
    var total: Int64 = 0
    var digits = ""
    var units = "hms"[...]
    for character in text {
      if character.isASCII, character.isNumber {
        digits.append(character)
        continue
      }
      guard let count = Int64(digits), count <= 100_000, let unit = units.firstIndex(of: character) else { return nil }
      let size: Int64 = character == "h" ? 3600 : character == "m" ? 60 : 1
      total += count * size
      digits = ""
      units = units[units.index(after: unit)...]
    }
    return digits.isEmpty && !text.isEmpty && total <= 31_622_400 ? total : nil
  }

  private static func report(_ finding: PolicySet.Finding, _ list: YAMLValue, _ places: [String: [YAMLValue]]) {
    switch finding {
    case .noCatchAll: list.mistake(.policyNoCatchAll)
    case .catchAllNotLast(let policy):
      (places[policy]?.first ?? list).mistake(.policyNeverApplies, facts: ["policy": policy])
    case .blankCondition(let policy): (places[policy]?.first ?? list).mistake(.policyBlank, facts: ["policy": policy])
    case .sameName(let policy): (places[policy]?.last ?? list).mistake(.policySameName, facts: ["policy": policy])
    }
  }

  private static func refuse<T>(_ value: YAMLValue, _ wanted: String) -> T? {
    let found = value.text().map { "'\($0.prefix(40))'" } ?? "nothing"
    value.mistake(.mappingWrongType, facts: ["key": value.name, "wanted": wanted, "found": found])
    return nil
  }
}
