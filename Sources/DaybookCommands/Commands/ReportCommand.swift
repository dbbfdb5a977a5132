import ArgumentParser
import Daybook
import Diagnostics
import Model
import Reporting
import ServiceLevels

/// `daybook report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Reports.",
    discussion: """
      Examples:
        daybook report profit --by month --from 2026-07-01 --to 2026-09-30 -o reports-out
        daybook report sla --as-of 2026-09-30
        daybook report sales-by-day --from 2026-09-01 -o reports-out
        daybook report list
      """,
    subcommands: [ReportProfitCommand.self, ReportSLA.self, ReportFolderCommand.self, ReportList.self],
    defaultSubcommand: ReportFolderCommand.self)
}

/// `daybook report sla`.
struct ReportSLA: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "sla",
    abstract: "How fast cases are answered and resolved.",
    discussion: """
      Writes sla.html, sla.json, and sla-TABLE.csv for each table: figures by metric and group, one row a case, one row a \
      clock, and more. Calendars and policies are those of reports/sla/ in the workspace, else the shipped ones. The same \
      data and the same --as-of give the same bytes.

      Examples:
        daybook report sla --as-of 2026-09-30T18:00:00Z -o reports-out
        daybook report sla --as-of 2026-09-30 --from 2026-09-01 --to 2026-09-30 --format html
      """)

  @Option(
    help: ArgumentHelp(
      "Up to when: an instant, a time in the workspace's zone, or a date for the end of that day. Default: now.",
      valueName: "time"))
  var asOf: String?

  @Option(help: "Only clocks that started (see --by-date) on that local date or later.")
  var from: CivilDate?

  @Option(help: "Only clocks that started (see --by-date) on that local date or earlier.")
  var to: CivilDate?

  @Option(
    help: ArgumentHelp(
      "By which end a clock belongs to the period: start, or stop for the finished ones alone.", valueName: "end"))
  var byDate = ReportScope.Attribution.start

  @Option(help: "Formats, separated by commas: html, csv, json, xlsx.")
  var format = "html,csv,json"

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the files; it must exist.", valueName: "dir"))
  var output = "."

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ReportServiceLevels(formats: try ReportFormat.set(format), folder: output)
    request.asOf = asOf
    request.from = from
    request.to = to
    request.attribution = byDate
    let result = try request.run(in: try console.session())
    if console.wantsJSON {
      try console.print(result.json)
      return .done
    }
    for warning in result.document.warnings { console.show(warning) }
    try console.print(result.text)
    return .done
  }
}

extension ReportFormat {
  /// Reads a list of formats; fails with `usage` for anything else.
  static func set(_ list: String) throws -> Set<ReportFormat> {
    let names = list.split(separator: ",").map { String($0.filter { $0 != " " }) }
    let formats = names.compactMap { ReportFormat(rawValue: $0.lowercased()) }
    guard !names.isEmpty, formats.count == names.count else {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "'\(list)' is not a list of formats", "help": "use html, csv, json and xlsx"])
    }
    return Set(formats)
  }
}

extension ReportServiceLevels.Result {
  /// The files and the header of the report as data.
  fileprivate var json: JSONValue {
    [
      "schema": "daybook.report_run/1", "report": .text(document.name), "as_of": JSONValue(asOf),
      "facts": document.factsJSON, "outputs": JSONValue(outputs, \.json),
      "diagnostics": JSONValue(document.warnings, \.json),
    ]
  }

  /// The report's first figures and its files, for people.
  fileprivate var text: String { "\(document.title) as of \(asOf)\n" + document.text(with: outputs) }
}

extension ReportDocument {
  /// The header as data.
  var factsJSON: JSONValue { .object(facts.map { JSONValue.Member($0.key, .text($0.value.exact)) }) }

  /// The first figures and the files, for people.
  func text(with outputs: [ReportOutput]) -> String {
    var figures = TextTable(("", .left), ("", .right), ("", .left))
    for card in sections.first?.cards ?? [] { figures.add(card.title, card.figure.shown, card.details.first ?? "") }
    var files = TextTable(("file", .left), ("bytes", .right), ("SHA-256", .left))
    for output in outputs { files.add(output.path, String(output.bytes), output.sha256.description) }
    return figures.text + "\n" + files.text
  }
}

extension ReportOutput {
  /// One file as data.
  var json: JSONValue { ["path": .text(path), "sha256": JSONValue(sha256), "bytes": JSONValue(bytes)] }
}
