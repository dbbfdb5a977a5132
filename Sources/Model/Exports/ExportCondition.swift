/// What must hold of a row of an export.
public indirect enum ExportCondition: Sendable, Hashable {
  /// What a field is compared with, as the store keeps it: text, or ten-thousandths, milliseconds, days, 1 and 0.
  public enum Value: Sendable, Hashable {
    /// A text.
    case text(String)
    /// A number.
    case number(Int64)
  }

  /// How a field is compared. An empty field meets none of these but `isEmpty(true)`.
  public enum Test: Sendable, Hashable {
    /// It is one of these; there is at least one.
    case anyOf([Value])
    /// It begins with this text.
    case starts(String)
    /// It ends with this text.
    case ends(String)
    /// This text stands somewhere in it.
    case contains(String)
    /// It is this or more.
    case atLeast(Int64)
    /// It is this or less.
    case atMost(Int64)
    /// It is less than this.
    case below(Int64)
    /// As an id it is not before this one: shorter ids come before longer ones, those of one length byte by byte.
    case fromID(String)
    /// As an id it is not behind this one.
    case toID(String)
    /// It lies within these local days; see ``ExportCondition/resolved(today:zone:isInstant:)``.
    case days(ExportDays)
    /// It is empty, or is not.
    case isEmpty(Bool)
  }

  /// A field by its documented name, compared exactly or with A to Z taken for a to z.
  case field(String, Test, ignoringCase: Bool = false)
  /// The order carries one of these labels.
  case tag([String])
  /// The order has at least one such row of which all of these hold.
  case has(ExportRows, [ExportCondition])
  /// All of these hold.
  case all([ExportCondition])
  /// One of these holds.
  case any([ExportCondition])
  /// This does not hold.
  case not(ExportCondition)

  /// The documented names of the fields of the row itself that it asks for.
  public var fields: [String] {
    switch self {
    case .field(let name, _, _): [name]
    case .tag, .has: []
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.fields)
    case .not(let condition): condition.fields
    }
  }

  /// The same, and those that what the row has several of is asked for.
  public var allFields: [String] {
    switch self {
    case .field(let name, _, _): [name]
    case .tag: []
    case .has(_, let conditions), .all(let conditions), .any(let conditions): conditions.flatMap(\.allFields)
    case .not(let condition): condition.allFields
    }
  }

  /// The same with days made points in time: `days` of an instant become its first and the first behind it.
  ///
  /// `isInstant` says of a field's name whether it is a point in time; else it is a day.
  public func resolved(today: CivilDate, zone: TimeZoneRules, isInstant: (String) -> Bool) -> ExportCondition {
    switch self {
    case .field(let name, .days(let days), _):
      let (from, before) = days.bounds(today: today)
      func number(_ day: CivilDate) -> Int64 { isInstant(name) ? zone.start(of: day).milliseconds : Int64(day.days) }
      let ends = [
        from.map { ExportCondition.field(name, .atLeast(number($0))) },
        before.map { ExportCondition.field(name, .below(number($0))) },
      ].compactMap { $0 }
      return ends.count == 1 ? ends[0] : .all(ends)
    case .field, .tag: return self
    case .has(let rows, let conditions):
      return .has(rows, conditions.map { $0.resolved(today: today, zone: zone, isInstant: isInstant) })
    case .all(let conditions):
      return .all(conditions.map { $0.resolved(today: today, zone: zone, isInstant: isInstant) })
    case .any(let conditions):
      return .any(conditions.map { $0.resolved(today: today, zone: zone, isInstant: isInstant) })
    case .not(let condition):
      return .not(condition.resolved(today: today, zone: zone, isInstant: isInstant))
    }
  }
}

extension TimeZoneRules {
  /// The first instant of a local day. Where the clock skips midnight, the day begins when the clock has skipped it.
  public func start(of date: CivilDate) -> Instant { instant(of: WallTime(date: date, secondOfDay: 0)) }
}
