import ArgumentParser
import Daybook
import Diagnostics
import Mapping
import Model

/// `daybook orders export`.
struct OrdersExport: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write orders to a file by an export layout.",
    discussion: """
      The file appears complete or not at all, and replaces one of the same name. Beside it stands FILE.manifest.json with \
      rows, sums and digest. 'daybook mapping list' shows the layouts, 'daybook mapping docs' how to write one.

      With --new a destination gets each order once, however often the command is run and whatever happens in between; with \
      --changed it gets those again that were changed since. 'daybook exports list' shows what was delivered.

      Examples:
        daybook orders export --mapping all-columns -o orders.csv
        daybook orders export --mapping accounting-items --from 2026-09-01 --to 2026-09-30 --format xlsx -o september.xlsx
        daybook orders export --mapping mine.yaml -o - | head
        daybook orders export --mapping xero-invoices -o invoices/
        daybook orders export --mapping mine.yaml --new --destination bookkeeper
      """)

  @Option(help: "The export layout: its name or path.")
  var mapping: String

  @Option(help: ArgumentHelp("Only orders made on this local day or later, YYYY-MM-DD.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("Only orders made on this local day or earlier, YYYY-MM-DD.", valueName: "date"))
  var to: CivilDate?

  @Option(help: "The file format: csv, xlsx, jsonl, json or xml. Default: what the layout says.")
  var format: ExportFormat?

  @Flag(help: "Only orders that the destination never got from this mapping.")
  var new = false

  @Flag(help: "Only orders that the destination got and that were changed since.")
  var changed = false

  @Option(
    help: ArgumentHelp(
      "Who gets it, for --new and --changed. Default: the only one that daybook.yaml lists, else 'default'.",
      valueName: "name"))
  var destination: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The file to write; - for standard output. In a folder the layout names the file, or several where it splits them. "
        + "With --new and --changed it may be left out: then it is the outbox.", valueName: "file"))
  var output: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    if let from, let to, from > to {
      throw Failure(
        .usage, .usage, facts: ["reason": "--from \(from) is after --to \(to)", "help": "swap the two dates"])
    }
    var request = ExportOrders(mapping: mapping, path: output)
    request.from = from
    request.to = to
    request.format = format
    request.scope = try scope()
    request.destination = destination
    let summary = try request.run(in: try console.session())
    if output == "-" {
      // The rows went to standard output; what is said of them goes elsewhere.
      console.say(console.wantsJSON ? summary.json.rendered + "\n" : summary.text)
    } else if console.wantsJSON {
      try console.print(summary.json)
    } else {
      try console.print(summary.text)
    }
    return .done
  }

  private func scope() throws -> ExportScope? {
    if new, changed {
      throw Failure(
        .usage, .usage, facts: ["reason": "--new and --changed exclude each other", "help": "run one after the other"])
    }
    if destination != nil, !new, !changed {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "--destination goes with a delivery", "help": "add --new or --changed, or leave it out"])
    }
    return new ? .new : changed ? .changed : nil
  }
}
