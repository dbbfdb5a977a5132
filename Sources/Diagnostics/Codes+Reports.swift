extension DiagnosticCode {
  static let reportCodes: [DiagnosticCode] = [
    .reportQuery, .reportTooLarge, .profitRefundUnknown, .profitBadRates, .profitNoLines,
  ]

  /// A figure beyond an Int64 of ten-thousandths.
  public static let reportTooLarge = DiagnosticCode(
    "report/too-large", "a figure is beyond nine hundred trillion", hint: "look for an order with a wrong amount")
  /// Refunded orders without an amount.
  public static let profitRefundUnknown = DiagnosticCode(
    "profit/refund-unknown",
    "{count} orders are marked as refunded without an amount; their revenue counts as if nothing had been given back",
    hint: "import the orders with what was refunded, for instance {order}")
  /// A rates file that cannot be understood.
  public static let profitBadRates = DiagnosticCode(
    "profit/bad-rates", "{reason}",
    hint: "write a CSV with the columns date, currency and rate: what one unit of the currency is worth in {currency}")
  /// Orders without a subtotal and without lines that say what they are worth.
  public static let profitNoLines = DiagnosticCode(
    "profit/no-subtotal",
    "{count} orders say neither their subtotal nor what each line is worth; their total less tax counts",
    hint: "import the orders with their subtotals, for instance {order}")
  /// The query of a report folder.
  public static let reportQuery = DiagnosticCode(
    "report/query", "the query of the report {report} fails: {reason}",
    hint: "docs/reports.md says what a query may do; 'daybook mapping docs' lists the columns of the views")
}
