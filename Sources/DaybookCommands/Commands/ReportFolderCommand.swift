import ArgumentParser
import Daybook
import Diagnostics
import Model
import Reporting

/// `daybook report make NAME`, which may be left out: `daybook report NAME`.
struct ReportFolderCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "make",
    abstract: "A report that is a folder in reports/: report.yaml and query.sql, or an engine.",
    discussion: """
      'make' may be left out. The workspace's reports/NAME/ wins over a shipped report of that name; docs/reports.md says \
      how to write one.

      Examples:
        daybook report sales-by-day --from 2026-09-01 --to 2026-09-30 -o reports-out
        daybook report make stage-board --format csv -o -
        daybook report make refunds --set least=50
      """)

  @Argument(help: ArgumentHelp("The report; 'daybook report list' shows all of them.", valueName: "name"))
  var name: String

  @Option(help: "The first local date of the period. Default: the beginning.")
  var from: CivilDate?

  @Option(help: "The last local date of the period. Default: today.")
  var to: CivilDate?

  @Option(help: ArgumentHelp("A parameter of the report, NAME=VALUE; may be said several times.", valueName: "value"))
  var set: [String] = []

  @Option(help: "Formats, separated by commas: html, csv, json, xlsx.")
  var format = "html,csv,json"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder for the files, which must exist; - for one format on standard output.", valueName: "dir"))
  var output = "."

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = MakeReport(name, formats: try ReportFormat.set(format), folder: output)
    request.from = from
    request.to = to
    request.values = try set.map { text in
      guard let equals = text.firstIndex(of: "=") else {
        throw Failure(.usage, .usage, facts: ["reason": "'\(text)' sets nothing", "help": "write NAME=VALUE"])
      }
      return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
    let result = try request.run(in: try console.session())
    if output == "-" { return .done }
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.report_run/1", "report": .text(result.document.name), "facts": result.document.factsJSON,
        "outputs": JSONValue(result.outputs, \.json), "diagnostics": JSONValue(result.document.warnings, \.json),
      ])
    } else {
      for warning in result.document.warnings { console.show(warning) }
      try console.print("\(result.document.title)\n" + result.document.text(with: result.outputs))
    }
    return .done
  }
}

/// `daybook report list`.
struct ReportList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the reports: the folders in reports/, shipped ones and those of the workspace.",
    discussion: """
      Examples:
        daybook report list
        daybook report list --json
      """)

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let reports = try MakeReport.list(in: try console.session())
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.reports/1",
        "reports": JSONValue(reports) { ["report": .text($0.name), "title": .text($0.title)] },
      ])
      return .done
    }
    var table = TextTable(("report", .left), ("shows", .left))
    for report in reports { table.add(report.name, report.title) }
    try console.print(table.text)
    return .done
  }
}
