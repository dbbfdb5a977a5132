/// What is fuzzed, each with the rules that must hold for any bytes whatever.
///
/// The same checks run in two places: under libFuzzer (`scripts/fuzz`), and in the tests, over the seeds and over every
/// file that fuzzing ever found.
enum FuzzTarget: String, CaseIterable {
  /// Delimited text; see ``CSVCheck``.
  case csv
  /// The XML parsers; see ``XMLCheck``.
  case xml
  /// A whole file that may be a zip file, or anything else that a user may give.
  case zip
  /// The parts of a workbook, which a sound zip file is made of; see ``WorkbookCheck``.
  case xlsx
  /// The XML workbook of Excel 2003.
  case spreadsheetML = "sml"
  /// The XML of a flat OpenDocument spreadsheet.
  case ods
  /// Records, a line of JSON each; see ``RecordCheck``.
  case jsonLines = "jsonl"

  /// Throws a ``BrokenRule`` where one does not hold.
  func check(_ bytes: [UInt8]) throws {
    switch self {
    case .csv: try CSVCheck.check(bytes)
    case .xml: try XMLCheck.check(bytes)
    case .zip, .spreadsheetML, .ods: try FileCheck.check(bytes)
    case .xlsx: try WorkbookCheck.check(bytes)
    case .jsonLines: try RecordCheck.check(bytes)
    }
  }
}

/// A rule that any input must keep was broken.
struct BrokenRule: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
