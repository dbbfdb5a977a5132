import Diagnostics
import Model

/// How a source writes numbers: the decimal mark, what groups digits, and what a whole stands for.
struct NumberForm: Sendable {
  /// The byte before the decimals.
  var decimalMark = UInt8(ascii: ".")
  /// A byte between groups of digits that is left out; nil where there is none.
  var grouping: UInt8?
  /// 100 where the source counts in hundredths.
  var scale: Int64 = 1
  /// Whether more than four decimals are rounded, halves away from zero; they are a mistake where not.
  var isRounding = false

  /// Plain decimal text with `.` as its mark, without grouping.
  private func plain(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    bytes.compactMap { $0 == grouping ? nil : $0 == decimalMark ? UInt8(ascii: ".") : $0 }
  }

  /// An amount in ten-thousandths.
  func amount(_ bytes: UnsafeRawBufferPointer) throws(AmountError) -> Int64 {
    let value: Int64
    if grouping != nil {
      let plain = plain(bytes)
      let read: Result<Amount, AmountError> = plain.withUnsafeBytes { utf8 in
        Result { () throws(AmountError) in try Amount(utf8: utf8, rounding: isRounding) }
      }
      value = try read.get().e4
    } else {
      value = try Amount(utf8: bytes, decimalMark: decimalMark, rounding: isRounding).e4
    }
    return try scaled(value)
  }

  /// An amount that the source counts by its scale.
  func scaled(_ value: Int64) throws(AmountError) -> Int64 {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: scale)
    guard rest != 0 else { return whole }
    guard isRounding else { throw .tooManyDecimals }
    return rest.magnitude * 2 < scale.magnitude ? whole : whole + rest.signum()
  }

  /// A decimal as text with all its places; nil where it is none.
  func decimalText(_ bytes: UnsafeRawBufferPointer) -> String? {
    let plain = plain(bytes)
    let digits = plain.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard plain.count - digits.count <= 1, digits.contains(where: { $0 >= 48 && $0 <= 57 }),
      digits.allSatisfy({ $0 >= 48 && $0 <= 57 || $0 == UInt8(ascii: ".") }),
      digits.count(where: { $0 == UInt8(ascii: ".") }) <= 1
    else { return nil }
    return String(decoding: plain, as: UTF8.self)
  }

  /// A rate in millionths, `0.0825` or `8.25%`; nil where it is none or has more places.
  func rate(_ bytes: UnsafeRawBufferPointer) -> Int64? {
    var plain = plain(bytes)
    var shift = 6
    if plain.last == UInt8(ascii: "%") {
      plain.removeLast()
      shift = 4
    }
    var value: Int64 = 0
    var places: Int?
    let isNegative = plain.first == UInt8(ascii: "-")
    if isNegative { plain.removeFirst() }
    guard !plain.isEmpty, plain.count < 18 else { return nil }
    for byte in plain {
      if byte == UInt8(ascii: "."), places == nil {
        places = 0
        continue
      }
      guard byte >= 48, byte <= 57 else { return nil }
      if let found = places {
        if found == shift {
          guard byte == 48 else { return nil }
          continue
        }
        places = found + 1
      }
      value = value * 10 + Int64(byte - 48)
    }
    for _ in (places ?? 0)..<shift {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      value = product
    }
    return isNegative ? -value : value
  }
}
