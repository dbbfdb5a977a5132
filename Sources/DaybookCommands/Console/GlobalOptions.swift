import ArgumentParser
import Diagnostics

/// The options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store, or the folder of its workspace. Default: DAYBOOK_STORE, else that around the current folder.",
      valueName: "path"))
  var store: String?

  @Option(
    name: .customLong("operator"),
    help: ArgumentHelp("Who answers for the run. Default: your login.", valueName: "name"))
  var operatorName: String?

  @Flag(help: "Print the result as JSON.")
  var json = false
}

/// A command of `daybook`: its options are parsed, then it runs with a console.
///
/// It calls one use case of the `Daybook` target and renders its result; it decides nothing.
protocol ConsoleCommand: ParsableCommand {
  /// The options that every command has (`@OptionGroup var global: GlobalOptions`).
  var global: GlobalOptions { get }
  /// Does it and gives the exit code; failures are thrown.
  func run(on console: Console) throws -> Diagnostics.ExitCode
}
