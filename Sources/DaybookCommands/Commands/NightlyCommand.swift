import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// `daybook nightly`.
struct NightlyCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "nightly",
    abstract: "Run the jobs of daybook.yaml for a business date.",
    discussion: """
      The jobs stand under 'nightly: jobs:' and run in their order; one that fails stops only those that need it. A date \
      that a run of all jobs has done is not done again: --only runs jobs of it once more. Ends with 0, with 3 where rows \
      or files were rejected, else with the worst code of a job; 75 while another run is under way.

      'daybook runs list' shows what nights did.

      Examples:
        daybook nightly --dry-run
        daybook nightly --catch-up
        daybook nightly --date 2026-09-30 --only profit --only backup
      """)

  @Option(help: ArgumentHelp("The business date. Default: the last local day that has ended.", valueName: "date"))
  var date: CivilDate?

  @Flag(help: "Also every date since the first night that has no good run.")
  var catchUp = false

  @Option(
    help: ArgumentHelp("Only this job, also where the date was done; may be said several times.", valueName: "job"))
  var only: [String] = []

  @Flag(help: "Only show what would be done.")
  var dryRun = false

  @Option(help: ArgumentHelp("Wait so long for another run to end.", valueName: "seconds"))
  var wait = 0

  @Option(help: "What is told on standard error while it runs: text, json or logfmt.")
  var logFormat = NightlyLog.Format.text

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if catchUp, date != nil { throw ValidationError("--date and --catch-up exclude each other") }
    if wait < 0 || wait > 86_400 { throw ValidationError("--wait takes 0 to 86400 seconds") }
  }

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    do {
      return try runJobs(on: console)
    } catch let failure as Failure where logFormat != .text {
      // Whoever collects the log reads no other lines.
      try NightlyLog(logFormat, console).tell(failure)
      return failure.exit
    }
  }

  private func runJobs(on console: Console) throws -> Diagnostics.ExitCode {
    let session = try console.session()
    var request = RunNightly()
    request.days = catchUp ? .catchUp : date.map { .one($0) } ?? .last
    request.only = only
    request.waitSeconds = wait
    // Set by systemd for whatever its units start.
    if console.environment["INVOCATION_ID"] != nil { request.trigger = .timer }
    if dryRun {
      let plan = try request.plan(in: session)
      let mistakes = try request.mistakes(in: session)
      for mistake in mistakes { console.show(mistake) }
      try show(plan, mistakes, on: console)
      return mistakes.isEmpty ? .done : .configuration
    }
    let log = NightlyLog(logFormat, console)
    let result = try request.run(
      in: session, clock: console.identity, inboxReporting: { ($0.json.rendered + "\n", $0.reportText) },
      tell: log.tell)
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.nightly/1", "exit": .integer(Int64(result.exit.rawValue)),
        "runs": JSONValue(result.runs, \.json),
        "done_before": JSONValue(result.doneBefore) { ["date": JSONValue($0.date), "run": .integer($0.run)] },
      ])
      return result.exit
    }
    let before = result.doneBefore.map {
      "\($0.date) was done by run \($0.run); --only JOB runs a job of it once more\n"
    }
    try console.print(before.joined() + result.runs.map(\.text).joined(separator: "\n"))
    return result.exit
  }

  private func show(_ plan: RunNightly.Plan, _ mistakes: [Diagnostic], on console: Console) throws {
    if console.wantsJSON {
      try console.print([
        "schema": "daybook.nightly-plan/1", "dates": JSONValue(plan.dates) { JSONValue($0) },
        "done_before": JSONValue(plan.doneBefore) { ["date": JSONValue($0.date), "run": .integer($0.run)] },
        "jobs": JSONValue(plan.jobs) {
          [
            "job": .text($0.name), "task": .text($0.task.words), "needs": JSONValue($0.needs) { .text($0) },
          ]
        }, "diagnostics": JSONValue(mistakes, \.json),
      ])
      return
    }
    var lines = plan.doneBefore.map { "\($0.date) was done by run \($0.run)" }
    lines.append(
      plan.dates.isEmpty
        ? "There is nothing to do." : "Would run for \(plan.dates.map(\.description).joined(separator: ", ")):")
    var table = TextTable(("job", .left), ("does", .left), ("needs", .left))
    if !plan.dates.isEmpty {
      for job in plan.jobs { table.add(job.name, job.task.words, job.needs.joined(separator: ", ")) }
    }
    try console.print(lines.map { $0 + "\n" }.joined() + table.text)
  }
}

/// `daybook runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "What nightly runs did.",
    discussion: """
      Examples:
        daybook runs list
        daybook runs show 12
      """,
    subcommands: [RunsList.self, RunsShow.self])
}

/// `daybook runs list`.
struct RunsList: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List nightly runs, newest first.",
    discussion: """
      A run that has no end and whose process is gone is interrupted.

      Examples:
        daybook runs list
        daybook runs list --limit 7 --json
      """)

  @Option(help: "At most so many.")
  var limit: Int = 1_000_000

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let runs = try ListRuns(limit: limit).run(in: try console.session())
    if console.wantsJSON {
      try console.print(["schema": "daybook.runs/1", "runs": JSONValue(runs, \.headJSON)])
      return .done
    }
    var table = TextTable(
      ("run", .right), ("date", .left), ("state", .left), ("exit", .right), ("started", .left), ("took", .right),
      ("by", .left), ("on", .left), ("started by", .left))
    for run in runs {
      table.add(
        String(run.run), run.businessOn.description, run.state.rawValue, run.exit.map(String.init) ?? "",
        run.startedAt.description, run.duration ?? "", run.operator, run.host, run.startedByText)
    }
    try console.print(runs.isEmpty ? "There was no nightly run yet.\n" : table.text)
    return .done
  }
}

/// `daybook runs show N`.
struct RunsShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one nightly run: its jobs, what they read and wrote, and what changed in money.",
    discussion: """
      Examples:
        daybook runs show 12
        daybook runs show 12 --json
      """)

  @Argument(help: ArgumentHelp("The run's number.", valueName: "run"))
  var run: Int64

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    let run = try ListRuns.show(self.run, in: try console.session())
    if console.wantsJSON {
      try console.print(run.json)
    } else {
      try console.print(run.text + run.filesText)
    }
    return .done
  }
}
