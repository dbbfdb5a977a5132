import ArgumentParser
import Daybook
import Diagnostics
import Model
import Store

/// What a night tells while it goes on.
struct NightlyLog {
  /// How it is written.
  enum Format: String, ExpressibleByArgument {
    /// For people.
    case text
    /// A JSON object a line.
    case json
    /// `key=value` pairs.
    case logfmt
  }

  private let format: Format
  private let console: Console

  init(_ format: Format, _ console: Console) {
    self.format = format
    self.console = console
  }

  /// Tells one event.
  func tell(_ event: RunNightly.Event) throws {
    if format == .text {
      switch event {
      case .began: return
      case .ended(_, _, let found), .finished(_, _, let found): for diagnostic in found { console.show(diagnostic) }
      }
      return
    }
    switch event {
    case .began(let run): try write("began", run, [])
    case .finished(let run, let report, let untold):
      for alarm in run.alarms {
        try write(
          "alarm", run,
          [
            ("alarm", .text(alarm.name)), ("severity", .text(alarm.severity.rawValue)),
            ("reason", .text(alarm.reason)), ("told", JSONValue(alarm.isTold)),
          ])
      }
      for diagnostic in untold {
        try write("untold", run, [("code", .text(diagnostic.code.name)), ("message", .text(diagnostic.message))])
      }
      try write(
        "finished", run,
        [
          ("state", .text(run.state.rawValue)), ("exit", JSONValue(run.exit.map(Int.init))),
          ("report", JSONValue(report)),
        ])
    case .ended(let job, let run, let found):
      try write(
        "job", run,
        [
          ("job", .text(job.name)), ("state", .text(job.state.rawValue)), ("exit", JSONValue(job.exit.map(Int.init))),
          ("rows", .integer(job.rows)), ("rejected", .integer(job.rejected)), ("warnings", .integer(job.warnings)),
          ("note", JSONValue(job.note)),
        ])
      for diagnostic in found {
        try write(
          "finding", run,
          [
            ("job", .text(job.name)), ("severity", .text(diagnostic.severity.rawValue)),
            ("code", .text(diagnostic.code.name)), ("file", JSONValue(diagnostic.location.file)),
            ("line", JSONValue(diagnostic.location.line)),
          ])
      }
    }
  }

  /// Tells why there was no night.
  func tell(_ failure: Failure) throws {
    for diagnostic in failure.diagnostics {
      try write(
        "refused",
        [
          ("exit", .integer(Int64(failure.exit.rawValue))), ("code", .text(diagnostic.code.name)),
          ("file", JSONValue(diagnostic.location.file)), ("line", JSONValue(diagnostic.location.line)),
          ("message", .text(diagnostic.message)),
        ])
    }
  }

  private func write(_ event: String, _ run: NightlyRun, _ more: [(String, JSONValue)]) throws {
    try write(event, [("run", .integer(run.run)), ("date", JSONValue(run.businessOn))] + more)
  }

  private func write(_ event: String, _ more: [(String, JSONValue)]) throws {
    let facts: [(String, JSONValue)] =
      [("at", JSONValue(try console.identity().startedAt)), ("event", .text(event))] + more
    let isJSON = format == .json
    let parts = facts.compactMap { name, value -> String? in
      if case .null = value { return nil }
      if isJSON { return "\(JSONValue.quoted(name)): \(value.rendered)" }
      guard case .text(let text) = value, !text.allSatisfy({ $0.isLetter || $0.isNumber || "-_./:".contains($0) })
      else { return "\(name)=\(value.bare)" }
      return "\(name)=\(JSONValue.quoted(text))"
    }
    console.say(isJSON ? "{\(parts.joined(separator: ", "))}\n" : parts.joined(separator: " ") + "\n")
  }
}

extension JSONValue {
  /// A value without quotes.
  fileprivate var bare: String { if case .text(let text) = self { text } else { rendered } }
}

extension NightlyRun {
  /// The run without its jobs as data.
  var headJSON: JSONValue { .object(head) }

  /// The run as data.
  var json: JSONValue {
    .object(
      [JSONValue.Member("schema", "daybook.run/1")] + head + [
        .init("jobs", JSONValue(jobs, \.json)),
        .init(
          "alarms",
          JSONValue(alarms) {
            [
              "alarm": .text($0.name), "severity": .text($0.severity.rawValue), "value": JSONValue($0.value),
              "reason": .text($0.reason), "told": JSONValue($0.isTold),
            ]
          }),
      ])
  }

