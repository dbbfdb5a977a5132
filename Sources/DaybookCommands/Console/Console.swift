import Daybook
import Diagnostics
import Glibc
import Model
import Tabular

/// What a command prints with and asks on: data on standard output, everything else on standard error.
final class Console {
  /// Whether the result is wanted as JSON.
  let wantsJSON: Bool
  /// The environment variables.
  let environment: [String: String]
  /// The folder that relative paths are meant from.
  let currentFolder: String
  private let store: String?
  private let operatorName: String?
  private let bar: ProgressBar
  private let isColoured: Bool
  private let output = StandardOutput()
  private var hasWritten = false

  init(
    json: Bool, store: String? = nil, operatorName: String? = nil,
    environment: [String: String] = Console.processEnvironment()
  ) {
    self.wantsJSON = json
    self.store = store
    self.operatorName = operatorName
    self.environment = environment
    self.currentFolder = Console.workingFolder()
    let errorIsTerminal = isatty(STDERR_FILENO) == 1
    self.bar = ProgressBar(isTerminal: errorIsTerminal)
    self.isColoured = errorIsTerminal && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Who runs the command.
  func identity() throws -> RunIdentity {
    try RunIdentity.current(environment: environment, operator: operatorName)
  }

  /// The workspace that the options, the environment or the current folder mean, ready for a use case.
  func session() throws -> Session {
    try session(ofStore: store ?? environment["DAYBOOK_STORE"].flatMap { $0.isEmpty ? nil : $0 })
  }

  /// The workspace of a store; of the current folder where none is named.
  func session(ofStore named: String?) throws -> Session {
    Session(
      workspace: try Workspace.locate(startingAt: currentFolder, store: named), identity: try identity(),
      progress: showProgress, isWatched: bar.isShown, isCancelled: { Interruption.isRequested })
  }

  /// Shows how far a long run is.
  private var showProgress: (_ done: Int, _ total: Int?) -> Void {
    let bar = self.bar
    return { bar.update(done: $0, total: $1) }
  }

  /// The same for runs without a workspace, which end when the user says so.
  var progress: (_ done: Int, _ total: Int?) throws -> Void {
    let show = showProgress
    return {
      try Interruption.check()
      show($0, $1)
    }
  }

  /// Standard output for commands that write rows. What its reader does not take any more ends the command as a
  /// success.
  var sink: any ByteSink {
    hasWritten = true
    return output
  }

  /// Writes text to standard output as it is. The text is lost, and nothing else happens, where nobody reads it.
  func print(_ text: String) throws {
    hasWritten = true
    bar.end()
    do {
      try output.write(text)
      try output.flush()
    } catch is BrokenPipe {
      return
    }
  }

  /// Writes a JSON document to standard output.
  func print(_ document: JSONValue) throws {
    hasWritten = true
    bar.end()
    do {
      try document.pieces { try output.write($0) }
      try output.write("\n")
      try output.flush()
    } catch is BrokenPipe {
      return
    }
  }

  /// Writes a diagnostic to standard error.
  func show(_ diagnostic: Diagnostic) { say(diagnostic.rendered(colour: isColoured)) }

  /// Writes to standard error as it is.
  func say(_ text: String) {
    bar.end()
    Console.writeError(text)
  }

  /// Asks whether to go on, unless the flag has said so.
  ///
  /// Without a terminal nothing is asked: it fails with `usage` and names the flag.
  func confirm(_ action: String, flag: String = "--yes", given: Bool) throws {
    if given { return }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw Failure(.usage, .needsConfirmation, facts: ["action": action, "flag": flag])
    }
    say("\(action)? [y/N] ")
    try Console.check(answer: readLine(), to: action)
  }

  /// Asks for a word to be typed before something that cannot be undone, unless the flag has said so; else as
  /// ``confirm(_:flag:given:)``.
  func confirm(_ action: String, byTyping word: String, flag: String = "--yes", given: Bool) throws {
    if given { return }
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
      throw Failure(.usage, .needsConfirmation, facts: ["action": action, "flag": flag])
    }
    say("\(action): type '\(word)' to go on: ")
    guard readLine() == word else { throw Failure(.rejected, .notConfirmed, facts: ["action": action]) }
  }

  /// Everything but a yes is a no.
  static func check(answer: String?, to action: String) throws {
    let answer = answer?.lowercased()
    guard answer == "y" || answer == "yes" else { throw Failure(.rejected, .notConfirmed, facts: ["action": action]) }
  }

  /// Runs a command and gives the exit code of the process. Failures are rendered here.
  func run(_ command: some ConsoleCommand) -> Diagnostics.ExitCode {
    do {
      let exit = try command.run(on: self)
      bar.end()
      try output.flush()
      return exit
    } catch is BrokenPipe {
      return .done
    } catch let failure as Failure {
      return report(failure)
    } catch {
      return report(Failure(.bug, .bug, facts: ["reason": String(describing: error)]))
    }
  }

  /// Shows why a run failed: as a JSON document when that is wanted and no data was written yet, else on standard
  /// error.
  func report(_ failure: Failure) -> Diagnostics.ExitCode {
    bar.end()
    if wantsJSON, !hasWritten {
      do {
        try print(["schema": "daybook.error/1", "diagnostics": JSONValue(failure.diagnostics, \.json)])
        return failure.exit
      } catch {
        say("daybook: standard output cannot be written\n")
      }
    }
    for diagnostic in failure.diagnostics { show(diagnostic) }
    return failure.exit
  }

  private static func writeError(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // Nobody can be told that standard error is gone.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  private static func workingFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  private static func processEnvironment() -> [String: String] {
    var values: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      if let equals = line.firstIndex(of: "=") {
        values[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
      entry += 1
    }
    return values
  }
}
