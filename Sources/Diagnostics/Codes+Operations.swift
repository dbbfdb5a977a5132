extension DiagnosticCode {
  static let operationsCodes: [DiagnosticCode] = [
    .operationUnknown, .operationNeeds, .operationBadMove, .operationNotShippable, .operationOrderDeleted,
    .operationBadRefund, .operationBadField, .operationBadState, .operationDeleteAlone, .operationNoTable,
    .operationRepeatBytes, .operationRepeatContent, .operationChargebackCurrency,
  ]

  /// A word that is no operation.
  public static let operationUnknown = DiagnosticCode(
    "operations/unknown", "'{operation}' is no operation", hint: "it may be {known}")
  /// A cell that the operation cannot do without.
  public static let operationNeeds = DiagnosticCode(
    "operations/needs", "'{operation}' needs {field}", hint: "say the {field}")
  /// A change of stage that the table does not allow.
  public static let operationBadMove = DiagnosticCode(
    "operations/bad-move", "order {order} is in {from} and cannot be moved to {to}",
    hint: "from {from} an order can be moved to: {moves}")
  /// An order of which nothing may leave.
  public static let operationNotShippable = DiagnosticCode(
    "operations/not-shippable", "order {order} is in {from}, so that nothing of it can have been shipped",
    hint: "set its stage to Shipping Department in a row before, if it is right")
  /// The order was deleted.
  public static let operationOrderDeleted = DiagnosticCode(
    "operations/order-deleted", "order {order} is deleted",
    hint: "bring it back with daybook deleted undelete {order}, or take the row out")
  /// More money back than there was, or less than was given back by parts.
  public static let operationBadRefund = DiagnosticCode(
    "operations/bad-refund", "{amount} cannot have been refunded of order {order}: {reason}",
    hint: "the amount is the sum of all refunds so far; leave it blank for the whole order")
  /// A field that is none of the merchant's own.
  public static let operationBadField = DiagnosticCode(
    "operations/bad-field", "'{field}' is none of the merchant's own fields", hint: "write a number from 1 to 10")
  /// A state of chargebacks that is none.
  public static let operationBadState = DiagnosticCode(
    "operations/bad-state", "'{state}' is no state of a chargeback",
    hint: "it may be open, answered, won, lost or withdrawn")
  /// A deletion among other operations.
  public static let operationDeleteAlone = DiagnosticCode(
    "operations/delete-alone", "order {order} is deleted by this file, which wants something else of it too",
    hint: "put the deletion into a file of its own, so that each can be reverted for itself")
  /// XML or JSON where a table is needed.
  public static let operationNoTable = DiagnosticCode(
    "operations/not-a-table", "operations come as a table, this file is {format}", hint: "save it as CSV or XLSX")
  /// The same bytes again.
  public static let operationRepeatBytes = DiagnosticCode(
    "operations/repeat-bytes", "this file was applied already: batch {batch} by {user} at {at} read the same bytes",
    hint: "nothing was changed; revert batch {batch} to apply it anew, or say --allow-repeat bytes --reason WHY")
  /// The same rows again.
  public static let operationRepeatContent = DiagnosticCode(
    "operations/repeat-content",
    "these operations were applied already: batch {batch} by {user} at {at} held the same ones",
    hint: "nothing was changed; revert batch {batch} to apply them anew, or say --allow-repeat content --reason WHY")
  /// A chargeback in other money than the order.
  public static let operationChargebackCurrency = DiagnosticCode(
    "operations/chargeback-currency", "the chargeback is in {currency}, order {order} in {own}",
    hint: "it is kept as it is")
}
