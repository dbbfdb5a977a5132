/// A stretch of local days, whole at both ends, that may depend on the day of the run.
public struct ExportDays: Sendable, Hashable {
  /// A day: a date, or one that is counted from the day of the run.
  public enum Day: Sendable, Hashable {
    /// That day.
    case on(CivilDate)
    /// The first day of the week (Monday), month, quarter or year of the run's day, or that day itself, moved by so many
    /// of some unit.
    case relative(start: Unit, by: Int, Unit)
  }

  /// What days are counted in.
  public enum Unit: String, Sendable, CaseIterable {
    /// A day.
    case day
    /// A week from Monday on.
    case week
    /// A month.
    case month
    /// Three months from January, April, July or October on.
    case quarter
    /// A year.
    case year
  }

  /// The first day; nil for no beginning.
  public var from: Day?
  /// The last day, or the first one that no longer counts; nil for no end.
  public var to: Day?
  /// Whether the end no longer counts: the range is half-open.
  public var isHalfOpen: Bool

  /// A stretch of days.
  public init(from: Day?, to: Day?, isHalfOpen: Bool = false) {
    self.from = from
    self.to = to
    self.isHalfOpen = isHalfOpen
  }

  /// The first day, and the first that no longer counts.
  public func bounds(today: CivilDate) -> (from: CivilDate?, before: CivilDate?) {
    (from?.date(today: today), to.map { isHalfOpen ? $0.date(today: today) : $0.date(today: today).adding(days: 1) })
  }
}

extension ExportDays.Day {
  /// The date, for a run on this day.
  public func date(today: CivilDate) -> CivilDate {
    switch self {
    case .on(let date): date
    case .relative(let start, let count, let unit): today.start(of: start).adding(count, unit)
    }
  }
}

extension CivilDate {
  /// The first day of the week, month, quarter or year that the day is in.
  public func start(of unit: ExportDays.Unit) -> CivilDate {
    let (year, month, _) = components
    switch unit {
    case .day: return self
    case .week: return adding(days: 1 - weekday)
    case .month: return CivilDate(year: year, month: month, day: 1) ?? self
    case .quarter: return CivilDate(year: year, month: (month - 1) / 3 * 3 + 1, day: 1) ?? self
    case .year: return CivilDate(year: year, month: 1, day: 1) ?? self
    }
  }

  /// The name of the stretch that the day is in: `2026-09-30`, of a week its Monday, `2026-09`, `2026-Q3`, `2026`.
  public func name(of unit: ExportDays.Unit) -> String {
    let start = start(of: unit)
    switch unit {
    case .day, .week: return start.description
    case .month: return String(start.description.dropLast(3))
    case .quarter: return "\(start.description.prefix(4))-Q\((start.components.month + 2) / 3)"
    case .year: return String(start.description.dropLast(6))
    }
  }

  /// So many units later. A day that a shorter month lacks becomes that month's last.
  public func adding(_ count: Int, _ unit: ExportDays.Unit) -> CivilDate {
    switch unit {
    case .day: return adding(days: count)
    case .week: return adding(days: 7 * count)
    case .month, .quarter, .year:
      let (year, month, day) = components
      let months = year * 12 + month - 1 + count * (unit == .year ? 12 : unit == .quarter ? 3 : 1)
      let (newYear, newMonth) = (months >= 0 ? months / 12 : (months - 11) / 12, (months % 12 + 12) % 12 + 1)
      let last = CivilDate.length(ofMonth: newMonth, year: newYear)
      return CivilDate(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }
  }
}
