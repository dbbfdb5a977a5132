extension DiagnosticCode {
  static let recordCodes: [DiagnosticCode] = [.xmlWrongPath, .jsonMalformed]

  /// The record path does not fit the file.
  public static let xmlWrongPath = DiagnosticCode(
    "xml/wrong-path", "the records are expected at {path}, but the outermost element is {root}",
    hint: "check the record path of the mapping")
  /// Not JSON, or not the JSON of records.
  public static let jsonMalformed = DiagnosticCode(
    "json/malformed", "this is not JSON as expected: {reason}",
    hint: "records are one JSON object a line, or one array of objects")
}