  private var head: [JSONValue.Member] {
    [
      .init("run", .integer(run)), .init("date", JSONValue(businessOn)), .init("state", .text(state.rawValue)),
      .init("exit", JSONValue(exit.map(Int.init))), .init("started_at", JSONValue(startedAt)),
      .init("ended_at", JSONValue(endedAt)), .init("user", .text(`operator`)), .init("host", .text(host)),
      .init("version", .text(version)), .init("process", JSONValue(Int(process))),
      .init("started_by", .text(trigger.rawValue)),
      .init("only", selection.map { JSONValue($0) { .text($0) } } ?? .null),
    ]
  }

  /// What started it, and the jobs that were asked for.
  var startedByText: String { trigger.rawValue + (selection.map { ", only " + $0.joined(separator: " ") } ?? "") }

  /// How long it took; nil where nobody saw its end.
  var duration: String? { endedAt.map { Self.seconds(startedAt, $0) } }

  fileprivate static func seconds(_ from: Instant, _ to: Instant) -> String {
    let tenths = max(0, to.milliseconds - from.milliseconds) / 100
    return "\(tenths / 10).\(tenths % 10) s"
  }

  /// The run and its jobs, for people.
  var text: String {
    let took = duration.map { ", took \($0)" } ?? ""
    let head = "\(businessOn): run \(run) \(verdict)\(took)\n"
    let who = "started \(startedAt) by \(`operator`) on \(host) with daybook \(version) (\(startedByText))\n"
    var table = TextTable(
      ("job", .left), ("does", .left), ("state", .left), ("rows", .right), ("rejected", .right), ("warnings", .right),
      ("took", .right), ("note", .left))
    for job in jobs {
      let took = job.endedAt.map { Self.seconds(job.startedAt, $0) } ?? ""
      table.add(
        job.name, job.task, job.state.rawValue, String(job.rows), String(job.rejected), String(job.warnings), took,
        job.note ?? "")
    }
    var money = TextTable(("money", .left), ("", .left), ("change", .right))
    for change in total {
      money.add(change.kind, change.currency.description, (change.change.e4 > 0 ? "+" : "") + change.change.description)
    }
    return printable(head.dropLast().description) + "\n" + printable(who.dropLast().description) + "\n" + table.text
      + money.text + alarms.map { printable($0.line) + "\n" }.joined()
  }

  private var verdict: String {
    switch state {
    case .running: "is under way"
    case .done: "is done"
    case .partly: "is done, some was rejected (exit 3)"
    case .failed: "failed (exit \(exit.map(String.init) ?? "?"))"
    case .interrupted: "was interrupted: its process is gone; the next run finishes what it left"
    }
  }

  /// Changes of money over all jobs, by kind and currency.
  private var total: [NightlyMoney] {
    var sums: [NightlyMoney] = []
    for money in jobs.flatMap(\.money) {
      if let index = sums.firstIndex(where: { $0.kind == money.kind && $0.currency == money.currency }) {
        sums[index].change.e4 &+= money.change.e4
      } else {
        sums.append(money)
      }
    }
    return sums
  }

  /// The files of all jobs, for people.
  var filesText: String {
    var table = TextTable(
      ("job", .left), ("", .left), ("file", .left), ("batch", .right), ("", .left), ("SHA-256", .left))
    for job in jobs {
      for file in job.files {
        table.add(
          job.name, file.direction == .read ? "read" : "wrote", file.path, file.batch.map(String.init) ?? "",
          file.outcome ?? "", file.sha256?.description ?? "")
      }
    }
    return table.text
  }
}

extension NightlyAlarmRecord {
  /// One line for people.
  fileprivate var line: String {
    "\(severity.rawValue) alarm \(name): \(reason)" + (isTold ? "" : " (told before, silent now)")
  }
}

extension NightlyJobRecord {
  /// The job as data.
  var json: JSONValue {
    .object([
      .init("job", .text(name)), .init("task", .text(task)), .init("state", .text(state.rawValue)),
      .init("exit", JSONValue(exit.map(Int.init))), .init("started_at", JSONValue(startedAt)),
      .init("ended_at", JSONValue(endedAt)), .init("rows", .integer(rows)), .init("rejected", .integer(rejected)),
      .init("warnings", .integer(warnings)), .init("note", JSONValue(note)),
      .init(
        "money",
        JSONValue(money) {
          [
            "kind": .text($0.kind), "currency": .text($0.currency.description), "change": JSONValue($0.change),
          ]
        }),
      .init("figures", .object(figures.map { .init($0.name, JSONValue($0.value)) })),
      .init(
        "files",
        JSONValue(files) {
          [
            "direction": .text($0.direction.rawValue), "path": .text($0.path), "sha256": JSONValue($0.sha256),
            "bytes": JSONValue($0.bytes), "outcome": JSONValue($0.outcome), "batch": JSONValue($0.batch),
          ]
        }),
    ])
  }
}
