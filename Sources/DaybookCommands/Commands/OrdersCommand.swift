import ArgumentParser
import Daybook
import Diagnostics
import Mapping
import Model

/// `daybook orders`.
struct OrdersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "The orders: what comes in and what goes out.",
    discussion: """
      Examples:
        daybook orders export --mapping accounting-items --from 2026-09-01 --to 2026-09-30 -o september.csv
      """,
    subcommands: [OrdersExport.self])
}
