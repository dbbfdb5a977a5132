import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store

/// `daybook batches`.
struct BatchesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "batches",
    abstract: "The runs that changed the store.",
    discussion: """
      Examples:
        daybook batches list --kind costs
        daybook batches show 7
        daybook batches revert 7
      """,
    subcommands: [BatchesList.self, BatchesShow.self, BatchesInput.self, BatchesRevert.self])
}

/// `daybook batches list`.
struct BatchesList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List batches, newest first.",
    discussion: """
      Examples:
        daybook batches list
        daybook batches list --kind costs --limit 10 --json
      """)

  @Option(help: "Only batches of that kind.")
  var kind: BatchKind?

  @Option(help: "At most so many.")
  var limit: Int = 1_000_000

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let batches = try ListBatches(kind: kind, limit: limit).run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.batches/1", "batches": JSONValue(batches, \.json)])
      return .done
    }
    var table = TextTable(
      ("batch", .right), ("kind", .left), ("at", .left), ("by", .left), ("rows", .right), ("accepted", .right),
      ("rejected", .right), ("state", .left), ("about", .left))
    for batch in batches {
      table.add(
        String(batch.batch), batch.kind.rawValue, batch.appliedAt.description, batch.operator,
        String(batch.counts.rows), String(batch.counts.accepted), String(batch.counts.rejected), batch.state,
        batch.about ?? "")
    }
    try console.print(batches.isEmpty ? "No batches.\n" : table.text)
    return .done
  }
}

/// `daybook batches show N`.
struct BatchesShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a batch: who, when, which files, what it did to the money.",
    discussion: """
      Examples:
        daybook batches show 7
        daybook batches show 7 --json
      """)

  @Argument(help: "Its number.")
  var batch: Int64

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let shown = try ShowBatch(batch: batch).run(in: try console.session())
    if console.wantsJSON {
      try console.print(shown.json)
    } else {
      try console.print(shown.text)
    }
    return .done
  }
}

/// `daybook batches input N`.
struct BatchesInput: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "input",
    abstract: "Give back the file that a batch applied, byte for byte, out of the archive.",
    discussion: """
      Examples:
        daybook batches input 7 -o september.csv
        daybook batches input 7 -o - | head
      """)

  @Argument(help: "Its number.")
  var batch: Int64

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write it; - for standard output.", valueName: "path"))
  var output: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try RestoreInput(batch: batch).run(in: try console.session(), toFile: output)
    return .done
  }
}

/// `daybook batches revert`.
struct BatchesRevert: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "revert",
    abstract: "Take a batch back, at any time and in any order; reverting the revert brings it back.",
    discussion: """
      Examples:
        daybook batches revert 7 --reason "wrong month"
        daybook batches revert 7 --dry-run
        daybook batches revert 7 --with-dependents --dry-run
        daybook batches revert 7 --dated 2026-10-05 --reason "September is closed"
      """)

  @Argument(help: "Its number.")
  var batch: Int64

  @Option(help: "Why; kept with the revert.")
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "For costs: the day on which they are taken back. Default: as if they had never been.", valueName: "date"))
  var dated: CivilDate?

  @Flag(help: "Also revert the later batches that stand upon it, the newest first: all of them or none.")
  var withDependents = false

  @Flag(help: "Only show what would change.")
  var dryRun = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = RevertBatches(batch: batch)
    request.isWithDependents = withDependents
    request.reason = reason
    request.datedOn = dated
    request.isDryRun = dryRun
    let summaries = try request.run(in: try console.session())
    guard withDependents, console.wantsJSON else {
      return try summaries.map { try console.report($0) }.last ?? .done
    }
    try console.print(["schema": "daybook.reverts/1", "reverts": JSONValue(summaries, \.json)])
    return summaries.last?.exit ?? .done
  }
}
