import Diagnostics
import Exports
import Glibc
import Model
import Reporting
import Store
import Tabular

/// Tells people of a run: writes its report, sends mail, starts programs, writes metrics. What fails of it takes nothing from
/// the run; it is a finding, and the process does not end with 0.
struct NightTeller {
  let session: Session
  let settings: NightlySettings

  private var workspace: Workspace { session.workspace }
  private var telling: NightlyTelling { settings.telling }

  /// Tells that a run has begun.
  func tellBegin(_ run: NightlyRun) -> [Diagnostic] {
    guard let program = telling.onStart else { return [] }
    return attempting {
      let report = NightReport(
        run: run, found: [], zone: workspace.zone, auditHead: nil, lastBatch: 0, before: [:])
      return try start(program, "on_start", NightTeller.json(report))
    }
  }

  /// Tells how a run ended; gives the path of its report, and what could not be told.
  func tellEnd(
    _ run: NightlyRun, found: [(job: String, diagnostic: Diagnostic)], sentAt: Instant
  ) -> (report: String?, failures: [Diagnostic]) {
    var path: String?
    var failures: [Diagnostic] = []
    failures += attempting {
      let report = try report(run, found)
      failures += attempting {
        let folder = "\(workspace.folder)/nightly"
        try InitializeWorkspace.makeFolder(folder)
        path = try report.document.write([.html, .json], to: folder).first?.path
        return []
      }
      failures += attempting { try metrics(run) }
      failures += attempting { try mail(report, sentAt) }
      let (program, name) =
        report.isProblem ? (telling.onFailure, "on_failure") : (telling.onSuccess, "on_success")
      return try program.map { try start($0, name, NightTeller.json(report)) } ?? []
    }
    return (path, failures)
  }

  private func report(_ run: NightlyRun, _ found: [(job: String, diagnostic: Diagnostic)]) throws -> NightReport {
    try session.read { store in
      var before: [String: Amount] = [:]
      for job in run.jobs {
        for figure in job.figures {
          before["\(job.name) \(figure.name)"] = try store.lastFigure(
            figure.name, ofJob: job.name, before: run.businessOn)
        }
      }
      return NightReport(
        run: run, found: found, zone: workspace.zone, auditHead: try store.auditHead(),
        lastBatch: try store.lastBatch(), before: before)
    }
  }

  private func metrics(_ run: NightlyRun) throws -> [Diagnostic] {
    guard let path = telling.metricsPath else { return [] }
    let (jobs, goodAt) = try session.read { (try $0.lastNightlyJobs(), try $0.lastGoodNightAt()) }
    let isGood = run.selection == nil && run.state.isGood
    try NightMetrics(run: run, goodAt: isGood ? run.endedAt : goodAt, jobs: jobs).write(to: path)
    return []
  }

  private func mail(_ report: NightReport, _ sentAt: Instant) throws -> [Diagnostic] {
    guard let mail = telling.mail else { return [] }
    let isQuiet = report.run.state == .done && !report.run.alarms.contains(where: \.isTold)
    if mail.onlyProblems, isQuiet { return [] }
    let files = report.run.jobs.filter { mail.attachedJobs.contains($0.name) }.flatMap(\.files)
      .filter { $0.direction == .written }.map { $0.path.hasPrefix("/") ? $0.path : "\(workspace.folder)/\($0.path)" }
    let message = try NightMail(settings: mail, report: report, sentAt: sentAt, files: files).rendered()
    return try start(mail.program, "mail", message)
  }

  private func start(_ program: OutsideProgram, _ name: String, _ input: [UInt8]) throws -> [Diagnostic] {
    let ending = program.run(input: input, isCancelled: session.isCancelled)
    guard !ending.isGood else { return [] }
    let said = ending.message.split(whereSeparator: \.isNewline).last.map { ": \($0.prefix(300))" } ?? ""
    return [
      Diagnostic(
        .error, .nightlyNotTold, at: SourceLocation(file: workspace.settingsPath),
        facts: [
          "what": name, "program": program.arguments[0],
          "reason": "\(ending.outcome.rawValue) \(ending.code)\(said)",
        ])
    ]
  }

  /// What fails in one way of telling does not keep others from theirs.
  private func attempting(_ body: () throws -> [Diagnostic]) -> [Diagnostic] {
    do {
      return try body()
    } catch let failure as Failure {
      return failure.diagnostics
    } catch {
      return Failure(.bug, .bug, facts: ["reason": String(describing: error)]).diagnostics
    }
  }

  private static func json(_ report: NightReport) throws -> [UInt8] {
    let sink = MemorySink()
    try report.document.write(.json, to: sink)
    return sink.bytes
  }
}

extension FileFacts {
  /// Rights 0644.
  static func letOthersRead(_ path: String) throws {
    guard chmod(path, 0o644) == 0 else {
      throw Failure(.permission, .noPermission, facts: ["path": path, "reason": String(cString: strerror(errno))])
    }
  }
}
