import Diagnostics
import Glibc
import Model
import Store

/// One run of the jobs of one date.
struct Night {
  let session: Session
  let date: CivilDate
  let jobs: [NightlyJob]
  let trigger: NightlyRun.Trigger
  let selection: [String]?
  let clock: RunNightly.Clock
  let inboxReporting: TakeInbox.Reporting

  /// Does the jobs in their order; one that fails stops only those that need it.
  func run(
    _ tell: (RunNightly.Event) throws -> Void
  ) throws -> (run: NightlyRun, untold: [Diagnostic]) {
    let begun = try clock()
    let number = try write {
      try $0.beginNightlyRun(of: date, by: trigger, selection: selection, identity: begun, process: getpid())
    }
    var run = try session.read { try $0.nightlyRun(number) }
    try tell(.began(run))
    let teller = NightTeller(session: session, settings: session.workspace.nightly)
    var allFound: [(job: String, diagnostic: Diagnostic)] = []
    var untold = teller.tellBegin(run)
    for (index, job) in jobs.enumerated() {
      var record = NightlyJobRecord(
        number: Int64(index + 1), name: job.name, task: job.task.words, startedAt: try clock().startedAt)
      let failed = job.needs.filter { name in
        run.jobs.contains { $0.name == name && ($0.state == .failed || $0.state == .skipped) }
      }
      var found: [Diagnostic] = []
      if failed.isEmpty {
        found = try perform(job, &record, of: number)
      } else {
        record.state = .skipped
        record.note = "needs \(failed.joined(separator: ", "))"
      }
      record.endedAt = try clock().startedAt
      run.jobs.append(record)
      // The store takes nothing any more from a run that is asked to end: without an end in the history it is one that was
      // interrupted, which is true.
      if session.isCancelled() { return (try interrupted(run, tell), untold) }
      try write { [record] in try $0.record(record, of: number) }
      try tell(.ended(record, of: run, found))
      allFound += found.map { (job.name, $0) }
    }
    let warnings = try judge(&run)
    allFound += warnings.map { ("alarms", $0) }
    let told = teller.tellEnd(run, found: allFound, sentAt: try clock().startedAt)
    untold += told.failures
    if session.isCancelled() { return (try interrupted(run, tell), untold) }
    // Last of all: a run that dies while it tells people is done once more, and tells them again.
    let (finished, identity) = (run, try clock())
    try write {
      try $0.endNightlyRun(finished, as: finished.state, exit: finished.exit ?? 0, identity: identity)
    }
    try tell(.finished(run, report: told.report, untold: warnings + untold))
    return (run, untold)
  }

  /// Does a job and writes what it came to into its record.
  private func perform(
    _ job: NightlyJob, _ record: inout NightlyJobRecord, of run: Int64
  ) throws -> [Diagnostic] {
    var died: NightlyJobRecord?
    if case .takeIn = job.task {
      died = try session.read { try $0.untoldNightlyJob(job.name, task: job.task.words) }
      if let died { record.takeOver(died) }
    }
    let begun = record
    try write { try $0.record(begun, of: run) }
    let outcome = outcome(of: job, after: died) { outcome in
      var soFar = begun
      soFar.take(outcome)
      try write { [soFar] in try $0.record(soFar, of: run) }
    }
    record.take(outcome)
    record.exit = outcome.exit.rawValue
    switch outcome.exit {
    case .done, .repeated: record.state = .done
    case .partly: record.state = .partly
    default:
      record.state = .failed
      if record.note == nil { record.note = outcome.diagnostics.first { $0.severity == .error }?.inHistory }
    }
    return outcome.diagnostics
  }

  private func outcome(
    of job: NightlyJob, after died: NightlyJobRecord?, writingDown: @escaping (NightlyOutcome) throws -> Void
  ) -> NightlyOutcome {
    var outcome = NightlyOutcome(after: died)
    do {
      let now = try clock()
      let ofJob = Session(
        workspace: session.workspace, identity: now, progress: { done, total in session.show(done, total) },
        isWatched: session.isWatched, isCancelled: session.isCancelled)
      let work = NightlyWork(
        session: ofJob, day: date, inboxReporting: inboxReporting, died: died, writingDown: writingDown)
      outcome = try work.run(job)
    } catch let failure as Failure {
      // What a job is asked for stands in the settings, not on the command line.
      outcome.exit = failure.exit == .usage ? .configuration : failure.exit
      outcome.diagnostics = failure.diagnostics.map { $0.at(job) }
      // Whoever reads the history wants the reason, not only its code.
      outcome.note = failure.diagnostics.first?.inHistory
    } catch {
      let failure = Failure(.bug, .bug, facts: ["reason": String(describing: error)])
      outcome.exit = .bug
      outcome.diagnostics = failure.diagnostics
    }
    return outcome
  }

  /// Says what the jobs make together and judges the figures; gives what was wrong with alarms.
  private func judge(_ run: inout NightlyRun) throws -> [Diagnostic] {
    let exit = NightlyExit.worst(run.jobs.compactMap { $0.exit.flatMap(ExitCode.init(rawValue:)) })
    run.state = exit == .done || exit == .repeated ? .done : exit == .partly ? .partly : .failed
    run.exit = exit == .repeated ? ExitCode.done.rawValue : exit.rawValue
    let alarms = NightlyAlarms(alarms: session.workspace.nightly.alarms, day: date)
    let jobs = run.jobs
    let (records, warnings) = try session.read { try alarms.judge(jobs, $0) }
    run.alarms = records
    run.endedAt = try clock().startedAt
    return warnings
  }

  private func interrupted(_ run: NightlyRun, _ tell: (RunNightly.Event) throws -> Void) throws -> NightlyRun {
    var run = run
    run.state = .interrupted
    run.exit = ExitCode.interrupted.rawValue
    try tell(.finished(run, report: nil, untold: []))
    return run
  }

  /// Writes to the history, which waits longer than others for the store: an operator's import may hold it for minutes.
  private func write<T>(_ body: (StoreConnection) throws -> T) throws -> T {
    let store = try Store.open(session.workspace.storePath, .readWrite)
    var triesLeft = 30
    while true {
      do {
        let result = try store.change(body)
        try store.close()
        return result
      } catch let failure as Failure where failure.exit == .locked && triesLeft > 0 {
        triesLeft -= 1
      }
    }
  }
}

extension NightlyJobRecord {
  /// Begins with what a run that died had written down.
  fileprivate mutating func takeOver(_ died: NightlyJobRecord) {
    (rows, rejected, warnings) = (died.rows, died.rejected, died.warnings)
    (files, money) = (died.files, died.money)
  }

  /// Takes what the job came to so far.
  fileprivate mutating func take(_ outcome: NightlyOutcome) {
    rows = Int64(outcome.rows)
    rejected = Int64(outcome.rejected)
    warnings = Int64(outcome.warnings)
    files = outcome.files
    money = outcome.money
    figures = outcome.figures
    note = outcome.note
  }
}

extension Diagnostic {
  /// The reason as the history has it.
  fileprivate var inHistory: String { "\(message) [\(code.name)]" }
}
