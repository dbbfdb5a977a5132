import ArgumentParser
import Daybook
import Diagnostics
import Tabular

/// `daybook cat FILE`.
struct CatCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "cat",
    abstract: "Print what Daybook reads in a file, as CSV or JSON Lines.",
    discussion: """
      Reads delimited text, workbooks (XLSX, ODS, SpreadsheetML), records in XML and JSON Lines, also in gzip. Records \
      become rows below a header of the paths of their values.

      Examples:
        daybook cat costs.xlsx
        daybook cat costs.xlsx --sheets
        daybook cat costs.xlsx --sheet September --format jsonl --typed
        daybook cat orders.xml.gz --record-path export/order
      """)

  @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
  var file: String

  @Flag(help: "List the sheets of a workbook.")
  var sheets = false

  @Option(help: "How rows are printed. JSON Lines carry their numbers.")
  var format: PrintFile.Format = .csv

  @Flag(help: "Say of each cell what it is; in JSON Lines.")
  var typed = false

  @Flag(help: "Print the elements of an XML file as the parser sees them.")
  var xmlEvents = false

  @OptionGroup var read: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = PrintFile(path: file)
    request.options = try read.options()
    request.format = typed || global.json ? .jsonl : format
    request.isTyped = typed
    if sheets {
      try show(try request.sheets(), on: console)
    } else if xmlEvents {
      try request.runElements(to: { console.sink })
    } else {
      _ = try request.run(to: { console.sink }, progress: console.progress)
    }
    return .done
  }

  private func show(_ sheets: [SheetSummary], on console: Console) throws {
    if global.json {
      let list = JSONValue(sheets) {
        ["name": .text($0.name), "state": .text($0.state.rawValue), "kind": .text($0.kind.rawValue)]
      }
      return try console.print(["schema": "daybook.sheets/1", "file": .text(file), "sheets": list])
    }
    guard !sheets.isEmpty else { return try console.print("\(printable(file)) has no sheets.\n") }
    var table = TextTable(("sheet", .left), ("state", .left), ("kind", .left))
    for sheet in sheets { table.add(sheet.name, sheet.state.rawValue, sheet.kind.rawValue) }
    try console.print(table.text)
  }
}
