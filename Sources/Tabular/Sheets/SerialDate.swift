import Glibc
import Model

/// Dates as spreadsheets count them: days since an epoch, times as fractions of a day (ECMA-376 part 1, 18.17.4).
enum SerialDate {
  /// Days from 1970-01-01 to 1899-12-30, so that serial 61 is 1900-03-01.
  private static let epoch1900 = -25_569
  /// Days from 1970-01-01 to 1904-01-01.
  private static let epoch1904 = -24_107
  /// Days from 1970-01-01 to 10000-01-01, which no spreadsheet knows.
  private static let firstDayBeyond = 2_932_897
  private static let millisecondsOfDay = 86_400_000

  /// Appends a serial number as ISO 8601 text to a buffer and gives its kind; nil, and nothing appended, where it is no
  /// number or no date that a spreadsheet knows (beyond the year 9999).
  ///
  /// In the 1900 system, serials below 60 are a day later than they count, since Excel takes 1900 for a leap year; a
  /// serial below 1 is a time of day.
  static func append(
    _ bytes: UnsafeRawBufferPointer, _ format: NumberFormat, is1904: Bool, to output: ByteBuffer
  ) -> CellKind? {
    guard let value = double(bytes) else { return nil }
    if format == .elapsed {
      let milliseconds = (value * Double(millisecondsOfDay)).rounded()
      return appendSeconds(milliseconds: milliseconds, to: output) ? .duration : nil
    }
    let epoch = is1904 ? epoch1904 : epoch1900
    guard value > -693_000, value < Double(firstDayBeyond - epoch) else { return nil }
    var day = Int(value.rounded(.down))
    var millisecond = Int(((value - Double(day)) * Double(millisecondsOfDay)).rounded())
    if value >= 0, value < 1, millisecond < millisecondsOfDay, !is1904 || format == .time {
      appendTime(millisecond, to: output)
      return .dateTime
    }
    if !is1904, value > 0, value < 60 { day += 1 }
    if millisecond == millisecondsOfDay {
      day += 1
      millisecond = 0
    }
    let date = CivilDate(days: Int32(day + epoch))
    output.append(date.description)
    if millisecond > 0 {
      output.append(UInt8(ascii: "T"))
      appendTime(millisecond, to: output)
    }
    return .dateTime
  }

  /// Appends seconds with at most three decimals; false, and nothing appended, for more milliseconds than an Int holds
  /// (292 million years), which no time is.
  static func appendSeconds(milliseconds: Double, to output: ByteBuffer) -> Bool {
    guard let whole = Int(exactly: milliseconds.rounded()), whole > Int.min else { return false }
    if whole < 0 { output.append(UInt8(ascii: "-")) }
    let magnitude = Int(whole.magnitude)
    output.append(String(magnitude / 1000))
    appendFraction(magnitude % 1000, to: output)
    return true
  }

  /// Appends `HH:MM:SS`, with `.mmm` where there are milliseconds.
  static func appendTime(_ millisecond: Int, to output: ByteBuffer) {
    let second = millisecond / 1000
    appendTwo(second / 3600, to: output)
    output.append(UInt8(ascii: ":"))
    appendTwo(second / 60 % 60, to: output)
    output.append(UInt8(ascii: ":"))
    appendTwo(second % 60, to: output)
    appendFraction(millisecond % 1000, to: output)
  }

  private static func appendFraction(_ milliseconds: Int, to output: ByteBuffer) {
    guard milliseconds > 0 else { return }
    output.append(UInt8(ascii: "."))
    output.append(UInt8(ascii: "0") + UInt8(milliseconds / 100))
    appendTwo(milliseconds % 100, to: output)
  }

  private static func appendTwo(_ number: Int, to output: ByteBuffer) {
    output.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
    output.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  /// The binary fraction that a decimal text means; only for dates, never for amounts.
  private static func double(_ bytes: UnsafeRawBufferPointer) -> Double? {
    guard bytes.count < 64, !bytes.isEmpty, bytes.allSatisfy(isDecimal) else { return nil }
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { copy in
      for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
      copy[bytes.count] = 0
      guard let start = copy.baseAddress else { return nil }
      var end: UnsafeMutablePointer<CChar>?
      let value = strtod(start, &end)
      return end == start + bytes.count && value.isFinite ? value : nil
    }
  }

  /// A byte of a decimal number: `strtod` takes hexadecimal ones too.
  private static func isDecimal(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"): true
    default: false
    }
  }
}
