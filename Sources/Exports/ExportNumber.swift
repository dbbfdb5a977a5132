/// Exact decimal arithmetic on what the store keeps as integers.
enum ExportNumber {
  /// As many decimals as a value of ten-thousandths has, but at least so many.
  @inline(__always)
  static func places(_ e4: Int64, least: Int) -> Int {
    if e4 % 100 == 0 { return least == 2 ? 2 : e4 % 10_000 == 0 ? 0 : e4 % 1000 == 0 ? 1 : 2 }
    return e4 % 10 == 0 ? 3 : 4
  }

  /// As many decimals as a value kept with `scale` places has.
  static func places<T: BinaryInteger>(_ value: T, scale: Int) -> Int {
    var rest = value
    var places = scale
    while places > 0, rest % 10 == 0 {
      rest /= 10
      places -= 1
    }
    return places
  }

  /// A value kept with `scale` places, rounded half away from zero to so many; it is still kept with `scale` places.
  static func rounded(_ value: Int128, scale: Int, places: Int) -> Int128 {
    guard places < scale else { return value }
    let unit = power(scale - places)
    let magnitude = (Int128(value.magnitude) + unit / 2) / unit * unit
    return value < 0 ? -magnitude : magnitude
  }

  /// Ten-thousandths rounded to so many places, half away from zero, as ``Tabular/TableWriter`` writes amounts.
  @inline(__always)
  static func rounded(_ e4: Int64, places: Int) -> Int64 {
    if places >= 4 || (places >= 2 && e4 % 100 == 0) || e4 % powers[4 - places] == 0 { return e4 }
    // In 128 bits, so that nothing overflows at the ends of the range; a written amount is never beyond them by more
    // than a unit.
    return Int64(clamping: rounded(Int128(e4), scale: 4, places: places))
  }

  /// Ten to a power from 0 to 14.
  static func power(_ exponent: Int) -> Int128 {
    exponent < powers.count ? Int128(powers[exponent]) : Int128(powers[6]) * power(exponent - 6)
  }

  /// Ten-thousandths as plain decimal text with at least two places, in 128 bits.
  static func text(_ e4: Int128) -> String {
    var bytes: [UInt8] = []
    ExportNumberForm().append(e4, scale: 4, places: max(2, places(e4, scale: 4)), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let powers: [Int64] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000]
}
