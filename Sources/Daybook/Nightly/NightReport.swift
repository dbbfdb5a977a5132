import Diagnostics
import Model
import Reporting
import Store
import Tabular

/// What a run was, as a document: for people in HTML and mail, for programs in JSON.
struct NightReport {
  let run: NightlyRun
  /// What was found in the jobs, by their names.
  let found: [(job: String, diagnostic: Diagnostic)]
  let zone: TimeZoneRules
  /// The end of the audit chain; the run's own link comes after it.
  let auditHead: (seq: Int64, hash: SHA256Digest)?
  let lastBatch: Int64
  /// Figures as the night before showed them, by job and name.
  let before: [String: Amount]

  /// More findings make no report that anybody reads; the inbox's own reports have all of them.
  private static let mostFindings = 200
  private static let mostWarnings = 10

  /// The name of its files: the date, and the jobs where not all of them ran.
  var name: String { ([run.businessOn.description] + (run.selection ?? [])).joined(separator: "-") }

  /// What happened in a few words: nothing in it is from customers.
  var headline: String {
    let failed = run.jobs.filter { $0.state == .failed }.map(\.name)
    let told = run.alarms.filter(\.isTold)
    let alarms = told.isEmpty ? "" : ", alarm: \(told.map(\.name).joined(separator: ", "))"
    switch run.state {
    case .done: return "\(run.businessOn) done\(alarms)"
    case .partly: return "\(run.businessOn) done, some was rejected\(alarms)"
    case .failed: return "\(run.businessOn) failed: \(failed.joined(separator: ", "))\(alarms)"
    case .running: return "\(run.businessOn) has begun"
    case .interrupted: return "\(run.businessOn) was interrupted"
    }
  }

  /// Whether somebody should look.
  var isProblem: Bool {
    run.state == .failed || run.state == .interrupted
      || run.alarms.contains { $0.isTold && $0.severity == .critical }
  }

  /// The document.
  var document: ReportDocument {
    var document = ReportDocument(name: name, title: "Nightly run: \(headline)", facts: facts)
    document.sections = [summary, next, jobs, findings, files].filter { !$0.cards.isEmpty || !$0.tables.isEmpty }
    return document
  }

  private var facts: [ReportDocument.Fact] {
    let seconds = run.endedAt.map { ($0.milliseconds - run.startedAt.milliseconds) / 1000 }
    return [
      .init("run", "Run", .count(Int(run.run))), .init("date", "Business date", .date(run.businessOn)),
      .init("state", "State", .text(run.state.rawValue)),
      .init("exit", "Exit code", run.exit.map { .count(Int($0)) } ?? .none),
      .init("started_at", "Started", .instant(run.startedAt)),
      .init("ended_at", "Ended", .instant(orNone: run.endedAt)), .init("took_s", "Took", .seconds(orNone: seconds)),
      .init("started_by", "Started by", .text(run.trigger.rawValue)), .init("user", "User", .text(run.operator)),
      .init("host", "Host", .text(run.host)), .init("version", "Version", .text("daybook \(run.version)")),
      .init("zone", "Zone", .text(zone.identifier)), .init("last_batch", "Last batch", .count(Int(lastBatch))),
      .init("audit_entries", "Audit entries", .count(Int(auditHead?.seq ?? 0))),
      .init("audit_head", "Audit head", .text(orNone: auditHead?.hash.description)),
    ]
  }

  private var summary: ReportDocument.Section {
    var section = ReportDocument.Section(id: "summary", title: "At a glance")
    let failed = run.jobs.count { $0.state == .failed || $0.state == .skipped }
    section.cards = [
      .init(
        "Jobs", .count(run.jobs.count), details: ["\(failed) failed or were left out"],
        tone: failed == 0 ? .good : .poor),
      .init(
        "Rows", .count(Int(run.jobs.reduce(0) { $0 + $1.rows })),
        details: ["\(run.jobs.reduce(0) { $0 + $1.rejected }) rejected", "\(found.count) findings"],
        tone: run.jobs.allSatisfy { $0.rejected == 0 } ? .good : .fair),
    ]
    for alarm in run.alarms {
      section.cards.append(
        .init(
          "Alarm: \(alarm.name)", .text(alarm.value.description),
          details: [alarm.reason, alarm.isTold ? alarm.severity.rawValue : "told before, silent now"], tone: .poor))
    }
    section.tables = [money, figures, alarms].filter { !$0.rows.isEmpty }
    return section
  }

