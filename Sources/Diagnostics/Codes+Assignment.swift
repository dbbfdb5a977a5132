extension DiagnosticCode {
  static let assignmentCodes: [DiagnosticCode] = [
    .costsNotUnallocated, .costsAssignedAlready, .costsAssignedTwice, .costsBadAssignment,
  ]

  /// No such row without an order.
  public static let costsNotUnallocated = DiagnosticCode(
    "costs/not-unallocated", "row {row} brought no cost without an order",
    hint: "'daybook costs unallocated list' shows BATCH:LINE of those that did")
  /// Assigned by another batch.
  public static let costsAssignedAlready = DiagnosticCode(
    "costs/assigned-already", "the cost of row {row} belongs to order {order}: batch {batch} assigned it",
    hint: "revert batch {batch} first, if that was wrong")
  /// Two orders for one row.
  public static let costsAssignedTwice = DiagnosticCode(
    "costs/assigned-twice", "the cost of row {row} is assigned to order {order} too", hint: "keep one of the two")
  /// Not BATCH:LINE.
  public static let costsBadAssignment = DiagnosticCode(
    "costs/bad-assignment", "the row does not say which cost it means: batch '{batch}', line '{line}'",
    hint: "'daybook costs unallocated list --format csv' writes such a file; fill in its column order_id")
}
