import Changes
import Diagnostics
import Exports
import Glibc
import Mapping
import Model
import Reporting
import Store

/// What a job of the night came to.
struct NightlyOutcome {
  /// 0, 3 where something was refused or found, else why it failed.
  var exit = ExitCode.done
  var rows = 0
  var rejected = 0
  var warnings = 0
  var files: [NightlyFile] = []
  var money: [NightlyMoney] = []
  var figures: [NightlyFigure] = []
  var diagnostics: [Diagnostic] = []
  var note: String?
}

/// Does the jobs of a night, each by the use case that its command has too.
struct NightlyWork {
  let session: Session
  let day: CivilDate
  let inboxReporting: TakeInbox.Reporting
  /// What a run that died had written down of the job, and nobody was told of.
  var died: NightlyJobRecord?
  /// Writes down how far the job is.
  var writingDown: (NightlyOutcome) throws -> Void = { _ in }

  private var workspace: Workspace { session.workspace }

  /// Does one job. What fails is thrown.
  func run(_ job: NightlyJob) throws -> NightlyOutcome {
    try prove(job)
    return switch job.task {
    case .takeIn(let job): try takeIn(job)
    case .export(let job): try export(job)
    case .report(let report): try self.report(report, alarms: workspace.nightly.alarms.filter { $0.job == job.name })
    case .checkPeriods: try checkPeriods()
    case .checkStore: try checkStore()
    case .backUp(let request): try backUp(request)
    }
  }

  /// Looks whether the mapping, layout, destination or report that a job names is there and right, and changes nothing; fails
  /// where it is not.
  func prove(_ job: NightlyJob) throws {
    switch job.task {
    case .takeIn(let job):
      try proveFolder(job.folder)
      let catalog = MappingCatalog(folder: workspace.mappingsFolder)
      guard let mapping = job.mapping else { return }
      switch job.kind {
      case .orders: _ = try OrderMapping.read(try catalog.find(mapping, in: .orders))
      case .cases: _ = try CaseMapping.read(try catalog.find(mapping, in: .cases))
      default: _ = try CostMapping.read(try catalog.find(mapping, in: .costs))
      }
    case .export(let job): _ = try exportRequest(job, path: job.path).plan(in: workspace)
    case .report(let job):
      try proveFolder(job.folder)
      var request = MakeReport(job.name, formats: job.formats, folder: job.folder)
      request.values = job.values
      try request.prove(in: session)
    case .backUp(let request): try proveFolder(request.folder ?? "backups")
    case .checkPeriods, .checkStore: return
    }
  }

  /// A folder that is not below the workspace must be there and be ours to write to; of one named by the date, the folder that
  /// it is made in.
  private func proveFolder(_ path: String) throws {
    guard path.hasPrefix("/") else { return }
    let lasting = NightlyWork.lasting(path)
    let isThere = access(lasting, R_OK | W_OK | X_OK) == 0
    if isThere, Workspace.isFolder(lasting) { return }
    throw Failure(
      .cannotCreate, .cannotWrite,
      facts: ["path": lasting, "reason": String(cString: strerror(isThere ? ENOTDIR : errno))])
  }

  /// The folders of a path that are the same for every date.
  private static func lasting(_ path: String) -> String {
    let parts = path.split(separator: "/").prefix { !$0.contains("{date}") }
    return "/" + parts.joined(separator: "/")
  }

  private func takeIn(_ job: NightlyImport) throws -> NightlyOutcome {
    let inbox = NightlyInbox(
      session: session, day: day, job: job, folder: try folder(job.folder), reporting: inboxReporting)
    return try inbox.take(after: died, writingDown: writingDown)
  }

  // MARK: What goes out

  private func export(_ job: NightlyExport) throws -> NightlyOutcome {
    let request = exportRequest(job, path: try job.path.map(file))
    let summary = try request.run(in: session)
    var outcome = NightlyOutcome()
    for batch in summary.finished {
      for file in try session.read({ try $0.exportRun(batch) }).dataFiles {
        outcome.rows += Int(file.rows ?? 0)
        outcome.files.append(
          NightlyFile(
            .written, workspace.relative(file.place ?? file.path), sha256: file.sha256, bytes: file.bytes, batch: batch)
        )
      }
    }
    outcome.rows += summary.rows
    if request.scope != nil, summary.rows == 0 {
      if summary.finished.isEmpty { outcome.note = "nothing new for \(summary.destination ?? "the destination")" }
      return outcome
    }
    outcome.files += summary.files.map {
      NightlyFile(
        .written, workspace.relative($0.path), sha256: $0.sha256, bytes: Int64($0.bytes), batch: summary.batch)
    }
    return outcome
  }

