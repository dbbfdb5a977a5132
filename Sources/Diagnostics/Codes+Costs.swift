extension DiagnosticCode {
  static let costsCodes: [DiagnosticCode] = [
    .costsUnknownOrder, .costsDeletedOrder, .costsNoOrderID, .costsDamagedID, .costsBadAmount, .costsTooManyDecimals,
    .costsLeftOut, .costsAmountTooLarge, .costsTwoAmounts, .costsConflict, .costsNoOrderColumn, .costsNoAmountColumn,
    .costsDoubleColumn, .costsExtraCell,
    .costsIgnoredColumn, .costsNoRows, .costsEmptyFile, .costsRepeatBytes, .costsRepeatContent, .costsOrderNotFound,
    .costsNotATable, .costsRepeatEntries, .costsRepeatedEntry, .costsRepeatedReference, .costsDoubleReference,
    .costsReferenceElsewhere, .costsAboveTotal, .costsHundredfold, .costsRejectedOrder, .costsOtherCurrency,
    .costsOutsideLife,
  ]

  /// The order id is not in the store.
  public static let costsUnknownOrder = DiagnosticCode(
    "costs/unknown-order", "there is no order {order}",
    hint: "import the order first, or correct the id; ids are compared exactly, leading zeros and spaces count")
  /// The order was deleted.
  public static let costsDeletedOrder = DiagnosticCode(
    "costs/order-deleted", "order {order} is deleted",
    hint: "bring it back with daybook deleted undelete {order} unless it was purged, or take the row out")
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
  /// A later batch relies on the reverted one to hold its repeats.
  public static let costsLeftOut = DiagnosticCode(
    "costs/left-out", "batch {later} left out {rows} of its rows as repeats of earlier batches, maybe of batch {batch}",
    hint: "if they are missed, revert batch {later} and import its file again: daybook batches input {later} -o FILE")
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
  /// A row of a text that is longer than its header.
  public static let costsExtraCell = DiagnosticCode(
    "costs/extra-cell", "the row has {value} behind the {columns} columns of the header",
    hint: "a delimiter within a cell moves what follows: put that cell in quotes, or remove what is too much")
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
  /// One batch holds much of the file.
  public static let costsRepeatEntries = DiagnosticCode(
    "costs/repeat-entries",
    "{held} of the entries, at least half of the file, were imported already: batch {batch} by {user} at {at} holds them",
    hint: "nothing was changed; apply the others with --skip-repeats, or all of them with --allow-repeat entries "
      + "--reason WHY")
  /// An entry like one of an earlier batch.
  public static let costsRepeatedEntry = DiagnosticCode(
    "costs/repeated-entry", "{order} has the same {kind} cost of {amount} by batch {batch} already",
    hint: "it counts again; leave such entries out with --skip-repeats")
  /// A reference that an earlier batch has.
  public static let costsRepeatedReference = DiagnosticCode(
    "costs/repeated-reference", "batch {batch} has the {kind} cost of this reference already ({order})",
    hint: "leave such rows out with --skip-repeats, or apply them with --allow-repeat entries --reason WHY")
  /// A reference that the file has twice.
  public static let costsDoubleReference = DiagnosticCode(
    "costs/double-reference", "the file has the {kind} cost of this reference twice ({order})",
    hint: "leave such rows out with --skip-repeats, or apply them with --allow-repeat entries --reason WHY")
  /// A reference under two orders.
  public static let costsReferenceElsewhere = DiagnosticCode(
    "costs/reference-elsewhere", "this reference stands under another order too",
    hint: "see which order it belongs to; the row is applied")
  /// More than the order is worth.
  public static let costsAboveTotal = DiagnosticCode(
    "costs/above-total", "{amount} for {kind} is more than {percent} % of the total {total} of order {order}",
    hint: "check the amount and its decimal mark; the row is applied")
  /// A decimal mark was lost.
  public static let costsHundredfold = DiagnosticCode(
    "costs/hundredfold", "{amount} for {kind} is a hundred times more or less than {what}: {other}",
    hint: "check the decimal mark; the row is applied")
  /// Costs of an order that was rejected.
  public static let costsRejectedOrder = DiagnosticCode(
    "costs/rejected-order", "order {order} is rejected and has costs all the same",
    hint: "see whether it was shipped; the row is applied")
  /// Another currency than the order's.
  public static let costsOtherCurrency = DiagnosticCode(
    "costs/other-currency", "the amount is in {currency}, order {order} in {own}",
    hint: "it is kept as it is, beside the costs in the order's currency")
  /// A day before the order was made or long after.
  public static let costsOutsideLife = DiagnosticCode(
    "costs/outside-life", "the day {day} is outside the life of order {order}, made on {made}",
    hint: "check the date's format and the order; the row is applied")
  /// No such order to explain.
  public static let costsOrderNotFound = DiagnosticCode(
    "costs/order-not-found", "there is no order {order}",
    hint: "ids are compared exactly, leading zeros and spaces count")
  /// XML or JSON where a table is needed.
  public static let costsNotATable = DiagnosticCode(
    "costs/not-a-table", "a cost sheet is a table, this file is {format}",
    hint: "save a sheet of costs as CSV or XLSX; a file of orders is for daybook orders import")
}
