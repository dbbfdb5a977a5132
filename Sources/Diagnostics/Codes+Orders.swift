extension DiagnosticCode {
  static let ordersCodes: [DiagnosticCode] = [
    .ordersCurrencyOfCosts,
    .ordersNotInLookup, .ordersBadNumber, .ordersBadFlag, .ordersBadDate, .ordersNoZone, .ordersUnknownStage,
    .ordersBadCurrency, .ordersNoID, .ordersMissingColumn, .ordersMissingField, .ordersTooLarge, .ordersLinesApart,
    .ordersLinesDiffer, .ordersRepeated, .ordersDeleted, .ordersPersonRemoved, .ordersEmptyFile, .ordersWrongShape,
    .ordersNotFound,
  ]

  /// A text that the mapping's lookup does not know.
  public static let ordersNotInLookup = DiagnosticCode(
    "orders/not-in-lookup", "the mapping does not say what '{value}' means for {field}",
    hint: "add it to the values of {field} in the mapping")
  /// A number that cannot be read.
  public static let ordersBadNumber = DiagnosticCode(
    "orders/bad-number", "{field} cannot be '{value}': {reason}",
    hint: "correct the cell, or the decimal_mark and grouping of the mapping")
  /// A flag that is neither yes nor no.
  public static let ordersBadFlag = DiagnosticCode(
    "orders/bad-flag", "{field} cannot be '{value}'", hint: "it may be Y or N, yes or no, true or false, 1 or 0")
  /// A date that fits no pattern.
  public static let ordersBadDate = DiagnosticCode(
    "orders/bad-date", "'{value}' is no date for {field} in any form that the mapping names",
    hint: "add the form to the dates of {field} in the mapping")
  /// A wall-clock time of an unknown place.
  public static let ordersNoZone = DiagnosticCode(
    "orders/no-zone", "'{value}' does not say its time zone, and the mapping does not either",
    hint: "add 'zone: Europe/Berlin' (or another) to the mapping")
  /// A stage that is none.
  public static let ordersUnknownStage = DiagnosticCode(
    "orders/unknown-stage", "'{value}' is no stage of an order",
    hint: "use one such as Shipping Department or Completed Order, or give the mapping values for stage")
  /// A currency that is none.
  public static let ordersBadCurrency = DiagnosticCode(
    "orders/bad-currency", "'{value}' is no currency", hint: "use the three letters of ISO 4217, such as EUR")
  /// A row or record without an order id.
  public static let ordersNoID = DiagnosticCode(
    "orders/no-id", "the order id is blank", hint: "every order needs its id")
  /// A column that the mapping cannot do without.
  public static let ordersMissingColumn = DiagnosticCode(
    "orders/missing-column", "the file has no column {column} for {field}",
    hint: "correct the header, or the mapping's column for {field}")
  /// A field that an order cannot do without.
  public static let ordersMissingField = DiagnosticCode(
    "orders/missing-field", "order {order} has no {field}", hint: "fill it in, or give the mapping a default for it")
  /// More than the store can hold.
  public static let ordersTooLarge = DiagnosticCode(
    "orders/too-large", "the {field} of order {order} is larger than can be kept")
  /// Rows of one order that do not stand together.
  public static let ordersLinesApart = DiagnosticCode(
    "orders/lines-apart", "the rows of order {order} do not stand together: others began in line {first}",
    hint: "sort the file by order, or say 'group: anywhere' in the mapping")
  /// Rows of one order that contradict each other.
  public static let ordersLinesDiffer = DiagnosticCode(
    "orders/lines-differ", "order {order} has another {field} here than before: the first one stands")
  /// The same order twice in one file.
  public static let ordersRepeated = DiagnosticCode(
    "orders/repeated", "order {order} comes again in line {later}: the last one stands")
  /// An order that was deleted.
  public static let ordersDeleted = DiagnosticCode(
    "orders/deleted", "order {order} was deleted and is skipped",
    hint: "'daybook deleted undelete {order}' brings it back; --reuse-deleted makes a new order of this id")
  /// An order whose person was purged or erased.
  public static let ordersPersonRemoved = DiagnosticCode(
    "orders/person-removed", "the person of order {order} was removed by batch {batch} and stays out of the store",
    hint: "the file holds that person and is not kept in the archive; take it out where the file comes from, too")
  /// Nothing in the file.
  public static let ordersEmptyFile = DiagnosticCode("orders/empty", "the file holds no orders")
  /// A file that is not what the mapping reads.
  public static let ordersWrongShape = DiagnosticCode(
    "orders/wrong-shape", "the mapping {mapping} reads {wanted}, and this is {found}",
    hint: "name another mapping with --mapping")
  /// No such order.
  public static let ordersNotFound = DiagnosticCode(
    "orders/not-found", "there is no order {order}", hint: "ids are compared exactly, leading zeros and spaces count")
  /// Costs are kept in the order's currency, which would give them another meaning.
  public static let ordersCurrencyOfCosts = DiagnosticCode(
    "orders/currency-of-costs", "order {order} has costs in {before}, so that its currency cannot become {after}",
    hint: "correct the currency, or revert batch {batch}, which brought costs, first")
}