  private var money: ReportTable {
    var table = ReportTable(
      id: "money", caption: "Money that was moved",
      columns: [
        .init("job", "Job"), .init("kind", "Kind"), .init("currency", "Currency"),
        .init("change", "Change", .money),
      ])
    for job in run.jobs {
      for money in job.money {
        table.add([
          .text(job.name), .text(money.kind), .text(money.currency.description), .change(money.change),
        ])
      }
    }
    return table
  }

  private var figures: ReportTable {
    var table = ReportTable(
      id: "figures", caption: "Figures of reports, shares in percent, times in seconds",
      columns: [
        .init("job", "Job"), .init("figure", "Figure"), .init("value", "Now", .money),
        .init("before", "The night before", .money), .init("change", "Change", .money),
      ])
    for job in run.jobs {
      for figure in job.figures {
        let before = before["\(job.name) \(figure.name)"]
        let change = before.map { ReportValue.change(Amount(e4: figure.value.e4 &- $0.e4)) }
        table.add([
          .text(job.name), .text(figure.name), .amount(figure.value), .amount(orNone: before?.e4), change ?? .none,
        ])
      }
    }
    return table
  }

  private var alarms: ReportTable {
    var table = ReportTable(
      id: "alarms", caption: "Alarms",
      columns: [
        .init("alarm", "Alarm"), .init("severity", "Severity"), .init("reason", "Why"),
        .init("is_told", "Told"),
      ])
    for alarm in run.alarms {
      table.add([
        .text(alarm.name), .text(alarm.severity.rawValue), .text(alarm.reason),
        .text(alarm.isTold ? "yes" : "silent"),
      ])
    }
    return table
  }

  private var jobs: ReportDocument.Section {
    var section = ReportDocument.Section(id: "jobs", title: "Jobs")
    var table = ReportTable(
      id: "jobs", caption: "Jobs in their order",
      columns: [
        .init("job", "Job"), .init("task", "Does"), .init("state", "State"), .init("exit", "Exit", .number),
        .init("rows", "Rows", .number), .init("rejected", "Rejected", .number),
        .init("warnings", "Warnings", .number), .init("took_s", "Took", .number), .init("note", "Note"),
      ])
    for job in run.jobs {
      let seconds = job.endedAt.map { ($0.milliseconds - job.startedAt.milliseconds) / 1000 }
      table.add([
        .text(job.name), .text(job.task), .text(job.state.rawValue), job.exit.map { .count(Int($0)) } ?? .none,
        .count(Int(job.rows)), .count(Int(job.rejected)), .count(Int(job.warnings)), .seconds(orNone: seconds),
        .text(orNone: job.note),
      ])
    }
    section.tables = [table]
    return section
  }

  private var next: ReportDocument.Section {
    var section = ReportDocument.Section(id: "next", title: "What to do next")
    var table = ReportTable(
      id: "next", caption: "In this order", columns: [.init("job", "Job"), .init("action", "What to do")])
    for job in run.jobs where job.state == .failed {
      let error = found.first { $0.job == job.name && $0.diagnostic.severity == .error }?.diagnostic
      let what = error.map { [$0.message, $0.hint].compactMap(\.self).joined(separator: ": ") }
      table.add([
        .text(job.name),
        .text("\(what ?? job.note ?? "see the findings"); then daybook nightly --date \(run.businessOn)"),
      ])
    }
    for job in run.jobs where job.rejected > 0 {
      table.add([.text(job.name), .text("correct what was rejected (its reports lie beside it) and put it in again")])
    }
    for job in run.jobs {
      for batch in Set(job.files.compactMap { $0.direction == .read ? $0.batch : nil }).sorted() {
        table.add([.text(job.name), .text("if batch \(batch) was wrong: daybook batches revert \(batch)")])
      }
    }
    if !table.rows.isEmpty { section.tables = [table] }
    return section
  }

