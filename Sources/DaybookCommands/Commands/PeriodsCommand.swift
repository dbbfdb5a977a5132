import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook periods`.
struct PeriodsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "periods",
    abstract: "Months whose books are closed.",
    discussion: """
      In a closed month no money changes: no import, revert, deletion or assignment may touch what is dated in it.

      Examples:
        daybook periods close 2026-09
        daybook periods show 2026-09
        daybook periods reopen 2026-09 --reason "late invoice of the carrier"
      """,
    subcommands: [PeriodsClose.self, PeriodsReopen.self, PeriodsShow.self])
}

/// `daybook periods close`.
struct PeriodsClose: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a month that is over, and keep its totals.",
    discussion: """
      Examples:
        daybook periods close 2026-09
        daybook periods close 2026-09 --reason "agreed with the tax adviser"
      """)

  @Argument(help: ArgumentHelp("The month, YYYY-MM, in the workspace's zone.", valueName: "month"))
  var month: Month

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    var request = ClosePeriod(month)
    request.reason = reason
    return try console.show([try request.run(in: try console.session())])
  }
}

/// `daybook periods reopen`.
struct PeriodsReopen: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: "Open a closed month again.",
    discussion: """
      Examples:
        daybook periods reopen 2026-09 --reason "late invoice of the carrier"
      """)

  @Argument(help: ArgumentHelp("The month, YYYY-MM.", valueName: "month"))
  var month: Month

  @Option(help: "Why; kept with the batch.")
  var reason: String

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.show([try ReopenPeriod(month, reason: reason).run(in: try console.session())])
  }
}

/// `daybook periods show`.
struct PeriodsShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show the money of closed months as it was then and is now.",
    discussion: """
      Without a month: every month that was ever closed. The difference to the totals of then is drift: money that changed \
      in a closed month all the same.

      Examples:
        daybook periods show
        daybook periods show 2026-09 --json
      """)

  @Argument(help: ArgumentHelp("The month, YYYY-MM. Default: all that were closed.", valueName: "month"))
  var month: Month?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    try console.show(try ShowPeriods(month: month).run(in: try console.session()))
  }
}

extension Console {
  /// Shows months.
  fileprivate func show(_ months: [ShowPeriods.Shown]) throws -> Diagnostics.ExitCode {
    if wantsJSON {
      try print(["schema": "daybook.periods/1", "periods": JSONValue(months, \.json)])
    } else {
      try print(months.isEmpty ? "No month was ever closed.\n" : months.map(\.text).joined(separator: "\n"))
    }
    return .done
  }
}
