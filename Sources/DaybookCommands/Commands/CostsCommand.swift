import ArgumentParser
import Daybook
import Diagnostics
import Model

/// `daybook costs`.
struct CostsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "costs",
    abstract: "What orders really cost.",
    discussion: """
      Examples:
        daybook costs check september.xlsx
        daybook costs import september.xlsx
        daybook costs explain 1001
      """,
    subcommands: [CostsCheck.self, CostsImport.self, CostsExplain.self, UnallocatedCommand.self])
}

/// `daybook costs check`.
struct CostsCheck: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Show exactly what an import would do; the store stays as it is.",
    discussion: """
      Examples:
        daybook costs check september.xlsx
        daybook costs check september.csv --json
        daybook costs check september.xlsx -o september-check.html
      """)

  @OptionGroup var sheet: CostSheetOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try sheet.run(isApplying: false, on: console)
  }
}

/// `daybook costs import`.
struct CostsImport: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Apply a sheet of actual costs as one batch.",
    discussion: """
      Blank cells leave a value as it is, zero sets zero. Shipping and fulfillment replace, payment adds. The same file, \
      also in another format or order of rows, is refused the second time.

      Examples:
        daybook costs import september.xlsx
        daybook costs import september.csv --accept-valid --rejects bad-rows.csv
        daybook costs import september.csv --allow-repeat bytes --reason "billed twice"
        daybook costs import --inbox shop/inbox --accept-valid
      """)

  @OptionGroup var sheet: CostSheetOptions
  @Option(
    help: ArgumentHelp(
      "Instead of a file: take every file of this folder once and move it to done/ or rejected/ in it.",
      valueName: "folder"))
  var inbox: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try sheet.run(isApplying: true, inbox: inbox, on: console)
  }
}

/// `daybook costs explain`.
struct CostsExplain: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show every entry behind an order's actual costs.",
    discussion: """
      Examples:
        daybook costs explain 1001
        daybook costs explain 1001 --json
      """)

  @Argument(help: ArgumentHelp("The order's id.", valueName: "order"))
  var order: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let explanation = try ExplainCosts(order: order).run(in: try console.session())
    if console.wantsJSON { try console.print(explanation.json) } else { try console.print(explanation.text) }
    return .done
  }
}
