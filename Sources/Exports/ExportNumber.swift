/// Exact decimal arithmetic on what the store keeps as integers.
enum ExportNumber {
  /// As many decimals as a value of ten-thousandths has, but at least so many.
  @inline(__always)
  static func places(_ e4: Int64, least: Int) -> Int {
    if e4 % 100 == 0 { return least == 2 ? 2 : e4 % 10_000 == 0 ? 0 : e4 % 1000 == 0 ? 1 : 2 }
    return e4 % 10 == 0 ? 3 : 4
  }

  /// As many decimals as a value of millionths has.
  static func ratePlaces(_ e6: Int64) -> Int {
    var rest = e6
    var places = 6
    while places > 0, rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    return places
  }

  /// Ten-thousandths rounded to so many places, half away from zero, as ``Tabular/TableWriter`` writes amounts.
  @inline(__always)
  static func rounded(_ e4: Int64, places: Int) -> Int64 {
    if places >= 4 { return e4 }
    let unit = powers[4 - places]
    if e4 % unit == 0 { return e4 }
    // In 128 bits, so that nothing overflows at the ends of the range; a written amount is never beyond them by more
    // than a unit.
    let magnitude = (Int128(e4.magnitude) + Int128(unit / 2)) / Int128(unit) * Int128(unit)
    return Int64(clamping: e4 < 0 ? -magnitude : magnitude)
  }

  /// The digits of a decimal kept with `scale` places, rounded half away from zero to `places`, with marks.
  static func text(_ value: Int64, scale: Int, places: Int, mark: [UInt8], grouping: [UInt8]) -> [UInt8] {
    var magnitude = UInt64(value.magnitude)
    if places < scale {
      let unit = UInt64(powers[scale - places])
      magnitude = magnitude / unit + (magnitude % unit >= unit / 2 ? 1 : 0)
    }
    let shown = min(places, scale)
    var digits = Array(String(magnitude).utf8)
    if digits.count <= shown {
      digits.insert(contentsOf: [UInt8](repeating: 48, count: shown + 1 - digits.count), at: 0)
    }
    let whole = digits[..<(digits.count - shown)]
    var text: [UInt8] = value < 0 && magnitude > 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0 { text += grouping }
      text.append(digit)
    }
    if places > 0 {
      text += mark
      text += digits[(digits.count - shown)...]
      text += [UInt8](repeating: 48, count: places - shown)
    }
    return text
  }

  /// Ten-thousandths as plain decimal text with at least two places, in 128 bits.
  static func text(_ e4: Int128) -> String {
    let magnitude = e4.magnitude
    var fraction = String(magnitude % 10_000)
    fraction = String(repeating: "0", count: 4 - fraction.count) + fraction
    while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
    return "\(e4 < 0 ? "-" : "")\(magnitude / 10_000).\(fraction)"
  }

  private static let powers: [Int64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
}
