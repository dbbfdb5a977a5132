import ArgumentParser
import Daybook
import Diagnostics
import Model

/// `daybook init [DIR]`.
struct InitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a workspace: settings, an empty store, and folders for files.",
    discussion: """
      Examples:
        daybook init
        daybook init shop --zone Europe/Berlin --currency EUR
        daybook init trial --demo
      """)

  @Argument(help: ArgumentHelp("The folder; made where it does not exist.", valueName: "dir"))
  var folder = "."

  @Option(help: "The IANA name of the time zone in which dates are meant. Default: the system's.")
  var zone: String?

  @Option(help: "Your own currency (ISO 4217).")
  var currency = "USD"

  @Flag(help: "Fill it with made-up orders, costs and cases to try things on.")
  var demo = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    guard let currency = Currency(currency) else {
      throw Failure(
        .usage, .usage,
        facts: ["reason": "'\(currency)' is not a currency", "help": "write three letters such as EUR"])
    }
    var request = InitializeWorkspace(
      folder: folder, zone: zone ?? SystemZone.identifier(environment: console.environment), currency: currency)
    request.hasCases = demo
    let made = try request.run(as: try console.identity())
    if demo {
      let session = try console.session(ofStore: made.storePath)
      for summary in try FillDemoWorkspace().run(in: session) where !console.wantsJSON {
        try console.print(summary.text + "\n")
      }
    }
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.init/1", "folder": .text(made.folder), "store": .text(made.storePath),
        "settings": .text(made.settingsPath), "zone": .text(request.zone), "currency": .text(currency.description),
      ])
    } else {
      try console.print(
        """
        Made the workspace \(folder) (zone \(request.zone), currency \(currency)).
        Its settings are in \(folder == "." ? "" : folder + "/")\(Workspace.settingsName): check them.
        Next: daybook \(demo ? "costs explain DEMO-1001" : "orders import FILE")\(folder == "." ? "" : " --store \(folder)")

        """)
    }
    return .done
  }
}
