import Glibc
import Store

/// A program that takes a file to its destination: sftp, a tool for S3, a mailer.
///
/// It is started without a shell, so that no name of a file can be taken for anything else, in a process group of its own,
/// with nothing to read on standard input. What it writes to standard output is thrown away, of what it writes to standard
/// error the end is kept.
public struct DeliveryCommand: Sendable, Hashable {
  /// The program, which is looked for in PATH, and its arguments; `{file}`, `{name}`, `{manifest}`, `{mapping}`,
  /// `{destination}`, `{batch}` and `{sha256}` stand for what is delivered. It is started for each file, or once for all where
  /// an argument is `{files}`, for which an argument each stands.
  public var arguments: [String]
  /// It is stopped after so many seconds.
  public var timeLimitSeconds: Int

  /// The names that may stand in braces.
  public static let placeholders = ["file", "name", "manifest", "mapping", "destination", "batch", "sha256"]
  /// The argument that stands for all files.
  public static let allFiles = "{files}"
  /// Those of the names that are of one file alone.
  public static let ofOneFile = ["file", "name", "sha256"]
  /// The time limit where none is said.
  public static let usualSeconds = 300

  /// A command.
  public init(arguments: [String], timeLimitSeconds: Int = DeliveryCommand.usualSeconds) {
    self.arguments = arguments
    self.timeLimitSeconds = timeLimitSeconds
  }

  /// Whether it is started once for all files.
  public var takesAll: Bool { arguments.contains(DeliveryCommand.allFiles) }

  /// How it ended.
  struct Ending {
    var outcome: ExportAttempt.Outcome
    var code: Int32
    var message: String
  }

  /// Runs it to its end, to the time limit, or until the run is asked to end.
  func run(_ facts: [String: String], files: [String], isCancelled: () -> Bool) -> Ending {
    let filled = arguments.flatMap { $0 == DeliveryCommand.allFiles ? files : [DeliveryCommand.fill($0, facts)] }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      return Ending(outcome: .notStarted, code: errno, message: String(cString: strerror(errno)))
    }
    defer { _ = close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let (error, process) = DeliveryCommand.spawn(filled, standardError: ends[1])
    _ = close(ends[1])
    guard error == 0 else {
      return Ending(outcome: .notStarted, code: error, message: String(cString: strerror(error)))
    }
    var watch = Watch(process: process, pipe: ends[0], secondsLeft: timeLimitSeconds)
    return watch.wait(isCancelled)
  }

  /// Replaces the known names in braces, once: what a name stands for is not looked at again.
  private static func fill(_ argument: String, _ facts: [String: String]) -> String {
    var filled = ""
    var rest = Substring(argument)
    while let brace = rest.firstIndex(of: "{") {
      filled += rest[..<brace]
      rest = rest[brace...]
      let name = placeholders.first { rest.hasPrefix("{\($0)}") }
      filled += name.flatMap { facts[$0] } ?? "{"
      rest = rest.dropFirst(name.map { $0.count + 2 } ?? 1)
    }
    return filled + rest
  }

  private static func spawn(_ arguments: [String], standardError: Int32) -> (error: Int32, process: pid_t) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, standardError, STDERR_FILENO)
    // What this process ignores or catches is nothing to its children.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var process = pid_t()
    var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    texts.append(nil)
    defer { for text in texts { free(text) } }
    let error = posix_spawnp(&process, arguments[0], &actions, &attributes, texts, environ)
    return (error, process)
  }

  /// Waits for a process and keeps the end of what it says.
  private struct Watch {
    let process: pid_t
    let pipe: Int32
    let secondsLeft: Int
    var said: [UInt8] = []

    static let keptBytes = 2000

    mutating func wait(_ isCancelled: () -> Bool) -> Ending {
      let limit = Watch.milliseconds() + Int64(secondsLeft) * 1000
      var stopped: ExportAttempt.Outcome?
      var killAt = Int64.max
      while true {
        var state = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        poll(&state, 1, 50)
        let isClosed = read()
        var status: Int32 = 0
        let ended = waitpid(process, &status, WNOHANG)
        if ended == process || (ended < 0 && errno == ECHILD) { return ending(status, stopped) }
        // A pipe that is closed is always ready: the process is waited for instead.
        if isClosed { usleep(20_000) }
        let now = Watch.milliseconds()
        if stopped == nil, now > limit || isCancelled() {
          stopped = now > limit ? .timeout : .stopped
          kill(-process, SIGTERM)
          killAt = now + 2000
        }
        if now > killAt { kill(-process, SIGKILL) }
      }
    }

    private mutating func ending(_ status: Int32, _ stopped: ExportAttempt.Outcome?) -> Ending {
      _ = read()
      let message = String(decoding: said, as: UTF8.self)
      // The macros of wait(2), which Swift does not see.
      let signal = status & 0x7F
      let code = signal == 0 ? (status >> 8) & 0xFF : signal
      return Ending(outcome: stopped ?? (signal == 0 ? .exit : .signal), code: code, message: message)
    }

    /// Takes what is there; true once nobody can write any more.
    private mutating func read() -> Bool {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while true {
        let count = Glibc.read(pipe, &buffer, buffer.count)
        if count == 0 { return true }
        guard count > 0 else {
          if errno == EINTR { continue }
          return false
        }
        said += buffer[..<count]
        if said.count > Watch.keptBytes { said.removeFirst(said.count - Watch.keptBytes) }
      }
    }

    private static func milliseconds() -> Int64 {
      var time = timespec()
      clock_gettime(CLOCK_MONOTONIC, &time)
      return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
  }
}
