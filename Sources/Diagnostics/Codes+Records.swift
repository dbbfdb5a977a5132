extension DiagnosticCode {
  static let recordCodes: [DiagnosticCode] = [.xmlDoctype, .xmlMalformed, .xmlWrongPath, .jsonMalformed]

  /// A document type is refused at sight, since it can name other files and expand without end.
  public static let xmlDoctype = DiagnosticCode(
    "xml/doctype", "the file has a DOCTYPE, which is refused", hint: "save it without the <!DOCTYPE ...> line")
  /// Not well-formed XML.
  public static let xmlMalformed = DiagnosticCode(
    "xml/malformed", "this is not well-formed XML: {reason}",
    hint: "the file may be cut off or edited by hand; get it again from its source")
  /// The record path does not fit the file.
  public static let xmlWrongPath = DiagnosticCode(
    "xml/wrong-path", "the records are expected at {path}, but the outermost element is {root}",
    hint: "check the record path of the mapping")
  /// Not JSON, or not the JSON of records.
  public static let jsonMalformed = DiagnosticCode(
    "json/malformed", "this is not JSON as expected: {reason}",
    hint: "records are one JSON object a line, or one array of objects")
}
