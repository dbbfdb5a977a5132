import Diagnostics
public import Mapping
import Model
public import ServiceLevels

/// A calendar of business hours as a file: `reports/sla/calendars/NAME.yaml`.
///
/// The keys are `zone` (the workspace's where there is none), `week` (`mon` to `sun`), `holidays`, `shifts` and
/// `breaks`; a calendar that changed has a list `versions` of such groups with `valid_from` and `valid_to` instead.
/// Hours are `09:00-17:00` or `[09:00, 17:00]`; several of a day stand in a list.
public enum CalendarFile {
  /// The versions of a calendar; empty where the file cannot be understood. What is wrong goes to `mistakes`. Zones in
  /// `zones` are known, whatever the system's data says.
  public static func read(
    _ bytes: [UInt8], defaultZone: String, zones: Set<String> = [], _ mistakes: YAMLMistakes
  ) -> [CalendarDefinition] {
    guard let group = YAMLFile.read(bytes, mistakes) else { return [] }
    if group.has("versions") {
      let zone = group.text("zone") ?? defaultZone
      let versions = group.list("versions").compactMap { $0.group() }.map { definition($0, zone: zone, zones) }
      group.finish()
      return versions
    }
    return [definition(group, zone: defaultZone, zones)]
  }

  private static func definition(_ group: YAMLGroup, zone: String, _ zones: Set<String>) -> CalendarDefinition {
    var week: [Int: [DayInterval]] = [:]
    if let days = group.requiredGroup("week") {
      for name in ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] {
        guard let number = CalendarDefinition.weekday(named: name), let hours = days.value(name) else { continue }
        week[number] = intervals(hours)
      }
      days.finish()
    }
    let zoneName = group.text("zone") ?? zone
    if !zones.contains(zoneName), !isKnown(zoneName) {
      let place = group.value("zone")
      if let place {
        place.mistake(.unknownZone, facts: ["zone": zoneName])
      } else {
        group.mistakes.add(.unknownZone, at: group.position, facts: ["zone": zoneName])
      }
    }
    let definition = CalendarDefinition(
      zone: zoneName, week: week, holidays: group.list("holidays").compactMap(holiday),
      shifts: byDate(group.group("shifts")), breaks: byDate(group.group("breaks")),
      validFrom: group.value("valid_from").flatMap(instant), validTo: group.value("valid_to").flatMap(instant))
    group.finish()
    return definition
  }

  private static func isKnown(_ zone: String) -> Bool {
    do {
      _ = try TimeZoneRules(identifier: zone)
      return true
    } catch {
      return false
    }
  }

  private static func byDate(_ group: YAMLGroup?) -> [CivilDate: [DayInterval]] {
    var found: [CivilDate: [DayInterval]] = [:]
    for member in group?.allMembers() ?? [] {
      guard let date = CivilDate(member.key) else {
        group?.mistakes.add(
          .mappingWrongType, at: member.position, field: member.key,
          facts: ["key": member.key, "wanted": "a date YYYY-MM-DD", "found": "'\(member.key.prefix(40))'"])
        continue
      }
      found[date] = intervals(member.value)
    }
    return found
  }

  /// One interval or a list of them. A list of two times is one interval, as in `[09:00, 17:00]`.
  private static func intervals(_ value: YAMLValue) -> [DayInterval] {
    guard value.isList else { return [interval(value)].compactMap { $0 } }
    let elements = value.list() ?? []
    if elements.count == 2, let start = time(elements[0]), let end = time(elements[1]) {
      return [pair(start, end, value)].compactMap { $0 }
    }
    return elements.compactMap(interval)
  }

  private static func interval(_ value: YAMLValue) -> DayInterval? {
    if value.isList {
      let ends = (value.list() ?? []).compactMap { $0.text() }
      guard ends.count == 2 else { return refuse(value, "two times such as [09:00, 17:00]", "a list of \(ends.count)") }
      return pair(ends[0], ends[1], value)
    }
    guard let text = value.text() else { return nil }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2 else { return refuse(value, "hours such as 09:00-17:00", "'\(text.prefix(40))'") }
    return pair(trimmed(ends[0]), trimmed(ends[1]), value)
  }

  private static func pair(_ start: String, _ end: String, _ value: YAMLValue) -> DayInterval? {
    DayInterval(start, end) ?? refuse(value, "hours such as 09:00-17:00", "'\(start)-\(end)'")
  }

  /// A scalar that is a time of day and not an interval.
  private static func time(_ value: YAMLValue) -> String? {
    guard value.isScalar, let text = value.text(), !text.contains("-") else { return nil }
    return text
  }

  private static func holiday(_ value: YAMLValue) -> Holiday? {
    guard !value.isScalar, let group = value.group() else { return date(value).map { Holiday($0) } }
    let day = group.requiredValue("date").flatMap(date)
    let holiday = day.map { Holiday($0, name: group.text("name"), isActive: group.bool("active") ?? true) }
    group.finish()
    return holiday
  }

  private static func date(_ value: YAMLValue) -> CivilDate? {
    guard let text = value.text() else { return nil }
    return CivilDate(text) ?? refuse(value, "a date YYYY-MM-DD", "'\(text.prefix(40))'")
  }

  private static func instant(_ value: YAMLValue) -> Instant? {
    guard let text = value.text() else { return nil }
    return Instant(text) ?? refuse(value, "an instant such as 2026-01-01T00:00:00Z", "'\(text.prefix(40))'")
  }

  private static func refuse<T>(_ value: YAMLValue, _ wanted: String, _ found: String) -> T? {
    value.mistake(.mappingWrongType, facts: ["key": value.name, "wanted": wanted, "found": found])
    return nil
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
