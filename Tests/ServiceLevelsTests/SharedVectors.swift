import Foundation
import Model
import ServiceLevels
import Testing

/// Answers to be met that lie beside the project, not in it.
enum SharedVectors {
  /// The parsed file; nil, with a printed line, when the folder is absent.
  static func read(_ name: String) throws -> JSON? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = root.deletingLastPathComponent().appendingPathComponent("shared/vectors/\(name)")
    guard FileManager.default.fileExists(atPath: file.path) else {
      print("skipped: ../shared/vectors/\(name) is absent")
      return nil
    }
    return JSON(value: try JSONSerialization.jsonObject(with: Data(contentsOf: file)))
  }

  /// The calendars of a file by their ids.
  static func calendars(_ file: JSON) throws -> [String: BusinessCalendar] {
    var calendars: [String: BusinessCalendar] = [:]
    for entry in try file["calendars"].list {
      let id = try entry["id"].text
      calendars[id] = try BusinessCalendar(id: id, definition(entry))
    }
    return calendars
  }

  /// A calendar from its keys in the files: `zone`, `week`, `holidays`, `shifts`, `breaks`.
  static func definition(_ entry: JSON) throws -> CalendarDefinition {
    var week: [Int: [DayInterval]] = [:]
    for (day, list) in try entry["week"].table {
      week[try #require(CalendarDefinition.weekday(named: day))] = try intervals(list)
    }
    return CalendarDefinition(
      zone: try entry["zone"].text, week: week,
      holidays: try entry["holidays"].list.map { Holiday(try #require(CivilDate($0.text))) },
      shifts: try dates(entry["shifts"]), breaks: try dates(entry["breaks"]))
  }

  private static func dates(_ entry: JSON) throws -> [CivilDate: [DayInterval]] {
    guard !entry.isNull else { return [:] }
    var dates: [CivilDate: [DayInterval]] = [:]
    for (date, list) in try entry.table { dates[try #require(CivilDate(date))] = try intervals(list) }
    return dates
  }

  private static func intervals(_ entry: JSON) throws -> [DayInterval] {
    try entry.list.map { try #require(DayInterval($0.list[0].text, $0.list[1].text)) }
  }
}

/// A JSON value with accessors that fail the test where the type differs.
struct JSON {
  let value: Any?

  subscript(_ key: String) -> JSON { JSON(value: (value as? [String: Any])?[key]) }
  var isNull: Bool { value == nil || value is NSNull }
  var text: String { get throws { try #require(value as? String) } }
  var number: Int64 { get throws { try #require(value as? NSNumber).int64Value } }
  var optionalText: String? { get throws { isNull ? nil : try text } }
  var optionalNumber: Int64? { get throws { isNull ? nil : try number } }
  var instant: Instant { get throws { try #require(Instant(text)) } }
  var optionalInstant: Instant? { get throws { isNull ? nil : try instant } }
  var list: [JSON] { get throws { try #require(value as? [Any]).map { JSON(value: $0) } } }
  var table: [(String, JSON)] {
    get throws { try #require(value as? [String: Any]).map { ($0.key, JSON(value: $0.value)) } }
  }
}
