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
  /// Everything that they were made of, so that a store can keep it.
  public let documents: RulesDocuments

  /// The name of the calendar of cases and policies that name none.
  public static let defaultCalendar = "default"

  /// Rules that were made elsewhere, and that no store keeps.
  public init(calendars: [String: BusinessCalendar], policies: PolicySet, digest: SHA256Digest) {
    self.calendars = calendars
    self.policies = policies
    self.digest = digest
    warnings = []
    documents = RulesDocuments(zone: "UTC", tzdata: nil, files: [], zones: [])
  }

  /// Reads and checks every file. Throws a ``Failure`` with exit code `configuration` and all mistakes of all files.
  public init(_ files: ReportFiles, defaultZone: String) throws {
    let calendars = try files.files(in: "sla/calendars", ending: ".yaml")
    try self.init(
      calendars: calendars, policies: try files.file("sla/policies.yaml"), zone: defaultZone,
      tzdata: TimeZoneRules.tzdataVersion(), kept: [])
  }

  /// Rules as a store keeps them, with the time zone data of then.
  ///
  /// Throws a ``Failure`` with exit code `configuration` where this version of the program cannot read them.
  public init(_ documents: RulesDocuments) throws {
    let files = documents.files.map { ReportFiles.File(path: $0.name, name: "kept:\($0.name)", bytes: $0.content) }
    try self.init(
      calendars: files.filter { $0.path.hasPrefix("sla/calendars/") },
      policies: files.first { $0.path == "sla/policies.yaml" }, zone: documents.zone, tzdata: documents.tzdata,
      kept: documents.zones)
  }

  private init(
    calendars files: [ReportFiles.File], policies file: ReportFiles.File?, zone: String, tzdata: String?,
    kept: [RulesDocuments.Part]
  ) throws {
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
    var zones = ZoneData(kept)
    for file in files {
      add(file)
      let name = String(file.path.dropFirst("sla/calendars/".count).dropLast(".yaml".count))
      names.insert(name)
      let found = YAMLMistakes(file: file.name)
      let versions = CalendarFile.read(file.bytes, defaultZone: zone, zones: zones.names, found)
      mistakes += found.diagnostics.filter { $0.severity == .error }
      guard found.isEmpty else { continue }
      warnings += versions.flatMap { $0.findings() }.map { $0.warning(calendar: name, file: file.name) }
      do {
        calendars[name] = try BusinessCalendar(id: name, versions: versions, zones: zones.rules(of: versions))
      } catch {
        mistakes.append(error.diagnostic(calendar: name, file: file.name))
      }
    }
    var policies = PolicySet([])
    if let file {
      add(file)
      let found = YAMLMistakes(file: file.name)
      policies = PolicyFile.read(file.bytes, found)
      mistakes += found.diagnostics + ServiceRules.unknownCalendars(policies, file: file.name, calendars: names)
    }
    guard mistakes.isEmpty else { throw Failure(.configuration, mistakes) }
    self.calendars = calendars
    self.policies = policies
    self.digest = hash.finish()
    self.warnings = warnings
    let parts = (files + [file].compactMap { $0 }).map { RulesDocuments.Part($0.path, $0.bytes) }
    documents = RulesDocuments(
      zone: zone, tzdata: tzdata, files: parts.sorted { $0.name < $1.name }, zones: zones.used)
  }

  private static func unknownCalendars(_ policies: PolicySet, file: String, calendars: Set<String>) -> [Diagnostic] {
    policies.policies.compactMap { policy in
      guard let calendar = policy.calendar, !calendars.contains(calendar) else { return nil }
      let known = calendars.sorted().joined(separator: ", ")
      let facts = ["policy": policy.id, "calendar": calendar, "known": known]
      return Diagnostic(.error, .policyUnknownCalendar, at: SourceLocation(file: file), facts: facts)
    }
  }

  /// The facts of a case under these rules: its calendar, and the policies it comes under as its priority changes.
  ///
  /// A calendar or policy that a case names and that does not exist is added to `unknown`, and counts as not named.
  public func facts(of record: ClockCase, events: [CaseEvent], unknown: inout UnknownRules) -> CaseFacts {
    let named = record.policy.flatMap { name in policies.policies.first { $0.id == name } }
    if let name = record.policy, named == nil { unknown.policies[name, default: 0] += 1 }
    var subject = PolicySubject(
      team: record.openingTeam, priority: record.openingPriority, channel: record.channel, tags: record.tags,
      tier: record.tier, total: record.total)
    var inForce: [PolicyInForce] = []
    func add(_ policy: Policy?, from: Instant?) {
      if let policy, inForce.last?.policy.id != policy.id { inForce.append(PolicyInForce(policy, from: from)) }
    }
    // A priority or team set at the opening is the one the case was opened with.
    var first = 0
    while first < events.count, events[first].at == events[0].at {
      _ = subject.takes(events[first])
      first += 1
    }
    add(named ?? unknown.policy(for: subject, in: policies), from: nil)
    for place in first..<events.count where named == nil && subject.takes(events[place]) {
      add(unknown.policy(for: subject, in: policies), from: events[place].at)
    }
    return CaseFacts(
      id: record.id, team: record.openingTeam, priority: record.openingPriority,
      calendars: calendars(of: record, under: inForce, unknown: &unknown), policies: inForce, events: events,
      cancelledAt: record.deletedAt, readAt: record.readAt)
  }

  /// The calendar that a case names, else those of its policies, each while its policy is in force.
  private func calendars(
    of record: ClockCase, under policies: [PolicyInForce], unknown: inout UnknownRules
  ) -> CalendarCourse {
    if let name = record.calendar {
      if let calendar = calendars[name] { return CalendarCourse(calendar) }
      unknown.calendars[name, default: 0] += 1
      return CalendarCourse(calendar(of: nil))
    }
    let first = calendar(of: policies.first?.policy)
    guard policies.count > 1 else { return CalendarCourse(first) }
    var later: [CalendarInForce] = []
    for place in policies.indices.dropFirst() {
      let next = calendar(of: policies[place].policy)
      guard next !== later.last?.calendar ?? first, let from = policies[place].from else { continue }
      later.append(CalendarInForce(next, from: from))
    }
    return CalendarCourse(first, later: later)
  }

  private func calendar(of policy: Policy?) -> BusinessCalendar {
    guard let calendar = policy?.calendar.flatMap({ calendars[$0] }) ?? calendars[ServiceRules.defaultCalendar] else {
      preconditionFailure("rules have a default calendar")
    }
    return calendar
  }
}

