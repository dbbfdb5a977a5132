/// A day of the proleptic Gregorian calendar without a time zone, kept as days since 1970-01-01.
public struct CivilDate: Sendable, Hashable, Comparable {
  /// Days since 1970-01-01; negative before.
  public var days: Int32

  /// The day that many days after 1970-01-01.
  public init(days: Int32) { self.days = days }

  /// The day of a year, month and day of month; nil when there is none, for instance 30 February.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= CivilDate.length(ofMonth: month, year: year),
      (-9999...9999).contains(year)
    else { return nil }
    self.days = CivilDate.days(year: year, month: month, day: day)
  }

  /// Year, month (1-12) and day of month (1-31).
  ///
  /// The arithmetic counts years from 1 March, so that the leap day is the last of its year (Howard Hinnant's
  /// `civil_from_days`).
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = Int(days) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The day of the week, ISO 8601: 1 = Monday to 7 = Sunday.
  public var weekday: Int {
    let fromMonday = (Int(days) + 3) % 7
    return (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1
  }

  /// The day `count` days later.
  public func adding(days count: Int) -> CivilDate { CivilDate(days: days + Int32(count)) }

  /// Earlier days come first.
  public static func < (left: CivilDate, right: CivilDate) -> Bool { left.days < right.days }

  /// How many days a month has.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  private static func days(year: Int, month: Int, day: Int) -> Int32 {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }
}

extension CivilDate: CustomStringConvertible, LosslessStringConvertible {
  /// `YYYY-MM-DD` (ISO 8601).
  public var description: String {
    let (year, month, day) = components
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// Reads `YYYY-MM-DD` and nothing else.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = decimal(bytes[0..<4]), let month = decimal(bytes[5..<7]), let day = decimal(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

/// A number in decimal digits with leading zeros.
func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number.magnitude)
  let zeros = String(repeating: "0", count: max(0, width - digits.count))
  return (number < 0 ? "-" : "") + zeros + digits
}

/// The value of ASCII digits; nil when there are none or something else stands among them.
func decimal(_ bytes: some Sequence<UInt8>) -> Int? {
  var value = 0
  var any = false
  for byte in bytes {
    guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), value < 100_000_000_000 else { return nil }
    value = value * 10 + Int(byte - UInt8(ascii: "0"))
    any = true
  }
  return any ? value : nil
}
