import Model
import Store
import Tabular

/// Metrics of nights for a monitoring agent that reads files: OpenMetrics text, which Prometheus' own format reads too.
struct NightMetrics {
  let run: NightlyRun
  /// When a run of all jobs came to its end well, the last time.
  let goodAt: Instant?
  /// The last record of each job.
  let jobs: [(job: NightlyJobRecord, goodAt: Instant?)]

  /// Writes the file; it appears whole, by rename, and may be read by others: it holds counts and names of jobs.
  func write(to path: String) throws {
    let file = try OutputFile(path: path)
    try file.write(text)
    _ = try file.commit()
    try FileFacts.letOthersRead(path)
  }

  var text: String {
    var lines: [String] = []
    func metric(_ name: String, _ help: String, _ samples: [(label: String, value: String)]) {
      guard !samples.isEmpty else { return }
      lines += ["# HELP \(name) \(help)", "# TYPE \(name) gauge"]
      lines += samples.map { "\(name)\($0.label) \($0.value)" }
    }
    func one(_ value: String?) -> [(String, String)] { value.map { [("", $0)] } ?? [] }
    func each(_ value: (NightlyJobRecord, Instant?) -> String?) -> [(String, String)] {
      jobs.compactMap { job, goodAt in value(job, goodAt).map { ("{job=\"\(job.name)\"}", $0) } }
    }
    let night = "daybook_nightly"
    metric(
      "\(night)_last_success_timestamp_seconds",
      "When a run of all jobs last came to its end well; 0 before the first.",
      one(goodAt.map(NightMetrics.seconds) ?? "0"))
    metric(
      "\(night)_last_run_timestamp_seconds", "When the last run ended.", one(run.endedAt.map(NightMetrics.seconds)))
    metric(
      "\(night)_duration_seconds", "How long the last run took.",
      one(run.endedAt.map { NightMetrics.seconds(between: run.startedAt, $0) }))
    metric("\(night)_exit_code", "The exit code of the last run.", one(run.exit.map(String.init)))
    metric(
      "\(night)_alarms", "Alarms of the last run, also silent ones.", one(String(run.alarms.count)))
    metric(
      "\(night)_job_last_success_timestamp_seconds", "When the job last came to its end well.",
      each { $1.map(NightMetrics.seconds) })
    metric(
      "\(night)_job_success", "Whether the job came to its end well the last time.",
      each { job, _ in job.state == .done || job.state == .partly ? "1" : "0" })
    metric(
      "\(night)_job_duration_seconds", "How long the job took the last time.",
      each { job, _ in job.endedAt.map { NightMetrics.seconds(between: job.startedAt, $0) } })
    metric("\(night)_job_rows", "Rows that the job read or wrote the last time.", each { job, _ in String(job.rows) })
    metric(
      "\(night)_job_rejected", "Rows and files that the job refused the last time.",
      each { job, _ in String(job.rejected) })
    metric("\(night)_job_warnings", "Warnings of the job the last time.", each { job, _ in String(job.warnings) })
    return (lines + ["# EOF"]).joined(separator: "\n") + "\n"
  }

  private static func seconds(_ instant: Instant) -> String { decimal(instant.milliseconds) }

  private static func seconds(between start: Instant, _ end: Instant) -> String {
    decimal(max(0, end.milliseconds - start.milliseconds))
  }

  private static func decimal(_ milliseconds: Int64) -> String {
    let rest = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
