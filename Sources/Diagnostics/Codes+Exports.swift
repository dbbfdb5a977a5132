extension DiagnosticCode {
  static let exportsCodes: [DiagnosticCode] = [
    .layoutUnknownField, .layoutFieldNotInRows, .layoutColumnSource, .layoutWithoutColumns, .layoutOptionDoesNotFit,
    .layoutDatePattern, .layoutDelimiter, .layoutSheetName, .layoutElementName, .layoutTitleTwice, .layoutMarks,
    .layoutMarkLength, .layoutTestDoesNotFit, .layoutConditionWithoutTest, .layoutEmptyRange,
    .layoutEmptyList, .layoutDate, .layoutAmount, .layoutCurrency, .exportNotPublished, .layoutNotOfOrder,
    .layoutPeriod,
    .layoutTwoEnds, .layoutNeedsNesting, .layoutTooDeep, .layoutTotalOfText, .layoutTemplateDetail, .layoutScale,
    .layoutNeeds, .layoutPadsTwice, .layoutPadLength, .layoutLookupPath, .layoutLookupFile, .layoutLookupColumn,
    .layoutLookupTwice, .layoutTotalsOfRecords, .layoutWithoutTotals, .layoutEmptySplit, .layoutFileName,
    .layoutFilePlace, .layoutFilesOfOneName, .layoutTornOrders, .exportNotASCII, .exportTooLong, .exportMissing,
    .exportOverflow, .exportNeedsFolder, .exportFilesOfOneName, .exportTooManyFiles,
  ]

  /// A field that the catalogue does not have.
  public static let layoutUnknownField = DiagnosticCode(
    "layout/unknown-field", "there is no field {field}",
    hint: "the nearest is {nearest}; 'daybook mapping docs' lists all of them")
  /// An item's field where rows are orders.
  public static let layoutFieldNotInRows = DiagnosticCode(
    "layout/field-not-in-rows", "{field} belongs to each {part}, but a row is one {rows}",
    hint: "say 'rows: {part}', or put the column under 'each: {part}'")
  /// None or several of field, constant and the like.
  public static let layoutColumnSource = DiagnosticCode(
    "layout/column-source", "a column says in exactly one way what it holds",
    hint: "give it one of {sources}; or columns, alone or with each")
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
  /// A condition that its field cannot have.
  public static let layoutTestDoesNotFit = DiagnosticCode(
    "layout/test-does-not-fit", "{test} does not fit {field}, which is of kind {kind}", hint: "it can have: {tests}")
  /// A condition that compares with nothing.
  public static let layoutConditionWithoutTest = DiagnosticCode(
    "layout/condition-without-test", "the condition on {field} says nothing of it",
    hint: "add one of {tests}")
  /// From after to.
  public static let layoutEmptyRange = DiagnosticCode(
    "layout/empty-range", "nothing can lie in this range", hint: "its end is before its beginning: swap them")
  /// A list without values.
  public static let layoutEmptyList = DiagnosticCode(
    "layout/empty-list", "nothing can be one of an empty list", hint: "leave {key} out to take all")
  /// Not a date.
  public static let layoutDate = DiagnosticCode(
    "layout/date", "'{value}' is not a day",
    hint: "write it like 2026-09-30, today, -7d, month_start or month_start-1m (d, w, m, q, y)")
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
  /// What only orders have, asked of customers or inside what is nested.
  public static let layoutNotOfOrder = DiagnosticCode(
    "layout/not-of-order", "{key} is of an order, and a {rows} has none here", hint: "leave it out")
  /// Not a period.
  public static let layoutPeriod = DiagnosticCode(
    "layout/period", "'{value}' is not a day, a month, a year or one of {known}",
    hint: "the nearest is {nearest}; or say from and to")
  /// Both `to` and `before`.
  public static let layoutTwoEnds = DiagnosticCode(
    "layout/two-ends", "a range has one end", hint: "'to' is its last day, 'before' the first that no longer counts")
  /// A list in a table.
  public static let layoutNeedsNesting = DiagnosticCode(
    "layout/needs-nesting", "a list or group cannot stand in a cell of {format}",
    hint: "say 'each' with 'as: columns' and 'count', or with 'as: cell'; or choose json, jsonl or xml")
  /// Groups in groups without end.
  public static let layoutTooDeep = DiagnosticCode(
    "layout/too-deep", "groups stand in groups more than eight times", hint: "nothing needs that: take some out")
  /// The sum of texts.
  public static let layoutTotalOfText = DiagnosticCode(
    "layout/total-of-text", "{column} holds no number that could be added up",
    hint: "say 'total: count', or leave it out")
  /// What stands behind the colon in a template.
  public static let layoutTemplateDetail = DiagnosticCode(
    "layout/template-detail", "'{detail}' says nothing of {field}", hint: "behind the colon can stand {wanted}")
  /// Not a power of ten.
  public static let layoutScale = DiagnosticCode(
    "layout/scale", "{value} is not a power of ten from 0.0001 to 10000",
    hint: "100 makes cents of an amount, -1 turns the sign")
  /// An option without the one it belongs to.
  public static let layoutNeeds = DiagnosticCode(
    "layout/needs", "'{key}' needs '{other}'", hint: "add {other}, or leave {key} out")
  /// Padding on both sides.
  public static let layoutPadsTwice = DiagnosticCode(
    "layout/pads-twice", "a cell is filled on one side", hint: "leave pad_left or pad_right out")
  /// Padding with more than a character.
  public static let layoutPadLength = DiagnosticCode(
    "layout/pad-with", "{option} cannot be '{value}'", hint: "it is one character")
  /// A lookup's file outside of the folder.
  public static let layoutLookupPath = DiagnosticCode(
    "layout/lookup-path", "a lookup cannot read {file}",
    hint: "put the file beside the layout in mappings/ and name it without .. and leading /")
  /// A lookup's file that cannot be read.
  public static let layoutLookupFile = DiagnosticCode(
    "layout/lookup-file", "{file} cannot be looked up: {reason}", hint: "its path is relative to the layout's folder")
  /// A lookup's column that its file does not have.
  public static let layoutLookupColumn = DiagnosticCode(
    "layout/lookup-column", "the file has no column {column}", hint: "the nearest is {nearest}; it has {known}")
  /// A key with two values.
  public static let layoutLookupTwice = DiagnosticCode(
    "layout/lookup-twice", "the file has two values for {key}, the second in line {line}", hint: "take one of them out")
  /// Totals where rows are records.
  public static let layoutTotalsOfRecords = DiagnosticCode(
    "layout/totals-of-records", "a total is no record of {format}",
    hint: "the manifest has the sums; or choose csv or xlsx")
  /// Totals of nothing.
  public static let layoutWithoutTotals = DiagnosticCode(
    "layout/no-totals", "no column is added up", hint: "give those that shall be 'total: sum' or 'total: count'")
  /// A split that does not.
  public static let layoutEmptySplit = DiagnosticCode(
    "layout/empty-split", "the split says not where files end", hint: "say 'by: FIELD' or 'every: 500'")
  /// A file name that leads elsewhere.
  public static let layoutFileName = DiagnosticCode(
    "layout/file-name", "'{name}' cannot be the name of a file in the folder of the output",
    hint: "use no / and no point at the beginning")
  /// A place in a file name that means nothing.
  public static let layoutFilePlace = DiagnosticCode(
    "layout/file-place", "{place} stands for nothing in a file name",
    hint: "the nearest is {nearest}; there are {known}")
  /// Several files of one name.
  public static let layoutFilesOfOneName = DiagnosticCode(
    "layout/files-of-one-name", "the files of this split would have one name",
    hint: "put the word sequence in braces into it, or group where files are split by a field alone")
  /// What needs the rows of an order to stand together.
  public static let layoutTornOrders = DiagnosticCode(
    "layout/torn-orders", "the rows of an order do not stand together here, which '{key}' needs",
    hint: "sort, add up and split by fields of the order")
  /// A character beyond ASCII.
  public static let exportNotASCII = DiagnosticCode(
    "export/not-ascii", "{column} of {row} holds {character}, which is not ASCII",
    hint: "say 'ascii: transliterate' or 'ascii: replace' in the layout")
  /// A text that is too long.
  public static let exportTooLong = DiagnosticCode(
    "export/too-long", "{column} of {row} has {length} characters, more than {most}",
    hint: "correct it, or say 'too_long: cut' in the layout")
  /// A cell that must not be empty.
  public static let exportMissing = DiagnosticCode(
    "export/missing", "{column} of {row} is empty, but the layout requires it",
    hint: "fill it in, leave the row out with 'where', or give the column a 'default'")
  /// More items than columns.
  public static let exportOverflow = DiagnosticCode(
    "export/overflow", "{row} has more than {count} of {each}",
    hint: "raise 'count', or say 'overflow: cut' in the layout")
  /// Several files where one was named.
  public static let exportNeedsFolder = DiagnosticCode(
    "export/needs-folder", "{mapping} splits into several files, but the output is one",
    hint: "name a folder: '--output FOLDER/'")
  /// Two values of a split that give the same name.
  public static let exportFilesOfOneName = DiagnosticCode(
    "export/files-of-one-name", "two files would be called {name}: those of {one} and {other}",
    hint: "put the word sequence in braces into 'file' of the layout; letters of both cases count as the same in names")
  /// More files than anybody wants.
  public static let exportTooManyFiles = DiagnosticCode(
    "export/too-many-files", "{mapping} would split into more than {most} files",
    hint: "split by a field with fewer values, or export a shorter period")
}
