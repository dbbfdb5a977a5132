extension DiagnosticCode {
  static let tabularCodes: [DiagnosticCode] = [
    .limitHit, .unsupportedFormat, .damagedCompression, .notInEncoding, .csvUnclosedQuote, .csvTextAfterQuote,
    .noSuchSheet, .notATable, .notRecords, .notDelimited, .damagedZip, .encryptedFile, .malformedXML, .xmlDocumentType,
    .damagedWorkbook,
  ]

  /// A limit against hostile or broken files is hit.
  public static let limitHit = DiagnosticCode(
    "limit/hit", "{what}: the limit {limit} is {value}",
    hint: "if the file is sound, raise it with --limit {limit}=NUMBER")
  /// The file is something that is not read here.
  public static let unsupportedFormat = DiagnosticCode(
    "input/unsupported", "this is {kind}, which Daybook does not read", hint: "{advice}")
  /// gzip data is not sound.
  public static let damagedCompression = DiagnosticCode(
    "input/gzip", "the compressed data is damaged: {reason}", hint: "get the file again; part of it may be missing")
  /// Bytes are not text of the encoding.
  public static let notInEncoding = DiagnosticCode(
    "text/encoding", "the byte {byte} cannot stand here in {encoding}", hint: "{advice}")
  /// A quoted field runs to the end of the file.
  public static let csvUnclosedQuote = DiagnosticCode(
    "csv/unclosed-quote", "the quote that opens this field is never closed",
    hint: "close the quote, or double it (\"\") where it belongs to the text")
  /// Something follows the closing quote of a field.
  public static let csvTextAfterQuote = DiagnosticCode(
    "csv/text-after-quote", "text follows the closing quote of this field",
    hint: "double the quotes (\"\") that belong to the text")
  /// The sheet asked for is not there.
  public static let noSuchSheet = DiagnosticCode(
    "sheet/not-found", "there is no sheet {sheet}", hint: "the sheets are: {sheets}")
  /// The file holds records and not a table.
  public static let notATable = DiagnosticCode(
    "input/not-a-table", "this file holds records ({format}) and not a table", hint: "{advice}")
  /// The file holds a table and not records.
  public static let notRecords = DiagnosticCode(
    "input/not-records", "this file holds a table ({format}) and not records", hint: "read its rows")
  /// A zip file, or a workbook that is one, is not sound.
  public static let damagedZip = DiagnosticCode(
    "zip/damaged", "the zip file is damaged: {reason}", hint: "get the file again, or open and save it in Excel")
  /// The file is protected by a password.
  public static let encryptedFile = DiagnosticCode(
    "input/encrypted", "this file is protected by a password", hint: "save it without a password")
  /// XML is not well-formed.
  public static let malformedXML = DiagnosticCode("xml/malformed", "the XML is not well-formed: {reason}")
  /// XML declares a document type.
  public static let xmlDocumentType = DiagnosticCode(
    "xml/doctype", "{part} has a DOCTYPE, which is refused since it can read other files and exhaust memory",
    hint: "take the DOCTYPE declaration out")
  /// A workbook contradicts itself.
  public static let damagedWorkbook = DiagnosticCode(
    "workbook/damaged", "the workbook is damaged: {reason}", hint: "open it in Excel or LibreOffice and save it again")
  /// A workbook where delimited text is meant.
  public static let notDelimited = DiagnosticCode(
    "input/not-delimited", "this file is a workbook ({format}) and not plain text",
    hint: "leave --delimiter and --columns out")
}
