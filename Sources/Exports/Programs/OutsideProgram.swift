import Glibc
public import Store
import Tabular

/// A program of the user's own: one that takes a file somewhere, a mailer, something that tells somebody.
///
/// It is started without a shell, so that nothing in its arguments can be taken for anything else, in a process group of its
/// own. It reads `input` on standard input; what it writes to standard output is thrown away, of what it writes to standard
/// error the end is kept.
public struct OutsideProgram: Sendable, Hashable {
  /// The program, which is looked for in PATH, and its arguments.
  public var arguments: [String]
  /// It is stopped after so many seconds.
  public var timeLimitSeconds: Int

  /// A program.
  public init(arguments: [String], timeLimitSeconds: Int) {
    self.arguments = arguments
    self.timeLimitSeconds = timeLimitSeconds
  }

  /// How it ended.
  public struct Ending: Sendable {
    /// By itself, by a signal, at its time limit, or not at all.
    public var outcome: ProgramOutcome
    /// The exit code, or the number of the signal or of the system's error.
    public var code: Int32
    /// The end of what it wrote to standard error.
    public var message: String

    /// Whether it did its work.
    public var isGood: Bool { outcome == .exit && code == 0 }

    /// An end that the system gave it before it began.
    static func notStarted(_ error: Int32) -> Ending {
      Ending(outcome: .notStarted, code: error, message: String(cString: strerror(error)))
    }
  }

  /// Runs it to its end, to the time limit, or until the run is asked to end.
  public func run(input: [UInt8] = [], isCancelled: () -> Bool) -> Ending {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .notStarted(errno) }
    defer { _ = close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    // A file holds nobody up: neither a program that reads nothing of it nor one that ends early.
    let source: UnnamedFile
    do {
      source = try UnnamedFile()
      try input.withUnsafeBytes { try source.append($0) }
    } catch {
      _ = close(ends[1])
      return .notStarted(errno)
    }
    // Who ignores this signal, as a parent may have left us, is never told how its children end.
    signal(SIGCHLD, SIG_DFL)
    let (error, process) = withExtendedLifetime(source) {
      OutsideProgram.spawn(arguments, standardInput: source.descriptor, standardError: ends[1])
    }
    _ = close(ends[1])
    guard error == 0 else { return .notStarted(error) }
    var watch = Watch(process: process, pipe: ends[0], secondsLeft: timeLimitSeconds)
    return watch.wait(isCancelled)
  }

  private static func spawn(
    _ arguments: [String], standardInput: Int32, standardError: Int32
  ) -> (error: Int32, process: pid_t) {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, standardError, STDERR_FILENO)
    // What this process ignores or catches is nothing to its children.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGCHLD] { sigaddset(&signals, number) }
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
      var stopped: ProgramOutcome?
      var killAt = Int64.max
      while true {
        var state = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
        poll(&state, 1, 50)
        let isClosed = read()
        var status: Int32 = 0
        let ended = waitpid(process, &status, WNOHANG)
        if ended == process { return ending(status, stopped) }
        if ended < 0, errno == ECHILD {
          return Ending(outcome: .signal, code: 0, message: "somebody else was told how it ended")
        }
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

    private mutating func ending(_ status: Int32, _ stopped: ProgramOutcome?) -> Ending {
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
