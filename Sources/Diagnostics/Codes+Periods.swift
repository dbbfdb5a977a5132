extension DiagnosticCode {
  static let periodsCodes: [DiagnosticCode] = [
    .costsClosedPeriod, .periodClosed, .periodClosedAlready, .periodNotClosed, .periodNotEnded, .periodNoDate,
  ]

  /// A row that is dated into a closed month.
  public static let costsClosedPeriod = DiagnosticCode(
    "costs/closed-period", "the row is dated {date}, and {month} was closed by {user} with batch {batch}",
    hint: "date it into an open month with --dated, or open that one: daybook periods reopen {month} --reason WHY")
  /// A change of money in a closed month.
  public static let periodClosed = DiagnosticCode(
    "periods/closed", "{subject} has money in {month}, which was closed by {user} with batch {batch}", hint: "{help}")
  /// Closed twice.
  public static let periodClosedAlready = DiagnosticCode(
    "periods/closed-already", "{month} is closed already: {user} closed it with batch {batch}",
    hint: "'daybook periods show {month}' shows what changed since")
  /// Nothing to reopen.
  public static let periodNotClosed = DiagnosticCode(
    "periods/not-closed", "{month} is not closed", hint: "'daybook periods show' lists the months that are")
  /// A month that is still running.
  public static let periodNotEnded = DiagnosticCode(
    "periods/not-ended", "{month} lasts until {last}, in {zone}", hint: "close it when it is over")
  /// A date for a reversal that has none.
  public static let periodNoDate = DiagnosticCode(
    "periods/no-date", "batch {batch} is of kind {kind}, whose reversal has no date of its own",
    hint: "say it without --dated")
}
