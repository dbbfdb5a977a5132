public import Diagnostics
import Glibc
import Mapping
public import Model
public import Store

/// `daybook nightly`: the jobs of `daybook.yaml` for a business date.
///
/// A run is written down before its first job and after each, so that the history tells the truth whenever the machine
/// stops: a run without an end whose lock is free died. A date counts as done once a run of all jobs came to its end;
/// then a further one does nothing. What a run that died had done is found done by the next one, each job in its own
/// way: inboxes and deliveries take everything once, and what inboxes had taken is told by the next run; reports and exports
/// are written anew with the same bytes.
public struct RunNightly: Sendable {
  /// Which business dates.
  public enum Days: Sendable, Hashable {
    /// The last local day that has ended.
    case last
    /// One day.
    case one(CivilDate)
    /// Every day since the first night that has no good run, and the last one that has ended; see ``Plan/again``.
    case catchUp
  }

  /// Which business dates.
  public var days = Days.last
  /// The jobs that are asked for, whether or not their date was done; empty for all.
  public var only: [String] = []
  /// What starts it.
  public var trigger = NightlyRun.Trigger.command
  /// How long it waits for another run to end.
  public var waitSeconds = 0

  /// A request for a night.
  public init() {}

  /// What would be done, in this order.
  public struct Plan: Sendable {
    /// The dates.
    public var dates: [CivilDate]
    /// Those of them that failed in earlier nights: they come last, the newest first, and wait once one fails.
    public var again: [CivilDate] = []
    /// Dates that were asked for and are done, with the run that did them.
    public var doneBefore: [(date: CivilDate, run: Int64)]
    /// The jobs of each date.
    public var jobs: [NightlyJob]
  }

  /// What happened.
  public struct Result: Sendable {
    /// The runs, in their order, with all that they wrote down.
    public var runs: [NightlyRun]
    /// Dates that were asked for and were done before, with the run that did them.
    public var doneBefore: [(date: CivilDate, run: Int64)]

    /// People who could not be told.
    public var untold: [Diagnostic] = []

    /// 0, 3 where something was rejected, else the worst code of a job; `inputOutput` where all went well and people could
    /// not be told.
    public var exit: ExitCode {
      let worst = NightlyExit.worst(runs.map { $0.exit.flatMap(ExitCode.init(rawValue:)) ?? .interrupted })
      return untold.isEmpty || ![.done, .partly].contains(worst) ? worst : .inputOutput
    }
  }

  /// What is told while runs go on.
  public enum Event: Sendable {
    /// A run began.
    case began(NightlyRun)
    /// A job came to its end; with what was found in it.
    case ended(NightlyJobRecord, of: NightlyRun, [Diagnostic])
    /// A run came to its end; with the path of its report, and what was wrong with alarms and with telling people.
    case finished(NightlyRun, report: String?, untold: [Diagnostic])
  }

  /// Says who runs it at the present time: asked once a job, so that each is dated rightly.
  public typealias Clock = () throws -> RunIdentity

  /// What would be done; nothing is changed.
  public func plan(in session: Session) throws -> Plan {
    let jobs = try selectedJobs(session.workspace)
    let days = NightlyDays(session)
    let (first, good, failed) = try session.read {
      (try $0.firstNightlyDay(), try $0.goodNightlyRuns(), try $0.failedNightlyDays())
    }
    var wanted: [CivilDate]
    switch self.days {
    case .last: wanted = [days.lastEnded]
    case .one(let day):
      try days.requireEnded(day)
      wanted = [day]
    case .catchUp:
      let from = min(first ?? days.lastEnded, days.lastEnded)
      wanted = (from.days...days.lastEnded.days).map(CivilDate.init(days:))
    }
    guard only.isEmpty else { return Plan(dates: wanted, doneBefore: [], jobs: jobs) }
    let done = wanted.compactMap { day in good[day].map { (date: day, run: $0) } }
    let open = wanted.filter { good[$0] == nil }
    let again = self.days == .catchUp ? open.filter { failed.contains($0) && $0 != days.lastEnded } : []
    return Plan(
      dates: open.filter { !again.contains($0) } + again.reversed(), again: again,
      doneBefore: self.days == .catchUp ? done.suffix(1) : done, jobs: jobs)
  }

