/// An ISO 4217 currency code: three capital letters, packed into an integer.
public struct Currency: Sendable, Hashable, Comparable, LosslessStringConvertible {
  /// The three letters, first in the highest byte.
  public let packed: UInt32

  /// A currency from its three letters, in either case; nil for anything else. Membership in ISO 4217 is not checked,
  /// since merchants also keep internal and crypto codes of three letters.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 3 else { return nil }
    var packed: UInt32 = 0
    for byte in bytes {
      let upper = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte - 32 : byte
      guard upper >= UInt8(ascii: "A"), upper <= UInt8(ascii: "Z") else { return nil }
      packed = packed << 8 | UInt32(upper)
    }
    self.packed = packed
  }

  /// A currency that was packed before; three capital letters.
  public init(packed: UInt32) {
    precondition((0..<3).allSatisfy { (65...90).contains(packed >> ($0 * 8) & 255) }, "three packed capital letters")
    self.packed = packed
  }

  /// The three letters.
  public var description: String {
    String(decoding: [UInt8(packed >> 16 & 255), UInt8(packed >> 8 & 255), UInt8(packed & 255)], as: UTF8.self)
  }

  /// By letters.
  public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }
}

/// An exact decimal with four places, kept as ten-thousandths in an Int64.
public struct Amount: Sendable, Hashable, Comparable {
  /// Ten-thousandths.
  public var e4: Int64

  /// An amount of that many ten-thousandths.
  public init(e4: Int64) { self.e4 = e4 }

  /// Nothing, which is not the same as unknown.
  public static let zero = Amount(e4: 0)

  /// Smaller amounts come first.
  public static func < (left: Amount, right: Amount) -> Bool { left.e4 < right.e4 }
}

extension Amount: CustomStringConvertible {
  /// Plain decimal text with at least two and at most four places: `12.50`, `-0.0001`, `1234567.00`.
  public var description: String {
    let magnitude = e4.magnitude
    let whole = magnitude / 10_000
    var fraction = Int(magnitude % 10_000)
    var places = 4
    while places > 2, fraction % 10 == 0 {
      fraction /= 10
      places -= 1
    }
    return "\(e4 < 0 ? "-" : "")\(whole).\(padded(fraction, places))"
  }
}

/// Why a text is not an amount.
public enum AmountError: Error, Sendable, Equatable {
  /// Not a number at all.
  case notANumber
  /// More than four decimals that are not zero.
  case tooManyDecimals
  /// Larger than an Int64 of ten-thousandths can hold.
  case tooLarge
  /// Scientific notation, which a spreadsheet writes for numbers it has already rounded.
  case scientific
}

extension Amount {
  /// Reads a plain decimal: optional sign, digits, optional `.` and digits, surrounding spaces allowed. No grouping, no
  /// currency sign: those belong to a mapping.
  public init(_ text: String) throws(AmountError) {
    var copy = text
    let result: Result<Amount, AmountError> = copy.withUTF8 { utf8 in
      Result { () throws(AmountError) in try Amount(utf8: UnsafeRawBufferPointer(utf8)) }
    }
    self = try result.get()
  }

  /// The same from UTF-8 bytes, without making a String: the form for row paths. With `rounding`, more than four decimals
  /// are rounded to four, halves away from zero.
  public init(
    utf8 bytes: UnsafeRawBufferPointer, decimalMark: UInt8 = UInt8(ascii: "."), rounding: Bool = false
  ) throws(AmountError) {
    var index = 0
    var end = bytes.count
    while index < end, bytes[index] == 32 { index += 1 }
    while end > index, bytes[end - 1] == 32 { end -= 1 }
    var negative = false
    if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      negative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    let first = index
    var value: UInt64 = 0
    func digit() -> UInt64? {
      guard index < end, case let digit = UInt64(bytes[index]) &- 48, digit <= 9 else { return nil }
      index += 1
      return digit
    }
    while let digit = digit() {
      guard value <= Amount.mostBeforeDigit else { throw .tooLarge }
      value = value &* 10 &+ digit
    }
    var hasDigits = index > first
    var places = 0
    var roundsUp = false
    if index < end, bytes[index] == decimalMark {
      index += 1
      while let digit = digit() {
        hasDigits = true
        if places >= 4 {
          guard digit == 0 || rounding else { throw .tooManyDecimals }
          if places == 4 { roundsUp = digit >= 5 }
        } else {
          guard value <= Amount.mostBeforeDigit else { throw .tooLarge }
          value = value &* 10 &+ digit
        }
        places += 1
      }
    }
    if index < end {
      let isScientific =
        hasDigits && bytes[index] | 32 == UInt8(ascii: "e") && Amount.isExponent(bytes, from: index + 1, to: end)
      throw isScientific ? .scientific : .notANumber
    }
    guard hasDigits else { throw .notANumber }
    let (scaled, overflow) = value.multipliedReportingOverflow(by: Amount.scale(behind: places))
    guard !overflow, case let value = scaled + (roundsUp ? 1 : 0), value <= UInt64(Int64.max) else { throw .tooLarge }
    self.init(e4: negative ? -Int64(value) : Int64(value))
  }

  /// A digit behind any larger number might not fit.
  private static var mostBeforeDigit: UInt64 { (UInt64(Int64.max) - 9) / 10 }

  /// What makes ten-thousandths of a number with so many decimals.
  @inline(__always)
  private static func scale(behind places: Int) -> UInt64 {
    switch places {
    case 0: 10_000
    case 1: 1_000
    case 2: 100
    case 3: 10
    default: 1
    }
  }

  private static func isExponent(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) -> Bool {
    var index = start
    if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
    return index < end && bytes[index] >= 48 && bytes[index] <= 57
  }
}

/// An amount of a currency.
public struct Money: Sendable, Hashable {
  /// How much.
  public var amount: Amount
  /// Of what.
  public var currency: Currency

  /// An amount of a currency.
  public init(_ amount: Amount, _ currency: Currency) {
    self.amount = amount
    self.currency = currency
  }
}
