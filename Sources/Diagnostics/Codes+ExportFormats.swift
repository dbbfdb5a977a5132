extension DiagnosticCode {
  static let exportFormatsCodes: [DiagnosticCode] = [
    .layoutRecordsOfTables, .layoutOfNoRow, .layoutNestedLine, .layoutBalanceTitle, .layoutRecordsWithoutColumns,
    .layoutLineTitle,
    .exportUnbalanced, .layoutNoWidth, .layoutLateAttribute, .layoutNamespace,
    .layoutCountOfRow, .layoutNoSuchKind, .exportMixedCurrencies,
    .layoutSheetsOfWorkbooks, .layoutBesideSheets,
  ]

  /// Kinds of lines in a format of records.
  public static let layoutRecordsOfTables = DiagnosticCode(
    "layout/records-of-tables", "in {format} a row cannot become several lines",
    hint: "lists and groups nest there: use columns with 'each'; records are for csv, fixed and xlsx")
  /// A field in a line that stands once a file.
  public static let layoutOfNoRow = DiagnosticCode(
    "layout/of-no-row", "{key} cannot stand in a line that is written once a file: it belongs to no row",
    hint: "take 'once' away, or use constants")
  /// A list in a line.
  public static let layoutNestedLine = DiagnosticCode(
    "layout/nested-line", "{title} cannot be nested in a line", hint: "give it a record of its own with 'each'")
  /// A title that no line has.
  public static let layoutBalanceTitle = DiagnosticCode(
    "layout/balance-title", "no line has a column {title}", hint: "the nearest is {nearest}")
  /// Kinds of lines under a header that nobody gave.
  public static let layoutRecordsWithoutColumns = DiagnosticCode(
    "layout/records-without-columns", "records under a header need the columns of the file",
    hint: "list them in 'columns', for a record to say those that differ; or say 'csv: {header: no}'")
  /// A line with a column that the file does not have.
  public static let layoutLineTitle = DiagnosticCode(
    "layout/line-title", "the file has no column {title}", hint: "the nearest is {nearest}; add it to 'columns'")
  /// A column of fixed width without one.
  public static let layoutNoWidth = DiagnosticCode(
    "layout/no-width", "the column {column} has no width", hint: "files of fixed width need one for each: 'width: 10'")
  /// An attribute behind an element.
  public static let layoutLateAttribute = DiagnosticCode(
    "layout/late-attribute", "the attribute {column} comes behind what is in its element",
    hint: "put columns with 'xml: attribute' first")
  /// A prefix that cannot be declared.
  public static let layoutNamespace = DiagnosticCode(
    "layout/namespace", "the namespace of the prefix '{prefix}' cannot be declared",
    hint:
      "write prefix: URI, with a prefix of letters that does not begin with xml; an empty prefix is for all names without one"
  )
  /// Debits that are not credits.
  public static let exportUnbalanced = DiagnosticCode(
    "export/unbalanced", "{row}: {columns} of its lines come to {sum} and not to {wanted}",
    hint: "the target would refuse it or book it wrongly: correct the order, or leave it out with 'where'")
  /// What a file comes to, in one of its rows.
  public static let layoutCountOfRow = DiagnosticCode(
    "layout/count-of-row", "{key} says what a file comes to, and cannot stand in its rows",
    hint: "put it under 'records' into a line with 'once: end' or 'once: start'; 'totals' add up rows within the file")
  /// A kind of lines that has no name.
  public static let layoutNoSuchKind = DiagnosticCode(
    "layout/no-such-kind", "no kind of line has the name {title}",
    hint: "the nearest is {nearest}; give the record that is to be counted a 'name'")
  /// A sum of several currencies.
  public static let exportMixedCurrencies = DiagnosticCode(
    "export/mixed-currencies", "{row}: the sum of {column} would add up {one} and {other}",
    hint: "say 'split: {by: currency}', or keep one currency by 'where'")
  /// Sheets in a format that has none.
  public static let layoutSheetsOfWorkbooks = DiagnosticCode(
    "layout/sheets-of-workbooks", "{format} has no sheets", hint: "say 'format: xlsx', or split into files")
  /// What belongs into a sheet.
  public static let layoutBesideSheets = DiagnosticCode(
    "layout/beside-sheets", "{key} cannot stand beside 'sheets'", hint: "say it in each sheet")
}
