import Model

/// A date or time as workbooks hold it: days since 1899-12-30 with the time of day as a fraction (the 1900 date
/// system).
struct ExcelDate {
  /// What the cell shows, which chooses its format.
  enum Form { case date, dateTime, dateTimeWithMilliseconds, time }

  let form: Form
  /// Whole days; 0 for a time of day alone.
  let day: Int64
  /// Milliseconds since midnight.
  let milliseconds: UInt64

  /// From ISO 8601; nil for what a workbook cannot hold as a date: with a zone, before 1900-03-01 (Excel counts a day
  /// too many before), or no date at all.
  init?(_ isoUTF8: UnsafeRawBufferPointer) {
    let isTimeAlone = isoUTF8.count > 2 && isoUTF8[2] == UInt8(ascii: ":")
    let bytes = isTimeAlone ? Array("2000-01-01T".utf8) + Array(isoUTF8) : Array(isoUTF8)
    guard let parsed = ISOTime(bytes: bytes[...]), parsed.offsetSeconds == nil else { return nil }
    milliseconds = UInt64(parsed.wall.secondOfDay) * 1000 + UInt64(parsed.wall.millisecond)
    if isTimeAlone {
      day = 0
      form = .time
    } else {
      day = Int64(parsed.wall.date.days) + 25_569
      guard day >= 61 else { return nil }
      form = isoUTF8.count == 10 ? .date : parsed.wall.millisecond == 0 ? .dateTime : .dateTimeWithMilliseconds
    }
  }
}

extension OutputBuffer {
  /// The number of days with so many decimals that the nearest binary fraction is the one meant, since some programs cut
  /// seconds off and do not round: 13 behind a date, 16 for a time of day alone.
  func append(serial date: ExcelDate) {
    append(decimal: date.day)
    guard date.milliseconds > 0 else { return }
    let dayLength: UInt64 = 86_400_000
    let (start, rest) = (date.milliseconds * 100_000_000_000).quotientAndRemainder(dividingBy: dayLength)
    let more: UInt64 = date.form == .time ? 100_000 : 100
    var places = date.form == .time ? 16 : 13
    var fraction = start * more + (rest * more + dayLength / 2) / dayLength
    while fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    append(UInt8(ascii: "."))
    append(digitsOf: fraction, atLeast: places)
  }
}
