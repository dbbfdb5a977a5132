extension DiagnosticCode {
  static let outputCodes: [DiagnosticCode] = [
    .outputInUse, .outputOntoOriginal, .rejectsFormat, .unmappableCharacter, .textTooLong, .tooManyColumns,
    .fieldTooWide,
    .workbookTooLarge,
  ]

  /// Two runs write the same file.
  public static let outputInUse = DiagnosticCode(
    "file/in-use", "another run is writing {path}", hint: "wait for it to end, or choose another name")
  /// The output would destroy what it is made from: the store, or the file that is read.
  public static let outputOntoOriginal = DiagnosticCode(
    "file/onto-original", "the output {path} would destroy a file that it is made from",
    hint: "choose another name for the output")
  /// Rejects in a format that would not be read as the file they come from.
  public static let rejectsFormat = DiagnosticCode(
    "file/rejects-format", "rejected rows cannot be written to {path} and read again like the file they come from",
    hint: "end its name in {ending}")
  /// A character that the encoding of the output does not have.
  public static let unmappableCharacter = DiagnosticCode(
    "output/unmappable", "{row} holds {character}, which {encoding} does not have",
    hint: "write UTF-8, or let the mapping replace such characters")
  /// Excel holds 32,767 characters in a cell.
  public static let textTooLong = DiagnosticCode(
    "output/text-too-long", "a text has {length} characters, a cell of a workbook holds {limit}",
    hint: "give the column a maximum length, or export to CSV")
  /// Excel holds 16,384 columns.
  public static let tooManyColumns = DiagnosticCode(
    "output/too-many-columns", "the table has more than {limit} columns, which a workbook cannot hold",
    hint: "export to CSV, or choose fewer columns")
  /// A text is wider than its column in a file of fixed width.
  public static let fieldTooWide = DiagnosticCode(
    "output/too-wide", "{row}: column {column} holds {length} characters and is {width} wide",
    hint: "make the column wider, or give it a maximum length")
  /// A zip file without the 64-bit extension ends at 4 GB.
  public static let workbookTooLarge = DiagnosticCode(
    "output/too-large", "the workbook would be larger than 4 GB", hint: "export fewer rows, or export to CSV")
}
