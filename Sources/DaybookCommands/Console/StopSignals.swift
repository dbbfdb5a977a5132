import Diagnostics
import Glibc

/// Ctrl-C and what the system sends to end a process: the run is asked to end and takes back what it has under way.
///
/// A second signal of the same kind ends the process at once, which is as safe as a power cut: nothing is half done then
/// either, but a `.part` may be left for the next run to replace.
enum StopSignals {
  /// From here on these signals are requests.
  static func listen() {
    // The flag exists before a signal can come.
    _ = Interruption.isRequested
    for number in [SIGINT, SIGTERM, SIGHUP] {
      // What the caller wants ignored (nohup) stays ignored.
      var before = sigaction()
      guard sigaction(number, nil, &before) == 0, before.__sigaction_handler.sa_handler == nil else { continue }
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in Interruption.request() }
      action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
      sigaction(number, &action, nil)
    }
    // Some programs start others with signals blocked, and never unblock them.
    var stops = sigset_t()
    sigemptyset(&stops)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&stops, number) }
    sigprocmask(SIG_UNBLOCK, &stops, nil)
  }
}