extension PolicySubject {
  /// Takes what an event changes of what policies look at; false where it changes nothing.
  fileprivate mutating func takes(_ event: CaseEvent) -> Bool {
    switch event.kind {
    case .priority: priority = event.value
    case .team: team = event.value.flatMap { $0.isEmpty ? nil : $0 }
    default: return false
    }
    return true
  }
}

/// The data of the time zones that calendars name: what was kept, else the system's.
private struct ZoneData {
  private let kept: [String: [UInt8]]
  private var data: [String: [UInt8]] = [:]
  private var rules: [String: TimeZoneRules] = [:]

  init(_ kept: [RulesDocuments.Part]) {
    self.kept = Dictionary(kept.map { ($0.name, $0.content) }, uniquingKeysWith: { first, _ in first })
  }

  var names: Set<String> { Set(kept.keys) }

  /// The zones that were asked for, by name.
  var used: [RulesDocuments.Part] { data.sorted { $0.key < $1.key }.map { RulesDocuments.Part($0.key, $0.value) } }

  /// The rules of every zone of some versions of a calendar.
  mutating func rules(of versions: [CalendarDefinition]) throws(CalendarError) -> [String: TimeZoneRules] {
    for name in Set(versions.map(\.zone)) where rules[name] == nil {
      do {
        let bytes = if let known = kept[name] { known } else { try TimeZoneRules.data(of: name) }
        rules[name] = try TimeZoneRules(identifier: name, data: bytes)
        data[name] = bytes
      } catch {
        throw .zone(error)
      }
    }
    return rules
  }
}
