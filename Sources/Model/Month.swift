/// A month of the calendar, without a time zone: what books are closed by.
public struct Month: Sendable, Hashable, Comparable {
  /// Months since January of the year 0.
  public let index: Int32

  /// The month of a day.
  public init(of date: CivilDate) {
    let (year, month, _) = date.components
    index = Int32(year * 12 + month - 1)
  }

  /// The first day.
  public var firstDay: CivilDate {
    guard let date = CivilDate(year: Int(index) / 12, month: Int(index) % 12 + 1, day: 1) else {
      preconditionFailure("a month is made of a day that exists")
    }
    return date
  }

  /// The last day.
  public var lastDay: CivilDate {
    firstDay.adding(days: CivilDate.length(ofMonth: Int(index) % 12 + 1, year: Int(index) / 12) - 1)
  }

  /// Earlier months come first.
  public static func < (left: Month, right: Month) -> Bool { left.index < right.index }
}

extension Month: CustomStringConvertible, LosslessStringConvertible {
  /// `YYYY-MM` (ISO 8601).
  public var description: String { String(firstDay.description.dropLast(3)) }

  /// Reads `YYYY-MM` and nothing else.
  public init?(_ text: String) {
    guard text.utf8.count == 7, let date = CivilDate(text + "-01") else { return nil }
    self.init(of: date)
  }
}
