import Diagnostics
import ServiceLevels

/// Names of calendars and policies that cases give and that do not exist, with how many cases do; and the policies found so
/// far, since cases are mostly alike in what decides about them.
public struct UnknownRules: Sendable {
  /// Calendars.
  public var calendars: [String: Int] = [:]
  /// Policies.
  public var policies: [String: Int] = [:]

  private var found: [PolicySubject: Policy?] = [:]

  /// None.
  public init() {}

  /// Whether there are none.
  public var isEmpty: Bool { calendars.isEmpty && policies.isEmpty }

  /// The policy of a case. Cases whose order has a total of its own are matched one by one.
  mutating func policy(for subject: PolicySubject, in policies: PolicySet) -> Policy? {
    guard subject.total == nil, subject.tags.isEmpty else { return policies.policy(for: subject) }
    if let known = found[subject] { return known }
    let policy = policies.policy(for: subject)
    if found.count < 4096 { found[subject] = .some(policy) }
    return policy
  }

  /// A warning for each, by name.
  func warnings(_ rules: ServiceRules) -> [Diagnostic] {
    let known = rules.calendars.keys.sorted().joined(separator: ", ")
    let policies = rules.policies.policies.map(\.id).joined(separator: ", ")
    func warnings(_ code: DiagnosticCode, _ key: String, _ counts: [String: Int], _ known: String) -> [Diagnostic] {
      counts.sorted { $0.key < $1.key }.map {
        Diagnostic(.warning, code, facts: [key: $0.key, "count": String($0.value), "known": known])
      }
    }
    return warnings(.caseUnknownCalendar, "calendar", calendars, known)
      + warnings(.caseUnknownPolicy, "policy", self.policies, policies)
  }
}
