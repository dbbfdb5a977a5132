import Model

/// A pattern such as `dd MMM yyyy HH:mm:ss` that says how a source writes dates and times.
///
/// Letters (their number matters): `yyyy` `yy` (2000 to 2099), `MM` or `M`, `MMM` (JAN to DEC, any case, English), `dd`
/// or `d`, `HH` or `H`, `hh` or `h` with `a` (AM or PM), `mm`, `ss`, `SSS`, `EEE` (a weekday, not checked), `Z` (an
/// offset: `+0200`, `-08:00`, `Z`). Everything else stands for itself; letters that do go in single quotes. The pattern
/// `iso` is ISO 8601.
struct DatePattern: Sendable, Hashable {
  private enum Part: Hashable {
    case year, shortYear, month, monthName, day, hour, hour12, half, minute, second, millisecond, weekday, offset
    case literal(UInt8)
  }

  private let parts: [Part]
  private let isISO: Bool

  /// ISO 8601: `2026-09-30`, `2026-09-30T12:00:00Z`, `2026-09-30 12:00 +0200`.
  static let iso = DatePattern(parts: [], isISO: true)

  private init(parts: [Part], isISO: Bool) {
    self.parts = parts
    self.isISO = isISO
  }

  /// Compiles a pattern; nil where it holds a letter that means nothing or lacks year, month or day.
  init?(_ text: String) {
    if text == "iso" {
      self = .iso
      return
    }
    guard let pieces = DatePatternPiece.all(of: text) else { return nil }
    var parts: [Part] = []
    for piece in pieces {
      switch piece {
      case .literal(let bytes): parts += bytes.map(Part.literal)
      case .letters(let letters):
        guard let part = DatePattern.part(letters) else { return nil }
        parts.append(part)
      }
    }
    let has = Set(parts)
    guard has.contains(.year) || has.contains(.shortYear), has.contains(.day),
      has.contains(.month) || has.contains(.monthName), has.contains(.hour12) == has.contains(.half)
    else { return nil }
    self.init(parts: parts, isISO: false)
  }

  private static func part(_ letters: String) -> Part? {
    switch letters {
    case "yyyy": .year
    case "yy": .shortYear
    case "M", "MM": .month
    case "MMM": .monthName
    case "d", "dd": .day
    case "H", "HH": .hour
    case "h", "hh": .hour12
    case "a": .half
    case "mm": .minute
    case "ss": .second
    case "SSS": .millisecond
    case "EEE": .weekday
    case "Z": .offset
    default: nil
    }
  }

  /// The reading of a text, with its offset from UTC where it has one; nil where the text does not fit.
  func read(_ bytes: ArraySlice<UInt8>) -> (wall: WallTime, offsetSeconds: Int?)? {
    if isISO { return ISOTime(bytes: bytes).map { ($0.wall, $0.offsetSeconds) } }
    var scan = DateScan(rest: bytes)
    for part in parts {
      guard take(part, &scan) else { return nil }
    }
    guard scan.rest.isEmpty else { return nil }
    return scan.reading
  }

  private func take(_ part: Part, _ scan: inout DateScan) -> Bool {
    switch part {
    case .year: scan.number(4...4, in: 0...9999) { $0.year = $1 }
    case .shortYear: scan.number(2...2, in: 0...99) { $0.year = 2000 + $1 }
    case .month: scan.number(1...2, in: 1...12) { $0.month = $1 }
    case .monthName: scan.monthName()
    case .day: scan.number(1...2, in: 1...31) { $0.day = $1 }
    case .hour: scan.number(1...2, in: 0...23) { $0.hour = $1 }
    case .hour12: scan.number(1...2, in: 1...12) { $0.hour = $1 % 12 }
    case .half: scan.half()
    case .minute: scan.number(2...2, in: 0...59) { $0.minute = $1 }
    case .second: scan.number(2...2, in: 0...59) { $0.second = $1 }
    case .millisecond: scan.number(3...3, in: 0...999) { $0.millisecond = $1 }
    case .weekday: scan.letters(3) != nil
    case .offset: scan.zone()
    case .literal(let byte): scan.literal(byte)
    }
  }
}

/// A text on its way through a pattern, and what was found in it.
private struct DateScan {
  var rest: ArraySlice<UInt8>
  var year = 0
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  var isAfternoon = false
  var offset: Int?

  init(rest: ArraySlice<UInt8>) { self.rest = rest }

  var reading: (wall: WallTime, offsetSeconds: Int?)? {
    guard let date = CivilDate(year: year, month: month, day: day) else { return nil }
    let seconds = (hour + (isAfternoon ? 12 : 0)) * 3600 + minute * 60 + second
    return (WallTime(date: date, secondOfDay: Int32(seconds), millisecond: Int32(millisecond)), offset)
  }

  mutating func number(
    _ digits: ClosedRange<Int>, in range: ClosedRange<Int>, _ store: (inout DateScan, Int) -> Void
  ) -> Bool {
    var value = 0
    var count = 0
    while count < digits.upperBound, let byte = rest.first, byte >= 48, byte <= 57 {
      value = value * 10 + Int(byte - 48)
      count += 1
      rest = rest.dropFirst()
    }
    guard digits.contains(count), range.contains(value) else { return false }
    store(&self, value)
    return true
  }

  mutating func letters(_ count: Int) -> String? {
    guard rest.count >= count else { return nil }
    let letters = rest.prefix(count).map { $0 | 32 }
    guard letters.allSatisfy({ $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }) else { return nil }
    rest = rest.dropFirst(count)
    return String(decoding: letters, as: UTF8.self)
  }

  mutating func monthName() -> Bool {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    guard let name = letters(3), let place = names.firstIndex(of: name) else { return false }
    month = place + 1
    return true
  }

  mutating func half() -> Bool {
    guard let name = letters(2), name == "am" || name == "pm" else { return false }
    isAfternoon = name == "pm"
    return true
  }

  mutating func literal(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func zone() -> Bool {
    if literal(UInt8(ascii: "Z")) {
      offset = 0
      return true
    }
    guard let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
    rest = rest.dropFirst()
    var hours = 0
    var minutes = 0
    guard number(2...2, in: 0...26, { hours = $1 }) else { return false }
    _ = literal(UInt8(ascii: ":"))
    guard number(2...2, in: 0...59, { minutes = $1 }) else { return false }
    offset = (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
    return true
  }
}
