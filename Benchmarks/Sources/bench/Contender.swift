/// One way to do a job: ours or a peer's. All lines are shell, run in a folder of the contender's own.
struct Contender {
  let name: String
  /// What it needs: a shell test. Where that fails the contender is left out, and the table says so.
  var needs = "true"
  /// Not measured, before every run: a fresh copy of what it changes.
  var preparation = "true"
  /// What is measured.
  let command: String
  /// The exit code of a run that did its work.
  var done: Int32 = 0
  /// Not measured, after the first run: prints in one line what the job came to, the same line for the same result.
  let result: String
  /// A file that it makes, whose size is shown.
  var artifact: String?
}

/// The same work done by several contenders; the first is ours.
struct Job {
  let name: String
  let title: String
  let contenders: [Contender]
}
