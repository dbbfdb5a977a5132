extension DiagnosticCode {
  static let nightlyCodes: [DiagnosticCode] = [
    .nightlyNoJobs, .nightlyUnknownJob, .nightlyRunning, .nightlyNotEnded, .nightlyNeeds, .nightlyTask,
    .nightlyJobName, .noSuchRun, .periodDrift, .missedNights, .clockBehind, .leftPart, .openToOthers, .lowDisk,
    .backupNoSpace, .backupDamaged, .nightlyNotTold, .nightlyNoFigure, .nightlyAlarmBound,
  ]

  /// `nightly` without anything to do.
  public static let nightlyNoJobs = DiagnosticCode(
    "nightly/no-jobs", "{path} lists no jobs for the night",
    hint: "list them under 'nightly: jobs:'; a new workspace's settings show how")
  /// A job that the settings do not have.
  public static let nightlyUnknownJob = DiagnosticCode(
    "nightly/unknown-job", "there is no job {job}", hint: "the nearest is {nearest}; the jobs are: {known}")
  /// Two nightly runs at once.
  public static let nightlyRunning = DiagnosticCode(
    "nightly/running", "another nightly run is under way: {holder}",
    hint: "wait for it to end, or let this one wait: --wait SECONDS")
  /// A business date that has not ended.
  public static let nightlyNotEnded = DiagnosticCode(
    "nightly/not-ended", "{date} has not ended yet in {zone}", hint: "the last day that has ended is {last}")
  /// A job that needs one that does not stand before it.
  public static let nightlyNeeds = DiagnosticCode(
    "nightly/needs", "the job {job} needs {other}, which does not stand before it",
    hint: "jobs run in the order in which they are listed")
  /// A job that says not what it does, or several things.
  public static let nightlyTask = DiagnosticCode(
    "nightly/task", "the job {job} must say one thing to do", hint: "write one of: {known}")
  /// A name that would not do in file names and metrics.
  public static let nightlyJobName = DiagnosticCode(
    "nightly/job-name", "'{job}' cannot be the name of a job", hint: "use letters, digits, - and _")
  /// A program that should have told somebody.
  public static let nightlyNotTold = DiagnosticCode(
    "nightly/not-told", "{what} could not be told of by {program}: {reason}",
    hint: "the run itself is in the history; put the program right")
  /// An alarm on a figure that the report does not have.
  public static let nightlyNoFigure = DiagnosticCode(
    "nightly/no-figure", "the alarm {alarm} finds no figure {figure} in the report of {job}",
    hint: "its figures are: {known}; TABLE.COLUMN and 'row' name others")
  /// An alarm without a bound.
  public static let nightlyAlarmBound = DiagnosticCode(
    "nightly/alarm-bound", "nothing sets the alarm {alarm} off", hint: "say below, above or changes_by")
  /// No run of that number.
  public static let noSuchRun = DiagnosticCode(
    "runs/not-found", "there is no nightly run {run}", hint: "'daybook runs list' shows all of them")
  /// A closed month whose money is not what it was.
  public static let periodDrift = DiagnosticCode(
    "periods/drift", "{line} {kind} of the closed month {month} has changed by {change} {currency}",
    hint: "'daybook periods show {month}' shows the totals of then and now")
  /// Dates without a good run.
  public static let missedNights = DiagnosticCode(
    "nightly/missed", "nights without a good run: {count}, the first is that of {date}",
    hint: "'daybook nightly --catch-up' runs them")
  /// The machine's clock stands before something that was done.
  public static let clockBehind = DiagnosticCode(
    "store/clock", "the clock says {now}, but {what} was at {last}",
    hint: "set the machine's clock, for dates of what is done now would be wrong")
  /// A file in the making that nobody makes any more.
  public static let leftPart = DiagnosticCode(
    "store/left-part", "{path} is what a run left that died",
    hint: "the next run that writes the same file replaces it; otherwise remove it")
  /// Others than the owner can read what is private.
  public static let openToOthers = DiagnosticCode(
    "store/open-to-others", "{path} can be read by others (mode {mode})", hint: "chmod {right} {path}")
  /// The disk will soon be full.
  public static let lowDisk = DiagnosticCode(
    "store/low-disk", "only {free} MB are free on the disk of {path}", hint: "keep at least {wanted} MB free")
  /// A backup that would not fit.
  public static let backupNoSpace = DiagnosticCode(
    "backup/no-space", "{free} MB are free at {path}, the backup needs {wanted} MB",
    hint: "free space, or choose another folder; nothing was written")
  /// A backup that is not what was written.
  public static let backupDamaged = DiagnosticCode(
    "backup/damaged", "{path} is no sound backup: {reason}", hint: "take another one; the store is as it was")
}
