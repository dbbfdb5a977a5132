/// The formats that Daybook reads, recognised by what is in a file and not by its name.
public enum FileFormat: String, Sendable, CaseIterable {
  /// Text with delimiters: CSV, TSV and their kin (RFC 4180 and what exists beside it).
  case csv
  /// An Office Open XML workbook, `.xlsx` or `.xlsm` (ECMA-376, transitional and strict).
  case xlsx
  /// An OpenDocument spreadsheet, `.ods` or `.fods` (ISO/IEC 26300).
  case ods
  /// The XML of Excel 2002 and 2003, usually named `.xml` or `.xls`.
  case spreadsheetML
  /// Any other XML: records below a path.
  case xml
  /// One JSON object a line.
  case jsonLines

  /// Whether it is a table, or a workbook of tables, for ``InputFile/table(_:)``; the others are read record by record.
  package var isTable: Bool {
    switch self {
    case .csv, .xlsx, .ods, .spreadsheetML: true
    case .xml, .jsonLines: false
    }
  }
}
