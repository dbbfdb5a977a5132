import ArgumentParser
import Daybook
import Diagnostics
import Model
import Reporting
import ServiceLevels
import Tabular

/// `daybook sla`.
struct SLACommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sla",
    abstract: "Judgements of service levels.",
    discussion: """
      Examples:
        daybook sla restate --from 2026-09-01 --to 2026-09-30
      """,
    subcommands: [SLARestate.self])
}

/// `daybook sla restate`.
struct SLARestate: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "restate",
    abstract: "Show what the present rules would change about finished clocks; apply it on demand.",
    discussion: """
      A clock that a report has shown as finished keeps the calendars, policies and time zone data by which it was judged. \
      This shows each clock that the present ones would judge otherwise, before and after, and why. Nothing is changed without \
      --apply, which is a batch: 'daybook batches revert' takes it back.

      Examples:
        daybook sla restate
        daybook sla restate --from 2026-09-01 --to 2026-09-30 --apply --reason "the holiday of 7 September was missing"
      """)

  @Option(help: "Only clocks that finished on that local date or later.")
  var from: CivilDate?

  @Option(help: "Only clocks that finished on that local date or earlier.")
  var to: CivilDate?

  @Flag(help: "Change nothing (the default).")
  var dryRun = false

  @Flag(help: "Judge them by the present rules from now on.")
  var apply = false

  @Option(help: "Why; kept with the batch.")
  var reason: String?

  @OptionGroup var global: GlobalOptions

  func run(on console: Console) throws -> Diagnostics.ExitCode {
    guard !(dryRun && apply) else {
      throw Failure(
        .usage, .usage, facts: ["reason": "--dry-run and --apply contradict each other", "help": "leave one out"])
    }
    var request = RestateServiceLevels()
    request.from = from
    request.to = to
    request.isApplied = apply
    request.reason = reason
    let sink = console.sink
    if !console.wantsJSON {
      let result = try request.run(in: try console.session()) { try sink.write($0.text) }
      try console.print(result.text(isApplied: apply))
      return .done
    }
    var isFirst = true
    let session = try console.session()
    let result = try request.run(in: session) { difference in
      try sink.write(isFirst ? #"{"schema":"daybook.restatement/1","clocks":[\#n"# : ",\n")
      try sink.write(difference.json.rendered)
      isFirst = false
    }
    let start = isFirst ? #"{"schema":"daybook.restatement/1","clocks":["# : ""
    try console.print(start + "],\n" + result.json.rendered.dropFirst(2) + "\n")
    return .done
  }
}

extension RestateServiceLevels.Result {
  fileprivate var json: JSONValue {
    [
      "compared": JSONValue(counts.clocks), "changed": JSONValue(counts.changed), "cases": JSONValue(counts.cases),
      "before": JSONValue(counts.before), "batch": JSONValue(batch),
    ]
  }

  fileprivate func text(isApplied: Bool) -> String {
    guard counts.before != nil else { return "No report has shown any clock as finished yet.\n" }
    let judged =
      "\(counts.changed) of \(counts.clocks) finished clocks that other rules judged, in \(counts.cases) cases"
    if let batch { return "\(judged), are judged by the present rules now: batch \(batch)\n" }
    return counts.changed == 0
      ? "The present rules judge none of \(counts.clocks) finished clocks otherwise.\n"
      : "\(judged), would be judged otherwise. Nothing was changed; --apply does it.\n"
  }
}

extension ServiceRestatement.Difference {
  fileprivate var json: JSONValue {
    [
      "case": .text(caseID), "metric": .text(metric.rawValue), "started_at": JSONValue(startedAt),
      "stopped_at": JSONValue(stoppedAt), "rules": JSONValue(rules),
      "reasons": JSONValue(reasons) { .text($0.rawValue) },
      "before": before.map(judgement) ?? .null, "after": after.map(judgement) ?? .null,
    ]
  }

  private func judgement(_ clock: Clock) -> JSONValue {
    [
      "state": .text(clock.state.rawValue), "measured": JSONValue(clock.isMeasured),
      "elapsed_seconds": .integer(clock.elapsedSeconds), "target_seconds": JSONValue(clock.targetSeconds),
      "breached_at": JSONValue(clock.breachedAt), "policy": JSONValue(clock.policy),
    ]
  }

  /// `C-2003 frt finished 2026-09-07 10:00:00 UTC: 1h 30m of 1h, breached -> 30m of 1h, met (calendar; rules 1)`.
  fileprivate var text: String {
    let stop = ReportValue.instant(orNone: stoppedAt).shown
    let why = (reasons.map(\.rawValue) + [rules.map { "rules \($0)" }].compactMap { $0 }).joined(separator: ", ")
    return printable("\(caseID) \(metric.rawValue) finished \(stop): \(words(before)) -> \(words(after)) (\(why))")
      + "\n"
  }

  private func words(_ clock: Clock?) -> String {
    guard let clock else { return "not measured" }
    return clock.standing
      + (before?.policy == after?.policy ? "" : " by \(clock.policy ?? "no policy")")
  }
}
