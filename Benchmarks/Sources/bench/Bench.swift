import Glibc

/// Runs the jobs that it is told, or all of them: `bench [JOB ...] [--rows N] [--runs N]`, called by `scripts/bench`, which
/// names the program and the folders in the environment and has made the data.
@main
enum Bench {
  static func main() {
    var names: [String] = []
    var runs = 3
    var rows = 1_000_000
    var words = CommandLine.arguments.dropFirst()
    while let word = words.popFirst() {
      switch word {
      case "--runs": runs = number(words.popFirst(), word)
      case "--rows": rows = number(words.popFirst(), word)
      default: names.append(word)
      }
    }
    let home = variable("BENCH_HOME")
    let data = home + "/.data/\(rows)"
    let jobs = Jobs(
      data: data, peers: home + "/peers", layouts: home + "/layouts", daybook: variable("DAYBOOK"),
      tables: variable("BENCH_TABLES"),
      python: variable("BENCH_PYTHON")
    ).all
    for name in names where !jobs.contains(where: { $0.name == name }) {
      stop("there is no job \(name); there are \(jobs.map(\.name).joined(separator: ", "))")
    }
    let results = home + "/.data/results.tsv"
    if access(results, F_OK) != 0 { append("rows\t" + Comparison.heading, to: results) }
    var agree = true
    for job in jobs where names.isEmpty || names.contains(job.name) {
      let comparison = Comparison(job, runs: runs, in: data + "/work")
      say(comparison.table + "\n")
      for line in comparison.tabSeparated.split(separator: "\n") { append("\(rows)\t\(line)\n", to: results) }
      agree = agree && comparison.agrees
    }
    say("every figure is in \(results)\n")
    if !agree { stop("the contenders do not agree") }
  }

  private static func variable(_ name: String) -> String {
    guard let value = getenv(name) else { stop("\(name) is not set; call scripts/bench") }
    return String(cString: value)
  }

  private static func number(_ word: String?, _ option: String) -> Int {
    guard let word, let number = Int(word), number > 0 else { stop("\(option) needs a number from 1") }
    return number
  }
}
