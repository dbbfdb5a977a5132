import GRDB
import Model

/// Gives a connection the function that says in which stretch of time a value lies, as long as it lives: SQLite knows no time
/// zones.
final class ExportPeriods {
  /// Its name; it takes a time or a day, the name of a unit, and whether the value is a time.
  static let name = "daybook_period"

  private let db: Database
  private let function: DatabaseFunction

  init(_ connection: StoreConnection, zone: TimeZoneRules) {
    db = connection.db
    function = DatabaseFunction(ExportPeriods.name, argumentCount: 3, pure: true) { values in
      guard let value = Int64.fromDatabaseValue(values[0]), let name = String.fromDatabaseValue(values[1]),
        let unit = ExportDays.Unit(rawValue: name)
      else { return nil }
      let isTime = values[2] == 1.databaseValue
      let day =
        isTime
        ? zone.wall(at: Instant(milliseconds: value)).date : CivilDate(days: Int32(truncatingIfNeeded: value))
      return Int64(day.start(of: unit).days)
    }
    db.add(function: function)
  }

  deinit { db.remove(function: function) }
}
