import Glibc

/// What one run of a command took.
struct MeasuredRun {
  /// Seconds of processor time, user and system, of the command and of what it waited for.
  let cpu: Double
  /// Seconds on the wall.
  let wall: Double
  /// The greatest resident memory of any of its processes, in MB. Nothing below that of this program can be seen.
  let peak: Double
  /// The exit code; 128 and the signal's number where a signal ended it.
  let exit: Int32

  /// Runs a line of shell in a folder and waits for its end. What it prints goes to a file, what it complains of to the
  /// same name with `.errors`.
  init(_ line: String, in folder: String, output: String) {
    let script = "cd '\(folder)' && { \(line)\n} > '\(output)' 2> '\(output).errors'"
    var arguments: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", script].map { (word: String) in strdup(word) }
    defer { for argument in arguments { free(argument) } }
    arguments.append(nil)
    var process: pid_t = 0
    let begun = MeasuredRun.now()
    let code = posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ)
    if code != 0 { stop("cannot start /bin/sh: \(String(cString: strerror(code)))") }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0 {
      if errno != EINTR { stop("cannot wait for /bin/sh: \(String(cString: strerror(errno)))") }
    }
    wall = MeasuredRun.now() - begun
    cpu = MeasuredRun.seconds(usage.ru_utime) + MeasuredRun.seconds(usage.ru_stime)
    peak = Double(usage.ru_maxrss) / 1024
    exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}

/// Says why on standard error and ends the program.
func stop(_ reason: String) -> Never {
  say("bench: \(reason)\n", to: STDERR_FILENO)
  exit(1)
}

/// Writes a text at once, so that a table grows while the runs go on.
func say(_ text: String, to descriptor: Int32 = STDOUT_FILENO) {
  let bytes = Array(text.utf8)
  _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
}
