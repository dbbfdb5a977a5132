extension DiagnosticCode {
  static let costFileCodes: [DiagnosticCode] = [
    .costsNoSign, .costsBadDate, .costsBadCurrency, .costsRowIdentity, .costsUnknownRecord, .costsWrongReport,
    .costsMissingColumns, .costsDayOrMonth, .costsPointOrComma, .costsNotRecognised, .costsOtherSheet,
    .costsUnmatched, .costsNoKey, .costsAmbiguousOrder, .costsUnclassified, .costsControlTotal,
  ]

  /// A cell that should say whether an amount is charged or given back.
  public static let costsNoSign = DiagnosticCode(
    "costs/no-sign", "{value} in {column} does not say whether the amount is plus or minus",
    hint: "correct the cell, or add what it says to plus or minus of the mapping's sign")
  /// A day that cannot be read.
  public static let costsBadDate = DiagnosticCode(
    "costs/bad-date", "{value} in {column} is no date in any form that the mapping names",
    hint: "correct the cell, or add its form to the dates of the mapping")
  /// A currency that is none.
  public static let costsBadCurrency = DiagnosticCode(
    "costs/bad-currency", "{value} is no currency", hint: "use the three letters of ISO 4217, such as EUR")
  /// A row that contradicts itself.
  public static let costsRowIdentity = DiagnosticCode(
    "costs/row-identity",
    "the amounts of the row come to {sum}, and {column} says {stated}: the difference is {difference}",
    hint: "export the file again from its source; an amount was changed, or a column is missing")
  /// A record that the mapping does not speak of.
  public static let costsUnknownRecord = DiagnosticCode(
    "costs/unknown-record", "records of the tag {tag} are not read",
    hint: "the mapping does not name them; check that they hold no costs")
  /// Another file of the same source.
  public static let costsWrongReport = DiagnosticCode(
    "costs/wrong-report", "this is {name}, which does not hold what an import of costs needs", hint: "{advice}")
  /// A header that is not the mapping's.
  public static let costsMissingColumns = DiagnosticCode(
    "costs/missing-columns", "this is no file for the mapping {mapping}; it lacks: {missing}",
    hint: "its columns are: {found}; name another mapping with --mapping")
  /// Days that may be read in two ways.
  public static let costsDayOrMonth = DiagnosticCode(
    "costs/day-or-month", "no date of this file tells day from month; {value} is read in the mapping's first form",
    hint: "if that is wrong, copy the mapping {mapping} into mappings/ and name only the right form in its date")
  /// Amounts that may be read in two ways.
  public static let costsPointOrComma = DiagnosticCode(
    "costs/point-or-comma", "no amount of this file tells its decimal mark; {value} is read as with a point",
    hint: "if that is wrong, copy the mapping {mapping} into mappings/ and write decimal_mark: \",\" into it")
  /// No order has what the row names.
  public static let costsUnmatched = DiagnosticCode(
    "costs/unmatched", "no order has {keys}",
    hint:
      "import the order first; costs that a mapping keeps as unallocated are assigned with 'daybook costs unallocated'")
  /// A cost of an order that names none.
  public static let costsNoKey = DiagnosticCode(
    "costs/no-key", "the row names nothing that an order can be found by",
    hint: "add a column that names the order to the mapping; 'daybook costs unallocated' assigns costs that were kept")
  /// Several orders have what the row names.
  public static let costsAmbiguousOrder = DiagnosticCode(
    "costs/ambiguous-order", "{count} orders have {key}",
    hint: "correct the orders; 'daybook costs unallocated' assigns costs that were kept")
  /// A row of a kind that the mapping does not know.
  public static let costsUnclassified = DiagnosticCode(
    "costs/unclassified", "the mapping {mapping} does not say what rows of this kind{row} are",
    hint: "add them to its rows: order_cost, unallocated or not_a_cost")
  /// What the file states of itself is not what its rows say.
  public static let costsControlTotal = DiagnosticCode(
    "costs/control-total",
    "{name}: the file states {stated}, and its rows come to {found}: the difference is {difference}",
    hint: "{advice}")
  /// A workbook whose costs stand on another sheet than the one that is read.
  public static let costsOtherSheet = DiagnosticCode(
    "costs/other-sheet", "no mapping for costs knows the first sheet; {mapping} knows the sheet {sheet}",
    hint: "name the sheet: --sheet \"{sheet}\"")
  /// A file that no mapping knows.
  public static let costsNotRecognised = DiagnosticCode(
    "costs/not-recognised",
    "no mapping for costs knows this file; the nearest is {nearest}, for which it lacks: {missing}",
    hint:
      "name a mapping with --mapping ('daybook mapping list' shows them), or let 'daybook mapping guess' write a first one"
  )
}
