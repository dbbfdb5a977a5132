import Diagnostics
public import Model

/// A sum of money that is added up without overflow and refused where it is beyond half of what an amount can hold, so
/// that the difference of two sums always is an amount too. Every total that a batch keeps or a report shows is one.
public struct MoneySum: Sendable {
  // A sum of Int64s may not fit one.
  private var e4: Int128 = 0

  /// The greatest magnitude, in ten-thousandths: 461 trillion.
  public static let largest = UInt128(Int64.max / 2)

  /// Nothing.
  public init() {}

  /// Whether it is zero.
  public var isZero: Bool { e4 == 0 }

  /// Adds ten-thousandths.
  @inline(__always)
  public mutating func add(_ amount: Int64) { e4 += Int128(amount) }

  /// Adds millions of ten-thousandths and the rest, as SQLite sums them.
  mutating func add(millions: Int64, rest: Int64) { e4 += Int128(millions) * 1_000_000 + Int128(rest) }

  /// The sum; fails with `rejected` where it is too large. `what` says of what it is the sum.
  public func amount(of what: String) throws -> Amount {
    guard e4.magnitude <= MoneySum.largest else {
      throw Failure(.rejected, .sumTooLarge, facts: ["what": what])
    }
    return Amount(e4: Int64(e4))
  }
}
