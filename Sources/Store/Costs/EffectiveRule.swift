import Diagnostics
public import Model

/// How the entries of an order become its effective values: the last `set` in force plus the `add`s in force after it,
/// in the order (batch, row); none = unknown (SPEC, Costs).
public enum EffectiveRule {
  /// Largest magnitude of a value: a hundred trillion in ten-thousandths. Sums of what stands and of one more entry fit an
  /// Int64 by far.
  static let largest: UInt64 = 1_000_000_000_000_000_000

  /// The values that stand after one more row. `sets` has the bits of the amounts that replace. Fails with `rejected` where
  /// a value would be beyond a hundred trillion.
  public static func applying(_ amounts: CostValues, sets: Int, to values: CostValues) throws -> CostValues {
    var result = values
    try apply(amounts.shipping, .shipping, sets, to: &result.shipping)
    try apply(amounts.fulfillment, .fulfillment, sets, to: &result.fulfillment)
    try apply(amounts.payment, .payment, sets, to: &result.payment)
    try apply(amounts.other, .other, sets, to: &result.other)
    return result
  }

  @inline(__always)
  private static func apply(_ amount: Int64?, _ kind: CostKind, _ sets: Int, to value: inout Int64?) throws {
    guard let amount else { return }
    let after = sets & kind.bit != 0 ? amount : (value ?? 0) + amount
    guard after.magnitude <= largest else {
      throw Failure(.rejected, .costsAmountTooLarge, facts: ["value": "an order's sum of \(kind.rawValue) costs"])
    }
    value = after
  }

  /// The values of an order's entries, leaving out reverted batches.
  public static func values(of entries: [LedgerGroup.Entry], without reverted: Set<Int64>) throws -> CostValues {
    var values = CostValues()
    for entry in entries where !reverted.contains(entry.batch) {
      values = try applying(entry.amounts, sets: entry.sets, to: values)
    }
    return values
  }
}
