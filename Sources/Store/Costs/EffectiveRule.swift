public import Model

/// How the entries of an order become its effective values: the last `set` in force plus the `add`s in force after it,
/// in the order (batch, row); none = unknown (SPEC, Costs).
public enum EffectiveRule {
  /// The values that stand after one more row. `sets` has the bits of the amounts that replace.
  public static func applying(_ amounts: CostValues, sets: Int, to values: CostValues) -> CostValues {
    var result = values
    for kind in CostKind.allCases {
      guard let amount = amounts[kind] else { continue }
      result[kind] = sets & kind.bit != 0 ? amount : (values[kind] ?? 0) + amount
    }
    return result
  }

  /// The values of an order's entries, leaving out reverted batches.
  public static func values(of entries: [LedgerGroup.Entry], without reverted: Set<Int64>) -> CostValues {
    var values = CostValues()
    for entry in entries where !reverted.contains(entry.batch) {
      values = applying(entry.amounts, sets: entry.sets, to: values)
    }
    return values
  }
}
