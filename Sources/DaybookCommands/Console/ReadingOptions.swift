import ArgumentParser
import Diagnostics
import Tabular

/// What a user can say about an input file; everything left out is found in the file itself.
struct ReadingOptions: ParsableArguments {
  @Option(help: "The sheet of a workbook: its name, or its number from 1. Default: the first visible one.")
  var sheet: String?

  @Option(help: "The character between the fields of delimited text; also comma, semicolon, tab, pipe.")
  var delimiter: String?

  @Option(help: "The encoding of a text: utf-8, utf-16le, utf-16be, windows-1252, iso-8859-1.")
  var encoding: String?

  @Option(help: ArgumentHelp("The record element of an XML file, for instance export/order.", valueName: "path"))
  var recordPath: String?

  @Option(
    help: ArgumentHelp(
      "The columns of a text of fixed width, in characters: 1-10,11-18,21- or the widths 10,8,12.",
      valueName: "columns"))
  var columns: String?

  @OptionGroup var limits: LimitOptions

  /// The options for a reader; fails with `usage` for what cannot be understood.
  func options() throws -> ReadOptions {
    var options = ReadOptions(sheet: sheet, recordPath: recordPath)
    options.delimiter = try delimiter.map(ReadingOptions.byte)
    options.encoding = try encoding.map(ReadingOptions.encoding)
    options.columns = try columns.map(ReadingOptions.columns)
    options.limits = try limits.limits()
    return options
  }

  private static func byte(_ text: String) throws -> UInt8 {
    switch text {
    case "comma": return UInt8(ascii: ",")
    case "semicolon": return UInt8(ascii: ";")
    case "tab", "\\t": return UInt8(ascii: "\t")
    case "pipe": return UInt8(ascii: "|")
    default:
      guard text.utf8.count == 1, let byte = text.utf8.first, ReadOptions.isDelimiter(byte) else {
        throw wrong(
          "'\(text)' cannot separate fields",
          "write one ASCII character but a quote or a line break, or comma, semicolon, tab or pipe")
      }
      return byte
    }
  }

  private static func encoding(_ name: String) throws -> TextEncoding {
    guard let encoding = TextEncoding(named: name) else {
      let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
      throw wrong("'\(name)' is not an encoding that Daybook reads", "use one of \(known)")
    }
    return encoding
  }

  private static func columns(_ text: String) throws -> FixedColumns {
    guard let columns = FixedColumns(text) else {
      throw wrong(
        "'\(text)' are no columns", "write first and last characters in order, 1-10,11-18,21-, or widths, 10,8,12")
    }
    return columns
  }

  private static func wrong(_ reason: String, _ help: String) -> Failure {
    Failure(.usage, .usage, facts: ["reason": reason, "help": help])
  }
}
