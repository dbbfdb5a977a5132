import Diagnostics
import Mapping
import Model
import Reporting
import ServiceLevels
import Testing

@Suite("Calendars and policies as files")
struct SLARuleFileTests {
  private func calendar(_ text: String) -> (versions: [CalendarDefinition], found: [String]) {
    let mistakes = YAMLMistakes(file: "c.yaml")
    let versions = CalendarFile.read(Array(text.utf8), defaultZone: "Europe/Berlin", mistakes)
    return (versions, mistakes.diagnostics.map(SLARuleFileTests.line))
  }

  private func policies(_ text: String) -> (set: PolicySet, found: [String]) {
    let mistakes = YAMLMistakes(file: "p.yaml")
    let set = PolicyFile.read(Array(text.utf8), mistakes)
    return (set, mistakes.diagnostics.map(SLARuleFileTests.line))
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.location.line ?? 0):\(diagnostic.location.column ?? 0) \(diagnostic.code.name)"
  }

  @Test("Hours may be written as texts, pairs or lists of either")
  func hours() throws {
    let (versions, found) = calendar(
      """
      zone: America/New_York
      week:
        mon: 09:00-17:00
        tue: [09:00, 17:00]
        wed: [[08:30, 12:00], [13:00, 17:30]]
        thu: ["08:30-12:00", "13:00-17:30"]
        fri: []
        sat: 22:00-06:00
      holidays: [2026-12-25, {date: 2026-12-26, name: Second day, active: no}]
      shifts:
        2026-12-24: [[09:00, 12:00]]
        2026-12-31: []
      breaks: {2026-09-30: 12:00-13:00}
      """)
    #expect(found == [])
    let definition = try #require(versions.first)
    #expect(definition.zone == "America/New_York")
    #expect(definition.week.map(\.count) == [1, 1, 2, 2, 0, 1, 0])
    #expect(definition.week[0] == definition.week[1] && definition.week[2] == definition.week[3])
    #expect(definition.holidays.map(\.isActive) == [true, false])
    #expect(definition.shifts.count == 2 && definition.breaks.count == 1)
  }

  @Test("Every mistake of a calendar has its line and column")
  func calendarMistakes() {
    let (_, found) = calendar(
      """
      zone: Mars/Olympus
      week:
        mon: 9 to 5
        tue: [09:00, 25:00]
        funday: 09:00-17:00
      holidays: [25.12.2026]
      shifts: {tomorrow: []}
      holiday: []
      """)
    #expect(
      found == [
        "1:7 config/unknown-zone", "3:8 mapping/wrong-type", "4:8 mapping/wrong-type", "5:3 mapping/unknown-key",
        "6:12 mapping/wrong-type", "7:10 mapping/wrong-type", "8:1 mapping/unknown-key",
      ])
  }

  @Test("A calendar that changed has versions")
  func versions() throws {
    let (versions, found) = calendar(
      """
      versions:
        - week: {mon: 09:00-17:00}
          valid_to: 2026-07-01T00:00:00Z
        - week: {mon: 08:00-16:00}
          valid_from: 2026-07-01T00:00:00Z
      """)
    #expect(found == [])
    #expect(versions.map(\.zone) == ["Europe/Berlin", "Europe/Berlin"])
    #expect(versions.first?.validTo == Instant("2026-07-01T00:00:00Z"))
  }

  @Test("Policies have conditions, targets in seconds or hours, and statuses that pause")
  func policy() throws {
    let (set, found) = policies(
      """
      policies:
        - name: gold
          when: {tier: [gold, platinum], team: orders, amount: {currency: EUR, from: 100, below: 1000.50}}
          calendar: always
          pause: [Waiting, Open]
          targets:
            frt: {urgent: 1h30m, high: 7200, normal: 45s}
        - name: rest
          targets: {wait: {normal: 8h}}
      """)
    #expect(found == [])
    let gold = try #require(set.policies.first)
    #expect(gold.conditions.count == 3 && gold.calendar == "always" && gold.pausedStatuses == [.waiting, .open])
    #expect(gold.targets[.firstReply] == ["urgent": 5400, "high": 7200, "normal": 45])
    #expect(set.policies.last?.conditions.isEmpty == true)
  }

  @Test("Every mistake of policies has its line and column")
  func policyMistakes() {
    let (_, found) = policies(
      """
      policies:
        - name: all
          targets: {frt: {normal: 2 days}, first: {normal: 8h}}
        - name: all
          targets: {wait: {normal: 8h}}
        - name: blank
          when: {team: }
          pause: Sleeping
          targets: {wait: {normal: 8h}}
      """)
    #expect(
      found == [
        "2:5 sla/catch-all-not-last", "2:5 sla/catch-all-not-last", "3:29 mapping/wrong-type",
        "3:38 mapping/unknown-key", "4:5 sla/same-name", "6:5 sla/blank-condition", "8:12 mapping/wrong-type",
      ])
    let (_, none) = policies("policies:\n  - name: a\n    when: {team: x}\n    targets: {}\n")
    #expect(none.contains { $0.hasSuffix("sla/no-catch-all") })
  }

  @Test("A workspace's files win over the shipped ones, and what cases name in vain is told")
  func workspace() throws {
    let bench = try ReportBench()
    let shipped = try bench.rules()
    #expect(shipped.policies.policies.map(\.id) == ["payments", "standard"])
    #expect(shipped.calendars.keys.sorted() == ["always", "default"])
    try bench.file(
      "reports/sla/policies.yaml", "policies:\n  - name: mine\n    calendar: always\n    targets: {frt: {normal: 1h}}\n"
    )
    try bench.file("reports/sla/calendars/night.yaml", "week: {mon: 22:00-23:59, tue: [09:00-12:00, 11:00-13:00]}\n")
    let rules = try bench.rules()
    #expect(rules.policies.policies.map(\.id) == ["mine"] && rules.digest != shipped.digest)
    #expect(rules.calendars.keys.sorted() == ["always", "default", "night"])
    #expect(rules.warnings.map(\.code) == [.calendarFinding, .calendarFinding])
    try bench.importing(
      """
      case,at,kind,calendar,policy
      A,2026-09-01T09:00:00Z,customer_message,lunar,gold
      B,2026-09-01T09:00:00Z,customer_message,night,mine

      """)
    let warnings = try bench.document().warnings.map(\.code)
    #expect(warnings == [.calendarFinding, .calendarFinding, .caseUnknownCalendar, .caseUnknownPolicy])
    try bench.file(
      "reports/sla/policies.yaml", "policies:\n  - name: mine\n    calendar: moon\n    targets: {frt: {normal: 1h}}\n")
    let failure = #expect(throws: Failure.self) { try bench.rules() }
    #expect(failure?.exit == .configuration && failure?.diagnostics.map(\.code) == [.policyUnknownCalendar])
  }
}