  private func exportRequest(_ job: NightlyExport, path: String?) -> ExportOrders {
    var request = ExportOrders(mapping: job.mapping, path: path)
    request.scope = job.scope
    request.destination = job.destination
    (request.from, request.to) = days(job.period)
    return request
  }

  private func report(_ job: NightlyReport, alarms: [NightlyAlarm]) throws -> NightlyOutcome {
    let folder = try folder(job.folder)
    let (from, to) = days(job.period)
    var request = MakeReport(job.name, formats: job.formats, folder: folder)
    (request.from, request.to) = (from, to ?? day)
    request.values = job.values
    let result = try request.run(in: session)
    let (document, outputs) = (result.document, result.outputs)
    var outcome = NightlyOutcome()
    outcome.warnings = document.warnings.count
    outcome.diagnostics = document.warnings
    outcome.figures = NightlyFigures.of(document, for: alarms)
    outcome.files = outputs.map {
      NightlyFile(.written, workspace.relative($0.path), sha256: $0.sha256, bytes: Int64($0.bytes))
    }
    return outcome
  }

  private func backUp(_ settings: BackUpStore) throws -> NightlyOutcome {
    var request = settings
    request.folder = try folder(settings.folder ?? "backups")
    let result = try request.run(in: session)
    var outcome = NightlyOutcome()
    outcome.files = [
      NightlyFile(.written, workspace.relative(result.path), sha256: result.label.sha256, bytes: result.label.bytes)
    ]
    if !result.removed.isEmpty { outcome.note = "\(result.removed.count) older backups were removed" }
    return outcome
  }

  // MARK: Checks

  private func checkPeriods() throws -> NightlyOutcome {
    var outcome = NightlyOutcome()
    for shown in try ShowPeriods().run(in: session) where shown.isClosed {
      for total in shown.totals {
        guard let drift = total.drift, drift.e4 != 0 else { continue }
        outcome.diagnostics.append(
          Diagnostic(
            .warning, .periodDrift, at: SourceLocation(file: workspace.storePath),
            facts: [
              "month": shown.month.description, "line": total.now.line.rawValue, "kind": total.now.kind,
              "change": drift.description, "currency": total.now.currency.description,
            ]))
      }
    }
    outcome.warnings = outcome.diagnostics.count
    outcome.exit = outcome.diagnostics.isEmpty ? .done : .partly
    return outcome
  }

  private func checkStore() throws -> NightlyOutcome {
    var check = CheckStore()
    check.nightsUpTo = day.adding(days: -1)
    let result = try check.run(in: session)
    var outcome = NightlyOutcome()
    outcome.exit = result.exit
    outcome.warnings = result.warnings.count
    outcome.diagnostics = result.findings + result.warnings
    return outcome
  }

  // MARK: Days and places

  private func days(_ period: NightlyPeriod) -> (from: CivilDate?, to: CivilDate?) {
    switch period {
    case .day: return (day, day)
    case .month: return (Month(of: day).firstDay, day)
    case .year: return (CivilDate(year: day.components.year, month: 1, day: 1), day)
    case .all: return (nil, nil)
    }
  }

  /// A path of the settings for this date.
  private func file(_ path: String) throws -> String {
    let dated = path.replacing("{date}", with: day.description)
    guard !dated.hasPrefix("/") else { return dated }
    let slash = dated.lastIndex(of: "/") ?? dated.startIndex
    try makeFolders(dated[..<slash])
    return "\(workspace.folder)/\(dated)"
  }

  /// A folder of the settings for this date. It is made below the workspace; elsewhere only what the date names is made, and
  /// the rest must be there: a share that is not mounted is no folder to write to.
  private func folder(_ path: String) throws -> String {
    let dated = path.replacing("{date}", with: day.description)
    guard dated.hasPrefix("/") else {
      try makeFolders(dated[...])
      return "\(workspace.folder)/\(dated)"
    }
    let lasting = NightlyWork.lasting(path)
    if dated != path, Workspace.isFolder(lasting) { try makeFolders(dated.dropFirst(lasting.count), below: lasting) }
    return dated
  }

  private func makeFolders(_ path: Substring, below folder: String? = nil) throws {
    var made = folder ?? workspace.folder
    for part in path.split(separator: "/") {
      made += "/\(part)"
      try InitializeWorkspace.makeFolder(made)
    }
  }
}

extension Workspace {
  /// A path as the history has it: below the workspace from there.
  func relative(_ path: String) -> String {
    path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
  }
}

extension NightlyOutcome {
  /// Adds a change of money to those of its kind.
  mutating func add(_ money: NightlyMoney) {
    guard let index = self.money.firstIndex(where: { $0.kind == money.kind && $0.currency == money.currency }) else {
      self.money.append(money)
      return
    }
    // Beyond what an amount can hold the sum of a night says nothing any more, and no batch comes near it.
    self.money[index].change.e4 &+= money.change.e4
  }
}
