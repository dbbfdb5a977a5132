import ArgumentParser
import Changes
import Daybook
import Diagnostics
import Model
import Store
import Tabular

/// `daybook cases`.
struct CasesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cases",
    abstract: "Correspondence with customers.",
    discussion: """
      Examples:
        daybook cases import samples/cases.csv
        daybook cases list --unread
        daybook cases show C-2001
        daybook cases reply C-2001 --body "It left our warehouse today."
      """,
    subcommands: [
      CasesImport.self, CasesList.self, CasesOpen.self, CasesShow.self, CasesReply.self, CasesNote.self,
      CasesSetStatus.self, CasesSetPriority.self, CasesAssign.self, CasesSetTeam.self, CasesDispute.self,
      CasesRead.self, CasesUnread.self,
      CasesMerge.self, CasesRedeliver.self, CasesExplain.self,
    ])
}

/// `daybook cases import FILE`.
struct CasesImport: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import events of cases from CSV, workbooks, JSON Lines or XML.",
    discussion: """
      A mapping says how rows become events; without --mapping the one is taken that recognises the file ('daybook \
      mapping list' shows them). In Daybook's own layout one row is one event. The columns are case, order, at, kind, \
      actor, body, value, entry_id and sequence; subject, team, priority, calendar and policy are said of the case and may \
      stand on any of its rows. 'at' is ISO 8601 with a zone. Kinds are customer_message, merchant_message, \
      internal_action, status, priority, assign, team, dispute_open and dispute_close. What is set (a status, a priority, \
      an agent, a team, the reason of a dispute) stands in 'value'.

      An event that its case has already is unchanged, so that a file may be imported again and again.

      Examples:
        daybook cases import samples/cases.csv
        daybook cases import export.jsonl --accept-valid --json
        daybook cases import local.csv --zone Europe/Berlin
        daybook cases import incidents.csv --mapping servicenow-incidents
      """)

  @Argument(help: ArgumentHelp("The file; - for standard input.", valueName: "file"))
  var file: String?

  @Option(help: ArgumentHelp("The mapping: its name, or a path to a .yaml file.", valueName: "name"))
  var mapping: String?

  @Option(help: "The time zone of times that name none.")
  var zone: String?

  @Flag(help: "Apply the good rows, and write the others to a rejects file.")
  var acceptValid = false

  @Option(help: ArgumentHelp("Where rejected rows go. Default: FILE.rejects.csv.", valueName: "path"))
  var rejects: String?

  @Flag(help: "Say what the import would do and change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Instead of a file: take every file of this folder once and move it to done/ or rejected/ in it.",
      valueName: "folder"))
  var inbox: String?

  @OptionGroup var reading: ReadingOptions
  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    // A dry run takes nothing: only a file can be looked at.
    let options = try reading.options()
    return try console.takeIn(ImportSource(file: file, inbox: dryRun ? nil : inbox)) { path, target, session in
      var job = CaseImport(path: path)
      job.reading = options
      job.zone = zone
      job.acceptValid = acceptValid
      job.rejectsPath =
        target.map { $0 + ".rejects.csv" } ?? rejects ?? (path == "-" ? "rejects.csv" : path + ".rejects.csv")
      job.checkOnly = dryRun
      return try ImportCases(job, mapping: mapping).run(in: session)
    }
  }
}

/// `daybook cases show CASE`.
struct CasesShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a case: its order and its thread.",
    discussion: """
      Internal actions are marked with [internal]. With --customer-view the case is shown as its customer may see it: \
      messages and disputes only.

      Examples:
        daybook cases show C-2001
        daybook cases show C-2001 --customer-view --json
      """)

  @Argument(help: ArgumentHelp("The case's id.", valueName: "case"))
  var id: String

  @Flag(help: "Only what the customer may see.")
  var customerView = false

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    if customerView {
      let shown = try ShowCase(id).runForCustomer(in: session)
      if console.wantsJSON { try console.print(shown.json) } else { try console.print(shown.text) }
    } else {
      let shown = try ShowCase(id).run(in: session)
      if console.wantsJSON { try console.print(shown.json) } else { try console.print(shown.text) }
    }
    return .done
  }
}
