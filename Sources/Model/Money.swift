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
    var value: UInt64 = 0
    var digits = 0
    var places = -1
    var roundsUp = false
    while index < end {
      let byte = bytes[index]
      index += 1
      if byte >= 48, byte <= 57 {
        digits += 1
        if places >= 4 {
          if byte != 48, !rounding { throw .tooManyDecimals }
          if places == 4 { roundsUp = byte >= 53 }
          places += 1
          continue
        }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        guard !overflow, product <= UInt64(Int64.max) - 9 else { throw .tooLarge }
        value = product + UInt64(byte - 48)
        if places >= 0 { places += 1 }
      } else if byte == decimalMark, places < 0 {
        places = 0
      } else if byte | 32 == UInt8(ascii: "e"), digits > 0, Amount.isExponent(bytes, from: index, to: end) {
        throw .scientific
      } else {
        throw .notANumber
      }
    }
    guard digits > 0 else { throw .notANumber }
    for _ in min(max(places, 0), 4)..<4 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      guard !overflow, product <= UInt64(Int64.max) else { throw .tooLarge }
      value = product
    }
    if roundsUp { value += 1 }
    guard value <= UInt64(Int64.max) else { throw .tooLarge }
    self.init(e4: negative ? -Int64(value) : Int64(value))
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
