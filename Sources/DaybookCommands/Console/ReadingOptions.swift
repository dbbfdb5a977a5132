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
    help: ArgumentHelp("Raise a limit against hostile files, for instance cell-text=5000000.", valueName: "name=number")
  )
  var limit: [String] = []

  /// The options for a reader; fails with `usage` for what cannot be understood.
  func options() throws -> ReadOptions {
    var options = ReadOptions(sheet: sheet, recordPath: recordPath)
    options.delimiter = try delimiter.map(ReadingOptions.byte)
    options.encoding = try encoding.map(ReadingOptions.encoding)
    for text in limit {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let name = ReadLimits.Name(rawValue: parts[0]), let number = Int(parts[1]), number > 0
      else {
        let known = ReadLimits.Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw ReadingOptions.wrong("'\(text)' is not a limit", "write NAME=NUMBER with one of \(known)")
      }
      options.limits[name] = number
    }
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

  private static func wrong(_ reason: String, _ help: String) -> Failure {
    Failure(.usage, .usage, facts: ["reason": reason, "help": help])
  }
}