  /// What jobs name and is not there: reports, mappings, destinations. A night finds it too, in the job; nothing is changed.
  public func mistakes(in session: Session) throws -> [Diagnostic] {
    let day = if case .one(let day) = days { day } else { NightlyDays(session).lastEnded }
    let work = NightlyWork(session: session, day: day, inboxReporting: { _ in ("", "") })
    return try selectedJobs(session.workspace).flatMap { job -> [Diagnostic] in
      do {
        try work.prove(job)
        return []
      } catch let failure as Failure {
        return failure.diagnostics.map { $0.at(job) }
      }
    }
  }

  /// Runs the jobs of every date in turn.
  ///
  /// Fails with `configuration` where the settings list no jobs, `usage` for a job that they do not have and a day that has
  /// not ended, `locked` while another run is under way. What fails in a job is in the result.
  public func run(
    in session: Session, clock: @escaping Clock, inboxReporting: @escaping TakeInbox.Reporting,
    tell: (Event) throws -> Void
  ) throws -> Result {
    _ = try plan(in: session)
    let lock = try NightlyLock(
      store: session.workspace.storePath, waitingSeconds: waitSeconds, isCancelled: session.isCancelled)
    defer { lock.release() }
    try lock.sign(session.identity)
    // The run that was waited for may have done it.
    let plan = try plan(in: session)
    let lastEnded = NightlyDays(session).lastEnded
    var result = Result(runs: [], doneBefore: plan.doneBefore)
    for date in plan.dates {
      let isMissed = days == .catchUp && date != lastEnded
      // What is broken tonight breaks every date that failed before: one has shown it and told people, the others wait.
      if plan.again.contains(date), result.runs.contains(where: { $0.state == .failed }) { break }
      let night = Night(
        session: session, date: date, jobs: plan.jobs, trigger: isMissed ? .catchUp : trigger,
        selection: only.isEmpty ? nil : plan.jobs.map(\.name), clock: clock, inboxReporting: inboxReporting)
      let (run, untold) = try night.run(tell)
      result.runs.append(run)
      result.untold += untold
      if session.isCancelled() { break }
    }
    return result
  }

  private func selectedJobs(_ workspace: Workspace) throws -> [NightlyJob] {
    let jobs = workspace.nightly.jobs
    guard !jobs.isEmpty else {
      throw Failure(.configuration, .nightlyNoJobs, facts: ["path": workspace.settingsPath])
    }
    let names = jobs.map(\.name)
    for name in only where !names.contains(name) {
      throw Failure(
        .usage, .nightlyUnknownJob,
        facts: [
          "job": name, "nearest": nearestName(to: name, among: names) ?? names[0],
          "known": names.joined(separator: ", "),
        ])
    }
    return only.isEmpty ? jobs : jobs.filter { only.contains($0.name) }
  }
}

/// What exit codes of jobs make together.
enum NightlyExit {
  /// 0 before 3 before everything else; of that the highest.
  static func worst(_ exits: [ExitCode]) -> ExitCode {
    exits.max { weight($0) < weight($1) } ?? .done
  }

  private static func weight(_ exit: ExitCode) -> Int32 {
    switch exit {
    case .done: 0
    // A repeat is no failure.
    case .repeated: 1
    case .partly: 2
    default: 10 + exit.rawValue
    }
  }
}

extension Diagnostic {
  /// A finding that is in no file belongs to the place at which its job stands in the settings.
  func at(_ job: NightlyJob) -> Diagnostic {
    guard location.file == nil else { return self }
    var diagnostic = self
    diagnostic.location = job.place
    return diagnostic
  }
}
