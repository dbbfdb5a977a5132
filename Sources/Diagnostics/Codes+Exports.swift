extension DiagnosticCode {
  static let exportsCodes: [DiagnosticCode] = [
    .layoutUnknownField, .layoutFieldNotInRows, .layoutColumnSource, .layoutWithoutColumns, .layoutOptionDoesNotFit,
    .layoutDatePattern, .layoutDelimiter, .layoutSheetName, .layoutElementName, .layoutTitleTwice, .layoutMarks,
    .layoutMarkLength, .layoutOtherwise, .layoutTestDoesNotFit, .layoutConditionWithoutTest, .layoutEmptyRange,
    .layoutEmptyList, .layoutDate, .layoutAmount, .layoutCurrency, .exportNotPublished,
  ]

  /// A field that the catalogue does not have.
  public static let layoutUnknownField = DiagnosticCode(
    "layout/unknown-field", "there is no field {field}",
    hint: "the nearest is {nearest}; 'daybook mapping docs' lists all of them")
  /// An item's field where rows are orders.
  public static let layoutFieldNotInRows = DiagnosticCode(
    "layout/field-not-in-rows", "{field} belongs to an {part}, but a row is an {rows}",
    hint: "say 'rows: {part}', or leave the column out")
  /// Neither or both of field and constant.
  public static let layoutColumnSource = DiagnosticCode(
    "layout/column-source", "a column holds either a field or a constant", hint: "give it one of 'field' and 'constant'"
  )
  /// No columns.
  public static let layoutWithoutColumns = DiagnosticCode(
    "layout/no-columns", "the layout has no columns", hint: "list at least one, such as '- order_id'")
  /// Decimals of a text and the like.
  public static let layoutOptionDoesNotFit = DiagnosticCode(
    "layout/option-does-not-fit", "{option} does not fit {field}, which is of kind {kind}",
    hint: "it is for these kinds: {kinds}")
  /// Letters that mean nothing in a date pattern.
  public static let layoutDatePattern = DiagnosticCode(
    "layout/date-pattern", "the letters {letters} mean nothing in a date pattern",
    hint: "use yyyy MM dd HH mm ss, and single quotes around other letters; 'daybook mapping docs' has them all")
  /// A delimiter that would be ambiguous.
  public static let layoutDelimiter = DiagnosticCode(
    "layout/delimiter", "'{value}' cannot stand between the cells of a CSV file",
    hint: "use one of , ; | or the word tab")
  /// A name that Excel refuses.
  public static let layoutSheetName = DiagnosticCode(
    "layout/sheet-name", "a sheet cannot be named '{name}'",
    hint: "use 1 to 31 characters without [ ] : * ? / and backslash")
  /// A name that XML refuses.
  public static let layoutElementName = DiagnosticCode(
    "layout/element-name", "an XML element cannot be named '{name}'",
    hint: "use letters, digits, _ - and . and begin with a letter")
  /// Two columns of the same name where names are keys.
  public static let layoutTitleTwice = DiagnosticCode(
    "layout/title-twice", "the title {title} stands twice, but in {format} it is a key",
    hint: "give the column another title")
  /// Grouping and decimal mark are the same.
  public static let layoutMarks = DiagnosticCode(
    "layout/marks", "the grouping is the same as the decimal mark", hint: "numbers would be read wrongly: change one")
  /// A mark that is not one character.
  public static let layoutMarkLength = DiagnosticCode(
    "layout/mark-length", "{option} cannot be '{value}'", hint: "it is one character, no digit and no minus")
  /// A fallback without a table.
  public static let layoutOtherwise = DiagnosticCode(
    "layout/otherwise", "'otherwise' needs a lookup", hint: "for empty values there is 'default'")
  /// A condition that its field cannot have.
  public static let layoutTestDoesNotFit = DiagnosticCode(
    "layout/test-does-not-fit", "{test} does not fit {field}, which is of kind {kind}", hint: "it can have: {tests}")
  /// A condition that compares with nothing.
  public static let layoutConditionWithoutTest = DiagnosticCode(
    "layout/condition-without-test", "the condition on {field} says nothing of it",
    hint: "add one of is, in, prefix, min, max, from, to and empty")
  /// From after to.
  public static let layoutEmptyRange = DiagnosticCode(
    "layout/empty-range", "nothing can lie in this range", hint: "its end is before its beginning: swap them")
  /// A list without values.
  public static let layoutEmptyList = DiagnosticCode(
    "layout/empty-list", "nothing can be one of an empty list", hint: "leave {key} out to take all")
  /// Not a date.
  public static let layoutDate = DiagnosticCode(
    "layout/date", "'{value}' is not a date", hint: "write it like 2026-09-30")
  /// Not an amount.
  public static let layoutAmount = DiagnosticCode(
    "layout/amount", "'{value}' is not a number with at most four decimals", hint: "write it like 1234.50")
  /// Not a currency.
  public static let layoutCurrency = DiagnosticCode(
    "layout/currency", "'{value}' is not a currency", hint: "use three letters of ISO 4217 such as EUR")
  /// The run stands in the store, but its file could not be given its name.
  public static let exportNotPublished = DiagnosticCode(
    "export/not-published", "batch {batch} is recorded, but {path} could not be put in place: {reason}",
    hint: "the complete file is {path}.part; the same command finishes it once the folder can be written")
}
