public import Model

/// How a date or a time is written: letters stand for its parts, as in the patterns of import mappings, for
/// instance `dd.MM.yyyy HH:mm`. Text in single quotes stands for itself, two single quotes for one.
///
/// | letters | part |
/// | --- | --- |
/// | `yyyy` `yy` | year; its last two digits |
/// | `MM` `M` `MMM` `MMMM` | month; English name, short and full |
/// | `dd` `d` | day |
/// | `HH` `H` `hh` `h` `a` | hour of 24, hour of 12, AM or PM |
/// | `mm` `ss` `SSS` | minute, second, millisecond |
/// | `EEE` `EEEE` | English weekday, short and full |
/// | `Z` | offset from UTC, `+02:00`, or `Z` |
public struct ExportDatePattern: Sendable, Hashable {
  /// The first letters that mean nothing.
  public struct Mistake: Error, Hashable {
    /// The letters.
    public let letters: String
  }

  private enum Piece: Sendable, Hashable {
    case literal([UInt8])
    case year(digits: Int)
    case month(width: Int)
    case monthName(full: Bool)
    case day(width: Int)
    case hour(width: Int)
    case hourOfTwelve(width: Int)
    case halfOfDay
    case minute, second, millisecond
    case weekday(full: Bool)
    case offset

    var isOfDay: Bool {
      switch self {
      case .literal, .year, .month, .monthName, .day, .weekday: true
      case .hour, .hourOfTwelve, .halfOfDay, .minute, .second, .millisecond, .offset: false
      }
    }
  }

  /// The pattern as it is written.
  public let text: String
  private let pieces: [Piece]
  /// Whether all times of a day are written alike.
  public let isOfDay: Bool

  /// A date alone in ISO 8601.
  public static let isoDate = "yyyy-MM-dd"
  /// A date and a time in ISO 8601, without a zone.
  public static let isoDateTime = "yyyy-MM-dd'T'HH:mm:ss"

  /// Whether it writes ISO 8601 without a zone, which workbooks can keep as a date.
  public var isISO: Bool { text == ExportDatePattern.isoDate || text == ExportDatePattern.isoDateTime }

  /// Reads a pattern.
  public init(_ text: String) throws(Mistake) {
    guard let found = DatePatternPiece.all(of: text) else { throw Mistake(letters: "'") }
    var pieces: [Piece] = []
    for piece in found {
      switch piece {
      case .literal(let bytes): pieces.append(.literal(bytes))
      case .letters(let letters):
        guard let part = ExportDatePattern.piece(letters) else { throw Mistake(letters: letters) }
        pieces.append(part)
      }
    }
    self.text = text
    self.pieces = pieces
    isOfDay = pieces.allSatisfy(\.isOfDay)
  }

  private static func piece(_ letters: String) -> Piece? {
    switch letters {
    case "yyyy": .year(digits: 4)
    case "yy": .year(digits: 2)
    case "M": .month(width: 1)
    case "MM": .month(width: 2)
    case "MMM": .monthName(full: false)
    case "MMMM": .monthName(full: true)
    case "d": .day(width: 1)
    case "dd": .day(width: 2)
    case "H": .hour(width: 1)
    case "HH": .hour(width: 2)
    case "h": .hourOfTwelve(width: 1)
    case "hh": .hourOfTwelve(width: 2)
    case "a": .halfOfDay
    case "mm": .minute
    case "ss": .second
    case "SSS": .millisecond
    case "EEE": .weekday(full: false)
    case "EEEE": .weekday(full: true)
    case "Z": .offset
    default: nil
    }
  }

  /// Appends the text of a wall-clock time that is `offsetSeconds` east of UTC.
  public func append(_ wall: WallTime, offsetSeconds: Int, to bytes: inout [UInt8]) {
    let (year, month, day) = wall.date.components
    let hour = Int(wall.secondOfDay) / 3600
    for piece in pieces {
      switch piece {
      case .literal(let text): bytes += text
      case .year(let digits): appendNumber(digits == 2 ? abs(year) % 100 : year, digits, to: &bytes)
      case .month(let width): appendNumber(month, width, to: &bytes)
      case .monthName(let full): appendName(ExportDatePattern.months[month - 1], full, to: &bytes)
      case .day(let width): appendNumber(day, width, to: &bytes)
      case .hour(let width): appendNumber(hour, width, to: &bytes)
      case .hourOfTwelve(let width): appendNumber((hour + 11) % 12 + 1, width, to: &bytes)
      case .halfOfDay: bytes += hour < 12 ? Array("AM".utf8) : Array("PM".utf8)
      case .minute: appendNumber(Int(wall.secondOfDay) / 60 % 60, 2, to: &bytes)
      case .second: appendNumber(Int(wall.secondOfDay) % 60, 2, to: &bytes)
      case .millisecond: appendNumber(Int(wall.millisecond), 3, to: &bytes)
      case .weekday(let full): appendName(ExportDatePattern.weekdays[wall.date.weekday - 1], full, to: &bytes)
      case .offset: ExportDatePattern.appendOffset(offsetSeconds, to: &bytes)
      }
    }
  }

  /// `Z`, `+02:00`; seconds only where there are some, as in the local mean times before zones.
  private static func appendOffset(_ seconds: Int, to bytes: inout [UInt8]) {
    guard seconds != 0 else { return bytes.append(UInt8(ascii: "Z")) }
    bytes.append(UInt8(ascii: seconds < 0 ? "-" : "+"))
    appendNumber(abs(seconds) / 3600, 2, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    appendNumber(abs(seconds) / 60 % 60, 2, to: &bytes)
    guard abs(seconds) % 60 != 0 else { return }
    bytes.append(UInt8(ascii: ":"))
    appendNumber(abs(seconds) % 60, 2, to: &bytes)
  }

  private func appendName(_ name: StaticString, _ full: Bool, to bytes: inout [UInt8]) {
    name.withUTF8Buffer { bytes += full ? $0[...] : $0.prefix(3) }
  }

  private static let months: [StaticString] = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let weekdays: [StaticString] = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}

/// Appends a number in decimal digits with leading zeros.
@inline(__always)
private func appendNumber(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
  if width == 2, 0..<100 ~= number {
    bytes.append(UInt8(48 + number / 10))
    bytes.append(UInt8(48 + number % 10))
    return
  }
  if number < 0 { bytes.append(UInt8(ascii: "-")) }
  let magnitude = abs(number)
  var divisor = 1
  var digits = 1
  while digits < width || magnitude / divisor >= 10 {
    divisor *= 10
    digits += 1
  }
  while divisor > 0 {
    bytes.append(UInt8(48 + magnitude / divisor % 10))
    divisor /= 10
  }
}
