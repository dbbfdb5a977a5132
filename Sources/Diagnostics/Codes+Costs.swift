extension DiagnosticCode {
  static let costsCodes: [DiagnosticCode] = [
    .costsUnknownOrder, .costsDeletedOrder, .costsNoOrderID, .costsDamagedID, .costsBadAmount, .costsTooManyDecimals,
    .costsAmountTooLarge, .costsTwoAmounts, .costsConflict, .costsNoOrderColumn, .costsNoAmountColumn,
    .costsDoubleColumn,
    .costsIgnoredColumn, .costsNoRows, .costsEmptyFile, .costsRepeatBytes, .costsRepeatContent, .costsOrderNotFound,
    .costsNotATable,
  ]

  /// The order id is not in the store.
  public static let costsUnknownOrder = DiagnosticCode(
    "costs/unknown-order", "there is no order {order}",
    hint: "import the order first, or correct the id; ids are compared exactly, leading zeros count")
  /// The order was deleted.
  public static let costsDeletedOrder = DiagnosticCode(
    "costs/order-deleted", "order {order} is deleted",
    hint: "bring it back with daybook deleted undelete {order}, or take the row out")
  /// A row with amounts and no id.
  public static let costsNoOrderID = DiagnosticCode(
    "costs/no-order-id", "the row has amounts but no order id", hint: "fill in the order id or clear the row")
  /// A spreadsheet has rounded the id.
  public static let costsDamagedID = DiagnosticCode(
    "costs/damaged-id", "the order id {order} was damaged by a spreadsheet, which keeps 15 digits of a number",
    hint: "format the column as text in the source and export again")
  /// Not an amount.
  public static let costsBadAmount = DiagnosticCode(
    "costs/bad-amount", "{value} is not an amount",
    hint: "write a plain number such as 12.50; leave the cell blank to keep the value as it is")
  /// Finer than money is kept.
  public static let costsTooManyDecimals = DiagnosticCode(
    "costs/too-many-decimals", "{value} has more than four decimals", hint: "round it to four decimals in the source")
  /// Beyond what the ledger holds.
  public static let costsAmountTooLarge = DiagnosticCode(
    "costs/amount-too-large", "{value} is larger than a cost can be", hint: "check the amount and its decimal mark")
  /// Two columns of one cost are filled in the same row.
  public static let costsTwoAmounts = DiagnosticCode(
    "costs/two-amounts", "the row says twice what {kind} cost: {value} is the second amount",
    hint: "clear one of the two cells")
  /// Two rows that cannot both stand.
  public static let costsConflict = DiagnosticCode(
    "costs/conflict", "order {order} has several different values for {kind} in this file",
    hint: "keep one row, or say --on-conflict last or --on-conflict sum")
  /// The header lacks the key.
  public static let costsNoOrderColumn = DiagnosticCode(
    "costs/no-order-column", "the header has no column {column}; it has: {found}",
    hint: "the first row must hold the column names; name another mapping with --mapping if this is another report")
  /// The header has nothing to import.
  public static let costsNoAmountColumn = DiagnosticCode(
    "costs/no-amount-column", "the header has none of the columns {columns}; it has: {found}",
    hint: "check the spelling of the header; letter case and order do not matter")
  /// A column stands twice.
  public static let costsDoubleColumn = DiagnosticCode(
    "costs/double-column", "the column {column} stands twice", hint: "remove or rename one of them")
  /// A column that the mapping does not know.
  public static let costsIgnoredColumn = DiagnosticCode(
    "costs/ignored-column", "the column {column} is ignored", hint: "the mapping {mapping} does not use it")
  /// Only a header.
  public static let costsNoRows = DiagnosticCode("costs/no-rows", "the file has a header and no rows")
  /// Not even a header.
  public static let costsEmptyFile = DiagnosticCode(
    "costs/empty-file", "the file has no header", hint: "the first row must hold the column names")
  /// The same bytes again.
  public static let costsRepeatBytes = DiagnosticCode(
    "costs/repeat-bytes", "this file was imported already: batch {batch} by {user} at {at} read the same bytes",
    hint: "nothing was changed; revert batch {batch} to import it anew, or say --allow-repeat bytes --reason WHY")
  /// The same rows again.
  public static let costsRepeatContent = DiagnosticCode(
    "costs/repeat-content", "these rows were imported already: batch {batch} by {user} at {at} held the same ones",
    hint: "nothing was changed; revert batch {batch} to import them anew, or say --allow-repeat content --reason WHY")
  /// No such order to explain.
  public static let costsOrderNotFound = DiagnosticCode(
    "costs/order-not-found", "there is no order {order}", hint: "ids are compared exactly, leading zeros count")
  /// XML or JSON where a table is needed.
  public static let costsNotATable = DiagnosticCode(
    "costs/not-a-table", "a cost sheet is a table, this file is {format}", hint: "save it as CSV or XLSX")
}
