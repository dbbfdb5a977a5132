extension DiagnosticCode {
  static let mappingSQLCodes: [DiagnosticCode] = [
    .sqlSyntax, .sqlUnknownName, .sqlForbidden, .sqlMasked, .sqlTooMuch, .sqlFailed, .maskedCondition,
  ]

  /// It is no expression.
  public static let sqlSyntax = DiagnosticCode(
    "layout/sql-syntax", "the SQL cannot be read: {subject}",
    hint:
      "write one expression, such as 'total_e4 - coalesce(actual_shipping_e4, 0)'; within braces in quotes, since a comma "
      + "ends it there")
  /// A name that is neither a field of the row nor of a view.
  public static let sqlUnknownName = DiagnosticCode(
    "layout/sql-unknown-name", "there is no {subject} for SQL here",
    hint: "the nearest is {nearest}; 'daybook mapping docs --sql' lists fields, views and functions")
  /// What would leave the sandbox.
  public static let sqlForbidden = DiagnosticCode(
    "layout/sql-forbidden", "{subject} is not allowed in the SQL of a mapping",
    hint: "'daybook mapping docs --sql' lists the views and functions that are")
  /// A personal field under the workspace's policy.
  public static let sqlMasked = DiagnosticCode(
    "layout/sql-masked", "{subject} is personal, and daybook.yaml masks it: SQL cannot see it",
    hint: "show it as a field, masked; or let daybook.yaml show it to this mapping")
  /// Beyond a limit.
  public static let sqlTooMuch = DiagnosticCode(
    "layout/sql-too-much", "the SQL takes more than it may: {subject}", hint: "make texts shorter, and joins smaller")
  /// It failed on a row.
  public static let sqlFailed = DiagnosticCode(
    "export/sql-failed", "the SQL of the mapping fails: {reason}", hint: "{help}")
  /// A condition that would tell what is masked.
  public static let maskedCondition = DiagnosticCode(
    "layout/masked-condition", "a condition asks for {field}, which daybook.yaml masks",
    hint: "leave the condition out, or let daybook.yaml show the field to this mapping")
}