  private var findings: ReportDocument.Section {
    var section = ReportDocument.Section(
      id: "findings", title: "Findings",
      note: found.count > NightReport.mostFindings
        ? "The first \(NightReport.mostFindings) of \(found.count); the reports beside the files have all." : nil)
    var table = ReportTable(
      id: "findings", caption: "What was found",
      columns: [
        .init("job", "Job"), .init("severity", "Severity"), .init("code", "Code"), .init("file", "File"),
        .init("line", "Line", .number), .init("message", "What"), .init("hint", "What to do"),
      ])
    for (job, diagnostic) in found.prefix(NightReport.mostFindings) {
      table.add([
        .text(job), .text(diagnostic.severity.rawValue), .text(diagnostic.code.name),
        .text(orNone: diagnostic.location.file?.split(separator: "/").last.map(String.init)),
        diagnostic.location.line.map { .count($0) } ?? .none, .text(diagnostic.message),
        .text(orNone: diagnostic.hint),
      ])
    }
    if !table.rows.isEmpty { section.tables = [table] }
    return section
  }

  private var files: ReportDocument.Section {
    var section = ReportDocument.Section(id: "files", title: "Files")
    var table = ReportTable(
      id: "files", caption: "Files that were read and written",
      columns: [
        .init("job", "Job"), .init("direction", "Read or written"), .init("path", "File"),
        .init("outcome", "Outcome"), .init("batch", "Batch", .number), .init("bytes", "Bytes", .number),
        .init("sha256", "SHA-256"),
      ])
    for job in run.jobs {
      for file in job.files {
        table.add([
          .text(job.name), .text(file.direction == .read ? "read" : "written"), .text(file.path),
          .text(orNone: file.outcome), file.batch.map { .count(Int($0)) } ?? .none,
          file.bytes.map { .count(Int($0)) } ?? .none, .text(orNone: file.sha256?.description),
        ])
      }
    }
    if !table.rows.isEmpty { section.tables = [table] }
    return section
  }

  /// The run in plain words, for mail.
  var text: String {
    var lines = ["\(headline) (run \(run.run) on \(run.host), exit \(run.exit.map(String.init) ?? "none"))", ""]
    for alarm in run.alarms { lines.append("ALARM \(alarm.name): \(alarm.reason)") }
    for job in run.jobs {
      let counts = "rows \(job.rows), rejected \(job.rejected), warnings \(job.warnings)"
      lines.append("\(job.name): \(job.state.rawValue), \(counts)" + (job.note.map { "; \($0)" } ?? ""))
      for money in job.money {
        lines.append("  \(money.kind) \(money.currency) \(money.change.e4 > 0 ? "+" : "")\(money.change)")
      }
    }
    let warnings = found.filter { $0.diagnostic.severity == .warning }
    if !warnings.isEmpty { lines.append("") }
    for (job, warning) in warnings.prefix(NightReport.mostWarnings) {
      lines.append("warning of \(job): \(warning.message) [\(warning.code.name)]")
    }
    if warnings.count > NightReport.mostWarnings {
      lines.append("and \(warnings.count - NightReport.mostWarnings) more warnings, which the report lists")
    }
    for table in next.tables {
      lines.append(contentsOf: ["", "What to do next:"])
      lines += table.rows.map { "- \($0.map(\.shown).joined(separator: ": "))" }
    }
    if let auditHead {
      lines.append(contentsOf: ["", "audit chain: \(auditHead.seq) entries, head \(auditHead.hash)"])
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
