import Foundation
import TestSupport
import Testing

/// Ctrl-C: the run takes back what it has under way, says so in a sentence, leaves nothing behind, and does all of it
/// when it is run again.
@Suite struct InterruptionTests {
  private static let code = "run/interrupted"

  /// Sends a signal to a command that waits for its standard input, and gives what it said and its exit code.
  private static func interrupted(_ command: String, _ signal: String) -> String {
    """
    set -m; mkfifo input; exec 3<> input; head -c 30000 costs.csv >&3
    \(command) < input 2> said & run=$!
    (sleep 30; kill -KILL $run) 2> /dev/null & sleep 2; kill -\(signal) $run; wait $run; echo $?; kill %2; cat said; rm input said
    """
  }

  @Test(arguments: ["INT", "TERM", "HUP"])
  func aRunThatWaitsForItsInput(_ signal: String) throws {
    let folder = try TemporaryFolder()
    try Shop.make(in: folder.url)
    let before = try ShellRun(script: "ls -A | grep -v sqlite-; daybook batches list", in: folder.url).output
    let run = try ShellRun(
      script: Self.interrupted("daybook costs import - --accept-valid", signal), in: folder.url)
    #expect(run.output.hasPrefix("130\n"))
    #expect(run.output.contains("stopped as you asked: what was under way was taken back [\(Self.code)]"))
    let after = try ShellRun(script: "ls -A | grep -v sqlite-; daybook batches list", in: folder.url).output
    #expect(before == after)
    #expect(try ShellRun(script: "daybook costs import costs.csv --accept-valid", in: folder.url).exit == 3)
  }

  /// Whenever the signal comes, the run is wholly there or leaves nothing, and says which.
  @Test(arguments: [
    "costs import costs.csv --accept-valid", "orders import later.csv",
    "orders export --mapping all-columns -o out.csv",
    "orders export --mapping all-columns --new",
  ])
  func aRunAtAnyInstant(_ command: String) throws {
    let folder = try TemporaryFolder()
    let base = folder.url.appendingPathComponent("base")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: false)
    try Shop.make(in: base)
    let state = "ls -A . outbox archive | grep -v sqlite; daybook batches list"
    let before = try ShellRun(script: state, in: base).output
    for delay in sampled(Array(1...40), most: 6) {
      let shop = folder.url.appendingPathComponent("\(delay)")
      try FileManager.default.copyItem(at: base, to: shop)
      let timed = "timeout --foreground --preserve-status -s INT \(Double(delay) / 200) daybook \(command)"
      let script = "\(timed) > ../said 2> ../error; echo $?; cat ../error"
      let run = try ShellRun(script: script, in: shop)
      let after = try ShellRun(script: state, in: shop).output
      // One signal, to the program alone: a second would end it at once. One that comes before it listens ends it with
      // the same code, but without a sentence.
      #expect(run.output.hasPrefix("130\n") == (before == after), "after \(delay): \(run.output)\(after)")
      #expect(!run.output.contains(Self.code) || before == after, "after \(delay): \(run.output)\(after)")
      #expect(try ShellRun(script: "daybook store check", in: shop).exit == 0)
      try FileManager.default.removeItem(at: shop)
    }
  }
}
