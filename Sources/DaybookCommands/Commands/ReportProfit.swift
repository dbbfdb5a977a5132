import ArgumentParser
import Daybook
import Diagnostics
import Model
import Reporting

/// `daybook report profit`.
struct ReportProfitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "profit",
    abstract: "What orders brought, after everything they cost.",
    discussion: """
      Profit is revenue without tax, less cost of goods and each actual cost; a missing one takes its estimate, else \
      the order's profit stays unknown. Test orders, quotes, rejected and unpaid orders are left out. Costs of no \
      order and of deleted orders are lines of their own. Currencies are never summed: --rates converts them, else each \
      stands apart.

      Writes profit-by-GROUP.html, .json and .xlsx, and one CSV for each table. With --by order every order is a row, \
      and daybook costs explain ORDER tells what is behind it.

      Examples:
        daybook report profit --from 2026-09-01 --to 2026-09-30 -o reports-out
        daybook report profit --by order --format csv -o - > orders.csv
        daybook report profit --by month --by-date entry --rates rates.csv
      """)

  @Option(help: "By what: order, day, month, stage, channel, state, item.")
  var by = ProfitDimension.month

  @Option(help: "The first local date of the period.")
  var from: CivilDate?

  @Option(help: "The last local date of the period.")
  var to: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Which day a cost belongs to: that of its order, or that of its entry. Revenue and goods belong to the order's.",
      valueName: "order|entry"))
  var byDate = ProfitDating.order

  @Option(
    help: ArgumentHelp(
      "Convert everything into the workspace's currency: a CSV with the columns date, currency and rate, which is what "
        + "one unit of the currency is worth in the workspace's.", valueName: "file"))
  var rates: String?

  @Option(help: "Formats, separated by commas: html, csv, json, xlsx.")
  var format = "html,csv,json,xlsx"

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The folder for the files, which must exist; - for one format on standard output.", valueName: "dir"))
  var output = "."

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ReportProfit(by: by, formats: try ReportFormat.set(format), folder: output)
    request.from = from
    request.to = to
    request.dating = byDate
    request.ratesPath = rates
    let result = try request.run(in: try console.session())
    if output != "-", console.wantsJSON {
      try console.print([
        "schema": "daybook.report_run/1", "report": .text(result.document.name), "facts": result.document.factsJSON,
        "outputs": JSONValue(result.outputs, \.json), "diagnostics": JSONValue(result.document.warnings, \.json),
      ])
      return .done
    }
    for warning in result.document.warnings { console.show(warning) }
    if output != "-" { try console.print("\(result.document.title)\n" + result.document.text(with: result.outputs)) }
    return .done
  }
}
