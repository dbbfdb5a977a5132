import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook exports`.
struct ExportsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exports",
    abstract: "What was exported and delivered, and what waits for a decision.",
    discussion: """
      'daybook orders export --new --destination X' delivers each order once. Where a run died between giving its file a \
      name and writing that down, and the file is gone, nothing more is sent there until a person has decided.

      Examples:
        daybook exports list --unfinished
        daybook exports show 12
        daybook exports confirm 12
        daybook exports redeliver 12
      """,
    subcommands: [
      ExportsList.self, ExportsShow.self, ExportsConfirm.self, ExportsRedeliver.self, ExportsAbandon.self,
    ])
}

/// `daybook exports list`.
struct ExportsList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List exports, newest first, with how far their delivery is.",
    discussion: """
      Examples:
        daybook exports list
        daybook exports list --destination bookkeeper --limit 10
        daybook exports list --unfinished --json
      """)

  @Option(help: "Only deliveries to that destination.")
  var destination: String?

  @Flag(help: "Only deliveries that are not finished.")
  var unfinished = false

  @Option(help: "At most so many.")
  var limit: Int = 1_000_000

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ListExports()
    request.destination = destination
    request.unfinished = unfinished
    request.limit = limit
    let runs = try request.run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.exports/1", "exports": JSONValue(runs, \.json)])
      return .done
    }
    var table = TextTable(
      ("batch", .right), ("at", .left), ("mapping", .left), ("destination", .left), ("scope", .left),
      ("orders", .right), ("rows", .right), ("state", .left), ("file", .left))
    for run in runs {
      table.add(
        String(run.batch), run.appliedAt.description, run.mapping, run.delivery?.destination ?? "",
        run.delivery?.scope.rawValue ?? "all", run.delivery.map { String($0.orders) } ?? "", String(run.rows),
        run.stateText, run.filesText)
    }
    try console.print(runs.isEmpty ? "No exports.\n" : table.text)
    return .done
  }
}

/// `daybook exports show N`.
struct ExportsShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show an export: its files and digests, how far its delivery is, and what its command said.",
    discussion: """
      Examples:
        daybook exports show 12
        daybook exports show 12 --json
      """)

  @Argument(help: "Its number.")
  var batch: Int64

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let (run, attempts) = try ShowExport(batch: batch).run(in: try console.session())
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.export-run/1", "export": run.json, "attempts": JSONValue(attempts, \.json),
      ])
    } else {
      try console.print(run.text(attempts))
    }
    return .done
  }
}

/// `daybook exports confirm N`.
struct ExportsConfirm: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "confirm",
    abstract: "Say that the destination has a delivery of which that is not known.",
    discussion: """
      Examples:
        daybook exports confirm 12 --reason "the bookkeeper has it"
      """)

  @Argument(help: "The number of the export.")
  var batch: Int64

  @Option(help: "Why; kept with the export.")
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.settle(batch, .confirm, reason)
  }
}

/// `daybook exports redeliver N`.
struct ExportsRedeliver: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "redeliver",
    abstract: "Deliver once more, byte for byte: after a failed command, or because the file got lost.",
    discussion: """
      The file is put back in its place from the archive if it is not there, and the destination's command takes it again.

      Examples:
        daybook exports redeliver 12
      """)

  @Argument(help: "The number of the export.")
  var batch: Int64

  @Option(help: "Why; kept with the export.")
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.settle(batch, .redeliver, reason)
  }
}

/// `daybook exports abandon N`.
struct ExportsAbandon: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "abandon",
    abstract: "Give up a delivery that is not finished: its orders are sent with the next one.",
    discussion: """
      Its file is removed where it still is. Orders that the destination has all the same would come a second time: ask \
      there first.

      Examples:
        daybook exports abandon 12 --yes --reason "wrong mapping"
      """)

  @Argument(help: "The number of the export.")
  var batch: Int64

  @Option(help: "Why; kept with the export.")
  var reason: String?

  @Flag(help: "Do it without asking.")
  var yes = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.confirm("abandoning export \(batch)", given: yes)
    return try console.settle(batch, .abandon, reason)
  }
}

extension Console {
  fileprivate func settle(
    _ batch: Int64, _ decision: SettleExport.Decision, _ reason: String?
  ) throws -> Diagnostics.ExitCode {
    var request = SettleExport(batch: batch, decision)
    request.reason = reason
    let run = try request.run(in: try session())
    if wantsJSON {
      try print(["schema": "daybook.export-run/1", "export": run.json])
    } else {
      try print("Export \(run.batch) to \(run.delivery?.destination ?? ""): \(run.stateText).\n")
    }
    return .done
  }
}
