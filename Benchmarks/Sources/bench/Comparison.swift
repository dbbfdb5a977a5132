/// The runs of a job's contenders in turn (A B C A B C ...), so that what slows the machine down slows all of them.
struct Comparison {
  private struct Line {
    let contender: Contender
    var runs: [MeasuredRun] = []
    var result = ""
    /// Megabytes of the file that it makes.
    var size = 0.0

    func median(_ figure: KeyPath<MeasuredRun, Double>) -> Double {
      let sorted = runs.map { $0[keyPath: figure] }.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }

  let job: Job
  private var lines: [Line] = []

  /// Runs a job; contenders that are not installed are left out.
  init(_ job: Job, runs: Int, in folder: String) {
    self.job = job
    say("\(job.name): \(job.title)\n")
    makeFolder(folder)
    for contender in job.contenders {
      makeFolder(place(of: contender, in: folder))
      if shell(contender.needs, contender, in: folder).exit == 0 {
        lines.append(Line(contender: contender))
      } else {
        say("  \(contender.name) is left out: it is not installed here\n")
      }
    }
    for number in 1...runs {
      for index in lines.indices { run(index, number, in: folder) }
    }
    // Stores are large; after a failure they stay, to be looked at.
    for contender in job.contenders { _ = shell("rm -rf '\(place(of: contender, in: folder))'", contender, in: folder) }
  }

  private mutating func run(_ index: Int, _ number: Int, in folder: String) {
    let contender = lines[index].contender
    let prepared = shell(contender.preparation, contender, in: folder)
    if prepared.exit != 0 {
      stop("\(job.name), \(contender.name): cannot be prepared: see \(place(of: contender, in: folder))")
    }
    let place = place(of: contender, in: folder)
    let run = MeasuredRun(contender.command, in: place, output: place + "/output")
    if run.exit != contender.done {
      stop("\(job.name), \(contender.name) ends with \(run.exit): see \(place)/output.errors")
    }
    lines[index].runs.append(run)
    if number == 1 {
      let result = shell(contender.result, contender, in: folder)
      lines[index].result = result.exit == 0 ? result.text : ""
      lines[index].size = Double(contender.artifact.map { fileSize("\(place)/\($0)") } ?? 0) / 1_000_000
    }
  }

  /// The table for people: medians, and how many times our time a peer needs less or more.
  var table: String {
    var text =
      column("", 10) + ["CPU s", "wall s", "peak MB", "CPU ratio", "wall ratio"].map { column($0, -11) }.joined()
    let hasFiles = lines.contains { $0.size > 0 }
    text += (hasFiles ? column("file MB", -11) : "") + "  result\n"
    for line in lines {
      text += column(line.contender.name, 10) + column(line.median(\.cpu), 2) + column(line.median(\.wall), 2)
      text += column(line.median(\.peak), 0)
      text += column(ratio(to: line, \.cpu), 2) + column(ratio(to: line, \.wall), 2)
      text += (hasFiles ? column(line.size, 1) : "") + "  " + verdict(line) + "\n"
    }
    return text + "  \(lines[0].result)\n"
  }

  /// The same for programs: job, contender, runs, medians and extremes.
  var tabSeparated: String {
    lines.map { line in
      let cpu = line.runs.map(\.cpu)
      let figures = [
        line.median(\.cpu), cpu.min() ?? 0, cpu.max() ?? 0, line.median(\.wall), line.median(\.peak),
        ratio(to: line, \.cpu), ratio(to: line, \.wall), line.size,
      ]
      return
        ([job.name, line.contender.name, String(line.runs.count)] + figures.map { decimal($0, 3) }
        + [verdict(line), line.result]).joined(separator: "\t") + "\n"
    }
    .joined()
  }

  static let heading =
    [
      "job", "contender", "runs", "cpu_s", "cpu_s_min", "cpu_s_max", "wall_s", "peak_mb", "cpu_ours_to_it",
      "wall_ours_to_it", "file_mb", "agrees", "result",
    ].joined(separator: "\t") + "\n"

  /// Whether all of them came to the same.
  var agrees: Bool { lines.allSatisfy { $0.result == lines[0].result } }

  private func ratio(to line: Line, _ figure: KeyPath<MeasuredRun, Double>) -> Double {
    lines[0].median(figure) / line.median(figure)
  }

  private func verdict(_ line: Line) -> String {
    line.result.isEmpty ? "unknown" : line.result == lines[0].result ? "same" : "DIFFERS: \(line.result)"
  }

  /// A folder of its own for each contender of each job.
  private func place(of contender: Contender, in folder: String) -> String {
    "\(folder)/\(job.name)-\(contender.name)"
  }

  private func shell(_ line: String, _ contender: Contender, in folder: String) -> (exit: Int32, text: String) {
    let place = place(of: contender, in: folder)
    let output = place + "/line"
    let run = MeasuredRun(line, in: place, output: output)
    return (run.exit, firstLine(of: output))
  }
}
