import Diagnostics
import Model

/// When a cost that can be applied is probably wrong all the same: warnings, never errors.
public struct CostSuspicions: Sendable {
  /// A cost above so many percent of its order's total is suspicious.
  public var percentOfTotal: Int
  /// The usual threshold: what costs more than the customer paid is a loss or a mistake.
  public static let usualPercent = 100
  /// A day so long after its order was made is suspicious: no carrier and no processor bills later.
  static let lifeInDays = 366

  /// Thresholds.
  public init(percentOfTotal: Int = CostSuspicions.usualPercent) { self.percentOfTotal = percentOfTotal }

  /// Calls `body` with the amounts of a row that are more than its order can have cost. Orders of no value cost something
  /// too.
  @inline(__always)
  func forEachAbove(_ cost: CostRecord, total: Int64, _ body: (CostKind, Int64) throws -> Void) rethrows {
    let (most, isBeyond) = total.multipliedReportingOverflow(by: Int64(percentOfTotal))
    // What does not fit is more than any amount.
    guard total > 0, !isBeyond else { return }
    // Amounts are whole: what is above the quotient is above what was rounded away.
    try cost.forEachAmount { if $1 > most / 100 { try body($0, $1) } }
  }

  /// The warning about an amount.
  func aboveTotal(_ order: String, _ kind: CostKind, _ amount: Int64, total: Int64, at place: SourceLocation)
    -> Diagnostic
  {
    let facts = [
      "order": "'\(order)'", "kind": kind.rawValue, "amount": Amount(e4: amount).description,
      "total": Amount(e4: total).description, "percent": String(percentOfTotal),
    ]
    return Diagnostic(.warning, .costsAboveTotal, at: place, facts: facts)
  }

  /// The warning about costs of a rejected order.
  func rejected(_ order: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(.warning, .costsRejectedOrder, at: place, facts: ["order": "'\(order)'"])
  }

  /// Whether a day cannot belong to an order. One day of grace: the order's day is in UTC.
  func isOutside(_ day: CivilDate, madeOn: CivilDate) -> Bool {
    day < madeOn.adding(days: -1) || day > madeOn.adding(days: CostSuspicions.lifeInDays)
  }

  /// Whether one amount is a hundred times the other or more: a decimal mark was lost. What replaces is compared both ways;
  /// what is added may well be small beside what stood.
  @inline(__always)
  static func isHundredfold(_ amount: Int64, beside other: Int64, isReplacing: Bool) -> Bool {
    let (new, old) = (amount.magnitude, other.magnitude)
    guard new != 0, old != 0 else { return false }
    // What does not fit times a hundred is beyond any amount.
    let (least, isBeyond) = old.multipliedReportingOverflow(by: 100)
    if !isBeyond, new >= least { return true }
    guard isReplacing else { return false }
    let (most, isFar) = new.multipliedReportingOverflow(by: 100)
    return !isFar && old >= most
  }
}

/// How large the amounts of a file usually are: their median by kind, from counts in classes about three percent wide.
struct AmountScale {
  private var counts: [UInt32] = []
  /// A median of fewer amounts says nothing.
  private static let fewest = 10
  private static let fractionBits: UInt64 = 5
  private static let places = 64 << 5

  /// Counts a row's amounts; nothing and zero do not count.
  mutating func add(_ cost: CostRecord) {
    if counts.isEmpty { counts = Array(repeating: 0, count: CostKind.allCases.count * AmountScale.places) }
    counts.withUnsafeMutableBufferPointer { counts in
      cost.forEachAmount { kind, amount in
        if amount == 0 { return }
        counts[kind.index * AmountScale.places + AmountScale.place(of: amount.magnitude)] += 1
      }
    }
  }

  /// The medians by kind, rounded down to their classes; 0 where there are too few amounts.
  func medians() -> [Int64] {
    guard !counts.isEmpty else { return CostKind.allCases.map { _ in 0 } }
    return CostKind.allCases.map { kind in
      let counts = counts[kind.index * AmountScale.places..<(kind.index + 1) * AmountScale.places]
      let total = counts.reduce(0) { $0 + Int($1) }
      guard total >= AmountScale.fewest else { return 0 }
      var rest = total / 2
      for (place, count) in counts.enumerated() {
        if rest < Int(count) { return AmountScale.amount(at: place) }
        rest -= Int(count)
      }
      return 0
    }
  }

  /// The position of the highest bit and the bits behind it.
  private static func place(of magnitude: UInt64) -> Int {
    let exponent = UInt64(63 - magnitude.leadingZeroBitCount)
    let shifted =
      exponent >= fractionBits ? magnitude >> (exponent - fractionBits) : magnitude << (fractionBits - exponent)
    return Int(exponent << fractionBits | shifted & (1 << fractionBits - 1))
  }

  private static func amount(at place: Int) -> Int64 {
    let exponent = UInt64(place) >> fractionBits
    let leading = 1 << fractionBits | UInt64(place) & (1 << fractionBits - 1)
    let amount = exponent >= fractionBits ? leading << (exponent - fractionBits) : leading >> (fractionBits - exponent)
    return Int64(truncatingIfNeeded: amount)
  }
}
