public import Diagnostics
import Mapping
public import Model
public import ServiceLevels
public import Store

/// The calendars and policies by which service levels are judged: `reports/sla/` of the workspace over the shipped
/// ones.
public struct ServiceRules: Sendable {
  /// The calendars by name. There is one named `default`: it is shipped, and a workspace can only replace it.
  public let calendars: [String: BusinessCalendar]
  /// The policies in order.
  public let policies: PolicySet
  /// Digest of all the files, in the order of their paths.
  public let digest: SHA256Digest
  /// What is probably not meant in the files.
  public let warnings: [Diagnostic]

  /// The name of the calendar of cases and policies that name none.
  public static let defaultCalendar = "default"

  /// Rules that were made elsewhere.
  public init(calendars: [String: BusinessCalendar], policies: PolicySet, digest: SHA256Digest) {
    self.calendars = calendars
    self.policies = policies
    self.digest = digest
    warnings = []
  }

  /// Reads and checks every file. Throws a ``Failure`` with exit code `configuration` and all mistakes of all files.
  public init(_ files: ReportFiles, defaultZone: String) throws {
    let hash = SHA256Stream()
    func add(_ file: ReportFiles.File) {
      for bytes in [Array("\(file.path)\n\(file.bytes.count)\n".utf8), file.bytes] {
        bytes.withUnsafeBytes { hash.update($0) }
      }
    }
    var mistakes: [Diagnostic] = []
    var warnings: [Diagnostic] = []
    var calendars: [String: BusinessCalendar] = [:]
    var names: Set<String> = []
    for file in try files.files(in: "sla/calendars", ending: ".yaml") {
      add(file)
      let name = String(file.path.dropFirst("sla/calendars/".count).dropLast(".yaml".count))
      names.insert(name)
      let found = YAMLMistakes(file: file.name)
      let versions = CalendarFile.read(file.bytes, defaultZone: defaultZone, found)
      mistakes += found.diagnostics.filter { $0.severity == .error }
      guard found.isEmpty else { continue }
      warnings += versions.flatMap { $0.findings() }.map { $0.warning(calendar: name, file: file.name) }
      do {
        calendars[name] = try BusinessCalendar(id: name, versions: versions)
      } catch {
        mistakes.append(error.diagnostic(calendar: name, file: file.name))
      }
    }
    let known = names.sorted().joined(separator: ", ")
    var policies = PolicySet([])
    if let file = try files.file("sla/policies.yaml") {
      add(file)
      let found = YAMLMistakes(file: file.name)
      policies = PolicyFile.read(file.bytes, found)
      mistakes += found.diagnostics
      for policy in policies.policies {
        guard let calendar = policy.calendar, !names.contains(calendar) else { continue }
        let facts = ["policy": policy.id, "calendar": calendar, "known": known]
        mistakes.append(
          Diagnostic(.error, .policyUnknownCalendar, at: SourceLocation(file: file.name), facts: facts))
      }
    }
    guard mistakes.isEmpty else { throw Failure(.configuration, mistakes) }
    self.calendars = calendars
    self.policies = policies
    self.digest = hash.finish()
    self.warnings = warnings
  }

  /// The facts of a case under these rules: its calendar, and the policies it comes under as its priority changes.
  ///
  /// A calendar or policy that a case names and that does not exist is added to `unknown`, and counts as not named.
  public func facts(of record: ClockCase, events: [CaseEvent], unknown: inout UnknownRules) -> CaseFacts {
    let named = record.policy.flatMap { name in policies.policies.first { $0.id == name } }
    if let name = record.policy, named == nil { unknown.policies[name, default: 0] += 1 }
    var subject = PolicySubject(
      team: record.team, priority: record.openingPriority, channel: record.channel, tags: record.tags,
      tier: record.tier, total: record.total)
    var inForce: [PolicyInForce] = []
    func add(_ policy: Policy?, from: Instant?) {
      if let policy, inForce.last?.policy.id != policy.id { inForce.append(PolicyInForce(policy, from: from)) }
    }
    add(named ?? unknown.policy(for: subject, in: policies), from: nil)
    for event in events where event.kind == .priority && named == nil {
      subject.priority = event.value
      // A priority set at the opening is the one the case was opened with.
      let policy = unknown.policy(for: subject, in: policies)
      if event.at == events.first?.at { inForce = [] }
      add(policy, from: event.at == events.first?.at ? nil : event.at)
    }
    let calendarName = record.calendar ?? inForce.last?.policy.calendar
    let calendar = calendarName.flatMap { calendars[$0] }
    if let name = record.calendar, calendars[name] == nil { unknown.calendars[name, default: 0] += 1 }
    guard let calendar = calendar ?? calendars[ServiceRules.defaultCalendar] else {
      preconditionFailure("rules have a default calendar")
    }
    return CaseFacts(
      id: record.id, team: record.team, priority: record.openingPriority, calendar: calendar, policies: inForce,
      events: events, cancelledAt: record.deletedAt, readAt: record.readAt)
  }
}

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
